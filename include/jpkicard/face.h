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
 * Whose records are believed: those of real cards. The default, and the only one for a
 * program that serves people.
 */
#define JPKI_AUTHORITIES_PRODUCTION 0x4A001301

/**
 * Those of the test cards that J-LIS lends to developers: they speak of nobody. Never
 * the default, and never both.
 */
#define JPKI_AUTHORITIES_TEST 0x4A001302

/**
 * Those of the embedded virtual card, for tests: JPKI_ERROR_NOT_BUILT unless the library
 * has JPKI_FEATURE_VIRTUAL_CARD.
 */
#define JPKI_AUTHORITIES_VIRTUAL_CARD 0x4A001303

/**
 * The record is read without making sure of anything: anyone can have written it.
 */
#define JPKI_AUTHORITIES_UNVERIFIED 0x4A001304

/**
 * Those that the caller names himself: `jpki_card_set_authorities`, or the argument of a call
 * that has no card.
 */
#define JPKI_AUTHORITIES_OWN 0x4A001305

/**
 * The year of a birth date is that of the Japanese era: of every citizen's card.
 */
#define JPKI_CALENDAR_JAPANESE 0x4A001A01

/**
 * The year of a birth date is the Gregorian one. For foreign residents alone, where the card
 * prints it, or the card said JPKI_ERROR_CHECK_NUMBER_WRONG to the other. That there are such
 * cards is not confirmed: the older resident registry card had such numbers. A wrong one spends
 * one of the same ten tries.
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
 * Sex: the card has a character that JIS X 0303 does not know.
 */
#define JPKI_SEX_OTHER (-1)

/**
 * Whose key it is, for `jpki_card_authorities_add`: that of the authority for the card's face and
 * its birth date.
 */
#define JPKI_RECORD_FACE 0x4A001D01

/**
 * That of the authority for name, address, birth date and sex as text.
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
 * Of a face: the card's signature of the challenge. Of attributes: the record that signs them.
 */
#define JPKI_FILE_SIGNATURE 0x4A001C03

/**
 * The bytes that a check number takes, its mark and its NUL included.
 */
#define JPKI_CHECK_NUMBER_SIZE 16

/**
 * The photo: JPEG 2000 (a JP2 file, grey). `jpki_face_picture` makes a PNG of it.
 */
#define JPKI_IMAGE_PHOTO 0x4A001801

/**
 * The name as it is printed: a PNG. Text is what `jpki_card_attributes_by_check_number` gives.
 */
#define JPKI_IMAGE_NAME 0x4A001802

/**
 * The address as it is printed: a PNG.
 */
#define JPKI_IMAGE_ADDRESS 0x4A001803

/**
 * The security code as it is printed: a PNG. Nothing signs it.
 */
#define JPKI_IMAGE_SECURITY_CODE 0x4A001804

/**
 * The photo as a PNG, which most programs show as it is.
 *
 * JPKI_ERROR_IMAGE_MALFORMED if the photo is damaged, or of a kind of JPEG 2000 that is not
 * drawn: the message then names the kind after "not supported", and JPKI_PICTURE_CARD_SVG makes
 * the face without the photo.
 */
#define JPKI_PICTURE_PHOTO_PNG 0x4A001901

/**
 * The whole face in one picture of the card's size: an SVG document in UTF-8 with Japanese
 * captions, which browsers show and what draws SVG 1.1 (tried with Qt 5.15, librsvg and
 * CairoSVG). It needs nothing outside itself but fonts: without a Japanese one captions are
 * boxes, while birth date and sex stand there in Latin letters too. In place of a photo of a kind
 * that is not drawn it has a red frame with NO PHOTO: it identifies nobody then.
 */
#define JPKI_PICTURE_CARD_SVG 0x4A001902

#if defined(JPKI_INDIVIDUAL_NUMBER)
/**
 * The bytes that an individual number takes, its NUL included.
 */
#define JPKI_INDIVIDUAL_NUMBER_SIZE 13
#endif

