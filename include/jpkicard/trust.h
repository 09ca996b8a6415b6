/*
 * Whether to believe a certificate or a signature: a relying party's verifications.
 * Generated from src/capi: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */

#ifndef JPKICARD_TRUST_H
#define JPKICARD_TRUST_H

#include <stddef.h>
#include <stdint.h>
#include "jpkicard/library.h"
#include "jpkicard/certificate.h"
#include "jpkicard/card.h"

/**
 * The certificate for the PIN of four digits: its holder is present. The default.
 */
#define JPKI_PURPOSE_AUTHENTICATION 0x4A000E01

/**
 * The certificate for the signature password: its holder signs a document.
 */
#define JPKI_PURPOSE_SIGNATURE 0x4A000E02

/**
 * Trust anchors: J-LIS's CAs for real cards, built into the library. The default.
 */
#define JPKI_ANCHORS_PRODUCTION 0x4A000F01

/**
 * Trust anchors: the CAs of the test cards that J-LIS lends to developers. These cards identify no
 * real person: never use this in a program that serves patients.
 */
#define JPKI_ANCHORS_TEST 0x4A000F02

/**
 * Trust anchors: only own_anchors, treated as CAs of test cards (their certificate policy), such
 * as those of the embedded virtual card. These cards identify no real person either.
 */
#define JPKI_ANCHORS_OWN 0x4A000F03

/**
 * Trust anchors: J-LIS's CAs for real cards, and own_anchors in addition: generations newer than
 * the library.
 */
#define JPKI_ANCHORS_PRODUCTION_AND_OWN 0x4A000F04

/**
 * Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
 * authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
 * library (see jpki_verdict.policy_is_known). For test cards, whose arc does not show the purpose,
 * only the known classes. The default.
 */
#define JPKI_POLICIES_BY_ARC 0x4A001001

/**
 * Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
 * 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
 * 1.2.392.200149.8.5.1.0.20.
 */
#define JPKI_POLICIES_KNOWN 0x4A001002

/**
 * Certificate policies: only own_policies.
 */
#define JPKI_POLICIES_OWN 0x4A001003

/**
 * The certificate, or a required extension of it, is malformed.
 */
#define JPKI_REASON_CERTIFICATE_MALFORMED 100

/**
 * An extension is present twice in the certificate (RFC 5280, 4.2).
 */
#define JPKI_REASON_DUPLICATE_EXTENSION 101

/**
 * A critical extension is unknown.
 */
#define JPKI_REASON_UNKNOWN_CRITICAL_EXTENSION 102

/**
 * The certificate does not name its issuer's key.
 */
#define JPKI_REASON_ISSUER_KEY_UNNAMED 103

/**
 * No trust anchor has the key that the certificate names as its issuer's.
 */
#define JPKI_REASON_ISSUER_UNKNOWN 104

/**
 * The issuer's name is not the anchor's.
 */
#define JPKI_REASON_ISSUER_NAME_DIFFERS 105

/**
 * The certificate is not signed with SHA-256 and RSA, or names two different algorithms.
 */
#define JPKI_REASON_ALGORITHM_NOT_ALLOWED 106

/**
 * The certificate's signature is not by the anchor's key.
 */
#define JPKI_REASON_CERTIFICATE_SIGNATURE_INVALID 107

/**
 * The anchor is that of the other CA: authentication and signature are not interchangeable.
 */
#define JPKI_REASON_ANCHOR_OF_OTHER_PURPOSE 108

/**
 * The anchor is not valid yet.
 */
#define JPKI_REASON_ANCHOR_NOT_YET_VALID 109

/**
 * The anchor is no longer valid.
 */
#define JPKI_REASON_ANCHOR_EXPIRED 110

/**
 * The certificate is not valid yet.
 */
#define JPKI_REASON_NOT_YET_VALID 111

/**
 * The certificate is no longer valid: the holder renews it at the municipal office.
 */
#define JPKI_REASON_EXPIRED 112

