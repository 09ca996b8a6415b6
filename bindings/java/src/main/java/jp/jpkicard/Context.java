// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import jp.jpkicard.raw.Native;

/**
 * The readers of this computer. Cards that it gave do not depend on it. {@link #close} ends its
 * waits and monitors.
 */
public final class Context extends Handle {
    /** Makes a context. It does not connect to the smart card service yet. */
    public Context() {
        super(make(), LibraryHolder.library()::jpki_context_free);
    }

    private static Pointer make() {
        PointerByReference made = new PointerByReference();
        Call.run(error -> LibraryHolder.library().jpki_context_new(made, error));
        return made.getValue();
    }

    /**
     * Sets one of the timeouts, for what begins later.
     *
     * @param kind which
     * @param duration up to 24 hours; null for no limit
     */
    public void setTimeout(TimeoutKind kind, Duration duration) {
        int milliseconds = Bytes.milliseconds(duration);
        call(
                (context, error) ->
                        LibraryHolder.library()
                                .jpki_context_set_timeout(
                                        context, kind.value(), milliseconds, error));
    }

    /**
     * Returns the names of the readers that are connected now.
     *
     * @return the names
     */
    public List<String> readers() {
        PointerByReference made = new PointerByReference();
        Native library = LibraryHolder.library();
        call((context, error) -> library.jpki_context_readers(context, made, error));
        Pointer readers = made.getValue();
        try {
            List<String> names = new ArrayList<>();
            long count = library.jpki_readers_count(readers).longValue();
            for (long at = 0; at < count; at++) {
                names.add(library.jpki_readers_name(readers, Bytes.size(at)));
            }
            return Collections.unmodifiableList(names);
        } finally {
            library.jpki_readers_free(readers);
        }
    }

    /**
     * Returns what is in a reader now.
     *
     * @param reader its exact name
     * @return what is in it
     */
    public Presence presence(String reader) {
        IntByReference presence = new IntByReference();
        call(
                (context, error) ->
                        LibraryHolder.library()
                                .jpki_context_reader_status(
                                        context, Bytes.whole(reader), presence, error));
        return Presence.of(presence.getValue());
    }

    /**
     * Connects to the card that is in a reader now, of any kind. It does not wait for one.
     *
     * @param reader its exact name
     * @return the card
     */
    public Card connect(String reader) {
        PointerByReference card = new PointerByReference();
        call(
                (context, error) ->
                        LibraryHolder.library()
                                .jpki_card_connect(
                                        context, Bytes.whole(reader), card, error));
        return new Card(card.getValue());
    }

    /**
     * Waits for an Individual Number Card on any reader.
     *
     * @param timeout up to 24 hours; zero looks once; null is for ever
     * @return the card
     * @throws InterruptedException if the thread is interrupted, before or meanwhile
     * @throws ReaderException if no card came in time, or the readers cannot be used
     */
    public Card waitForCard(Duration timeout) throws InterruptedException {
        return waitForCard(new WaitOptions().timeout(timeout));
    }

    /**
     * Waits for an Individual Number Card. No PIN try is spent.
     *
     * @param options where and how long
     * @return the card
     * @throws InterruptedException if the thread is interrupted, before or meanwhile
     * @throws ReaderException if no card came in time, or the readers cannot be used
     * @throws JpkiException with {@link Status#CANCELLED}, if it was cancelled
     */
    public Card waitForCard(WaitOptions options) throws InterruptedException {
        PointerByReference card = new PointerByReference();
        Native.JpkiError error = new Native.JpkiError();
        int milliseconds = Bytes.milliseconds(options.timeout);
        int flags = WaitFlag.sum(options.flags);
        String reader = Bytes.whole(options.reader);
        int status =
                InterruptibleWait.run(
                        options.cancellation,
                        error,
                        (cancellation, found) ->
                                LibraryHolder.library()
                                        .jpki_card_wait(
                                                pointer(),
                                                reader,
                                                milliseconds,
                                                flags,
                                                cancellation,
                                                card,
                                                found));
        stays();
        if (status != Native.JPKI_OK) {
            throw JpkiException.from(status, error, null);
        }
        return new Card(card.getValue());
    }

    /**
     * Waits for an Individual Number Card in a daemon thread of its own.
     *
     * @param options where and how long
     * @return the card to come. Cancelling it, or completing it otherwise, ends the wait
     */
    public CompletableFuture<Card> waitForCardAsync(WaitOptions options) {
        return waitForCardAsync(
                options,
                wait -> {
                    Thread thread = new Thread(wait, "jpkicard-wait");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /**
     * Waits for an Individual Number Card in a thread of an executor, which it blocks.
     *
     * @param options where and how long
     * @param executor where to wait
     * @return the card to come. Cancelling it, or completing it otherwise, ends the wait
     */
    public CompletableFuture<Card> waitForCardAsync(WaitOptions options, Executor executor) {
        return new FutureCard(this, options).start(executor);
    }

    /** Ends the waits and the monitors' calls that are in progress, and no later ones. */
    public void cancelWaits() {
        call((context, error) -> LibraryHolder.library().jpki_context_cancel(context, error));
    }

    /**
     * Watches every reader and its cards.
     *
     * @return the monitor
     */
    public Monitor monitor() {
        return monitor(null, EnumSet.noneOf(MonitorFlag.class));
    }

    /**
     * Watches readers and their cards.
     *
     * @param reader the exact name of the one to watch; null for every reader
     * @param flags how
     * @return the monitor
     */
    public Monitor monitor(String reader, Set<MonitorFlag> flags) {
        PointerByReference monitor = new PointerByReference();
        int sum = MonitorFlag.sum(flags);
        call(
                (context, error) ->
                        LibraryHolder.library()
                                .jpki_monitor_new(
                                        context, Bytes.whole(reader), sum, monitor, error));
        return new Monitor(monitor.getValue());
    }
}
