// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/**
 * Several calls on a card in one PC/SC transaction, made by {@link Card#transaction}. No other
 * program can use the card meanwhile: keep it short, and never open while a person types.
 */
public final class Transaction implements AutoCloseable {
    private final Card card;
    private boolean isOver;

    Transaction(Card card) {
        this.card = card;
    }

    /**
     * Ends the transaction, whatever it throws.
     *
     * @throws JpkiException with {@link Status#CARD_RESET} if it was interrupted, {@link
     *     Status#ARGUMENT} if it was over
     */
    public void end() {
        isOver = true;
        card.call(
                (handle, error) ->
                        LibraryHolder.library().jpki_card_end_transaction(handle, error));
    }

    /** Ends the transaction unless it is over. */
    @Override
    public void close() {
        if (!isOver) {
            end();
        }
    }
}
