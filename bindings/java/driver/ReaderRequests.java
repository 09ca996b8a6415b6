// SPDX-License-Identifier: MIT OR Apache-2.0

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.jpkicard.Cancellation;
import jp.jpkicard.Card;
import jp.jpkicard.CardKind;
import jp.jpkicard.Context;
import jp.jpkicard.Event;
import jp.jpkicard.JpkiException;
import jp.jpkicard.MonitorFlag;
import jp.jpkicard.Status;
import jp.jpkicard.TimeoutKind;
import jp.jpkicard.TokenKind;
import jp.jpkicard.WaitFlag;
import jp.jpkicard.WaitOptions;

/** Requests of readers: waits and the monitor. */
final class ReaderRequests {
    private ReaderRequests() {}

    static void add(Map<String, Driver.Work> requests, Objects objects) {
        addContext(requests, objects);
        addWaits(requests, objects);
        requests.put(
                "monitor",
                request -> {
                    Context context = Objects.present(objects.context);
                    objects.monitor =
                            Objects.replace(
                                    objects.monitor,
                                    context.monitor(
                                            request.text(1),
                                            request.constant(2, MonitorFlag::setOf)));
                    return Driver.none();
                });
        requests.put(
                "next",
                request -> {
                    Event event =
                            Objects.present(objects.monitor)
                                    .poll(request.timeout(1))
                                    .orElseThrow(() -> JpkiException.of(Status.TIMED_OUT));
                    CardKind card = event.cardKind();
                    TokenKind token = event.tokenKind();
                    return Driver.list(
                            event.kind().value(),
                            card == CardKind.UNRECOGNIZED ? 0 : card.value(),
                            token == TokenKind.UNRECOGNIZED ? 0 : token.value(),
                            event.reason().value(),
                            event.reader().isEmpty() ? null : event.reader());
                });
    }

    private static void addContext(Map<String, Driver.Work> requests, Objects objects) {
        requests.put(
                "context",
                request -> {
                    objects.context = Objects.replace(objects.context, new Context());
                    return Driver.none();
                });
        requests.put(
                "timeout",
                request -> {
                    Objects.present(objects.context)
                            .setTimeout(
                                    request.constant(1, TimeoutKind::of), request.timeout(2));
                    return Driver.none();
                });
        requests.put(
                "readers",
                request -> {
                    List<String> names = Objects.present(objects.context).readers();
                    return new ArrayList<>(names);
                });
        requests.put(
                "presence",
                request ->
                        Driver.list(
                                Objects.present(objects.context)
                                        .presence(request.text(1))
                                        .value()));
        requests.put(
                "connect",
                request -> {
                    Card card = Objects.present(objects.context).connect(request.text(1));
                    objects.card = Objects.replace(objects.card, card);
                    return Driver.none();
                });
    }

    private static void addWaits(Map<String, Driver.Work> requests, Objects objects) {
        requests.put(
                "wait",
                request -> {
                    WaitOptions options =
                            new WaitOptions()
                                    .reader(request.text(1))
                                    .timeout(request.timeout(2));
                    request.constant(3, WaitFlag::setOf).forEach(options::flag);
                    return waited(objects, options);
                });
        requests.put(
                "wait-cancelled-before",
                request -> {
                    Cancellation cancelled = new Cancellation();
                    cancelled.cancel();
                    return waited(
                            objects,
                            new WaitOptions()
                                    .timeout(request.timeout(1))
                                    .cancellation(cancelled));
                });
        requests.put(
                "wait-cancelled-during",
                request -> {
                    Thread waiting = Thread.currentThread();
                    int milliseconds = request.number(1);
                    Thread other = new Thread(() -> interruptLater(waiting, milliseconds));
                    other.start();
                    try {
                        return waited(objects, new WaitOptions().timeout(request.timeout(2)));
                    } finally {
                        other.join();
                        Thread.interrupted();
                    }
                });
    }

    private static void interruptLater(Thread waiting, int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiting.interrupt();
    }

    private static List<Object> waited(Objects objects, WaitOptions options) throws Exception {
        Card card = Objects.present(objects.context).waitForCard(options);
        objects.card = Objects.replace(objects.card, card);
        return Driver.list(card.readerName().orElse(null));
    }
}
