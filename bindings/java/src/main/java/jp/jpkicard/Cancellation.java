// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends the waits that it is given to, now and later: for a Cancel button, where the click may come
 * just before the wait. They throw {@link JpkiException} with {@link Status#CANCELLED}. It cannot
 * be reset: make one for each operation that a person may cancel. Nothing is to be closed.
 *
 * <p>Interrupting the waiting thread does the same for one wait, which then throws {@link
 * InterruptedException}.
 */
public final class Cancellation {
    private final Set<Runnable> waits = new HashSet<>();
    private boolean isCancelled;

    /** Makes one that is not cancelled. */
    public Cancellation() {}

    /** Cancels. Any thread, any number of times. */
    public void cancel() {
        List<Runnable> ended;
        synchronized (this) {
            isCancelled = true;
            ended = new ArrayList<>(waits);
        }
        ended.forEach(Runnable::run);
    }

    /**
     * Returns whether {@link #cancel} was called.
     *
     * @return true from then on
     */
    public synchronized boolean isCancelled() {
        return isCancelled;
    }

    /** Has {@code end} run once this is cancelled, or now if it is. */
    void add(Runnable end) {
        synchronized (this) {
            waits.add(end);
            if (!isCancelled) {
                return;
            }
        }
        end.run();
    }

    synchronized void remove(Runnable end) {
        waits.remove(end);
    }
}
