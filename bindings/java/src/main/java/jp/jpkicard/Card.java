// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.time.LocalDate;
import java.util.Optional;
import jp.jpkicard.raw.Native;

/**
 * A card on a reader, until it is removed: one that is put back needs a new wait. Calls of several
 * threads run one after the other.
 *
 * <p>{@link #close} waits for a call in progress, which locks the key. {@code System.exit} does not
 * wait: close the cards first.
 */
public final class Card extends Handle {
    /** 32 characters, of up to three bytes where they are replaced, and NUL. */
    private static final int LABEL_SIZE = 3 * 32 + 1;

    Card(Pointer card) {
        super(card, LibraryHolder.library()::jpki_card_free);
    }

    /**
     * Opens a virtual card, for tests. Its PINs are 1234, its signature password is ABC123.
     *
     * @param kind which
     * @return the card
     */
    public static Card openVirtual(VirtualKind kind) {
        return openVirtual(kind, null);
    }

    /**
     * Opens a virtual card with settings, and with what is to go wrong at it, for tests.
     *
     * @param kind which
     * @param settings such as {@code pin-tries 1; fault removed-before at 5}; null for none
     * @return the card
     */
    public static Card openVirtual(VirtualKind kind, String settings) {
        PointerByReference card = new PointerByReference();
        Native library = LibraryHolder.library();
        Call.run(
                error ->
                        library.jpki_card_open_virtual_with_settings(
                                kind.value(), Bytes.whole(settings), card, error));
        return new Card(card.getValue());
    }

    /**
     * Opens a card behind a connection that the caller makes. Nothing is sent yet.
     *
     * @param transport the connection, closed with the card, or now if this throws
     * @return the card
     */
    public static Card open(Transport transport) {
        return TransportCallbacks.open(transport);
    }

    /**
     * Returns the name of the card's reader. The reader chose it: replace control characters before
     * it is displayed.
     *
     * @return the name; empty for a card without a reader
     */
    public Optional<String> readerName() {
        return Optional.ofNullable(get(LibraryHolder.library()::jpki_card_reader_name));
    }

    /**
     * Sets how many bytes are read from files at a time.
     *
     * @param length 1 to 32,768; the default is 256
     */
    public void setReadLength(int length) {
        call(
                (card, error) ->
                        LibraryHolder.library()
                                .jpki_card_set_read_length(card, Bytes.size(length), error));
    }

    /**
     * Reads what kind of token this is. No PIN try is spent.
     *
     * @return the token
     */
    public Token token() {
        IntByReference kind = new IntByReference();
        try (Memory label = new Memory(LABEL_SIZE)) {
            call(
                    (card, error) ->
                            LibraryHolder.library()
                                    .jpki_card_token(
                                            card, kind, label, Bytes.size(LABEL_SIZE), error));
            return new Token(TokenKind.of(kind.getValue()), Bytes.text(label));
        }
    }

    /**
     * Asks how many tries a PIN, password or number has left; spends none.
     *
     * @param credential which
     * @return the tries
     * @throws JpkiException with {@link Status#NOT_ON_CARD} if the token does not have it
     */
    public Tries tries(Credential credential) {
        IntByReference state = new IntByReference();
        IntByReference left = new IntByReference();
        call(
                (card, error) ->
                        LibraryHolder.library()
                                .jpki_card_tries(card, credential.value(), state, left, error));
        return new Tries(state.getValue(), left.getValue());
    }

    /**
     * Asks whether the token has a certificate. No PIN try is spent.
     *
     * @param kind {@link CertificateKind#AUTHENTICATION} or {@link CertificateKind#SIGNATURE}
     * @return whether it has
     */
    public boolean hasCertificate(CertificateKind kind) {
        IntByReference present = new IntByReference();
        call(
                (card, error) ->
                        LibraryHolder.library()
                                .jpki_card_has_certificate(card, kind.value(), present, error));
        return present.getValue() != 0;
    }

    /**
     * Reads a certificate that needs no password. No PIN try is spent.
     *
     * @param kind any but {@link CertificateKind#SIGNATURE}, for which there is {@link
     *     #signatureCertificate}
     * @return the certificate
     */
    public Certificate certificate(CertificateKind kind) {
        return certificate(
                (card, made, error) ->
                        LibraryHolder.library()
                                .jpki_card_certificate(card, kind.value(), made, error));
    }

    /**
     * Begins a transaction, in which all calls on this card run until it ends.
     *
     * @return the transaction
     */
    public Transaction transaction() {
        call(
                (card, error) ->
                        LibraryHolder.library().jpki_card_begin_transaction(card, error));
        return new Transaction(this);
    }

    /**
     * Verifies the PIN, signs a challenge and reads the certificate. The PIN is sent once at most:
     * a wrong one spends a try.
     *
     * @param pin four digits
     * @param challenge the relying party's: random, fresh, at least 16 bytes
     * @return the signature and the certificates
     * @throws WrongPinException if the PIN is wrong
     */
    public Authentication authenticate(Pin pin, byte[] challenge) {
        return authenticate(pin, challenge, new SignOptions());
    }

