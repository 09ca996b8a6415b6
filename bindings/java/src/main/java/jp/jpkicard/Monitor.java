// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import jp.jpkicard.raw.Native;

/**
 * Reports readers and cards that come and go; what is there comes first. Several threads may take
 * events: each goes to one of them. {@link #close} ends their waits.
 *
 * <pre>{@code
 * for (Event event : monitor) {
 *     ...
 * }
 * }</pre>
 */
public final class Monitor extends Handle implements Iterable<Event> {
    Monitor(Pointer monitor) {
        super(monitor, LibraryHolder.library()::jpki_monitor_free);
    }

    /**
     * Waits for the next event.
     *
     * @return the event
     * @throws InterruptedException if the thread is interrupted; no event is lost
     * @throws JpkiException with {@link Status#CANCELLED}, if the context or the monitor is closed
     */
    public Event take() throws InterruptedException {
        return poll(null, null).orElseThrow(() -> JpkiException.of(Status.TIMED_OUT));
    }

    /**
     * Waits for the next event, up to some time.
     *
     * @param timeout up to 24 hours; zero looks once; null is for ever
     * @return the event; empty if none came
     * @throws InterruptedException if the thread is interrupted; no event is lost
     * @throws JpkiException with {@link Status#CANCELLED}, if the context or the monitor is closed
     */
    public Optional<Event> poll(Duration timeout) throws InterruptedException {
        return poll(timeout, null);
    }

    /**
     * Waits for the next event, up to some time or until it is cancelled.
     *
     * @param timeout up to 24 hours; zero looks once; null is for ever
     * @param cancellation a Cancel button's; null for none
     * @return the event; empty if none came
     * @throws InterruptedException if the thread is interrupted; no event is lost
     * @throws JpkiException with {@link Status#CANCELLED}, if it was cancelled, or the context or
     *     the monitor is closed
     */
    public Optional<Event> poll(Duration timeout, Cancellation cancellation)
            throws InterruptedException {
        Native.JpkiEvent event = new Native.JpkiEvent();
        Native.JpkiError error = new Native.JpkiError();
        int milliseconds = Bytes.milliseconds(timeout);
        int status =
                InterruptibleWait.run(
                        cancellation,
                        error,
                        (own, found) ->
                                LibraryHolder.library()
                                        .jpki_monitor_next(
                                                pointer(), milliseconds, own, event, found));
        stays();
        if (status == Native.JPKI_ERROR_TIMED_OUT) {
            return Optional.empty();
        }
        if (status != Native.JPKI_OK) {
            throw JpkiException.from(status, error, null);
        }
        return Optional.of(new Event(event));
    }

    /**
     * Returns the events as they come. {@code hasNext} waits for one. There is none any more once
     * the monitor or its context is closed, or if the thread is interrupted, which it then stays.
     *
     * @return the events
     */
    @Override
    public Iterator<Event> iterator() {
        return new Iterator<Event>() {
            private Event next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = nextOrNull();
                }
                return next != null;
            }

            @Override
            public Event next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Event taken = next;
                next = null;
                return taken;
            }
        };
    }

    private Event nextOrNull() {
        try {
            return take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (JpkiException e) {
            if (e.status() == Status.CANCELLED || e.status() == Status.HANDLE) {
                return null;
            }
            throw e;
        }
    }
}
