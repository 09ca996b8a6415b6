/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** What a card reports about the tries of a PIN. */
public enum TriesState {
    /** The card does not report how many tries are left. */
    NOT_REPORTED(0x4A000701),

    /** The card reports the number of tries left. */
    LEFT(0x4A000702),

    /**
     * The PIN, password or number is locked. The holder can have it reset at the municipal office;
     * the PIN and the signature password also at some convenience-store kiosks, with the other one
     * of the two.
     */
    BLOCKED(0x4A000703),

    /**
     * The card reports that wrong tries are unlimited (6300). No card is known for which this is
     * true: a call that sends the PIN treats it as JPKI_TRIES_NOT_REPORTED.
     */
    NO_LIMIT(0x4A000704),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    TriesState(int value) {
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
    public static TriesState of(int value) {
        for (TriesState one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