/**
 * The certificate's key is not RSA of 2048 to 4096 bits.
 */
#define JPKI_REASON_KEY_NOT_ALLOWED 113

/**
 * The key usage is not the one for this purpose, or missing.
 */
#define JPKI_REASON_KEY_USAGE_WRONG 114

/**
 * The extended key usage does not allow this purpose.
 */
#define JPKI_REASON_EXTENDED_KEY_USAGE_WRONG 115

/**
 * The certificate is a CA's, not a person's.
 */
#define JPKI_REASON_IS_AUTHORITY 116

/**
 * The certificate is not issued under the policy for this purpose and hierarchy.
 */
#define JPKI_REASON_POLICY_WRONG 117

/**
 * The supplied CA certificate does not have the anchor's key and name.
 */
#define JPKI_REASON_CA_CERTIFICATE_DIFFERS 118

/**
 * The certificate is revoked.
 */
#define JPKI_REASON_REVOKED 200

/**
 * The responder does not know the certificate.
 */
#define JPKI_REASON_STATUS_UNKNOWN 201

/**
 * Evidence was supplied, but the issuer that must have signed it is unknown.
 */
#define JPKI_REASON_REVOCATION_UNDETERMINABLE 202

/**
 * The OCSP response is malformed or contradicts itself.
 */
#define JPKI_REASON_OCSP_MALFORMED 300

/**
 * The responder answered malformedRequest.
 */
#define JPKI_REASON_OCSP_REQUEST_MALFORMED 301

/**
 * The responder answered internalError.
 */
#define JPKI_REASON_OCSP_INTERNAL_ERROR 302

/**
 * The responder answered tryLater.
 */
#define JPKI_REASON_OCSP_TRY_LATER 303

/**
 * The responder answered sigRequired.
 */
#define JPKI_REASON_OCSP_SIGNATURE_REQUIRED 304

/**
 * The responder answered unauthorized, as it does to anyone who is not a notified verifier.
 */
#define JPKI_REASON_OCSP_UNAUTHORIZED 305

/**
 * Neither the CA nor a certificate in the response is the responder that it names.
 */
#define JPKI_REASON_OCSP_RESPONDER_UNKNOWN 306

/**
 * The responder's certificate does not let it answer for the CA.
 */
#define JPKI_REASON_OCSP_RESPONDER_NOT_AUTHORIZED 307

/**
 * The responder's certificate is not valid yet.
 */
#define JPKI_REASON_OCSP_RESPONDER_NOT_YET_VALID 308

/**
 * The responder's certificate has expired.
 */
#define JPKI_REASON_OCSP_RESPONDER_EXPIRED 309

/**
 * The response is not signed with SHA-256 and RSA of 2048 to 4096 bits.
 */
#define JPKI_REASON_OCSP_ALGORITHM_NOT_ALLOWED 310

/**
 * The response's signature is invalid.
 */
#define JPKI_REASON_OCSP_SIGNATURE_INVALID 311

/**
 * The request had a nonce and the response has none: it may be an old response.
 */
#define JPKI_REASON_OCSP_NONCE_MISSING 312

/**
 * The response's nonce is not the request's: it answers another request.
 */
#define JPKI_REASON_OCSP_NONCE_DIFFERS 313

/**
 * The response is not about this certificate.
 */
#define JPKI_REASON_OCSP_OTHER_CERTIFICATE 314

/**
 * The response was produced in the future, or reports a future state.
 */
#define JPKI_REASON_OCSP_NOT_YET_VALID 315

/**
 * The response is too old.
 */
#define JPKI_REASON_OCSP_EXPIRED 316

/**
 * A critical extension of the response is unknown.
 */
#define JPKI_REASON_OCSP_UNKNOWN_CRITICAL_EXTENSION 317

/**
 * The CRL is malformed or inconsistent.
 */
#define JPKI_REASON_CRL_MALFORMED 400

/**
 * The CRL is by another issuer.
 */
