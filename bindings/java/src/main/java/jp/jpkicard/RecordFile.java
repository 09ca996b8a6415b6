/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** A file that a desk sends to a server which verifies a record. */
public enum RecordFile {
    /** The record: the file of a card's face, or of name, address, birth date and sex. */
    RECORD(0x4A001C01),

    /** The certificate of the key that signed the record. */
    CERTIFICATE(0x4A001C02),

    /**
     * Of a face: the card's signature over the challenge. Of attributes: the record that signs
     * them.
     */
    SIGNATURE(0x4A001C03),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    RecordFile(int value) {
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
    public static RecordFile of(int value) {
        for (RecordFile one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
