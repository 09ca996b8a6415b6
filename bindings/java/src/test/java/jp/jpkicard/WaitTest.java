// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Waits end as Java's do. They need no reader: they wait for the service too. */
public class WaitTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static WaitOptions options() {
        // No reader has this name, so that a card on one does not end the wait.
        return new WaitOptions()
                .reader("no such reader")
                .flag(WaitFlag.FOR_SERVICE)
                .timeout(LONG);
    }

    private static void later(Runnable end) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                Thread.sleep(200);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            end.run();
                        });
        thread.start();
    }

    private static void quick(Expect.Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        Expect.isTrue(seconds < 10, "it took " + seconds + " s");
    }

    /** An interrupt ends the wait. */
    public void testInterrupt() throws Exception {
        Thread waiting = Thread.currentThread();
        try (Context context = new Context()) {
            later(waiting::interrupt);
            quick(
                    () ->
                            Expect.thrown(
                                    InterruptedException.class,
                                    () -> context.waitForCard(options())));
            Expect.isTrue(!Thread.interrupted(), "the interrupt is still there");
        }
    }

    /** One that came before, too. */
    public void testInterruptBefore() throws Exception {
        try (Context context = new Context()) {
            Thread.currentThread().interrupt();
            quick(
                    () ->
                            Expect.thrown(
                                    InterruptedException.class,
                                    () -> context.waitForCard(options())));
            Expect.isTrue(!Thread.interrupted(), "the interrupt is still there");
        }
    }

    /** A Cancel button ends waits before and during. */
    public void testCancellation() throws Exception {
        Cancellation button = new Cancellation();
        try (Context context = new Context()) {
            later(button::cancel);
            quick(() -> Expect.equal(Status.CANCELLED, status(context, button)));
            Expect.isTrue(button.isCancelled(), "it is not cancelled");
            quick(() -> Expect.equal(Status.CANCELLED, status(context, button)));
        }
    }

    private static Status status(Context context, Cancellation button) {
        WaitOptions options = options().cancellation(button);
        return Expect.thrown(JpkiException.class, () -> context.waitForCard(options)).status();
    }

    /** Cancelling a future ends the wait behind it. */
    public void testFuture() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Context context = new Context()) {
            CompletableFuture<Card> card = context.waitForCardAsync(options(), thread);
            Thread.sleep(100);
            Expect.isTrue(card.cancel(true), "it is over");
            thread.shutdown();
            Expect.isTrue(thread.awaitTermination(10, TimeUnit.SECONDS), "it still waits");
            Expect.thrown(CancellationException.class, card::join);
        }
    }

    /** A future fails as the wait does. */
    public void testFutureFails() throws Exception {
        try (Context context = new Context()) {
            WaitOptions soon = options().timeout(Duration.ofMillis(100));
            CompletableFuture<Card> card = context.waitForCardAsync(soon);
            Throwable[] cause = new Throwable[1];
            card.handle((found, failure) -> cause[0] = failure).get(20, TimeUnit.SECONDS);
            Expect.isTrue(cause[0] instanceof ReaderException, "" + cause[0]);
        }
    }

    /** Closing a monitor ends its iteration, and an interrupt a poll. */
    public void testMonitor() throws Exception {
        Thread waiting = Thread.currentThread();
        try (Context context = new Context();
                Monitor monitor = context.monitor()) {
            later(waiting::interrupt);
            quick(
                    () ->
                            Expect.thrown(
                                    InterruptedException.class,
                                    () -> {
                                        for (; ; ) {
                                            monitor.poll(LONG);
                                        }
                                    }));
            later(monitor::close);
            quick(
                    () -> {
                        Iterator<Event> events = monitor.iterator();
                        while (events.hasNext()) {
                            events.next();
                        }
                    });
        }
    }

    /** A duration that the library does not take is refused. */
    public void testDurations() {
        try (Context context = new Context()) {
            JpkiException negative =
                    Expect.thrown(
                            JpkiException.class,
                            () -> context.waitForCard(Duration.ofMillis(-1)));
            Expect.equal(Status.ARGUMENT, negative.status());
            JpkiException eternal =
                    Expect.thrown(
                            JpkiException.class,
                            () -> context.waitForCard(Duration.ofDays(100_000)));
            Expect.equal(Status.ARGUMENT, eternal.status());
        }
    }
}
