/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** A holder's sex, as JIS X 0303 numbers it. */
public enum Sex {
    /** Sex: not known (JIS X 0303), or the handle is not open. */
    NOT_KNOWN(0),

    /** Sex: male (JIS X 0303). */
    MALE(1),

    /** Sex: female (JIS X 0303). */
    FEMALE(2),

    /** Sex: not applicable (JIS X 0303). */
    NOT_APPLICABLE(9),

    /** Sex: the card has a character that JIS X 0303 does not define. */
    OTHER(-1),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Sex(int value) {
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
    public static Sex of(int value) {
        for (Sex one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
