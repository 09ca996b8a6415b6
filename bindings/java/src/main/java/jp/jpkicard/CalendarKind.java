/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** Which year a birth date in a check number has. */
public enum CalendarKind {
    /** The year of a birth date is that of the Japanese era, as on every citizen's card. */
    JAPANESE(0x4A001A01),

    /**
     * The year of a birth date is Gregorian. Only for foreign residents, where the card prints it
     * so, or where the card answered JPKI_ERROR_CHECK_NUMBER_WRONG to the Japanese year. It is not
     * confirmed that such cards exist: the older resident registry card had such numbers. A wrong
     * number spends one of the same ten tries.
     */
    GREGORIAN(0x4A001A02),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    CalendarKind(int value) {
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
    public static CalendarKind of(int value) {
        for (CalendarKind one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
