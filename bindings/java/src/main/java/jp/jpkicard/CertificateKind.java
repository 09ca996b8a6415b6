/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** One of a card's certificates. */
public enum CertificateKind {
    /** The user-authentication certificate (riyosha shomei). */
    AUTHENTICATION(0x4A001601),

    /** The certificate of the authority that issued it. */
    AUTHENTICATION_CA(0x4A001602),

    /** The signature certificate (shomei), with the holder's name, address, birth date and sex. */
    SIGNATURE(0x4A001603),

    /** The certificate of the authority that issued it. */
    SIGNATURE_CA(0x4A001604),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    CertificateKind(int value) {
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
    public static CertificateKind of(int value) {
        for (CertificateKind one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
