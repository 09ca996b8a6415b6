/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** A kind of virtual card. */
public enum VirtualKind {
    /** A virtual My Number Card. */
    MY_NUMBER_CARD(0x4A000801),

    /** A virtual Resident Registry Card. */
    RESIDENT_REGISTRY_CARD(0x4A000802),

    /** A virtual Android phone. */
    ANDROID(0x4A000803),

    /** A virtual iPhone. */
    IPHONE(0x4A000804),

    /**
     * A virtual child's card: born on 20200401, no signature certificate. Its check number is made
     * of 20200401, 2030 and "2285".
     */
    CHILD_CARD(0x4A000805),

    /**
     * A virtual card that was not renewed: card and certificates expired on 20250331. Its check
     * number is made of 19800217, 2025 and "2285".
     */
    EXPIRED(0x4A000806),

    /**
     * A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
     * locked from the start, and it has no signature certificate.
     */
    WITHOUT_PINS(0x4A000807),

    /** A virtual card with certificates issued with the authority's first key. */
    CA_GENERATION_1(0x4A000808),

    /**
     * A virtual card with certificates issued with the authority's second key; the other kinds use
     * the third.
     */
    CA_GENERATION_2(0x4A000809),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    VirtualKind(int value) {
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
    public static VirtualKind of(int value) {
        for (VirtualKind one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
