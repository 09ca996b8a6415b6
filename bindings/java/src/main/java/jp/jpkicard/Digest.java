/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** The digest that is signed. */
public enum Digest {
    /** SHA-256, the default. */
    SHA256(0x4A000A01),

    /** SHA-384; only with JPKI_SCHEME_DIGEST_INFO. */
    SHA384(0x4A000A02),

    /** SHA-512; only with JPKI_SCHEME_DIGEST_INFO. */
    SHA512(0x4A000A03),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Digest(int value) {
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
    public static Digest of(int value) {
        for (Digest one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
