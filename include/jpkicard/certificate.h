/*
 * Certificates and signatures.
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
 * The identifier of the issuer's key (authorityKeyIdentifier): the issuer is told by it and never
 * by its name, which all generations share.
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
 * A certificate. Made by the functions that say so, ended by
 * `jpki_certificate_free`. It does not depend on the card it came from.
 *
 * Any thread may use it. What its getters return is the certificate's own
 * memory, valid until it is freed. Its serial number and its content are
 * restricted by law: do not log them, nor store them without a reason.
 */
typedef struct jpki_certificate jpki_certificate;

/**
 * A signature. Made by `jpki_card_sign`, `jpki_card_authenticate` and `jpki_card_sign_document`, ended by
 * `jpki_signature_free`. Any thread may use it; what its getters return is its
 * own memory, valid until it is freed.
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
 * Takes a certificate that the caller kept, as `length` bytes of DER, so that it
 * can be given to `jpki_card_sign`.
 *
 * Returns JPKI_ERROR_CERTIFICATE_MALFORMED if it is none. `*certificate` is the
 * caller's to free, and null on failure. The bytes are copied. Any thread; does
 * not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_certificate_new(
    const uint8_t *data, size_t length, struct jpki_certificate **certificate,
    jpki_error *error);

/**
 * Ends a certificate. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_certificate_free(struct jpki_certificate *certificate);

/**
 * The certificate's DER encoding, `*length` bytes; `length` may be null. Null and 0 if the handle
 * is not open.
 */
const uint8_t *jpki_certificate_data(const struct jpki_certificate *certificate,
                                     size_t *length);

/**
 * A part of the certificate, `*length` bytes; `length` may be null. `field`: one of JPKI_FIELD_*.
 * Null and 0 if the certificate does not have it, the field is no such constant, or the handle is
 * not open.
 */
const uint8_t *jpki_certificate_field(const struct jpki_certificate *certificate,
                                      jpki_field field,
                                      size_t *length);

/**
 * The first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
 */
JPKI_API int64_t JPKI_CALL jpki_certificate_not_before(
    const struct jpki_certificate *certificate);

/**
 * The last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
 */
JPKI_API int64_t JPKI_CALL jpki_certificate_not_after(
    const struct jpki_certificate *certificate);

/**
 * Ends a signature. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_signature_free(struct jpki_signature *signature);

/**
 * The signature's bytes, `*length` of them: 256 for RSA-2048, and other numbers to come. `length`
 * may be null. Null and 0 if the handle is not open.
 */
const uint8_t *jpki_signature_data(const struct jpki_signature *signature,
                                   size_t *length);

/**
 * How to verify the signature: one of JPKI_ALGORITHM_*. 0 if the handle is not open.
 */
JPKI_API jpki_algorithm JPKI_CALL jpki_signature_algorithm(
    const struct jpki_signature *signature);

/**
 * The algorithm's name, such as "RSA-SHA256"; empty if the handle is not open. The text is static.
 */
const char *jpki_signature_algorithm_name(const struct jpki_signature *signature);

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_CERTIFICATE_H */