#define JPKI_REASON_CRL_OTHER_ISSUER 401

/**
 * The CRL is not signed with SHA-256 and RSA, or names two different algorithms.
 */
#define JPKI_REASON_CRL_ALGORITHM_NOT_ALLOWED 402

/**
 * The CRL's signature is not by the anchor's key.
 */
#define JPKI_REASON_CRL_SIGNATURE_INVALID 403

/**
 * The CRL was issued in the future.
 */
#define JPKI_REASON_CRL_NOT_YET_VALID 404

/**
 * The next CRL is overdue.
 */
#define JPKI_REASON_CRL_EXPIRED 405

/**
 * A critical extension of the CRL or of an entry is unknown.
 */
#define JPKI_REASON_CRL_UNKNOWN_CRITICAL_EXTENSION 406

/**
 * A delta CRL: it contains only changes.
 */
#define JPKI_REASON_CRL_DELTA 407

/**
 * An indirect CRL: it covers other issuers' certificates.
 */
#define JPKI_REASON_CRL_INDIRECT 408

/**
 * The CRL does not cover holders' certificates, or all reasons for revocation.
 */
#define JPKI_REASON_CRL_OUT_OF_SCOPE 409

/**
 * The CRL belongs to a distribution point that the certificate does not name.
 */
#define JPKI_REASON_CRL_OTHER_DISTRIBUTION_POINT 410

/**
 * The supplied digest does not have the algorithm's length.
 */
#define JPKI_REASON_CHALLENGE_DIGEST_LENGTH 500

/**
 * The signature is not one by the certificate's key over this challenge.
 */
#define JPKI_REASON_CHALLENGE_SIGNATURE_INVALID 501

/**
 * The challenge is empty, or the digest of empty data: it was lost, and a signature over it
 * could be replayed to anyone.
 */
#define JPKI_REASON_CHALLENGE_EMPTY 502

/**
 * The challenge has fewer than 16 bytes: it may have been used before, or be guessed.
 */
#define JPKI_REASON_CHALLENGE_TOO_SHORT 503

/**
 * No OCSP response and no CRL was passed: revocation was not checked.
 */
#define JPKI_REVOCATION_NOT_REQUESTED 0x4A001101

/**
 * The revocation data that was passed cannot be relied on; the reasons say why.
 */
#define JPKI_REVOCATION_UNDETERMINED 0x4A001102

/**
 * Not revoked, according to signed and current data.
 */
#define JPKI_REVOCATION_GOOD 0x4A001103

/**
 * Revoked, according to signed data, which may be of another time.
 */
#define JPKI_REVOCATION_REVOKED 0x4A001104

/**
 * The responder does not know the certificate.
 */
#define JPKI_REVOCATION_UNKNOWN 0x4A001105

/**
 * The maximum number of reasons in a verdict.
 */
#define JPKI_VERDICT_REASONS 32

/**
 * The size of a verdict's policy in bytes, including its NUL.
 */
#define JPKI_VERDICT_POLICY_SIZE 64

/**
 * The maximum size of a verdict's anchor_key_id in bytes.
 */
#define JPKI_VERDICT_KEY_ID_SIZE 32

/**
 * For jpki_verify_options.ocsp_hash: SHA-1, which every responder supports. The default. It only
 * identifies the issuer; security does not depend on it.
 */
#define JPKI_OCSP_HASH_SHA1 0x4A001201

/**
 * For jpki_verify_options.ocsp_hash: SHA-256.
 */
#define JPKI_OCSP_HASH_SHA256 0x4A001202

/**
 * An OCSP request for one certificate: its bytes, and what the response must match. Made by
 * `jpki_ocsp_request_new`, freed by `jpki_ocsp_request_free`. Any thread may use it; its getters
 * return memory that it owns, valid until it is freed.
 */
typedef struct jpki_ocsp_request jpki_ocsp_request;