/**
 * Name, address, birth date and sex (kihon 4 joho), as the card has them as text. Made by
 * `jpki_card_attributes`, `jpki_card_attributes_by_check_number` and
 * `jpki_attributes_from_files`, ended by `jpki_attributes_free`; it does not depend on the card
 * it came from.
 *
 * Any thread may use it. What its getters return is its own memory, valid until it is
 * freed, and wiped then. All of it is personal data: do not log it. The texts are as the card
 * has them, any control character included: replace those before a terminal shows them.
 */
typedef struct jpki_attributes jpki_attributes;

/**
 * Card authorities of one's own, for JPKI_AUTHORITIES_OWN: a generation that is newer than the
 * library, or that of a simulated card. Made by `jpki_card_authorities_new`, ended by
 * `jpki_card_authorities_free`. Any thread may use it.
 */
typedef struct jpki_card_authorities jpki_card_authorities;

/**
 * What is printed on a card's front: photo, pictures of name, address and security code,
 * birth date, sex, expiry. Made by `jpki_card_face`, `jpki_card_face_for_challenge` and
 * `jpki_face_from_files`, ended by `jpki_face_free`; it does not depend on the card it came from.
 *
 * Any thread may use it. What its getters return is its own memory, valid until it is
 * freed, and wiped then. All of it is personal data: show it to the person at the desk,
 * do not log it, nor store it without a reason.
 */
typedef struct jpki_face jpki_face;

/**
 * A list of what a certificate or a record says, each item with what names it and its bytes.
 * Made by the functions that say so, ended by `jpki_items_free`; it does not depend on what
 * it came from.
 *
 * Any thread may use it. What its getters return is its own memory, valid until it is freed,
 * and wiped then. All of it is personal data: do not log it, nor store it without a reason.
 */
typedef struct jpki_items jpki_items;

/**
 * A picture: a file that a browser or a window shows. Made by the functions that say so,
 * ended by `jpki_picture_free`, and wiped then. Any thread may use it. It is personal
 * data: keep it no longer than it is looked at.
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
 * What a desk read off a card and sent, for `jpki_face_from_files` and
 * `jpki_attributes_from_files`, and the challenge, which whoever verifies has kept and takes from
 * nobody. None of it is kept by a call. All of it is personal data: do not log it.
 */
typedef struct jpki_record_files {
    /**
     * Set by the caller: sizeof(jpki_record_files).
     */
    uint32_t struct_size;
    /**
     * 0.
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
     * Of a face: what the card was to sign, chosen by whoever verifies, random, of 16 bytes or
     * more, and never used before. Of attributes: null.
     */
    const uint8_t *challenge;
    /**
     * Its length in bytes; of attributes 0.
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
 * What the card says of itself. The caller owns it and sets `struct_size`; there is
 * nothing to free. Nothing signs any of it.
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
     * The municipality that issued the card: five digits, the first two the
     * prefecture's, and NUL.
     */
    char municipality_code[8];
    /**
     * The card's number: 15 digits and NUL. One card's alone, and to be handled as a
     * certificate's: do not log it.
     */
    char serial[16];
} jpki_information;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes an empty list: under it every record is refused until an authority is added.
 *
 * `*authorities` is the caller's to free, and null on failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_authorities_new(
    struct jpki_card_authorities **authorities, jpki_error *error);

/**
 * Adds an authority's key, to be believed beside those already there. Whoever can choose it can
 * make cards: take it from the issuer, by a way that nobody can change, and never from a card.
 *
 * `record`: one of JPKI_RECORD_*; a key for one is not valid for the other. `key_id`: the 16
 * bytes by which the card's certificate names it. `modulus`: the key's, RSA of 2048 bits,
 * big-endian; leading zeros do not count. Its exponent is 65537.
 *
 * JPKI_ERROR_ARGUMENT for another key_id_length, JPKI_ERROR_KEY_NOT_SUPPORTED for another key.
 * Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_authorities_add(
    struct jpki_card_authorities *authorities, jpki_record_kind record,
    const uint8_t *key_id, size_t key_id_length, const uint8_t *modulus,
    size_t modulus_length, jpki_error *error);

/**
 * Ends a list. Null, or one that is already freed, is left alone; a card that it was set for keeps
 * its authorities.
 */
