/*
 * The card face, its records, the attributes, and check numbers.
 * Generated from src/capi: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */

#ifndef JPKICARD_FACE_H
#define JPKICARD_FACE_H

#include <stddef.h>
#include <stdint.h>
#include "jpkicard/library.h"
#include "jpkicard/certificate.h"
#include "jpkicard/card.h"

/**
 * The card authorities of real cards: the only choice for a program that serves people.
 */
#define JPKI_AUTHORITIES_PRODUCTION 0x4A001301

/**
 * The card authorities of the test cards that J-LIS lends to developers: these cards identify no
 * real person. Never combined with production.
 */
#define JPKI_AUTHORITIES_TEST 0x4A001302

/**
 * The card authorities of the embedded virtual card, for tests. JPKI_ERROR_NOT_BUILT unless the
 * library has JPKI_FEATURE_VIRTUAL_CARD.
 */
#define JPKI_AUTHORITIES_VIRTUAL_CARD 0x4A001303

/**
 * The record is read without being verified: anyone could have written it.
 */
#define JPKI_AUTHORITIES_UNVERIFIED 0x4A001304

/**
 * The caller's own card authorities: those of `jpki_card_set_authorities`, or the argument of a
 * call that has no card.
 */
#define JPKI_AUTHORITIES_OWN 0x4A001305

/**
 * The year of a birth date is that of the Japanese era, as on every citizen's card.
 */
#define JPKI_CALENDAR_JAPANESE 0x4A001A01

/**
 * The year of a birth date is Gregorian. Only for foreign residents, where the card prints it so,
 * or where the card answered JPKI_ERROR_CHECK_NUMBER_WRONG to the Japanese year. It is not
 * confirmed that such cards exist: the older resident registry card had such numbers. A wrong
 * number spends one of the same ten tries.
 */
#define JPKI_CALENDAR_GREGORIAN 0x4A001A02

/**
 * Sex: not known (JIS X 0303), or the handle is not open.
 */
#define JPKI_SEX_NOT_KNOWN 0

/**
 * Sex: male (JIS X 0303).
 */
#define JPKI_SEX_MALE 1

/**
 * Sex: female (JIS X 0303).
 */
#define JPKI_SEX_FEMALE 2

/**
 * Sex: not applicable (JIS X 0303).
 */
#define JPKI_SEX_NOT_APPLICABLE 9

/**
 * Sex: the card has a character that JIS X 0303 does not define.
 */
#define JPKI_SEX_OTHER (-1)

/**
 * For `jpki_card_authorities_add`: the key is that of the authority for the card's face and birth
 * date.
 */
#define JPKI_RECORD_FACE 0x4A001D01

/**
 * The key is that of the authority for name, address, birth date and sex as text.
 */
#define JPKI_RECORD_ATTRIBUTES 0x4A001D02

/**
 * The record: the file of a card's face, or of name, address, birth date and sex.
 */
#define JPKI_FILE_RECORD 0x4A001C01

/**
 * The certificate of the key that signed the record.
 */
#define JPKI_FILE_CERTIFICATE 0x4A001C02

/**
 * Of a face: the card's signature over the challenge. Of attributes: the record that signs them.
 */
#define JPKI_FILE_SIGNATURE 0x4A001C03

/**
 * The size of a check number in bytes, including its prefix and its NUL.
 */
#define JPKI_CHECK_NUMBER_SIZE 16

/**
 * The photo: JPEG 2000 (a JP2 file, grayscale). `jpki_face_picture` converts it to PNG.
 */
#define JPKI_IMAGE_PHOTO 0x4A001801

/**
 * The name as printed: a PNG. For text, use `jpki_card_attributes_by_check_number`.
 */
#define JPKI_IMAGE_NAME 0x4A001802

/**
 * The address as printed: a PNG.
 */
#define JPKI_IMAGE_ADDRESS 0x4A001803

/**
 * The security code as printed: a PNG. It is not signed.
 */
#define JPKI_IMAGE_SECURITY_CODE 0x4A001804

