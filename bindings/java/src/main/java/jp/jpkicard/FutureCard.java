// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A wait in another thread. */
final class FutureCard {
    private final Context context;
    private final WaitOptions options;
    private final Cancellation asked;
    private final Cancellation ended = new Cancellation();
    private final CompletableFuture<Card> card = new CompletableFuture<>();

    FutureCard(Context context, WaitOptions options) {
        this.context = context;
        asked = options.cancellation;
        this.options = options.copy().cancellation(ended);
    }

    CompletableFuture<Card> start(Executor executor) {
        Runnable end = ended::cancel;
        if (asked != null) {
            asked.add(end);
        }
        // However it was completed, nobody waits for a card any more.
        card.whenComplete(
                (found, failure) -> {
                    if (asked != null) {
                        asked.remove(end);
                    }
                    ended.cancel();
                });
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException refused) {
            card.completeExceptionally(refused);
        }
        return card;
    }

    private void run() {
        try {
            Card found = context.waitForCard(options);
            if (!card.complete(found)) {
                found.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            card.completeExceptionally(interrupted);
        } catch (Throwable failure) {
            card.completeExceptionally(failure);
        }
    }
}