/**
 * A complete CRL, loaded once: its signature is verified and its entries are sorted, so that using
 * it (jpki_verify_options.revocation_list) takes no longer with a million entries. Made by
 * `jpki_revocation_list_load`, freed by `jpki_revocation_list_free`. Any number of threads may use
 * it at once.
 */
typedef struct jpki_revocation_list jpki_revocation_list;

/**
 * One of JPKI_REASON_*.
 */
typedef int32_t jpki_reason;

/**
 * One of JPKI_PURPOSE_*.
 */
typedef int32_t jpki_purpose;

/**
 * One of JPKI_ANCHORS_*.
 */
typedef int32_t jpki_anchors;

/**
 * One of JPKI_OCSP_HASH_*.
 */
typedef int32_t jpki_ocsp_hash;

/**
 * One of JPKI_POLICIES_*.
 */
typedef int32_t jpki_policies;

/**
 * How to verify a certificate. All fields zero except struct_size is the default, as is a NULL
 * pointer: an authentication certificate, with J-LIS's production CAs as trust anchors, at the
 * current time, without checking revocation.
 */
typedef struct jpki_verify_options {
    /**
     * Set by the caller: sizeof(jpki_verify_options).
     */
    uint32_t struct_size;
    /**
     * What the certificate must be for: one of JPKI_PURPOSE_*.
     */
    jpki_purpose purpose;
    /**
     * Which trust anchors to use: one of JPKI_ANCHORS_*.
     */
    jpki_anchors anchors;
    /**
     * By how many seconds the clock of a responder or CRL issuer may differ: up to 86400; 0 for
     * the default, 300. It does not extend the certificate's own validity period.
     */
    uint32_t tolerance;
    /**
     * The time of verification: seconds since 1970-01-01T00:00:00Z; 0 for now.
     */
    int64_t time;
    /**
     * For `jpki_ocsp_request_new` only: one of JPKI_OCSP_HASH_*.
     */
    jpki_ocsp_hash ocsp_hash;
    /**
     * Which certificate policies to accept: one of JPKI_POLICIES_*.
     */
    jpki_policies policies;
    /**
     * With JPKI_ANCHORS_OWN or JPKI_ANCHORS_PRODUCTION_AND_OWN, otherwise NULL: an array of up to
     * 64 certificates, each a self-signed CA certificate. Whoever can choose them can make cards:
     * obtain them from the CA, over a channel that nobody can tamper with, and never from a card.
     */
    const jpki_certificate *const *own_anchors;
    /**
     * The number of certificates in own_anchors: one or more with those two, otherwise 0.
     */
    size_t own_anchors_count;
    /**
     * A CA certificate from another source, such as the card, to compare with the anchor; or NULL.
     * It is not required.
     */
    const jpki_certificate *ca_certificate;
    /**
     * The request that ocsp_response answers; or NULL. If it is set, revocation is checked, so an
     * empty response is JPKI_ERROR_REVOCATION_UNKNOWN.
     */
    const struct jpki_ocsp_request *ocsp_request;
    /**
     * The OCSP response (DER), unchanged as the responder sent it, up to 64 KiB.
     */
    const uint8_t *ocsp_response;
    /**
     * Its length in bytes.
     */
    size_t ocsp_response_length;
    /**
     * Instead of an OCSP response: a complete CRL (DER), up to 256 MiB; or NULL. It is not copied,
     * and is verified and searched on every call. At most 64 names of distribution points are read
     * from the CRL and 64 from the certificate, and from the CRL at most 64 extensions of 64 KiB
     * together.
     */
    const uint8_t *crl;
    /**
     * Its length in bytes.
     */
    size_t crl_length;
    /**
     * Instead of both: a CRL that was loaded earlier; or NULL.
     */
    const struct jpki_revocation_list *revocation_list;
    /**
     * With JPKI_POLICIES_OWN the only certificate policies to accept, otherwise additional ones,
     * under any anchor: the caller is responsible for their fitting the purpose. Dotted numbers
     * such as "1.2.392.200149.8.5.1.1.40", each of 63 bytes at most, separated by one space, 1024
     * bytes at most in total and ended by NUL; or NULL.
     */
    const char *own_policies;
} jpki_verify_options;

