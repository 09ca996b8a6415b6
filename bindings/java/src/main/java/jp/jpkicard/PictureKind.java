/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** A picture that can be made of a card's face. */
public enum PictureKind {
    /**
     * The photo as a PNG, which most programs can display directly.
     *
     * <p>JPKI_ERROR_IMAGE_MALFORMED if the photo is damaged, or is a kind of JPEG 2000 that the
     * library does not decode: the message then names the kind after "not supported", and
     * JPKI_PICTURE_CARD_SVG draws the face without the photo.
     */
    PHOTO_PNG(0x4A001901),

    /**
     * The whole face in one picture at the size of the card: an SVG document in UTF-8 with
     * Japanese captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15,
     * librsvg and CairoSVG). It is self-contained except for fonts: without a Japanese font the
     * captions are boxes, but birth date and sex are also in Latin letters. A photo of a kind that
     * the library does not decode is replaced by a red frame with NO PHOTO: the picture then
     * identifies nobody.
     */
    CARD_SVG(0x4A001902),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    PictureKind(int value) {
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
    public static PictureKind of(int value) {
        for (PictureKind one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
