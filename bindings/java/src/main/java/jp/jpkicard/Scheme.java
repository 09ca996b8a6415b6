/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** How a card makes a signature. */
public enum Scheme {
    /** PKCS #1 v1.5 over a DigestInfo built by the library: the default. */
    DIGEST_INFO(0x4A000B01),

    /** The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest. */
    BARE_DIGEST_OF_DATA(0x4A000B02),

    /** The card receives the SHA-256 digest and wraps it in a DigestInfo. */
    SHA256_DIGEST(0x4A000B03),

    /**
     * The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a DigestInfo.
     */
    SHA256_DATA(0x4A000B04),

    /** PSS over a SHA-256 digest, which the card receives. */
    PSS_DIGEST(0x4A000B05),

    /** The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS. */
    PSS_DATA(0x4A000B06),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Scheme(int value) {
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
    public static Scheme of(int value) {
        for (Scheme one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
