// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jp.jpkicard.raw.Native;

/**
 * What is printed on a card's front. All of it is personal data: show it to the person at the desk,
 * do not log it, and do not store it without a reason. {@link #close} wipes what the library
 * holds; arrays and texts that were taken are the caller's.
 */
public final class Face extends Handle {
    Face(Pointer face) {
        super(face, LibraryHolder.library()::jpki_face_free);
    }

    /**
     * Verifies a face that a desk read with {@link Card#faceForChallenge} and sent.
     *
     * @param files what it sent, with the challenge that the verifier kept
     * @param authorities whose records are believed
     * @return the face
     */
    public static Face of(RecordFiles files, Authorities authorities) {
        return of(files, authorities, null);
    }

    /**
     * Verifies a face that a desk read with {@link Card#faceForChallenge} and sent.
     *
     * @param files what it sent, with the challenge that the verifier kept
     * @param authorities whose records are believed
     * @param own with {@link Authorities#OWN} these, otherwise null
     * @return the face
     */
    public static Face of(RecordFiles files, Authorities authorities, CardAuthorities own) {
        PointerByReference face = new PointerByReference();
        files.lend(
                lent ->
                        Call.run(
                                error ->
                                        LibraryHolder.library()
                                                .jpki_face_from_files(
                                                        lent,
                                                        authorities.value(),
                                                        Handle.pointer(own),
                                                        face,
                                                        error)));
        Handle.stays(own);
        return new Face(face.getValue());
    }

    /**
     * Returns the birth date.
     *
     * @return the date; empty where the card has none that is a calendar date, see {@link
     *     #birthDateDigits}
     */
    public Optional<LocalDate> birthDate() {
        return Bytes.date(known(LibraryHolder.library()::jpki_face_birth_date));
    }

    /**
     * Returns the birth date as the card writes it.
     *
     * @return YYYYMMDD, or what the card has instead
     */
    public String birthDateDigits() {
        byte[] digits = copyOf(LibraryHolder.library()::jpki_face_birth_date_digits);
        return new String(digits, StandardCharsets.UTF_8);
    }

    /**
     * Returns the sex.
     *
     * @return the sex
     */
    public Sex sex() {
        return Sex.of(known(LibraryHolder.library()::jpki_face_sex));
    }

    /**
     * Returns the last day on which the card is valid. It is not signed: compare its year with that
     * of the check number, and the date with today's in Japan.
     *
     * @return the date; empty if the card has none
     */
    public Optional<LocalDate> expiry() {
        return Bytes.date(known(LibraryHolder.library()::jpki_face_expiry));
    }

    /**
     * Returns an image as the card has it.
     *
     * @param image which
     * @return a copy of the file; empty if there is none
     */
    public Optional<byte[]> image(FaceImage image) {
        Native library = LibraryHolder.library();
        return Optional.ofNullable(
                copy((face, length) -> library.jpki_face_image(face, image.value(), length)));
    }

    /**
     * Returns a file to send to the server that chose the challenge.
     *
     * @param file which
     * @return a copy of the file; empty if there is none
     */
    public Optional<byte[]> file(RecordFile file) {
        Native library = LibraryHolder.library();
        return Optional.ofNullable(
                copy((face, length) -> library.jpki_face_file(face, file.value(), length)));
    }

    /**
     * Makes a picture.
     *
     * @param kind which
     * @return the file, to display: overwrite it afterwards
     */
    public byte[] picture(PictureKind kind) {
        Native library = LibraryHolder.library();
        PointerByReference picture = new PointerByReference();
        call((face, error) -> library.jpki_face_picture(face, kind.value(), picture, error));
        try {
            Native.SizeTByReference length = new Native.SizeTByReference();
            Pointer data = library.jpki_picture_data(picture.getValue(), length);
            return Bytes.copy(data, length.getValue());
        } finally {
            library.jpki_picture_free(picture.getValue());
        }
    }

    /**
     * Returns the objects of the record that this version does not know. They are not signed.
     *
     * @return the objects
     */
    public List<Item> otherObjects() {
        PointerByReference items = new PointerByReference();
        call(
                (face, error) ->
                        LibraryHolder.library().jpki_face_other_objects(face, items, error));
        return Item.take(items.getValue());
    }
}