    /**
     * Verifies the PIN, signs a challenge and reads the certificate. The PIN is sent once at most:
     * a wrong one spends a try.
     *
     * @param pin four digits
     * @param challenge the relying party's: random, fresh, at least 16 bytes
     * @param options how
     * @return the signature and the certificates
     * @throws WrongPinException if the PIN is wrong
     */
    public Authentication authenticate(Pin pin, byte[] challenge, SignOptions options) {
        Native.JpkiSignOptions forC = options.forC();
        Native.JpkiAuthentication made = new Native.JpkiAuthentication();
        CardSecrets.send(
                this,
                pin,
                (card, characters, length, error) ->
                        LibraryHolder.library()
                                .jpki_card_authenticate(
                                        card,
                                        characters,
                                        length,
                                        challenge,
                                        Bytes.sizeOf(challenge),
                                        forC,
                                        made,
                                        error));
        options.stay();
        return new Authentication(made);
    }

    /**
     * Verifies the PIN and signs with the user-authentication key. The PIN is sent once at most: a
     * wrong one spends a try.
     *
     * @param pin four digits
     * @param input data, or a digest if the options say so
     * @param options how
     * @return the signature
     * @throws WrongPinException if the PIN is wrong
     */
    public Signature sign(Pin pin, byte[] input, SignOptions options) {
        Native.JpkiSignOptions forC = options.forC();
        PointerByReference signature = new PointerByReference();
        CardSecrets.send(
                this,
                pin,
                (card, characters, length, error) ->
                        LibraryHolder.library()
                                .jpki_card_sign(
                                        card,
                                        characters,
                                        length,
                                        input,
                                        Bytes.sizeOf(input),
                                        forC,
                                        signature,
                                        error));
        options.stay();
        return new Signature(signature.getValue());
    }

    /**
     * Verifies the signature password and reads the signature certificate, with the holder's name,
     * address, birth date and sex. A wrong password spends one of five tries.
     *
     * @param password 6 to 16 letters and digits
     * @param lastTry whether the last try may be spent
     * @return the certificate
     * @throws WrongPinException if the password is wrong
     */
    public Certificate signatureCertificate(Pin password, LastTry lastTry) {
        return certificate(
                (card, made, error) ->
                        password.lend(
                                (characters, length) ->
                                        LibraryHolder.library()
                                                .jpki_card_signature_certificate(
                                                        card,
                                                        characters,
                                                        Bytes.size(length),
                                                        lastTry.value(),
                                                        made,
                                                        error)));
    }

    /**
     * Verifies the signature password and signs with the signature key. A wrong password spends one
     * of five tries.
     *
     * @param password 6 to 16 letters and digits
     * @param input the document, or its digest if the options say so
     * @param options how
     * @return the signature and the certificate
     * @throws WrongPinException if the password is wrong
     */
    public SignedDocument signDocument(Pin password, byte[] input, SignOptions options) {
        Native.JpkiSignOptions forC = options.forC();
        PointerByReference certificate = new PointerByReference();
        PointerByReference signature = new PointerByReference();
        CardSecrets.send(
                this,
                password,
                (card, characters, length, error) ->
                        LibraryHolder.library()
                                .jpki_card_sign_document(
                                        card,
                                        characters,
                                        length,
                                        input,
                                        Bytes.sizeOf(input),
                                        forC,
                                        certificate,
                                        signature,
                                        error));
        options.stay();
        Certificate made = new Certificate(certificate.getValue());
        return new SignedDocument(made, new Signature(signature.getValue()));
    }

    /**
     * Changes the authentication PIN. A wrong old one spends a try.
     *
     * @param oldPin four digits
     * @param newPin four digits
     * @param lastTry whether the last try may be spent
     * @throws WrongPinException if the old PIN is wrong
     */
    public void changePin(Pin oldPin, Pin newPin, LastTry lastTry) {
        CardSecrets.change(
                this, LibraryHolder.library()::jpki_card_change_pin, oldPin, newPin, lastTry);
    }

    /**
     * Changes the signature password. A wrong old one spends one of five tries.
     *
     * @param oldPassword 6 to 16 letters and digits
     * @param newPassword the same, and both letters and digits
     * @param lastTry whether the last try may be spent
     * @throws WrongPinException if the old password is wrong
     */
    public void changeSignaturePassword(Pin oldPassword, Pin newPassword, LastTry lastTry) {
        CardSecrets.change(
                this,
                LibraryHolder.library()::jpki_card_change_signature_password,
                oldPassword,
                newPassword,
                lastTry);
    }

    /**
     * Changes the input-support PIN; the authentication PIN stays as it is. A wrong old one spends
     * a try.
     *
     * @param oldPin four digits
     * @param newPin four digits
     * @param lastTry whether the last try may be spent
     * @throws WrongPinException if the old PIN is wrong
     */
    public void changeInputSupportPin(Pin oldPin, Pin newPin, LastTry lastTry) {
        CardSecrets.change(
                this,
                LibraryHolder.library()::jpki_card_change_input_support_pin,
                oldPin,
                newPin,
                lastTry);
    }

