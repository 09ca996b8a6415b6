// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import jp.jpkicard.raw.Native;

/** One thing that happened at the readers. */
public final class Event {
    private final EventKind kind;
    private final CardKind cardKind;
    private final TokenKind tokenKind;
    private final Status reason;
    private final int pcscCode;
    private final String reader;

    Event(Native.JpkiEvent event) {
        kind = EventKind.of(event.event);
        cardKind = CardKind.of(event.card_kind);
        tokenKind = TokenKind.of(event.token_kind);
        reason = Status.of(event.reason);
        pcscCode = event.pcsc_code;
        reader = Bytes.text(event.reader);
    }

    /**
     * Returns what happened.
     *
     * @return one of the kinds; ignore {@link EventKind#UNRECOGNIZED}
     */
    public EventKind kind() {
        return kind;
    }

    /**
     * Returns what kind of card was inserted.
     *
     * @return with {@link EventKind#CARD_INSERTED} the kind, otherwise {@link
     *     CardKind#UNRECOGNIZED}
     */
    public CardKind cardKind() {
        return cardKind;
    }

    /**
     * Returns what kind of token the card is.
     *
     * @return with {@link CardKind#TOKEN} the kind, otherwise {@link TokenKind#UNRECOGNIZED}
     */
    public TokenKind tokenKind() {
        return tokenKind;
    }

    /**
     * Returns why the service stopped, or the card was not identified.
     *
     * @return the reason; otherwise {@link Status#OK}
     */
    public Status reason() {
        return reason;
    }

    /**
     * Returns the code of PC/SC behind the reason.
     *
     * @return the code; 0 if there is none
     */
    public int pcscCode() {
        return pcscCode;
    }

    /**
     * Returns the name of the reader.
     *
     * @return its name; empty if it is the service that stopped or started
     */
    public String reader() {
        return reader;
    }

    @Override
    public String toString() {
        return "Event[" + kind + ", " + reader + "]";
    }
}
