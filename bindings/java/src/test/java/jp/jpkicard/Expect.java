// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/** What the tests expect. They need no framework, so that Java and JNA are enough to run them. */
final class Expect {
    private Expect() {}

    static void equal(Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            throw new AssertionError("expected " + expected + ", found " + found);
        }
    }

    static void isTrue(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    static <T extends Throwable> T thrown(Class<T> kind, Work work) {
        try {
            work.run();
        } catch (Throwable found) {
            if (kind.isInstance(found)) {
                return kind.cast(found);
            }
            throw new AssertionError("another exception", found);
        }
        throw new AssertionError("no " + kind.getSimpleName());
    }

    /** Throws unless it comes to hold within ten seconds. */
    static void soon(BooleanSupplier holds, String what) throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            if (holds.getAsBoolean()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(what);
    }

    /** What can throw anything. */
    interface Work {
        void run() throws Exception;
    }
}
