/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** A PIN, password or number that a card counts tries of. */
public enum Credential {
    /** The PIN of the user-authentication key (riyosha shomei): three tries. */
    PIN(0x4A001501),

    /** The password of the signature key (shomei): five tries. */
    SIGNATURE_PASSWORD(0x4A001502),

    /** The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries. */
    INPUT_SUPPORT_PIN(0x4A001503),

    /**
     * The check number B in the card-surface application (kenmen jiko kakunin), sent by
     * {@code jpki_card_face}: ten tries.
     */
    CHECK_NUMBER_SURFACE(0x4A001504),

    /**
     * The check number B in the input-support application, sent by
     * {@code jpki_card_attributes_by_check_number}: ten tries of its own.
     */
    CHECK_NUMBER_INPUT_SUPPORT(0x4A001505),

    /** The birth date, sent by {@code jpki_card_compare_birth_date}: ten tries. */
    BIRTH_DATE(0x4A001506),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Credential(int value) {
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
    public static Credential of(int value) {
        for (Credential one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
