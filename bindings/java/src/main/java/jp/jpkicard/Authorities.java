/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** Whose records of a card are believed. */
public enum Authorities {
    /** The card authorities of real cards: the only choice for a program that serves people. */
    PRODUCTION(0x4A001301),

    /**
     * The card authorities of the test cards that J-LIS lends to developers: these cards identify
     * no real person. Never combined with production.
     */
    TEST(0x4A001302),

    /**
     * The card authorities of the embedded virtual card, for tests. JPKI_ERROR_NOT_BUILT unless
     * the library has JPKI_FEATURE_VIRTUAL_CARD.
     */
    VIRTUAL_CARD(0x4A001303),

    /** The record is read without being verified: anyone could have written it. */
    UNVERIFIED(0x4A001304),

    /**
     * The caller's own card authorities: those of {@code jpki_card_set_authorities}, or the
     * argument of a call that has no card.
     */
    OWN(0x4A001305),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Authorities(int value) {
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
    public static Authorities of(int value) {
        for (Authorities one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
