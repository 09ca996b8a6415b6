/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** What kind of token a card is: a card or a phone. */
public enum TokenKind {
    /** A token with an unknown label. */
    UNKNOWN(0x4A000601),

    /** The Individual Number Card (My Number Card). */
    MY_NUMBER_CARD(0x4A000602),

    /** The older Basic Resident Registration Card. */
    RESIDENT_REGISTRY_CARD(0x4A000603),

    /** Certificates on an Android phone. */
    ANDROID(0x4A000604),

    /** Certificates on an iPhone. */
    IPHONE(0x4A000605),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    TokenKind(int value) {
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
    public static TokenKind of(int value) {
        for (TokenKind one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