/**
 * The photo as a PNG, which most programs can display directly.
 *
 * JPKI_ERROR_IMAGE_MALFORMED if the photo is damaged, or is a kind of JPEG 2000 that the library
 * does not decode: the message then names the kind after "not supported", and
 * JPKI_PICTURE_CARD_SVG draws the face without the photo.
 */
#define JPKI_PICTURE_PHOTO_PNG 0x4A001901

/**
 * The whole face in one picture at the size of the card: an SVG document in UTF-8 with Japanese
 * captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15, librsvg and
 * CairoSVG). It is self-contained except for fonts: without a Japanese font the captions are
 * boxes, but birth date and sex are also in Latin letters. A photo of a kind that the library does
 * not decode is replaced by a red frame with NO PHOTO: the picture then identifies nobody.
 */
#define JPKI_PICTURE_CARD_SVG 0x4A001902

#if defined(JPKI_INDIVIDUAL_NUMBER)
/**
 * The size of an individual number in bytes, including its NUL.
 */
#define JPKI_INDIVIDUAL_NUMBER_SIZE 13
#endif

/**
 * Name, address, birth date and sex (kihon 4 joho), as the card has them as text. Made by
 * `jpki_card_attributes`, `jpki_card_attributes_by_check_number` and `jpki_attributes_from_files`,
 * freed by `jpki_attributes_free`; it does not depend on the card it came from.
 *
 * Any thread may use it. Its getters return memory that it owns, valid until it is freed, and
 * wiped then. All of it is personal data: do not log it. The texts are as the card has them,
 * including any control characters: replace those before displaying the texts on a terminal.
 */
typedef struct jpki_attributes jpki_attributes;

/**
 * A list of the caller's own card authorities, for JPKI_AUTHORITIES_OWN: a generation newer than
 * the library, or the authorities of a simulated card. Made by `jpki_card_authorities_new`, freed
 * by `jpki_card_authorities_free`. Any thread may use it.
 */
typedef struct jpki_card_authorities jpki_card_authorities;

/**
 * What is printed on a card's front: photo, pictures of name, address and security code, birth
 * date, sex, expiry date. Made by `jpki_card_face`, `jpki_card_face_for_challenge` and
 * `jpki_face_from_files`, freed by `jpki_face_free`; it does not depend on the card it came from.
 *
 * Any thread may use it. Its getters return memory that it owns, valid until it is freed, and
 * wiped then. All of it is personal data: show it to the person at the desk, do not log it, and do
 * not store it without a reason.
 */
typedef struct jpki_face jpki_face;

/**
 * A picture: a file that a browser or a window can display. Made by the functions that say so,
 * freed by `jpki_picture_free`, and wiped then. Any thread may use it. It is personal data: keep
 * it no longer than it is displayed.
 */
typedef struct jpki_picture jpki_picture;

/**
 * One of JPKI_RECORD_*.
 */
typedef int32_t jpki_record_kind;

/**
 * One of JPKI_CALENDAR_*.
 */
typedef int32_t jpki_calendar;

/**
 * One of JPKI_AUTHORITIES_*.
 */
typedef int32_t jpki_authorities;

/**
 * The files that a desk read from a card and sent, for `jpki_face_from_files` and
 * `jpki_attributes_from_files`, and the challenge, which the verifier has kept itself and accepts
 * from nobody else. The call keeps no pointer to any of it. All of it is personal data: do not log
 * it.
 */
typedef struct jpki_record_files {
    /**
     * Set by the caller: sizeof(jpki_record_files).
     */
    uint32_t struct_size;
    /**
     * Must be 0.
     */
    uint32_t reserved;
    /**
     * JPKI_FILE_RECORD.
     */
    const uint8_t *record;
    /**
     * Its length in bytes.
     */
    size_t record_length;
    /**
     * JPKI_FILE_CERTIFICATE.
     */
    const uint8_t *certificate;
    /**
     * Its length in bytes.
     */
    size_t certificate_length;
    /**
     * Of a face: the challenge that the card was to sign, chosen by the verifier: random, 16 bytes
     * or more, never used before. Of attributes: NULL.
     */
    const uint8_t *challenge;
    /**
     * Its length in bytes; 0 for attributes.
     */
    size_t challenge_length;
    /**
     * JPKI_FILE_SIGNATURE.
     */
    const uint8_t *signature;
    /**
     * Its length in bytes.
     */
    size_t signature_length;
} jpki_record_files;