JPKI_API void JPKI_CALL jpki_card_authorities_free(
    struct jpki_card_authorities *authorities);

/**
 * Says whom JPKI_AUTHORITIES_OWN names in the calls on this card: the authorities that are in the
 * list now, in place of those that were set before. The list may be changed or freed after.
 *
 * Waits for other calls on the card; sends nothing to it.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_set_authorities(
    jpki_card *card, const struct jpki_card_authorities *authorities, jpki_error *error);

/**
 * Makes the check number B (shogo bango B) of what is printed on the card's front: it opens
 * the card's face, and name and address as text, without a PIN.
 *
 * `birth_date`: YYYYMMDD as a number, such as 19800217. `calendar`: one of JPKI_CALENDAR_*,
 * JPKI_CALENDAR_JAPANESE for all but some foreign residents. `expiry_year`: four digits, such
 * as 2035. `security_code`: the four ASCII digits printed beside the photo. `number` gets
 * 14 digits, with JPKI_CALENDAR_GREGORIAN `G` and 14 digits, and a NUL; every function takes
 * either that takes a check number. `number_size` is JPKI_CHECK_NUMBER_SIZE or more. On failure
 * it is the empty text.
 *
 * JPKI_ERROR_CHECK_NUMBER_FORMAT for a birth date that no calendar has or before Meiji, an
 * expiry year before that of the birth, before 2016 or after 2099, or a security code of
 * another form; JPKI_ERROR_ARGUMENT for a year that does not have four digits. Touches no card
 * and spends no try. The number is personal data: wipe it with `jpki_secure_wipe`
 * when the card is read. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_check_number(
    int32_t birth_date, jpki_calendar calendar, int32_t expiry_year,
    const char *security_code, size_t security_code_length, char *number,
    size_t number_size, jpki_error *error);

/**
 * Makes the check number B of a card that prints a birth date which is no day of the
 * calendar, as where day or month of birth are unknown: `P` and 14 digits, which every
 * function takes that takes a check number.
 *
 * `date_digits`: six ASCII digits, YYMMDD as the card prints it, with the year of the
 * Japanese era and zeros or what else stands for what is unknown, such as "250400". That
 * they can be a date is **not checked**: a slip of the keyboard is sent too, and a wrong
 * number spends one of ten tries. How a card compares such a date is not published. All else
 * is as for `jpki_check_number`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_check_number_printed_digits(
    const char *date_digits, size_t date_digits_length, int32_t expiry_year,
    const char *security_code, size_t security_code_length, char *number,
    size_t number_size, jpki_error *error);

/**
 * Checks that this card is that of someone born on `birth_date` (YYYYMMDD as a number):
 * the least that a terminal can be told of a person. JPKI_OK means yes.
 *
 * `calendar`: one of JPKI_CALENDAR_*, JPKI_CALENDAR_JAPANESE for all but some foreign residents.
 * `authorities`: one of JPKI_AUTHORITIES_*; unless JPKI_AUTHORITIES_UNVERIFIED, the card's
 * age record was signed by an authority of that name, and the card has shown that it is
 * no copy. `last_try`: one of JPKI_LAST_TRY_*.
 *
 * Tries: the birth date is sent at most once, under the rules of `jpki_card_face`. Another
 * than the card's spends one try: JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left. It has
 * six digits on the card, with the year of the Japanese era, so that a day of another era
 * may have the same ones: that is JPKI_ERROR_BIRTH_DATE_DIFFERS, and spends none. No PIN
 * is touched.
 * JPKI_ERROR_NOT_ON_CARD on a phone.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_compare_birth_date(
    jpki_card *card, int32_t birth_date, jpki_calendar calendar,
    jpki_authorities authorities, jpki_last_try last_try, jpki_error *error);

/**
 * Checks a birth date as `jpki_card_compare_birth_date` does, of a card that prints one which
 * is no day of the calendar, as where day or month of birth are unknown. JPKI_OK means yes.
 *
 * `date_digits`: six ASCII digits as for `jpki_check_number_printed_digits`; not kept. That
 * they can be a date is **not checked**, and the same six of another era are not told apart:
 * JPKI_ERROR_BIRTH_DATE_DIFFERS never comes. A wrong one spends one of the same ten tries.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_compare_birth_date_printed_digits(
    jpki_card *card, const char *date_digits, size_t date_digits_length,
    jpki_authorities authorities, jpki_last_try last_try, jpki_error *error);

/**
 * Reads the card's face and makes sure of it: what a clerk compares with the
 * person at the desk when there is no PIN (mokushi kakunin). No PIN is touched. Whether the
 * person is insured it does not tell: that is online eligibility verification.
 *
 * `check_number`: what `jpki_check_number` makes; not kept. `authorities`: one of
 * JPKI_AUTHORITIES_*. Unless it is JPKI_AUTHORITIES_UNVERIFIED, the record was signed by an
 * authority of that name (or JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the card signed a fresh challenge with the key that the record names (or
 * JPKI_ERROR_CARD_NOT_GENUINE: a copy). The expiry date and the security code's picture
 * are not signed on any card, and a card that has expired passes: see `jpki_face_expiry`.
 * Whether the photo is that of the person is for a person to see, and whether the card was
 * reported lost nothing on it tells. `last_try`: one of JPKI_LAST_TRY_*. `*face` is the
 * caller's to free, and null on failure.
 *
 * Tries: the number is sent at most once. A wrong one spends one of ten tries
 * (JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left), a right one restores all. Ten wrong
 * ones in a row lock it until the municipal office resets it. It is not sent when its
 * format is wrong, when it is locked, or when one try is left and `last_try` does not
 * allow that. When the call returns the application is locked again, under the rules of
 * `jpki_card_sign`. JPKI_ERROR_NOT_ON_CARD on a phone, which has no face.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_face(
    jpki_card *card, const char *check_number, size_t check_number_length,
    jpki_authorities authorities, jpki_last_try last_try, struct jpki_face **face,
    jpki_error *error);

/**
 * Reads the card's face as `jpki_card_face` does, and has the card sign a challenge that a server
 * chose. `jpki_face_file` then has what the server needs to verify the face without a card
 * (`jpki_face_from_files`): it need not believe the desk.
 *
 * `challenge`: 16 bytes or more, random, fresh from the server for this card; with less it is
 * JPKI_ERROR_ARGUMENT, and nothing is sent. With JPKI_AUTHORITIES_UNVERIFIED the server alone
 * verifies. All else, tries too, is as for `jpki_card_face`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_face_for_challenge(
    jpki_card *card, const char *check_number, size_t check_number_length,
    const uint8_t *challenge, size_t challenge_length, jpki_authorities authorities,
    jpki_last_try last_try, struct jpki_face **face, jpki_error *error);

/**
 * Verifies a face that a desk read (`jpki_card_face_for_challenge`) and sent: the record was
 * signed by an authority of that name (or JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the card that has
 * the key which the record names signed `files->challenge` (or JPKI_ERROR_CARD_NOT_GENUINE: a
 * copy, or an answer to another challenge). What of it is signed, and what nobody can tell from
 * it, is as for `jpki_card_face`.
 *
 * `authorities`: one of JPKI_AUTHORITIES_*; JPKI_AUTHORITIES_UNVERIFIED is JPKI_ERROR_ARGUMENT.
 * `own`: with JPKI_AUTHORITIES_OWN whom to believe, else null. A challenge of less than 16 bytes,
 * or none, is JPKI_ERROR_CARD_NOT_GENUINE, whatever signed it. Bytes that are no such files are
 * JPKI_ERROR_RECORD_MALFORMED. `*face` is the caller's to free, and null on failure. Any thread;
 * does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_face_from_files(
    const struct jpki_record_files *files, jpki_authorities authorities,
    const struct jpki_card_authorities *own, struct jpki_face **face, jpki_error *error);

/**
 * Ends a face and wipes it. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_face_free(struct jpki_face *face);

/**
 * The date of birth, YYYYMMDD as a number; 0 if the handle is not open, or where the card
 * has no day of the calendar, as for a holder whose day or month of birth nobody knows:
 * `jpki_face_birth_date_digits` has what stands there, and is what to compare then.
 */
