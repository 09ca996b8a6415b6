/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** The digest by which an OCSP request names the issuer. */
public enum OcspHash {
    /**
     * For jpki_verify_options.ocsp_hash: SHA-1, which every responder supports. The default. It
     * only identifies the issuer; security does not depend on it.
     */
    SHA1(0x4A001201),

    /** For jpki_verify_options.ocsp_hash: SHA-256. */
    SHA256(0x4A001202),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    OcspHash(int value) {
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
    public static OcspHash of(int value) {
        for (OcspHash one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