/**
 * One of JPKI_REVOCATION_*.
 */
typedef int32_t jpki_revocation;

/**
 * The result of `jpki_certificate_verify` or `jpki_signature_verify`. The caller owns it and sets
 * `struct_size`; there is nothing to free, and it holds no data about the holder.
 *
 * After a call `status` is the returned status, even if no other field could be written; without a
 * verdict it is never JPKI_OK, and the other fields are 0, empty and -1.
 */
typedef struct jpki_verdict {
    /**
     * Set by the caller: sizeof(jpki_verdict).
     */
    uint32_t struct_size;
    /**
     * The verdict as one status: JPKI_OK if everything checked is good, and only then. Otherwise
     * the first of these that there is a reason for: JPKI_ERROR_CERTIFICATE_REVOKED,
     * CERTIFICATE_MALFORMED, CERTIFICATE_NOT_TRUSTED, SIGNATURE_INVALID (the one over the
     * challenge), CERTIFICATE_NOT_YET_VALID, CERTIFICATE_EXPIRED, REVOCATION_UNKNOWN. Any other
     * status means that there is no verdict.
     */
    jpki_status status;
    /**
     * The number of reasons: all of them are reported, not only the first. 0 for a good verdict.
     */
    uint32_t reason_count;
    /**
     * What is known about the certificate's revocation: one of JPKI_REVOCATION_*; 0 if there is no
     * verdict.
     */
    jpki_revocation revocation;
    /**
     * The reasons, JPKI_REASON_*, in numerical order; 0 past the last.
     */
    jpki_reason reasons[JPKI_VERDICT_REASONS];
    /**
     * When the certificate was revoked, in seconds since 1970-01-01T00:00:00Z, according to the
     * CA; -1 if it is not revoked.
     */
    int64_t revocation_time;
    /**
     * Why the certificate was revoked: the CRLReason number of RFC 5280, 5.3.1, such as 1 for a
     * lost card or key, 3 for a changed name or address, 4 for a certificate replaced by a new
     * one, 5 for one given up, 6 for one on hold. -1 if it is not revoked, or the CA gives no
     * reason.
     */
    int32_t revocation_reason;
    /**
     * The days for which the certificate is still valid after today, by the calendar in Japan: 0
     * on its last day. -1 once it has expired.
     */
    int32_t days_left;
    /**
     * The days since the certificate expired, by the calendar in Japan: 1 on the day after its
     * last day, and 0 on that last day if it ended before midnight. -1 until then.
     */
    int32_t days_expired;
    /**
     * Whether online eligibility verification still accepts the certificate although it has
     * expired and is not valid: 1 until the end, in Japan, of the third month after the month in
     * which it expired, without medical data; otherwise 0. Only for an authentication certificate
     * with nothing else wrong: never for one that is revoked, or whose issuer is not trusted;
     * `revocation` says whether revocation was checked. The certificate is good for nothing else,
     * and `status` is JPKI_ERROR_CERTIFICATE_EXPIRED.
     */
    int32_t is_within_grace;
    /**
     * Whether the library knows `policy`: 1; or 0 for a class newer than the library, for one of
     * own_policies that is not a J-LIS policy it knows, or for no policy.
     */
    int32_t policy_is_known;
    /**
     * The length of `anchor_key_id` in bytes, or 0.
     */
    uint32_t anchor_key_id_length;
    /**
     * The certificate policy that was accepted, as dotted numbers ended by NUL, such as
     * "1.2.392.200149.8.5.1.3.30": one of the certificate's own that the options accept. Empty if
     * none fits (JPKI_REASON_POLICY_WRONG). `jpki_policy_text` describes it.
     */
    char policy[JPKI_VERDICT_POLICY_SIZE];
    /**
     * The key identifier of the anchor that signed the certificate: it identifies the authority
     * and its generation. All 0 if no anchor did.
     */
    uint8_t anchor_key_id[JPKI_VERDICT_KEY_ID_SIZE];
} jpki_verdict;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN" for a
 * number that is not a reason. The text is static: do not free it. Any thread.
 */
