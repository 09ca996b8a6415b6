/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** What is in a reader. */
public enum Presence {
    /** No card is in the reader. */
    EMPTY(0x4A000301),

    /** The reader holds a card that no program uses. */
    PRESENT(0x4A000302),

    /** The reader holds a card that a program uses in shared mode. */
    IN_USE(0x4A000303),

    /** The reader holds a card that a program uses exclusively. */
    EXCLUSIVE(0x4A000304),

    /** The reader holds a card that does not respond. */
    UNRESPONSIVE(0x4A000305),

    /** The reader itself does not respond. */
    UNAVAILABLE(0x4A000306),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Presence(int value) {
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
    public static Presence of(int value) {
        for (Presence one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