/**
 * One of JPKI_SEX_*.
 */
typedef int32_t jpki_sex;

/**
 * One of JPKI_IMAGE_*.
 */
typedef int32_t jpki_image;

/**
 * One of JPKI_FILE_*.
 */
typedef int32_t jpki_file;

/**
 * One of JPKI_PICTURE_*.
 */
typedef int32_t jpki_picture_kind;

/**
 * What the card says about itself. The caller owns it and sets `struct_size`; there is nothing to
 * free. None of it is signed.
 */
typedef struct jpki_information {
    /**
     * Set by the caller: sizeof(jpki_information).
     */
    uint32_t struct_size;
    /**
     * The last day on which the card is valid, YYYYMMDD as a number.
     */
    int32_t expiry;
    /**
     * The municipality that issued the card: five digits, the first two for the prefecture, and
     * NUL.
     */
    char municipality_code[8];
    /**
     * The card's serial number: 15 digits and NUL. It identifies one card; treat it like a
     * certificate's serial number and do not log it.
     */
    char serial[16];
} jpki_information;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes an empty list. With an empty list every record is refused: add an authority first.
 *
 * Free `*authorities` with `jpki_card_authorities_free`; it is NULL on failure. Any thread; does
 * not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_authorities_new(
    struct jpki_card_authorities **authorities, jpki_error *error);

/**
 * Adds an authority's key to those that the list trusts. Whoever can choose this key can make
 * cards: obtain it from the issuer, over a channel that nobody can tamper with, and never from a
 * card.
 *
 * `record`: one of JPKI_RECORD_*; a key for one is not valid for the other. `key_id`: the 16 bytes
 * by which the card's certificate names the key. `modulus`: that of the RSA key of 2048 bits,
 * big-endian; leading zeros do not count. The exponent is 65537.
 *
 * JPKI_ERROR_ARGUMENT for another key_id_length, JPKI_ERROR_KEY_NOT_SUPPORTED for another kind of
 * key. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_authorities_add(
    struct jpki_card_authorities *authorities, jpki_record_kind record,
    const uint8_t *key_id, size_t key_id_length, const uint8_t *modulus,
    size_t modulus_length, jpki_error *error);

/**
 * Frees a list. Does nothing if it is NULL or already freed; a card that it was set for keeps its
 * authorities.
 */
JPKI_API void JPKI_CALL jpki_card_authorities_free(
    struct jpki_card_authorities *authorities);

