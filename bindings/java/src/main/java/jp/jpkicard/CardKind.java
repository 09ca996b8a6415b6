/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** What kind of card was inserted. */
public enum CardKind {
    /** The card was not queried. */
    NOT_ASKED(0x4A000501),

    /**
     * The card has the JPKI application: it is an Individual Number Card or one of its
     * counterparts; {@code token_kind} says which.
     */
    TOKEN(0x4A000502),

    /** The card is of another kind. */
    OTHER(0x4A000503),

    /**
     * The card could not be queried; {@code reason} says why: JPKI_ERROR_CARD_UNRESPONSIVE,
     * SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
     */
    NOT_IDENTIFIED(0x4A000504),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    CardKind(int value) {
        this.value = value;
    }

    /**
     * Returns the number of this constant.
     *
     * @return the number that C programs know it by
     */
    public int value() {
        return value;
    }

    /**
     * Returns the constant of a number.
     *
     * @param value the number that C programs know it by
     * @return its constant, or {@link #UNRECOGNIZED}
     */
    public static CardKind of(int value) {
        for (CardKind one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
