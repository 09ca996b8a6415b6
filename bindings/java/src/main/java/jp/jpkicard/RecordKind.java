/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** The record that an authority's key signs. */
public enum RecordKind {
    /**
     * For {@code jpki_card_authorities_add}: the key is that of the authority for the card's face
     * and birth date.
     */
    FACE(0x4A001D01),

    /** The key is that of the authority for name, address, birth date and sex as text. */
    ATTRIBUTES(0x4A001D02),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    RecordKind(int value) {
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
    public static RecordKind of(int value) {
        for (RecordKind one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