/**
 * Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those in the
 * list now, replacing any set before. The list may be changed or freed afterwards.
 *
 * Any thread; waits for other calls on the card, and sends nothing to it.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_set_authorities(
    jpki_card *card, const struct jpki_card_authorities *authorities, jpki_error *error);

/**
 * Makes check number B (shogo bango B) from what is printed on the card's front. It opens the
 * card's face, and name and address as text, without a PIN.
 *
 * `birth_date`: YYYYMMDD as a number, such as 19800217. `calendar`: one of JPKI_CALENDAR_*,
 * JPKI_CALENDAR_JAPANESE for all but some foreign residents. `expiry_year`: four digits, such as
 * 2035. `security_code`: the four ASCII digits printed beside the photo. `number` receives 14
 * digits and a NUL; with JPKI_CALENDAR_GREGORIAN, `G`, 14 digits and a NUL. Every function that
 * takes a check number accepts either. `number_size`: JPKI_CHECK_NUMBER_SIZE or more. On failure
 * `number` is the empty string.
 *
 * JPKI_ERROR_CHECK_NUMBER_FORMAT for a birth date that is not a calendar date or is before Meiji,
 * an expiry year before the year of birth, before 2016 or after 2099, or a security code of
 * another form; JPKI_ERROR_ARGUMENT for a year that does not have four digits. Touches no card and
 * spends no try. The number is personal data: wipe it with `jpki_secure_wipe` once the card is
 * read. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_check_number(
    int32_t birth_date, jpki_calendar calendar, int32_t expiry_year,
    const char *security_code, size_t security_code_length, char *number,
    size_t number_size, jpki_error *error);

/**
 * Makes check number B of a card that prints a birth date which is not a calendar date, as where
 * the day or month of birth is unknown: `P` and 14 digits, which every function that takes a check
 * number accepts.
 *
 * `date_digits`: six ASCII digits, YYMMDD as the card prints it, with the year of the Japanese era
 * and zeros or whatever is printed for an unknown part, such as "250400". Whether they can be a
 * date is **not checked**: a typing error is sent too, and a wrong number spends one of ten tries.
 * How a card compares such a date is not published. Other parameters, errors and threads are as
 * for `jpki_check_number`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_check_number_printed_digits(
    const char *date_digits, size_t date_digits_length, int32_t expiry_year,
    const char *security_code, size_t security_code_length, char *number,
    size_t number_size, jpki_error *error);

/**
 * Compares the holder's birth date with `birth_date` (YYYYMMDD as a number): the least about a
 * person that a card can reveal to a terminal. JPKI_OK means that it matches.
 *
 * `calendar`: one of JPKI_CALENDAR_*, JPKI_CALENDAR_JAPANESE for all but some foreign residents.
 * `authorities`: one of JPKI_AUTHORITIES_*; unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK also
 * means that one of those authorities signed the card's age record and that the card proved not to
 * be a copy. `last_try`: one of JPKI_LAST_TRY_*.
 *
 * Tries: the birth date is sent at most once, under the rules of `jpki_card_face`. A date that
 * differs from the card's spends one try: JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left. The
 * card compares six digits, with the year of the Japanese era, so a date in another era may have
 * the same digits: that is JPKI_ERROR_BIRTH_DATE_DIFFERS, and spends none. No PIN is sent.
 * JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_compare_birth_date(
    jpki_card *card, int32_t birth_date, jpki_calendar calendar,
    jpki_authorities authorities, jpki_last_try last_try, jpki_error *error);

/**
 * Compares a birth date as `jpki_card_compare_birth_date` does, for a card that prints one which
 * is not a calendar date, as where the day or month of birth is unknown. JPKI_OK means that it
 * matches.
 *
 * `date_digits`: six ASCII digits as for `jpki_check_number_printed_digits`; not kept. Whether
 * they can be a date is **not checked**, and the same six digits in another era are not
 * distinguished: JPKI_ERROR_BIRTH_DATE_DIFFERS is never returned. A wrong date spends one of the
 * same ten tries.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_compare_birth_date_printed_digits(
    jpki_card *card, const char *date_digits, size_t date_digits_length,
    jpki_authorities authorities, jpki_last_try last_try, jpki_error *error);

/**
 * Reads the card's face and verifies it: what a clerk compares with the person at the desk when
 * there is no PIN. No PIN is sent. It does not show whether the person is insured: that is online
 * eligibility verification.
 *
 * `check_number`: from `jpki_check_number`; not kept. `authorities`: one of JPKI_AUTHORITIES_*.
 * Unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK means that one of those authorities signed the
 * record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and that the card signed a fresh challenge
 * with the key that the record names (otherwise JPKI_ERROR_CARD_NOT_GENUINE: a copy). The expiry
 * date and the picture of the security code are not signed on any card, and an expired card
 * passes: see `jpki_face_expiry`. Whether the photo shows the person at the desk is for a human to
 * judge, and nothing on the card shows whether it was reported lost. `last_try`: one of
 * JPKI_LAST_TRY_*. Free `*face` with `jpki_face_free`; it is NULL on failure.
 *
 * Tries: the number is sent at most once. A wrong one spends one of ten tries
 * (JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left), a right one restores all. Ten wrong ones in
 * a row lock it until the municipal office resets it. It is not sent when its format is wrong,
 * when it is locked, or when one try is left and `last_try` does not allow using it. When the call
 * returns the application is locked again, under the rules of `jpki_card_sign`.
 * JPKI_ERROR_NOT_ON_CARD on a phone, which has no face. Any thread; waits for other calls on the
 * card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_face(
    jpki_card *card, const char *check_number, size_t check_number_length,
    jpki_authorities authorities, jpki_last_try last_try, struct jpki_face **face,
    jpki_error *error);

/**
 * Reads the card's face as `jpki_card_face` does, and has the card sign a challenge that a server
 * chose. `jpki_face_file` then returns what the server needs to verify the face without a card
 * (`jpki_face_from_files`), so that it does not have to trust the desk.
 *
 * `challenge`: 16 bytes or more, random, fresh from the server for this card; a shorter one is
 * JPKI_ERROR_ARGUMENT, and nothing is sent. With JPKI_AUTHORITIES_UNVERIFIED only the server
 * verifies. Everything else, including tries, is as for `jpki_card_face`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_face_for_challenge(
    jpki_card *card, const char *check_number, size_t check_number_length,
    const uint8_t *challenge, size_t challenge_length, jpki_authorities authorities,
    jpki_last_try last_try, struct jpki_face **face, jpki_error *error);

/**
 * Verifies a face that a desk read (`jpki_card_face_for_challenge`) and sent: one of the chosen
 * authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the card with the
 * key that the record names signed `files->challenge` (otherwise JPKI_ERROR_CARD_NOT_GENUINE: a
 * copy, or an answer to another challenge). Which parts are signed, and what the face cannot show,
 * is as for `jpki_card_face`.
 *
 * `authorities`: one of JPKI_AUTHORITIES_*; JPKI_AUTHORITIES_UNVERIFIED is JPKI_ERROR_ARGUMENT.
 * `own`: with JPKI_AUTHORITIES_OWN the authorities to trust, otherwise NULL. A challenge that is
 * missing or shorter than 16 bytes is JPKI_ERROR_CARD_NOT_GENUINE, whatever signed it. Bytes that
 * are not such files are JPKI_ERROR_RECORD_MALFORMED. Free `*face` with `jpki_face_free`; it is
 * NULL on failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_face_from_files(
    const struct jpki_record_files *files, jpki_authorities authorities,
    const struct jpki_card_authorities *own, struct jpki_face **face, jpki_error *error);

/**
 * Frees a face and wipes it. Does nothing if it is NULL or already freed.
 */
