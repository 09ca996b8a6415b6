/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** What is known about a certificate's revocation. */
public enum Revocation {
    /** No OCSP response and no CRL was passed: revocation was not checked. */
    NOT_REQUESTED(0x4A001101),

    /** The revocation data that was passed cannot be relied on; the reasons say why. */
    UNDETERMINED(0x4A001102),

    /** Not revoked, according to signed and current data. */
    GOOD(0x4A001103),

    /** Revoked, according to signed data, which may be of another time. */
    REVOKED(0x4A001104),

    /** The responder does not know the certificate. */
    UNKNOWN(0x4A001105),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Revocation(int value) {
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
    public static Revocation of(int value) {
        for (Revocation one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