JPKI_API int32_t JPKI_CALL jpki_face_birth_date(const struct jpki_face *face);

/**
 * The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
 */
JPKI_API jpki_sex JPKI_CALL jpki_face_sex(const struct jpki_face *face);

/**
 * The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not
 * open. It is not under the issuer's signature, and the library compares it with nothing:
 * compare its year with that of the check number, which the card has compared, and the day
 * with today in Japan. An expired card passes `jpki_card_face`.
 */
JPKI_API int32_t JPKI_CALL jpki_face_expiry(const struct jpki_face *face);

/**
 * The date of birth as the card writes it, which no NUL ends, and its length in bytes, 8 unless
 * it is no day: YYYYMMDD, or what stands in its place where `jpki_face_birth_date` is 0, such
 * as 19500400 or spaces. Null and 0 if the handle is not open. `length` may be null.
 */
const uint8_t *jpki_face_birth_date_digits(const struct jpki_face *face,
                                           size_t *length);

/**
 * A picture as the card has it, one of JPKI_IMAGE_*, and its length in bytes. Null and 0 for any
 * other number, or if the handle is not open. `length` may be null.
 */
const uint8_t *jpki_face_image(const struct jpki_face *face,
                               jpki_image image,
                               size_t *length);

/**
 * What to send to the server that chose the challenge, one of JPKI_FILE_*, and its length in
 * bytes. Of a face that `jpki_card_face` read, JPKI_FILE_RECORD alone is there: the challenge was
 * the library's. Null and 0 for what is not there, any other number, or if the handle is not
 * open. `length` may be null.
 */
