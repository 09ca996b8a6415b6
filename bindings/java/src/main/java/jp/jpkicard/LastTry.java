/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** Whether the last try of a PIN may be spent. */
public enum LastTry {
    /**
     * The PIN is not sent if one try is left or the card does not report the number: the default.
     */
    KEEP(0x4A000D01),

    /** The PIN may be sent even if one try is left: a wrong PIN then locks it. */
    ALLOW(0x4A000D02),

    /**
     * Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries are left either: a reader's
     * driver may repeat a try by itself (libccid does after three damaged blocks in a row), so
     * that one call can spend two.
     */
    KEEP_TWO(0x4A000D03),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    LastTry(int value) {
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
    public static LastTry of(int value) {
        for (LastTry one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