JPKI_API const char *JPKI_CALL jpki_reason_name(jpki_reason reason);

/**
 * Describes a reason, for the log or the person who investigates: one sentence without its full
 * stop, in UTF-8. It contains no data about the holder. For what to do next, use
 * `jpki_status_text` with the verdict's status. For a number that is not a reason, and in a
 * library without JPKI_FEATURE_TRUST, the text says so.
 *
 * `language`: one of JPKI_LANGUAGE_*, English for any other number. The text is static: do not
 * free it. Any thread.
 */
JPKI_API const char *JPKI_CALL jpki_reason_text(
    jpki_reason reason, jpki_language language);

/**
 * Verifies a certificate. Uses only the data passed: no network, nothing is sent.
 *
 * JPKI_OK only if an anchor issued the certificate for this purpose, it is valid at the given
 * time, and it is not revoked according to the OCSP response or CRL, if one was passed. Otherwise
 * the status is the reason that helps the desk most, and `*verdict`, whose struct_size the caller
 * sets, has all reasons. `*verdict` is written whenever the certificate was verified, with any
 * result. JPKI_ERROR_ARGUMENT (a bad option, or one of own_anchors is not an anchor),
 * JPKI_ERROR_HANDLE and JPKI_ERROR_NOT_BUILT (no JPKI_FEATURE_TRUST) mean that it was not.
 * `verdict->status` is the returned status.
 *
 * J-LIS provides its revocation data (OCSP responses, CRLs) only to verifiers that have notified
 * it; a private business must first be accredited by the competent minister: articles 17 and 36 of
 * the Public Personal Authentication Act. Verifying commercially requires this accreditation.
 * Others can check everything except revocation; `verdict->revocation` says whether revocation was
 * checked.
 *
 * `options`: may be NULL. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_certificate_verify(
    const jpki_certificate *certificate, const struct jpki_verify_options *options,
    struct jpki_verdict *verdict, jpki_error *error);

/**
 * Verifies a signature over a challenge, and the certificate of the key that made it. The
 * certificate is verified as by `jpki_certificate_verify`, with the same status and `*verdict`:
 * JPKI_OK only if both are good.
 *
 * `challenge`, `challenge_length`: what the holder was to sign, or its digest. It must be the
 * relying party's own, random, and never used before: a signature over an old one proves nothing.
 * A challenge that is empty (NULL and 0 too, or the digest of an empty one) or shorter than 16
 * bytes is JPKI_ERROR_SIGNATURE_INVALID, with JPKI_REASON_CHALLENGE_EMPTY or
 * JPKI_REASON_CHALLENGE_TOO_SHORT. `input`: one of JPKI_INPUT_*. `algorithm`: one of
 * JPKI_ALGORITHM_*, as agreed beforehand and not as claimed by the holder's side. `signature`,
 * `signature_length`: the bytes as received, whatever they are; any that are not the right
 * signature are JPKI_ERROR_SIGNATURE_INVALID.
 *
 * `options`: may be NULL. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_signature_verify(
    const jpki_certificate *certificate, const uint8_t *challenge,
    size_t challenge_length, jpki_input input, jpki_algorithm algorithm,
    const uint8_t *signature, size_t signature_length,
    const struct jpki_verify_options *options, struct jpki_verdict *verdict,
    jpki_error *error);

/**
 * Describes a certificate policy, as in `jpki_verdict.policy`, in UTF-8: purpose, class, whether
 * it is that of test cards, and whether the library knows it. If it is not one of J-LIS's, such as
 * a policy that the caller added, or is empty or NULL, the text says so.
 *
 * `policy`: ended by NUL. `language`: one of JPKI_LANGUAGE_*, English for any other number. The
 * text is static: do not free it. Any thread.
 */