const uint8_t *jpki_face_file(const struct jpki_face *face,
                              jpki_file file,
                              size_t *length);

/**
 * Makes a picture of a face. `kind`: one of JPKI_PICTURE_*.
 *
 * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PICTURE. `*picture` is the caller's
 * to free, and null on failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_face_picture(
    const struct jpki_face *face, jpki_picture_kind kind, struct jpki_picture **picture,
    jpki_error *error);

/**
 * Ends a picture and wipes it. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_picture_free(struct jpki_picture *picture);

/**
 * The picture's file, and its length in bytes. Null and 0 if the handle is not open. `length`
 * may be null.
 */
const uint8_t *jpki_picture_data(const struct jpki_picture *picture,
                                 size_t *length);

/**
 * Reads name, address, birth date and sex with the input-support PIN
 * (kenmen jiko nyuryoku hojo-yo no ansho bango), so that nobody has to type them.
 *
 * `pin`: four ASCII digits, of the length told; not kept. It is a PIN of its own, with
 * three tries of its own, even where the holder chose the digits of the authentication
 * PIN. `authorities`: one of JPKI_AUTHORITIES_*. Unless it is JPKI_AUTHORITIES_UNVERIFIED,
 * the attributes are as an authority of that name signed them (or
 * JPKI_ERROR_RECORD_NOT_AUTHENTIC). That they are this card's nothing on any card shows:
 * they name no key, so a false card can hold those of another person, even where
 * `jpki_card_face` or `jpki_card_sign` found it genuine. Compare them with the face: birth
 * date and sex by program, name and address with its pictures by eye. `last_try`: one of
 * JPKI_LAST_TRY_*. `*attributes` is the caller's to free, and null on failure.
 *
 * PIN tries: the PIN is sent at most once, under the rules of `jpki_card_sign`. A wrong
 * one spends one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error->tries_left. The
 * issuer's certificate is free to read and judged first: where it is none of the
 * authorities', nothing is sent. A record that it did not sign is found after the right
 * PIN, and spends none. JPKI_ERROR_NOT_ON_CARD on a phone.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_attributes(
    jpki_card *card, const char *pin, size_t pin_length, jpki_authorities authorities,
    jpki_last_try last_try, struct jpki_attributes **attributes, jpki_error *error);

/**
 * Reads name, address, birth date and sex with the check number B in place of a PIN.
 *
 * `check_number`: what `jpki_check_number` makes; not kept. The rest is as for `jpki_card_attributes`. Tries: a wrong number spends one of ten that this
 * application counts for itself (JPKI_ERROR_CHECK_NUMBER_WRONG), under the rules of
 * `jpki_card_face`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_attributes_by_check_number(
    jpki_card *card, const char *check_number, size_t check_number_length,
    jpki_authorities authorities, jpki_last_try last_try,
    struct jpki_attributes **attributes, jpki_error *error);

/**
 * Ends the attributes and wipes them. Null, or ones already freed, are left alone.
 */