JPKI_API void JPKI_CALL jpki_face_free(struct jpki_face *face);

/**
 * The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
 * calendar date, as for a holder whose day or month of birth is unknown:
 * `jpki_face_birth_date_digits` then returns what the card has instead, and is what to compare.
 */
JPKI_API int32_t JPKI_CALL jpki_face_birth_date(const struct jpki_face *face);

/**
 * The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
 */
JPKI_API jpki_sex JPKI_CALL jpki_face_sex(const struct jpki_face *face);

/**
 * The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not open. The
 * issuer's signature does not cover it, and the library compares it with nothing: compare its year
 * with that of the check number, which the card has compared, and the date with today's in Japan.
 * An expired card passes `jpki_card_face`.
 */
JPKI_API int32_t JPKI_CALL jpki_face_expiry(const struct jpki_face *face);

/**
 * The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
 * calendar date: YYYYMMDD, or what the card has instead where `jpki_face_birth_date` is 0, such as
 * 19500400 or spaces. NULL and 0 if the handle is not open. `length` may be NULL.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_face_birth_date_digits(
    const struct jpki_face *face, size_t *length);

/**
 * A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes. NULL and 0 for
 * any other number, or if the handle is not open. `length` may be NULL.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_face_image(
    const struct jpki_face *face, jpki_image image, size_t *length);

/**
 * A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its length in
 * bytes. A face that `jpki_card_face` read has only JPKI_FILE_RECORD: the library chose the
 * challenge. NULL and 0 for a missing file, any other number, or if the handle is not open.
 * `length` may be NULL.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_face_file(
    const struct jpki_face *face, jpki_file file, size_t *length);

/**
 * Lists the unknown objects of a card face's record, as `jpki_attributes_other_objects` does. The
 * issuer's signature does not cover them.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_face_other_objects(
    const struct jpki_face *face, jpki_items **items, jpki_error *error);

/**
 * Makes a picture of a face. `kind`: one of JPKI_PICTURE_*.
 *
 * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PICTURE. Free `*picture` with
 * `jpki_picture_free`; it is NULL on failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_face_picture(
    const struct jpki_face *face, jpki_picture_kind kind, struct jpki_picture **picture,
    jpki_error *error);

/**
 * Frees a picture and wipes it. Does nothing if it is NULL or already freed.
 */