JPKI_API const char *JPKI_CALL jpki_policy_text(
    const char *policy, jpki_language language);

/**
 * Makes an OCSP request for `certificate`. The issuer is found among the anchors of the options
 * (NULL: the default). Of the options only purpose, anchors, own_anchors and ocsp_hash are used.
 *
 * Nothing is sent: send the request as the body of an HTTP POST (Content-Type
 * application/ocsp-request), and pass the response, with this request, in the options of the
 * verification. J-LIS answers only verifiers that have notified it; a private business must first
 * be accredited by the competent minister: articles 17 and 36 of the Public Personal
 * Authentication Act.
 *
 * `nonce`, `nonce_length`: 32 fresh random bytes, so that an old response cannot be replayed; or
 * NULL and 0 for a responder that does not support nonces.
 *
 * JPKI_ERROR_CERTIFICATE_NOT_TRUSTED if no anchor signed the certificate, JPKI_ERROR_NOT_BUILT
 * unless the library has JPKI_FEATURE_TRUST. Free `*request` with `jpki_ocsp_request_free`; it is
 * NULL on failure. It contains the certificate's serial number, whose use is restricted by law: do
 * not log it. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_ocsp_request_new(
    const jpki_certificate *certificate, const struct jpki_verify_options *options,
    const uint8_t *nonce, size_t nonce_length, struct jpki_ocsp_request **request,
    jpki_error *error);

/**
 * The request's DER encoding, and its length in bytes. NULL and 0 if the handle is not open.
 * `length` may be NULL.
 */
JPKI_API const uint8_t *JPKI_CALL jpki_ocsp_request_data(
    const struct jpki_ocsp_request *request, size_t *length);

/**
 * Frees a request. Does nothing if it is NULL or already freed.
 */
JPKI_API void JPKI_CALL jpki_ocsp_request_free(struct jpki_ocsp_request *request);

/**
 * Loads a complete CRL that one of the options' anchors signed: the one whose key it names. Of the
 * options (NULL: the default) only purpose, anchors and own_anchors are used.
 *
 * `data`, `length`: the CRL (DER), up to 256 MiB; it is copied, and may be freed after the call.
 * The list uses four more bytes for each entry. At most 64 extensions of 64 KiB together and 64
 * names of its distribution point are read; serial numbers have 21 octets at most.
 *
 * A CRL that is not yet or no longer valid is loaded too: each verification checks that against
 * its own time. JPKI_ERROR_REVOCATION_UNKNOWN if the CRL cannot be used, with the reason as the
 * error's detail: it or any of its entries cannot be read; no anchor signed it; it is a delta or
 * indirect CRL; it or an entry has an unknown critical extension. JPKI_ERROR_NOT_BUILT unless the
 * library has JPKI_FEATURE_TRUST. Free `*list` with `jpki_revocation_list_free`; it is NULL on
 * failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_revocation_list_load(
    const uint8_t *data, size_t length, const struct jpki_verify_options *options,
    struct jpki_revocation_list **list, jpki_error *error);

/**
 * When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
 */
JPKI_API int64_t JPKI_CALL jpki_revocation_list_this_update(
    const struct jpki_revocation_list *list);

/**
 * When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it before
 * then. After this time a verification reports JPKI_REASON_CRL_EXPIRED. -1 if the handle is not
 * open.
 */
JPKI_API int64_t JPKI_CALL jpki_revocation_list_next_update(
    const struct jpki_revocation_list *list);

/**
 * The number of entries in the list; 0 if the handle is not open.
 */
JPKI_API size_t JPKI_CALL jpki_revocation_list_entry_count(
    const struct jpki_revocation_list *list);

/**
 * Frees a list. A verification that uses it finishes first. Does nothing if it is NULL or already
 * freed.
 */
JPKI_API void JPKI_CALL jpki_revocation_list_free(struct jpki_revocation_list *list);

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_TRUST_H */
