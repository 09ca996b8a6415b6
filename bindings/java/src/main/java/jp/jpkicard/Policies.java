/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** Which certificate policies a verification accepts. */
public enum Policies {
    /**
     * Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
     * authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
     * library (see jpki_verdict.policy_is_known). For test cards, whose arc does not show the
     * purpose, only the known classes. The default.
     */
    BY_ARC(0x4A001001),

    /**
     * Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
     * 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
     * 1.2.392.200149.8.5.1.0.20.
     */
    KNOWN(0x4A001002),

    /** Certificate policies: only own_policies. */
    OWN(0x4A001003),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Policies(int value) {
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
    public static Policies of(int value) {
        for (Policies one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