JPKI_API void JPKI_CALL jpki_attributes_free(struct jpki_attributes *attributes);

/**
 * The name in UTF-8, ended by NUL; an ideographic space (U+3000) parts family and given
 * name. Null if the handle is not open.
 */
const char *jpki_attributes_name(const struct jpki_attributes *attributes);

/**
 * The address in UTF-8, ended by NUL. Null if the handle is not open.
 */
const char *jpki_attributes_address(const struct jpki_attributes *attributes);

/**
 * The date of birth, YYYYMMDD as a number; 0 if the handle is not open, or where the card
 * has no day of the calendar, as for a holder whose day or month of birth nobody knows:
 * `jpki_attributes_birth_date_digits` has what stands there, and is what to compare then.
 */
JPKI_API int32_t JPKI_CALL jpki_attributes_birth_date(
    const struct jpki_attributes *attributes);

/**
 * The date of birth as the card writes it, which no NUL ends, and its length in bytes, 8 unless
 * it is no day: YYYYMMDD, or what stands in its place where `jpki_attributes_birth_date` is 0,
 * such as 19500400 or spaces. Null and 0 if the handle is not open. `length` may be null.
 */
const uint8_t *jpki_attributes_birth_date_digits(const struct jpki_attributes *attributes,
                                                 size_t *length);

/**
 * What to send to a server that verifies the attributes, one of JPKI_FILE_*, and its length in
 * bytes. JPKI_FILE_SIGNATURE has a digest of the individual number (kojin bango), from which that
 * can be found: only a library that was built for it (JPKI_FEATURE_INDIVIDUAL_NUMBER) gives it
 * out, and the law says who may send it. Without it nobody can verify the others. Null and 0 for
 * what is not there, any other number, or if the handle is not open. `length` may be null.
 */
const uint8_t *jpki_attributes_file(const struct jpki_attributes *attributes,
                                    jpki_file file,
                                    size_t *length);

/**
 * Verifies attributes that a desk read and sent: they are as an authority of that name signed
 * them (or JPKI_ERROR_RECORD_NOT_AUTHENTIC). That they are those of any one card nothing shows,
 * as for `jpki_card_attributes`, so `files->challenge` is null and 0: else JPKI_ERROR_ARGUMENT.
 *
 * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_INDIVIDUAL_NUMBER: see
 * `jpki_attributes_file`. `authorities`, `own`, other errors and threads: as for
 * `jpki_face_from_files`. `*attributes` is the caller's to free, and null on failure.
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
 * Changes the input-support PIN, as `jpki_card_change_pin` does the authentication PIN,
 * which stays as it is: a holder who wants one PIN for both has both changed.
 *
 * PIN tries: a wrong old PIN spends one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG. The
 * new one is sent for its verification too, as for `jpki_card_change_pin`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_change_input_support_pin(
    jpki_card *card, const char *old_pin, size_t old_pin_length, const char *new_pin,
    size_t new_pin_length, jpki_last_try last_try, jpki_error *error);

/**
 * Lists the otherNames of a certificate's subject (subjectAltName), in its order: of a
 * signature certificate the holder's attributes, below 1.2.392.200149.8.5.5: .1 name, .3 sex,
 * .4 birth date, .5 address, .2 and .6 whether characters were substituted. Others may be
 * there, such as the reading of the name, and are listed too. An authentication certificate
 * has none: the list is empty then.
 *
 * `jpki_items_name` is the object identifier as dotted numbers, `jpki_items_data` the value
 * as the certificate has it, one DER element, and `jpki_items_text` its text, if it is a
 * UTF8String or a PrintableString. They are as true as the certificate: see
 * `jpki_certificate_verify`. Restricted by law.
 *
 * Returns JPKI_ERROR_CERTIFICATE_MALFORMED if they cannot be read. `*items` is the caller's
 * to free, and null on failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_certificate_other_names(
    const jpki_certificate *certificate, struct jpki_items **items, jpki_error *error);

/**
 * Lists the objects of the attributes' record that this version does not know, in their
 * order, such as the reading of the name in one to come; most often none. The issuer's
 * signature covers them as it covers the others.
 *
 * `jpki_items_name` is the tag in hexadecimal digits, as "DF26", `jpki_items_data` the value
 * and `jpki_items_text` its text, if it is UTF-8. `*items` is the caller's to free, and null
 * on failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_attributes_other_objects(
    const struct jpki_attributes *attributes, struct jpki_items **items,
    jpki_error *error);

/**
 * The same of a card face's record. They are not under the issuer's signature.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_face_other_objects(
    const struct jpki_face *face, struct jpki_items **items, jpki_error *error);

/**
 * Ends a list and wipes it. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_items_free(struct jpki_items *items);

/**
 * How many items there are; 0 if the handle is not open.
 */
