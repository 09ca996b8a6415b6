// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import java.time.LocalDate;
import jp.jpkicard.raw.Native;

/**
 * Check number B, which is made of what is printed on a card's front and opens the card's face, and
 * name and address as text, without a PIN. It is personal data: {@link #close} wipes it.
 */
public final class CheckNumber extends Secret {
    private CheckNumber() {}

    /**
     * Makes the number of a birth date whose year is that of the Japanese era on the card.
     *
     * @param birthDate the holder's
     * @param expiryYear the year in which the card expires, such as 2035
     * @param securityCode the four digits beside the photo
     * @return the number
     * @throws PinNotSentException if they cannot be right
     */
    public static CheckNumber of(LocalDate birthDate, int expiryYear, Pin securityCode) {
        return of(Bytes.number(birthDate), CalendarKind.JAPANESE, expiryYear, securityCode);
    }

    /**
     * Makes the number of a birth date as somebody typed it.
     *
     * @param birthDate YYYYMMDD as a number, such as 19800217
     * @param calendar which year the card has
     * @param expiryYear the year in which the card expires, such as 2035
     * @param securityCode the four digits beside the photo
     * @return the number
     * @throws PinNotSentException if they cannot be right
     */
    public static CheckNumber of(
            int birthDate, CalendarKind calendar, int expiryYear, Pin securityCode) {
        return make(
                (number, size, error) ->
                        securityCode.lend(
                                (code, length) ->
                                        LibraryHolder.library()
                                                .jpki_check_number(
                                                        birthDate,
                                                        calendar.value(),
                                                        expiryYear,
                                                        code,
                                                        Bytes.size(length),
                                                        number,
                                                        size,
                                                        error)));
    }

    /**
     * Makes the number of a card that prints a birth date which is not a calendar date. Whether
     * the digits can be a date is not checked.
     *
     * @param dateDigits six digits, YYMMDD as the card prints them
     * @param expiryYear the year in which the card expires, such as 2035
     * @param securityCode the four digits beside the photo
     * @return the number
     * @throws PinNotSentException if they cannot be right
     */
    public static CheckNumber ofPrintedDigits(Pin dateDigits, int expiryYear, Pin securityCode) {
        return make(
                (number, size, error) ->
                        dateDigits.lend(
                                (digits, digitsLength) ->
                                        securityCode.lend(
                                                (code, codeLength) ->
                                                        LibraryHolder.library()
                                                                .jpki_check_number_printed_digits(
                                                                        digits,
                                                                        Bytes.size(digitsLength),
                                                                        expiryYear,
                                                                        code,
                                                                        Bytes.size(codeLength),
                                                                        number,
                                                                        size,
                                                                        error))));
    }

    private static CheckNumber make(Maker maker) {
        long size = Native.JPKI_CHECK_NUMBER_SIZE;
        Pointer number = new Pointer(com.sun.jna.Native.malloc(size));
        try {
            number.clear(size);
            Call.run(error -> maker.make(number, Bytes.size(size), error));
            CheckNumber made = new CheckNumber();
            for (long at = 0; at < size && number.getByte(at) != 0; at++) {
                made.add(number.getByte(at));
            }
            return made;
        } finally {
            LibraryHolder.library().jpki_secure_wipe(number, Bytes.size(size));
            com.sun.jna.Native.free(Pointer.nativeValue(number));
        }
    }

    private interface Maker {
        int make(Pointer number, Native.SizeT size, Native.JpkiError error);
    }
}