    /**
     * Reads the card's face and verifies it. A wrong number spends one of ten tries; no PIN is
     * sent. Whether the photo shows the person at the desk is for a human to judge.
     *
     * @param checkNumber what opens it
     * @param authorities whose records are believed
     * @param lastTry whether the last try may be spent
     * @return the face
     * @throws WrongPinException if the number is not this card's
     */
    public Face face(CheckNumber checkNumber, Authorities authorities, LastTry lastTry) {
        return CardRecords.face(this, checkNumber, authorities, lastTry);
    }

    /**
     * Reads the card's face, and has the card sign a challenge of a server, which then can verify
     * the face's files without the card: {@link Face#of}.
     *
     * @param checkNumber what opens it
     * @param challenge the server's: random, fresh, at least 16 bytes
     * @param authorities whose records are believed here
     * @param lastTry whether the last try may be spent
     * @return the face
     * @throws WrongPinException if the number is not this card's
     */
    public Face faceForChallenge(
            CheckNumber checkNumber, byte[] challenge, Authorities authorities, LastTry lastTry) {
        return CardRecords.faceForChallenge(this, checkNumber, challenge, authorities, lastTry);
    }

    /**
     * Reads name, address, birth date and sex with the input-support PIN. A wrong one spends a try.
     * Nothing proves that they belong to this card: compare them with the face.
     *
     * @param pin four digits
     * @param authorities whose records are believed
     * @param lastTry whether the last try may be spent
     * @return the attributes
     * @throws WrongPinException if the PIN is wrong
     */
    public Attributes attributes(Pin pin, Authorities authorities, LastTry lastTry) {
        return CardRecords.attributes(this, pin, authorities, lastTry);
    }

    /**
     * Reads name, address, birth date and sex with check number B. A wrong one spends one of ten
     * tries.
     *
     * @param checkNumber what opens them
     * @param authorities whose records are believed
     * @param lastTry whether the last try may be spent
     * @return the attributes
     * @throws WrongPinException if the number is not this card's
     */
    public Attributes attributes(
            CheckNumber checkNumber, Authorities authorities, LastTry lastTry) {
        return CardRecords.attributes(this, checkNumber, authorities, lastTry);
    }

    /**
     * Compares the holder's birth date, whose year is that of the Japanese era on the card. It
     * returns if the date matches.
     *
     * @param birthDate the date
     * @param authorities whose records are believed
     * @param lastTry whether the last try may be spent
     * @throws WrongPinException if the date differs; one of ten tries was spent
     * @throws JpkiException with {@link Status#BIRTH_DATE_DIFFERS}, without spending one, if only
     *     the era differs
     */
    public void compareBirthDate(LocalDate birthDate, Authorities authorities, LastTry lastTry) {
        int date = Bytes.number(birthDate);
        compareBirthDate(date, CalendarKind.JAPANESE, authorities, lastTry);
    }

    /**
     * Compares the holder's birth date, as somebody typed it. It returns if the date matches.
     *
     * @param birthDate YYYYMMDD as a number
     * @param calendar which year the card has
     * @param authorities whose records are believed
     * @param lastTry whether the last try may be spent
     * @throws WrongPinException if the date differs; one of ten tries was spent
     * @throws JpkiException with {@link Status#BIRTH_DATE_DIFFERS}, without spending one, if only
     *     the era differs
     */
    public void compareBirthDate(
            int birthDate, CalendarKind calendar, Authorities authorities, LastTry lastTry) {
        CardRecords.compareBirthDate(this, birthDate, calendar, authorities, lastTry);
    }

    /**
     * Compares a birth date that is not a calendar date. It returns if the digits match. They are
     * not checked before they are sent.
     *
     * @param dateDigits six digits, YYMMDD as the card prints them
     * @param authorities whose records are believed
     * @param lastTry whether the last try may be spent
     * @throws WrongPinException if they differ; one of ten tries was spent
     */
    public void compareBirthDatePrintedDigits(
            Pin dateDigits, Authorities authorities, LastTry lastTry) {
        CardRecords.compareBirthDatePrintedDigits(this, dateDigits, authorities, lastTry);
    }

    /**
     * Sets whom {@link Authorities#OWN} stands for in calls on this card.
     *
     * @param authorities the list as it is now; it may be closed afterwards
     */
    public void setAuthorities(CardAuthorities authorities) {
        call(
                (card, error) ->
                        LibraryHolder.library()
                                .jpki_card_set_authorities(
                                        card, authorities.pointer(), error));
        authorities.stays();
    }

    /**
     * Reads the card's serial number, municipality and expiry date. No PIN is needed.
     *
     * @return what the card says; none of it is signed
     */
    public Information information() {
        Native.JpkiInformation information = new Native.JpkiInformation();
        call(
                (card, error) ->
                        LibraryHolder.library()
                                .jpki_card_information(card, information, error));
        return new Information(information);
    }

    private Certificate certificate(Reading reading) {
        PointerByReference made = new PointerByReference();
        call((card, error) -> reading.run(card, made, error));
        return new Certificate(made.getValue());
    }

    private interface Reading {
        int run(Pointer card, PointerByReference made, Native.JpkiError error);
    }
}