JPKI_API size_t JPKI_CALL jpki_items_count(const struct jpki_items *items);

/**
 * What names the item at `index`, from 0, ended by NUL: see the function that made the list.
 * Null past the end, or if the handle is not open.
 */
const char *jpki_items_name(const struct jpki_items *items,
                            size_t index);

/**
 * The item's text in UTF-8, ended by NUL, as it is: before a terminal shows it, control
 * characters are to be replaced. Null if it is no text or has a NUL in it, past the end, or if
 * the handle is not open.
 */
const char *jpki_items_text(const struct jpki_items *items,
                            size_t index);

/**
 * The item's value, `*length` bytes; `length` may be null. Null and 0 past the end, or if the
 * handle is not open.
 */
const uint8_t *jpki_items_data(const struct jpki_items *items,
                               size_t index,
                               size_t *length);

/**
 * Reads the card's number, the municipality that issued it and its expiry date. No PIN or
 * number is needed, and no try is spent.
 *
 * `information->struct_size` is set by the caller; on failure the rest is 0 and empty.
 * JPKI_ERROR_NOT_ON_CARD on a phone.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_information(
    jpki_card *card, struct jpki_information *information, jpki_error *error);

#if defined(JPKI_INDIVIDUAL_NUMBER)
/**
 * Reads the 12-digit individual number (kojin bango, My Number) with the input-support
 * PIN. The law (the My Number Act) says who may and for what; a medical institution may
 * not collect its patients'. Only a library that was built for it has this function
 * (JPKI_FEATURE_INDIVIDUAL_NUMBER): define JPKI_INDIVIDUAL_NUMBER before this header is
 * included.
 *
 * `number` gets 12 digits, the last of which checks the others, and a NUL; `number_size`
 * is JPKI_INDIVIDUAL_NUMBER_SIZE or more. On failure it is the empty text. Wipe it with
 * `jpki_secure_wipe`, do not log it, and keep it only as the law lets you.
 *
 * Nothing of it is checked but its check digit. PIN tries are those of
 * `jpki_card_attributes`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_individual_number(
    jpki_card *card, const char *pin, size_t pin_length, jpki_last_try last_try,
    char *number, size_t number_size, jpki_error *error);
#endif

#if defined(JPKI_INDIVIDUAL_NUMBER)
/**
 * Reads the picture of the individual number, as the card's back shows it: a PNG. The
 * number itself opens it, so it is for one who has the number and compares.
 *
 * `number`: the 12 digits; not kept. `authorities`, `last_try`: as for `jpki_card_face`.
 * `*picture` is the caller's to free, and null on failure. Tries: a wrong number spends
 * one of ten, under the rules of `jpki_card_face`; one whose check digit is wrong is not
 * sent (JPKI_ERROR_CHECK_NUMBER_FORMAT).
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
