/*
 * Certificates, signatures, and lists of what a certificate or record has besides.
 * Generated from src/capi: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */

#ifndef JPKICARD_CERTIFICATE_H
#define JPKICARD_CERTIFICATE_H

#include <stddef.h>
#include <stdint.h>
#include "jpkicard/library.h"

/**
 * RSASSA-PKCS1-v1_5 with SHA-256.
 */
#define JPKI_ALGORITHM_RSA_PKCS1_SHA256 0x4A000901

/**
 * RSASSA-PKCS1-v1_5 with SHA-384.
 */
#define JPKI_ALGORITHM_RSA_PKCS1_SHA384 0x4A000902

/**
 * RSASSA-PKCS1-v1_5 with SHA-512.
 */
#define JPKI_ALGORITHM_RSA_PKCS1_SHA512 0x4A000903

/**
 * PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo.
 */
#define JPKI_ALGORITHM_RSA_PKCS1_BARE_SHA256 0x4A000904

/**
 * RSASSA-PSS with SHA-256 and MGF1 of SHA-256.
 */
#define JPKI_ALGORITHM_RSA_PSS_SHA256 0x4A000905

/**
 * A certificate. Made by the functions that say so, ended by
 * `jpki_certificate_free`. It does not depend on the card it came from.
 *
 * Any thread may use it. What its getters return is the certificate's own
 * memory, valid until it is freed. Its serial number and its content are
 * restricted by law: do not log them, nor store them without a reason.
 */
typedef struct jpki_certificate jpki_certificate;

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
 * A signature. Made by `jpki_card_sign`, `jpki_card_authenticate` and `jpki_card_sign_document`, ended by
 * `jpki_signature_free`. Any thread may use it; what its getters return is its
 * own memory, valid until it is freed.
 */
typedef struct jpki_signature jpki_signature;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Takes a certificate that the caller kept, as `length` bytes of DER, so that it
 * can be given to `jpki_card_sign`.
 *
 * Returns JPKI_ERROR_CERTIFICATE_MALFORMED if it is none. `*certificate` is the
 * caller's to free, and null on failure. The bytes are copied. Any thread; does
 * not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_certificate_new(const uint8_t *data,
                                 size_t length,
                                 struct jpki_certificate **certificate,
                                 jpki_error *error);

/**
 * Ends a certificate. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_certificate_free(struct jpki_certificate *certificate);

/**
 * The certificate's DER encoding, jpki_certificate_len() bytes; null if the handle is not open.
 */
const uint8_t *jpki_certificate_data(const struct jpki_certificate *certificate);

/**
 * The length of the certificate's DER encoding in bytes; 0 if the handle is not open.
 */
JPKI_API size_t JPKI_CALL jpki_certificate_len(const struct jpki_certificate *certificate);

/**
 * The serial number, big-endian, jpki_certificate_serial_len() bytes. Restricted: do not log it.
 */
const uint8_t *jpki_certificate_serial(const struct jpki_certificate *certificate);

/**
 * The length of the serial number in bytes.
 */
JPKI_API size_t JPKI_CALL jpki_certificate_serial_len(const struct jpki_certificate *certificate);

/**
 * The identifier of the issuer's key (authorityKeyIdentifier): the issuer is told
 * by it and never by its name, which all generations share. Null if there is none.
 */
const uint8_t *jpki_certificate_issuer_key(const struct jpki_certificate *certificate);

/**
 * The length of the issuer's key identifier in bytes; 0 if there is none.
 */
JPKI_API size_t JPKI_CALL jpki_certificate_issuer_key_len(const struct jpki_certificate *certificate);

/**
 * The identifier of the certificate's own key (subjectKeyIdentifier). Null if there is none.
 */
const uint8_t *jpki_certificate_subject_key(const struct jpki_certificate *certificate);

/**
 * The length of the certificate's own key identifier in bytes; 0 if there is none.
 */
JPKI_API size_t JPKI_CALL jpki_certificate_subject_key_len(const struct jpki_certificate *certificate);

/**
 * The first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
 */
JPKI_API int64_t JPKI_CALL jpki_certificate_not_before(const struct jpki_certificate *certificate);

/**
 * The last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
 */
JPKI_API int64_t JPKI_CALL jpki_certificate_not_after(const struct jpki_certificate *certificate);

/**
 * Ends a signature. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_signature_free(struct jpki_signature *signature);

/**
 * The signature's bytes, jpki_signature_len() of them; null if the handle is not open.
 */
const uint8_t *jpki_signature_data(const struct jpki_signature *signature);

/**
 * The signature's length in bytes: 256 for RSA-2048, and other values to come. 0 if the handle is not open.
 */
JPKI_API size_t JPKI_CALL jpki_signature_len(const struct jpki_signature *signature);

/**
 * How to verify the signature: one of JPKI_ALGORITHM_*. 0 if the handle is not open.
 */
JPKI_API int32_t JPKI_CALL jpki_signature_algorithm(const struct jpki_signature *signature);

/**
 * The algorithm's name, such as "RSA-SHA256"; empty if the handle is not open. The text is static.
 */
const char *jpki_signature_algorithm_name(const struct jpki_signature *signature);

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
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_certificate_other_names(const struct jpki_certificate *certificate,
                                         struct jpki_items **items,
                                         jpki_error *error);

/**
 * Lists the objects of the attributes' record that this version does not know, in their
 * order, such as the reading of the name in one to come; most often none. The issuer's
 * signature covers them as it covers the others.
 *
 * `jpki_items_name` is the tag in hexadecimal digits, as "DF26", `jpki_items_data` the value
 * and `jpki_items_text` its text, if it is UTF-8. `*items` is the caller's to free, and null
 * on failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_attributes_other_objects(const jpki_attributes *attributes,
                                          struct jpki_items **items,
                                          jpki_error *error);

/**
 * The same of a card face's record. They are not under the issuer's signature.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_face_other_objects(const jpki_face *face,
                                    struct jpki_items **items,
                                    jpki_error *error);

/**
 * Ends a list and wipes it. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_items_free(struct jpki_items *items);

/**
 * How many items there are; 0 if the handle is not open.
 */
JPKI_API size_t JPKI_CALL jpki_items_len(const struct jpki_items *items);

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
 * The item's value, jpki_items_data_len() bytes. Null past the end, or if the handle is not
 * open.
 */
const uint8_t *jpki_items_data(const struct jpki_items *items,
                               size_t index);

/**
 * The length of the item's value in bytes; 0 past the end, or if the handle is not open.
 */
JPKI_API size_t JPKI_CALL jpki_items_data_len(const struct jpki_items *items, size_t index);

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_CERTIFICATE_H */
