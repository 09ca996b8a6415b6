// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import jp.jpkicard.raw.Native;

/**
 * A wait of the library that {@link Thread#interrupt} ends. A thread in native code does not
 * notice an interrupt; what channels are built on runs {@link #implCloseChannel} in the thread
 * that interrupts, which cancels the wait.
 */
final class InterruptibleWait extends AbstractInterruptibleChannel {
    private final NativeCancellation cancellation;

    private InterruptibleWait(NativeCancellation cancellation) {
        this.cancellation = cancellation;
    }

    /**
     * Runs a wait with a cancellation for it, and returns its status. What the wait received before
     * an interrupt is not lost: then it returns, and the thread stays interrupted.
     */
    static int run(Cancellation button, Native.JpkiError error, Wait wait)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int status;
        try (NativeCancellation own = new NativeCancellation()) {
            Runnable end = own::cancel;
            if (button != null) {
                button.add(end);
            }
            try {
                status = new InterruptibleWait(own).run(error, wait);
            } finally {
                if (button != null) {
                    button.remove(end);
                }
            }
        }
        if (status == Native.JPKI_ERROR_CANCELLED && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return status;
    }

    private int run(Native.JpkiError error, Wait wait) {
        begin();
        try {
            return Call.run(found -> wait.run(cancellation.pointer(), found), error);
        } finally {
            try {
                end(true);
            } catch (AsynchronousCloseException e) {
                // An interrupt: the status says whether it came in time.
            }
        }
    }

    @Override
    protected void implCloseChannel() {
        cancellation.cancel();
    }

    /** A wait. */
    interface Wait {
        int run(Pointer cancellation, Native.JpkiError error);
    }

    /** The library's cancellation. */
    private static final class NativeCancellation extends Handle {
        NativeCancellation() {
            super(make(), LibraryHolder.library()::jpki_cancellation_free);
        }

        private static Pointer make() {
            PointerByReference made = new PointerByReference();
            Call.run(error -> LibraryHolder.library().jpki_cancellation_new(made, error));
            return made.getValue();
        }

        /** One that was freed has no wait any more. */
        void cancel() {
            LibraryHolder.library().jpki_cancellation_cancel(pointer(), null);
        }
    }
}
