// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Releases what nobody closed once its owner was collected. It runs in the library's later calls
 * and not in a thread of its own, which would keep a class loader alive.
 */
final class Net extends PhantomReference<Object> {
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();
    private static final Set<Net> PENDING = ConcurrentHashMap.newKeySet();

    private final Runnable release;

    /** {@code release} must not refer to {@code owner}, which would never be collected. */
    Net(Object owner, Runnable release) {
        super(owner, COLLECTED);
        this.release = release;
        PENDING.add(this);
    }

    /** Releases, the first time. */
    void release() {
        if (PENDING.remove(this)) {
            clear();
            release.run();
        }
    }

    /** Releases what was collected since. */
    static void sweep() {
        Reference<?> found = COLLECTED.poll();
        while (found != null) {
            ((Net) found).release();
            found = COLLECTED.poll();
        }
    }
}
