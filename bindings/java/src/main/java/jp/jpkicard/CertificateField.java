/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** A field of a certificate. */
public enum CertificateField {
    /** The serial number, big-endian. Restricted by law: do not log it. */
    SERIAL_NUMBER(0x4A001701),

    /**
     * The identifier of the issuer's key (authorityKeyIdentifier). Use it to identify the issuer,
     * never the issuer's name, which all generations share.
     */
    ISSUER_KEY_ID(0x4A001702),

    /** The identifier of the certificate's own key (subjectKeyIdentifier). */
    SUBJECT_KEY_ID(0x4A001703),

    /** The public key, as the DER encoding of its SubjectPublicKeyInfo. */
    PUBLIC_KEY(0x4A001704),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    CertificateField(int value) {
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
    public static CertificateField of(int value) {
        for (CertificateField one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
