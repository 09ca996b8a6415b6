// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.ptr.PointerByReference;

/** What a card has printed on it, and as text: the calls behind {@link Card}'s methods. */
final class CardRecords {
    private CardRecords() {}

    static Face face(
            Card card, CheckNumber checkNumber, Authorities authorities, LastTry lastTry) {
        PointerByReference face = new PointerByReference();
        CardSecrets.send(
                card,
                checkNumber,
                (handle, characters, length, error) ->
                        LibraryHolder.library()
                                .jpki_card_face(
                                        handle,
                                        characters,
                                        length,
                                        authorities.value(),
                                        lastTry.value(),
                                        face,
                                        error));
        return new Face(face.getValue());
    }

    static Face faceForChallenge(
            Card card,
            CheckNumber checkNumber,
            byte[] challenge,
            Authorities authorities,
            LastTry lastTry) {
        PointerByReference face = new PointerByReference();
        CardSecrets.send(
                card,
                checkNumber,
                (handle, characters, length, error) ->
                        LibraryHolder.library()
                                .jpki_card_face_for_challenge(
                                        handle,
                                        characters,
                                        length,
                                        challenge,
                                        Bytes.sizeOf(challenge),
                                        authorities.value(),
                                        lastTry.value(),
                                        face,
                                        error));
        return new Face(face.getValue());
    }

    static Attributes attributes(Card card, Pin pin, Authorities authorities, LastTry lastTry) {
        PointerByReference attributes = new PointerByReference();
        CardSecrets.send(
                card,
                pin,
                (handle, characters, length, error) ->
                        LibraryHolder.library()
                                .jpki_card_attributes(
                                        handle,
                                        characters,
                                        length,
                                        authorities.value(),
                                        lastTry.value(),
                                        attributes,
                                        error));
        return new Attributes(attributes.getValue());
    }

    static Attributes attributes(
            Card card, CheckNumber checkNumber, Authorities authorities, LastTry lastTry) {
        PointerByReference attributes = new PointerByReference();
        CardSecrets.send(
                card,
                checkNumber,
                (handle, characters, length, error) ->
                        LibraryHolder.library()
                                .jpki_card_attributes_by_check_number(
                                        handle,
                                        characters,
                                        length,
                                        authorities.value(),
                                        lastTry.value(),
                                        attributes,
                                        error));
        return new Attributes(attributes.getValue());
    }

    static void compareBirthDate(
            Card card,
            int birthDate,
            CalendarKind calendar,
            Authorities authorities,
            LastTry lastTry) {
        card.call(
                (handle, error) ->
                        LibraryHolder.library()
                                .jpki_card_compare_birth_date(
                                        handle,
                                        birthDate,
                                        calendar.value(),
                                        authorities.value(),
                                        lastTry.value(),
                                        error));
    }

    static void compareBirthDatePrintedDigits(
            Card card, Pin dateDigits, Authorities authorities, LastTry lastTry) {
        CardSecrets.send(
                card,
                dateDigits,
                (handle, characters, length, error) ->
                        LibraryHolder.library()
                                .jpki_card_compare_birth_date_printed_digits(
                                        handle,
                                        characters,
                                        length,
                                        authorities.value(),
                                        lastTry.value(),
                                        error));
    }
}
