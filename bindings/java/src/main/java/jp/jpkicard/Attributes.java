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
 * Name, address, birth date and sex as text. All of it is personal data: do not log it. {@link
 * #close} wipes what the library holds; texts that were taken are on the Java heap. Replace control
 * characters before a text is displayed on a terminal.
 */
public final class Attributes extends Handle {
    Attributes(Pointer attributes) {
        super(attributes, LibraryHolder.library()::jpki_attributes_free);
    }

    /**
     * Verifies attributes that a desk read and sent. Only a library built with {@link
     * Feature#INDIVIDUAL_NUMBER} can.
     *
     * @param files what it sent
     * @param authorities whose records are believed
     * @param own with {@link Authorities#OWN} these, otherwise null
     * @return the attributes
     */
    public static Attributes of(RecordFiles files, Authorities authorities, CardAuthorities own) {
        PointerByReference attributes = new PointerByReference();
        files.lend(
                lent ->
                        Call.run(
                                error ->
                                        LibraryHolder.library()
                                                .jpki_attributes_from_files(
                                                        lent,
                                                        authorities.value(),
                                                        Handle.pointer(own),
                                                        attributes,
                                                        error)));
        Handle.stays(own);
        return new Attributes(attributes.getValue());
    }

    /**
     * Returns the name; an ideographic space separates family and given name.
     *
     * @return the name
     */
    public String name() {
        return known(LibraryHolder.library()::jpki_attributes_name);
    }

    /**
     * Returns the address.
     *
     * @return the address
     */
    public String address() {
        return known(LibraryHolder.library()::jpki_attributes_address);
    }

    /**
     * Returns the birth date.
     *
     * @return the date; empty where the card has none that is a calendar date, see {@link
     *     #birthDateDigits}
     */
    public Optional<LocalDate> birthDate() {
        return Bytes.date(known(LibraryHolder.library()::jpki_attributes_birth_date));
    }

    /**
     * Returns the birth date as the card writes it.
     *
     * @return YYYYMMDD, or what the card has instead
     */
    public String birthDateDigits() {
        byte[] digits = copyOf(LibraryHolder.library()::jpki_attributes_birth_date_digits);
        return new String(digits, StandardCharsets.UTF_8);
    }

    /**
     * Returns the sex.
     *
     * @return the sex
     */
    public Sex sex() {
        return Sex.of(known(LibraryHolder.library()::jpki_attributes_sex));
    }

    /**
     * Returns a file to send to a server that verifies the attributes.
     *
     * @param file which
     * @return a copy of the file; empty if there is none
     */
    public Optional<byte[]> file(RecordFile file) {
        Native library = LibraryHolder.library();
        return Optional.ofNullable(
                copy(
                        (attributes, length) ->
                                library.jpki_attributes_file(attributes, file.value(), length)));
    }

    /**
     * Returns the objects of the record that this version does not know, such as the reading of the
     * name on a future card.
     *
     * @return the objects, most often none
     */
    public List<Item> otherObjects() {
        PointerByReference items = new PointerByReference();
        call(
                (attributes, error) ->
                        LibraryHolder.library()
                                .jpki_attributes_other_objects(attributes, items, error));
        return Item.take(items.getValue());
    }
}
