/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** An image on a card's face. */
public enum FaceImage {
    /**
     * The photo: JPEG 2000 (a JP2 file, grayscale). {@code jpki_face_picture} converts it to PNG.
     */
    PHOTO(0x4A001801),

    /** The name as printed: a PNG. For text, use {@code jpki_card_attributes_by_check_number}. */
    NAME(0x4A001802),

    /** The address as printed: a PNG. */
    ADDRESS(0x4A001803),

    /** The security code as printed: a PNG. It is not signed. */
    SECURITY_CODE(0x4A001804),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    FaceImage(int value) {
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
    public static FaceImage of(int value) {
        for (FaceImage one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