JPKI_API void JPKI_CALL jpki_picture_free(struct jpki_picture *picture);

/**
 * The picture's file, and its length in bytes. NULL and 0 if the handle is not open. `length` may
 * be NULL.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_picture_data(
    const struct jpki_picture *picture, size_t *length);

/**
 * Reads name, address, birth date and sex with the input-support PIN (kenmen jiko nyuryoku hojo-yo
 * no ansho bango), so that nobody has to type them.
 *
 * `pin`, `pin_length`: four ASCII digits; not kept. It is a separate PIN with its own three tries,
 * even if the holder chose the same digits as for the authentication PIN. `authorities`: one of
 * JPKI_AUTHORITIES_*. Unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK means that one of those
 * authorities signed the attributes (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC). Nothing on any
 * card proves that they belong to this card: they name no key, so a forged card can hold those of
 * another person, even if `jpki_card_face` or `jpki_card_sign` found it genuine. Compare them with
 * the face: birth date and sex by program, name and address with its pictures by eye. `last_try`:
 * one of JPKI_LAST_TRY_*. Free `*attributes` with `jpki_attributes_free`; it is NULL on failure.
 *
 * PIN tries: the PIN is sent at most once, under the rules of `jpki_card_sign`. A wrong one spends
 * one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error->tries_left. The issuer's certificate
 * can be read without a PIN and is verified first: if none of the authorities issued it, nothing
 * is sent. A record that its key did not sign is detected after the right PIN, and spends no try.
 * JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_attributes(
    jpki_card *card, const char *pin, size_t pin_length, jpki_authorities authorities,
    jpki_last_try last_try, struct jpki_attributes **attributes, jpki_error *error);

/**
 * Reads name, address, birth date and sex with check number B instead of a PIN.
 *
 * `check_number`: from `jpki_check_number`; not kept. Other parameters, errors and threads are as
 * for `jpki_card_attributes`.
 *
 * Tries: a wrong number spends one of ten, which this application counts separately
 * (JPKI_ERROR_CHECK_NUMBER_WRONG), under the rules of `jpki_card_face`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_attributes_by_check_number(
    jpki_card *card, const char *check_number, size_t check_number_length,
    jpki_authorities authorities, jpki_last_try last_try,
    struct jpki_attributes **attributes, jpki_error *error);

/**
 * Frees the attributes and wipes them. Does nothing if they are NULL or already freed.
 */
JPKI_API void JPKI_CALL jpki_attributes_free(struct jpki_attributes *attributes);

/**
 * The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and given name.
 * NULL if the handle is not open.
 */
JPKI_API const char *JPKI_CALL jpki_attributes_name(
    const struct jpki_attributes *attributes);

/**
 * The address in UTF-8, ended by NUL. NULL if the handle is not open.
 */
JPKI_API const char *JPKI_CALL jpki_attributes_address(
    const struct jpki_attributes *attributes);

/**
 * The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
 * calendar date, as for a holder whose day or month of birth is unknown:
 * `jpki_attributes_birth_date_digits` then returns what the card has instead, and is what to
 * compare.
 */
JPKI_API int32_t JPKI_CALL jpki_attributes_birth_date(
    const struct jpki_attributes *attributes);

