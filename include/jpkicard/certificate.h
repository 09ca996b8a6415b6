/*
 * Certificates, signatures, and lists of what a certificate or record contains besides.
 * Generated from src/capi: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */

#ifndef JPKICARD_CERTIFICATE_H
#define JPKICARD_CERTIFICATE_H

#include <stddef.h>
#include <stdint.h>
#include "jpkicard/library.h"

/**
 * The serial number, big-endian. Restricted by law: do not log it.
 */
#define JPKI_FIELD_SERIAL_NUMBER 0x4A001701

/**
 * The identifier of the issuer's key (authorityKeyIdentifier). Use it to identify the issuer,
 * never the issuer's name, which all generations share.
 */
#define JPKI_FIELD_ISSUER_KEY_ID 0x4A001702

/**
 * The identifier of the certificate's own key (subjectKeyIdentifier).
 */
#define JPKI_FIELD_SUBJECT_KEY_ID 0x4A001703

/**
 * The public key, as the DER encoding of its SubjectPublicKeyInfo.
 */
#define JPKI_FIELD_PUBLIC_KEY 0x4A001704

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
 * A certificate. Created by the functions that say so, freed by `jpki_certificate_free`. It does
 * not depend on the card that it came from.
 *
 * Any thread may use it. The pointers that its getters return belong to the certificate and are
 * valid until it is freed. The use of its serial number and contents is restricted by law: do not
 * log them, and store them only with a reason.
 */
typedef struct jpki_certificate jpki_certificate;

/**
 * A list of what a certificate or a record contains: each item has a name and a value. Made by the
 * functions that say so, freed by `jpki_items_free`; it does not depend on what it came from.
 *
 * Any thread may use it. Its getters return memory that it owns, valid until it is freed, and
 * wiped then. All of it is personal data: do not log it, and do not store it without a reason.
 */
typedef struct jpki_items jpki_items;

/**
 * A signature. Created by `jpki_card_sign`, `jpki_card_authenticate` and
 * `jpki_card_sign_document`, freed by `jpki_signature_free`. Any thread may use it; the pointers
 * that its getters return belong to the signature and are valid until it is freed.
 */
typedef struct jpki_signature jpki_signature;

/**
 * One of JPKI_FIELD_*.
 */
typedef int32_t jpki_field;

/**
 * One of JPKI_ALGORITHM_*.
 */
typedef int32_t jpki_algorithm;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Creates a certificate from DER that the caller has stored, for example to pass it to
 * `jpki_card_sign`.
 *
 * `data`, `length`: the DER encoding, which is copied. On success the caller must free
 * `*certificate`; on failure it is NULL. JPKI_ERROR_CERTIFICATE_MALFORMED if it is not a
 * certificate. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_certificate_new(
    const uint8_t *data, size_t length, struct jpki_certificate **certificate,
    jpki_error *error);

/**
 * Frees a certificate. NULL or an already freed certificate is ignored.
 */
JPKI_API void JPKI_CALL jpki_certificate_free(struct jpki_certificate *certificate);

/**
 * Returns the certificate's DER encoding, `*length` bytes; `length` may be NULL. Returns NULL and
 * 0 if the handle is invalid.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_certificate_data(
    const struct jpki_certificate *certificate, size_t *length);

/**
 * Returns a field of the certificate, `*length` bytes; `length` may be NULL.
 *
 * `field`: one of JPKI_FIELD_*. Returns NULL and 0 if the certificate does not have the field,
 * `field` is not one of these constants, or the handle is invalid.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_certificate_field(
    const struct jpki_certificate *certificate, jpki_field field, size_t *length);

/**
 * Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is
 * invalid.
 */
JPKI_API int64_t JPKI_CALL jpki_certificate_not_before(
    const struct jpki_certificate *certificate);

/**
 * Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is
 * invalid.
 */
JPKI_API int64_t JPKI_CALL jpki_certificate_not_after(
    const struct jpki_certificate *certificate);

/**
 * Frees a signature. NULL or an already freed signature is ignored.
 */
JPKI_API void JPKI_CALL jpki_signature_free(struct jpki_signature *signature);

/**
 * Returns the signature, `*length` bytes: 256 for RSA-2048; future keys have other lengths.
 * `length` may be NULL. Returns NULL and 0 if the handle is invalid.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_signature_data(
    const struct jpki_signature *signature, size_t *length);

/**
 * Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the handle is
 * invalid.
 */
JPKI_API jpki_algorithm JPKI_CALL jpki_signature_algorithm(
    const struct jpki_signature *signature);

/**
 * Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid. The text is
 * static: do not free it.
 */
JPKI_API const char *JPKI_CALL jpki_signature_algorithm_name(
    const struct jpki_signature *signature);

/**
 * Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's order.
 * For a signature certificate these are the holder's attributes, below 1.2.392.200149.8.5.5: .1
 * name, .3 sex, .4 birth date, .5 address, .2 and .6 whether characters were substituted. Others
 * may be present, such as the reading of the name, and are listed too. An authentication
 * certificate has none: the list is then empty.
 *
 * `jpki_items_name` is the object identifier as dotted numbers, `jpki_items_data` the value as the
 * certificate has it, one DER element, and `jpki_items_text` its text, if it is a UTF8String or a
 * PrintableString. They are only as trustworthy as the certificate: see `jpki_certificate_verify`.
 * Their use is restricted by law.
 *
 * JPKI_ERROR_CERTIFICATE_MALFORMED if they cannot be read. Free `*items` with `jpki_items_free`;
 * it is NULL on failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_certificate_other_names(
    const struct jpki_certificate *certificate, struct jpki_items **items,
    jpki_error *error);

/**
 * Frees a list and wipes it. Does nothing if it is NULL or already freed.
 */
JPKI_API void JPKI_CALL jpki_items_free(struct jpki_items *items);

/**
 * The number of items; 0 if the handle is not open.
 */
JPKI_API size_t JPKI_CALL jpki_items_count(const struct jpki_items *items);

/**
 * The name of the item at `index`, from 0, ended by NUL: see the function that made the list. NULL
 * past the end, or if the handle is not open.
 */
JPKI_API const char *JPKI_CALL jpki_items_name(
    const struct jpki_items *items, size_t index);

/**
 * The item's text in UTF-8, ended by NUL, unchanged: replace control characters before displaying
 * it on a terminal. NULL if it is not text or has a NUL in it, past the end, or if the handle is
 * not open.
 */
JPKI_API const char *JPKI_CALL jpki_items_text(
    const struct jpki_items *items, size_t index);

/**
 * The item's value, `*length` bytes; `length` may be NULL. NULL and 0 past the end, or if the
 * handle is not open.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_items_data(
    const struct jpki_items *items, size_t index, size_t *length);

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_CERTIFICATE_H */
