/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** Which trust anchors a verification uses. */
public enum Anchors {
    /** Trust anchors: J-LIS's CAs for real cards, built into the library. The default. */
    PRODUCTION(0x4A000F01),

    /**
     * Trust anchors: the CAs of the test cards that J-LIS lends to developers. These cards
     * identify no real person: never use this in a program that serves patients.
     */
    TEST(0x4A000F02),

    /**
     * Trust anchors: only own_anchors, treated as CAs of test cards (their certificate policy),
     * such as those of the embedded virtual card. These cards identify no real person either.
     */
    OWN(0x4A000F03),

    /**
     * Trust anchors: J-LIS's CAs for real cards, and own_anchors in addition: generations newer
     * than the library.
     */
    PRODUCTION_AND_OWN(0x4A000F04),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Anchors(int value) {
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
    public static Anchors of(int value) {
        for (Anchors one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