/**
 * The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
 * calendar date: YYYYMMDD, or what the card has instead where `jpki_attributes_birth_date` is 0,
 * such as 19500400 or spaces. NULL and 0 if the handle is not open. `length` may be NULL.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_attributes_birth_date_digits(
    const struct jpki_attributes *attributes, size_t *length);

/**
 * A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and its length
 * in bytes. JPKI_FILE_SIGNATURE has a digest of the individual number (kojin bango), from which
 * the number can be found: only a library built for it (JPKI_FEATURE_INDIVIDUAL_NUMBER) returns
 * it, and the law says who may send it. Without it nobody can verify the others. NULL and 0 for a
 * missing file, any other number, or if the handle is not open. `length` may be NULL.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_attributes_file(
    const struct jpki_attributes *attributes, jpki_file file, size_t *length);

/**
 * Verifies attributes that a desk read and sent: one of the chosen authorities signed them
 * (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC). As for `jpki_card_attributes`, nothing proves that
 * they belong to one particular card, so `files->challenge` is NULL and its length 0: otherwise
 * JPKI_ERROR_ARGUMENT.
 *
 * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_INDIVIDUAL_NUMBER: see
 * `jpki_attributes_file`. `authorities`, `own`, other errors and threads: as for
 * `jpki_face_from_files`. Free `*attributes` with `jpki_attributes_free`; it is NULL on failure.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_attributes_from_files(
    const struct jpki_record_files *files, jpki_authorities authorities,
    const struct jpki_card_authorities *own, struct jpki_attributes **attributes,
    jpki_error *error);

/**
 * The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
 */
JPKI_API jpki_sex JPKI_CALL jpki_attributes_sex(const struct jpki_attributes *attributes);

/**
 * Changes the input-support PIN, as `jpki_card_change_pin` changes the authentication PIN, which
 * stays as it is: for a holder who wants the same PIN for both, change both.
 *
 * PIN tries: a wrong old PIN spends one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG. The new one
 * is also sent, to be verified, as for `jpki_card_change_pin`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_change_input_support_pin(
    jpki_card *card, const char *old_pin, size_t old_pin_length, const char *new_pin,
    size_t new_pin_length, jpki_last_try last_try, jpki_error *error);

/**
 * Lists the objects of the attributes' record that this version does not know, in the record's
 * order, such as the reading of the name on a future card; most often none. The issuer's signature
 * covers them as it covers the others.
 *
 * `jpki_items_name` is the tag in hexadecimal digits, such as "DF26", `jpki_items_data` the value
 * and `jpki_items_text` its text, if it is UTF-8. Free `*items` with `jpki_items_free`; it is NULL
 * on failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_attributes_other_objects(
    const struct jpki_attributes *attributes, jpki_items **items, jpki_error *error);

/**
 * Reads the card's serial number, the municipality that issued it and its expiry date. No PIN or
 * check number is needed, and no try is spent.
 *
 * The caller sets `information->struct_size`; on failure the other fields are 0 and empty.
 * JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_information(
    jpki_card *card, struct jpki_information *information, jpki_error *error);

#if defined(JPKI_INDIVIDUAL_NUMBER)
/**
 * Reads the 12-digit individual number (kojin bango, My Number) with the input-support PIN. The
 * law (the My Number Act) says who may read it and for what purpose; a medical institution may not
 * collect its patients' numbers. Only a library built for it (JPKI_FEATURE_INDIVIDUAL_NUMBER) has
 * this function: define JPKI_INDIVIDUAL_NUMBER before including this header.
 *
 * `number` receives 12 digits, the last of which is the check digit, and a NUL; `number_size` is
 * JPKI_INDIVIDUAL_NUMBER_SIZE or more. On failure `number` is the empty string. Wipe it with
 * `jpki_secure_wipe`, do not log it, and keep it only as the law allows.
 *
 * Nothing but the check digit is checked. PIN tries and threads are as for `jpki_card_attributes`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_individual_number(
    jpki_card *card, const char *pin, size_t pin_length, jpki_last_try last_try,
    char *number, size_t number_size, jpki_error *error);
#endif

#if defined(JPKI_INDIVIDUAL_NUMBER)
/**
 * Reads the picture of the individual number, as shown on the back of the card: a PNG. The number
 * itself opens it, so this is for a caller who has the number and compares it.
 *
 * `number`: the 12 digits; not kept. `authorities`, `last_try` and threads: as for
 * `jpki_card_face`. Free `*picture` with `jpki_picture_free`; it is NULL on failure. Tries: a
 * wrong number spends one of ten, under the rules of `jpki_card_face`; one whose check digit is
 * wrong is not sent (JPKI_ERROR_CHECK_NUMBER_FORMAT).
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_individual_number_image(
    jpki_card *card, const char *number, size_t number_length,
    jpki_authorities authorities, jpki_last_try last_try, struct jpki_picture **picture,
    jpki_error *error);
#endif

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_FACE_H */
