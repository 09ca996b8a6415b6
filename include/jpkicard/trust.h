/*
 * Whether to believe a certificate or a signature: a relying party's checks.
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
 * J-LIS's authorities for real cards, which the library holds: the default.
 */
#define JPKI_ANCHORS_PRODUCTION 0x4A000F01

/**
 * The authorities of the test cards that J-LIS lends to developers. They vouch for
 * nobody: never in a program that serves patients.
 */
#define JPKI_ANCHORS_TEST 0x4A000F02

/**
 * Only own_anchors, as authorities of test cards (their certificate policy): such as the
 * embedded virtual card's. They vouch for nobody either.
 */
#define JPKI_ANCHORS_OWN 0x4A000F03

/**
 * J-LIS's authorities for real cards, and own_anchors as more of them: generations that are
 * newer than the library.
 */
#define JPKI_ANCHORS_PRODUCTION_AND_OWN 0x4A000F04

/**
 * Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
 * authentication and 1.2.392.200149.8.5.1.1 for signature, also one that is newer than the
 * library, which jpki_verdict.policy_is_known tells; of test cards, whose arc does not tell
 * the purpose, the known classes. The default.
 */
#define JPKI_POLICIES_BY_ARC 0x4A001001

/**
 * Certificate policies: those alone that the library knows, 1.2.392.200149.8.5.1.3.30 and
 * 1.2.392.200149.8.5.1.1.20, of test cards 1.2.392.200149.8.5.1.0.30 and
 * 1.2.392.200149.8.5.1.0.20.
 */
#define JPKI_POLICIES_KNOWN 0x4A001002

/**
 * Certificate policies: own_policies alone.
 */
#define JPKI_POLICIES_OWN 0x4A001003

/**
 * The certificate, or an extension of it that is needed, cannot be read.
 */
#define JPKI_REASON_CERTIFICATE_MALFORMED 100

/**
 * An extension stands in the certificate twice (RFC 5280, 4.2).
 */
#define JPKI_REASON_DUPLICATE_EXTENSION 101

/**
 * A critical extension is not one that is known here.
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
 * The certificate is not signed with SHA-256 and RSA, or says two things of it.
 */
#define JPKI_REASON_ALGORITHM_NOT_ALLOWED 106

/**
 * The certificate's signature is not by the anchor's key.
 */
#define JPKI_REASON_CERTIFICATE_SIGNATURE_INVALID 107

/**
 * The anchor is the other CA's: authentication and signature are not interchangeable.
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
 * The CA certificate that was given has not the anchor's key and name.
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
 * Evidence was given, but not even the issuer who must have signed it is known.
 */
#define JPKI_REASON_REVOCATION_UNDETERMINABLE 202

/**
 * The OCSP response cannot be read or contradicts itself.
 */
#define JPKI_REASON_OCSP_MALFORMED 300

/**
 * The responder says: malformedRequest.
 */
#define JPKI_REASON_OCSP_REQUEST_MALFORMED 301

/**
 * The responder says: internalError.
 */
#define JPKI_REASON_OCSP_INTERNAL_ERROR 302

/**
 * The responder says: tryLater.
 */
#define JPKI_REASON_OCSP_TRY_LATER 303

/**
 * The responder says: sigRequired.
 */
#define JPKI_REASON_OCSP_SIGNATURE_REQUIRED 304

/**
 * The responder says: unauthorized, as to one who is no notified verifier.
 */
#define JPKI_REASON_OCSP_UNAUTHORIZED 305

/**
 * Neither the CA nor a certificate in the response is the responder it names.
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
 * The response's signature is wrong.
 */
#define JPKI_REASON_OCSP_SIGNATURE_INVALID 311

/**
 * The request had a nonce and the response has none: it may be an old one.
 */
#define JPKI_REASON_OCSP_NONCE_MISSING 312

/**
 * The response's nonce is not the request's: it answers another request.
 */
#define JPKI_REASON_OCSP_NONCE_DIFFERS 313

/**
 * The response does not tell of this certificate.
 */
#define JPKI_REASON_OCSP_OTHER_CERTIFICATE 314

/**
 * The response was made, or tells of a state, after now.
 */
#define JPKI_REASON_OCSP_NOT_YET_VALID 315

/**
 * The response is too old.
 */
#define JPKI_REASON_OCSP_EXPIRED 316

/**
 * A critical extension of the response is not known here.
 */
#define JPKI_REASON_OCSP_UNKNOWN_CRITICAL_EXTENSION 317

/**
 * The CRL cannot be read or breaks its own rules.
 */
#define JPKI_REASON_CRL_MALFORMED 400

/**
 * The CRL is by another issuer.
 */
#define JPKI_REASON_CRL_OTHER_ISSUER 401

/**
 * The CRL is not signed with SHA-256 and RSA, or says two things of it.
 */
#define JPKI_REASON_CRL_ALGORITHM_NOT_ALLOWED 402

/**
 * The CRL's signature is not by the anchor's key.
 */
#define JPKI_REASON_CRL_SIGNATURE_INVALID 403

/**
 * The CRL is from after now.
 */
#define JPKI_REASON_CRL_NOT_YET_VALID 404

/**
 * The next CRL was due before now.
 */
#define JPKI_REASON_CRL_EXPIRED 405

/**
 * A critical extension of the CRL or of an entry is not known here.
 */
#define JPKI_REASON_CRL_UNKNOWN_CRITICAL_EXTENSION 406

/**
 * A delta CRL: it tells only what changed.
 */
#define JPKI_REASON_CRL_DELTA 407

/**
 * An indirect CRL: it tells of other issuers' certificates.
 */
#define JPKI_REASON_CRL_INDIRECT 408

/**
 * The CRL leaves out certificates of holders, or some reasons for revocation.
 */
#define JPKI_REASON_CRL_OUT_OF_SCOPE 409

/**
 * The CRL is of a distribution point that the certificate does not name.
 */
#define JPKI_REASON_CRL_OTHER_DISTRIBUTION_POINT 410

/**
 * The digest that was given has not the length of the algorithm's.
 */
#define JPKI_REASON_CHALLENGE_DIGEST_LENGTH 500

/**
 * The signature is not by the certificate's key over this challenge.
 */
#define JPKI_REASON_CHALLENGE_SIGNATURE_INVALID 501

/**
 * The challenge is empty, or the digest of nothing: it got lost, and the signature over it
 * can be shown to anyone again.
 */
#define JPKI_REASON_CHALLENGE_EMPTY 502

/**
 * The challenge has less than 16 bytes: it may have been used before, or be guessed.
 */
#define JPKI_REASON_CHALLENGE_TOO_SHORT 503

/**
 * No OCSP response and no CRL was given: whether it is revoked was not looked at.
 */
#define JPKI_REVOCATION_NOT_REQUESTED 0x4A001101

/**
 * What was given is not to be relied on; the reasons tell why.
 */
#define JPKI_REVOCATION_UNDETERMINED 0x4A001102

/**
 * By what is signed and of now: not revoked.
 */
#define JPKI_REVOCATION_GOOD 0x4A001103

/**
 * By what is signed, if perhaps of another time: revoked.
 */
#define JPKI_REVOCATION_REVOKED 0x4A001104

/**
 * The responder does not know the certificate.
 */
#define JPKI_REVOCATION_UNKNOWN 0x4A001105

/**
 * The most reasons that a verdict has room for.
 */
#define JPKI_VERDICT_REASONS 32

/**
 * The bytes of a verdict's policy, its NUL included.
 */
#define JPKI_VERDICT_POLICY_SIZE 64

/**
 * The most bytes of a verdict's anchor_key_id.
 */
#define JPKI_VERDICT_KEY_ID_SIZE 32

/**
 * For jpki_verify_options.ocsp_hash: SHA-1, which every responder knows, the default. It
 * identifies the issuer and proves nothing.
 */
#define JPKI_OCSP_HASH_SHA1 0x4A001201

/**
 * For jpki_verify_options.ocsp_hash: SHA-256.
 */
#define JPKI_OCSP_HASH_SHA256 0x4A001202

/**
 * An OCSP request for one certificate: its bytes, and what the response is held against.
 * Made by `jpki_ocsp_request_new`, ended by `jpki_ocsp_request_free`. Any thread may use
 * it; what its getters return is its own memory, valid until it is freed.
 */
typedef struct jpki_ocsp_request jpki_ocsp_request;

/**
 * A complete CRL that was loaded once: its signature has been checked and its entries are
 * sorted, so that a check that it is given to (jpki_verify_options.revocation_list) takes no
 * longer for a million entries. Made by `jpki_revocation_list_load`, ended by
 * `jpki_revocation_list_free`. Any number of threads may use it at once.
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
 * What to check a certificate against. All zero but struct_size is the default, as is a
 * null pointer: an authentication certificate under J-LIS's production authorities, now,
 * and not its revocation.
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
     * Whom to believe: one of JPKI_ANCHORS_*.
     */
    jpki_anchors anchors;
    /**
     * How many seconds the clock of a responder, or of the maker of a CRL, may differ: up
     * to 86400; 0 for the default, 300. The certificate's own validity knows no tolerance.
     */
    uint32_t tolerance;
    /**
     * As of when: seconds since 1970-01-01T00:00:00Z; 0 for now.
     */
    int64_t time;
    /**
     * For `jpki_ocsp_request_new` only: one of JPKI_OCSP_HASH_*.
     */
    jpki_ocsp_hash ocsp_hash;
    /**
     * Under which certificate policies it may be issued: one of JPKI_POLICIES_*.
     */
    jpki_policies policies;
    /**
     * With JPKI_ANCHORS_OWN or JPKI_ANCHORS_PRODUCTION_AND_OWN, and null otherwise: an array
     * of up to 64 certificates, each one that a CA signed for itself. Whoever can choose them
     * can make cards: take them from the CA, by a way that nobody can change, and never from
     * a card.
     */
    const jpki_certificate *const *own_anchors;
    /**
     * How many certificates own_anchors has: one or more with those two, else 0.
     */
    size_t own_anchors_count;
    /**
     * A CA certificate that came along, as from the card, to be compared with the anchor;
     * or null. None is needed.
     */
    const jpki_certificate *ca_certificate;
    /**
     * The request that ocsp_response answers; or null. With it revocation is checked, so
     * that an empty response is JPKI_ERROR_REVOCATION_UNKNOWN.
     */
    const struct jpki_ocsp_request *ocsp_request;
    /**
     * The OCSP response (DER): what the responder sent, up to 64 KiB, as it is.
     */
    const uint8_t *ocsp_response;
    /**
     * Its length in bytes.
     */
    size_t ocsp_response_length;
    /**
     * In place of an OCSP response: a complete CRL (DER), up to 256 MiB; or null. It is
     * not copied, and is checked and gone through each time. Of a list, and of the
     * certificate's distribution points, 64 names are read; of the list 64 extensions of
     * 64 KiB together.
     */
    const uint8_t *crl;
    /**
     * Its length in bytes.
     */
    size_t crl_length;
    /**
     * In place of both: a CRL that was loaded before; or null.
     */
    const struct jpki_revocation_list *revocation_list;
    /**
     * With JPKI_POLICIES_OWN the only certificate policies that are taken, and otherwise
     * more of them, under any anchor: the caller says that they fit the purpose. Dotted
     * numbers as "1.2.392.200149.8.5.1.1.40" in 63 bytes at most, several with one space in
     * between, in 1024 bytes at most and ended by NUL; or null.
     */
    const char *own_policies;
} jpki_verify_options;

/**
 * One of JPKI_REVOCATION_*.
 */
typedef int32_t jpki_revocation;

/**
 * What came of `jpki_certificate_verify` or `jpki_signature_verify`. The caller owns it and
 * sets `struct_size`; there is nothing to free, and nothing of the holder in it.
 *
 * After a call `status` is what the call returned, also where nothing else could be written: of
 * a verdict that was not made it is never JPKI_OK. All else is 0, empty and -1 then.
 */
typedef struct jpki_verdict {
    /**
     * Set by the caller: sizeof(jpki_verdict).
     */
    uint32_t struct_size;
    /**
     * The verdict in one status: JPKI_OK if all that was looked at is good, and no other
     * number. Else the first of these that there is a reason for:
     * JPKI_ERROR_CERTIFICATE_REVOKED, CERTIFICATE_MALFORMED, CERTIFICATE_NOT_TRUSTED,
     * SIGNATURE_INVALID (the one over the challenge), CERTIFICATE_NOT_YET_VALID,
     * CERTIFICATE_EXPIRED, REVOCATION_UNKNOWN. Any other says that no verdict was made.
     */
    jpki_status status;
    /**
     * How many reasons there are: all of them, not the first alone. 0 for a good verdict.
     */
    uint32_t reason_count;
    /**
     * What is known of the certificate's revocation: one of JPKI_REVOCATION_*; 0 if no verdict
     * was made.
     */
    jpki_revocation revocation;
    /**
     * The reasons, JPKI_REASON_*, in the order of the numbers; 0 past the last.
     */
    jpki_reason reasons[JPKI_VERDICT_REASONS];
    /**
     * Since when the certificate is revoked, in seconds since 1970-01-01T00:00:00Z, as the CA
     * says; -1 if it is not.
     */
    int64_t revocation_time;
    /**
     * Why the certificate is revoked: the number of CRLReason in RFC 5280, 5.3.1, such as 1 for
     * a lost card or key, 3 for a changed name or address, 4 for a new certificate in its
     * place, 5 for one that is given up, 6 for one on hold. -1 if it is not revoked, or the CA
     * does not say why.
     */
    int32_t revocation_reason;
    /**
     * How many days the certificate lasts after today, by the calendar of Japan: 0 on its last
     * day. -1 once it has expired.
     */
    int32_t days_left;
    /**
     * How many days ago the certificate expired, by the calendar of Japan: 1 on the day after
     * its last one, and 0 on that day itself if it ended before midnight. -1 until then.
     */
    int32_t days_expired;
    /**
     * Whether online eligibility verification still takes the certificate, which has expired
     * and is not valid: 1 until the end, in Japan, of the third month after that in which it
     * expired, without medical data; else 0. Only for an authentication certificate of which
     * nothing else is wrong: never for one that is revoked, or of an issuer that is not
     * trusted; `revocation` tells whether revocation was checked. It is good for nothing else,
     * and `status` is JPKI_ERROR_CERTIFICATE_EXPIRED.
     */
    int32_t is_within_grace;
    /**
     * Whether the library knows `policy`: 1, or 0 for a class that is newer than the library,
     * one of own_policies that is none of J-LIS's known ones, or no policy.
     */
    int32_t policy_is_known;
    /**
     * The length of `anchor_key_id` in bytes, or 0.
     */
    uint32_t anchor_key_id_length;
    /**
     * The certificate policy that the certificate is taken for, as dotted numbers ended by NUL,
     * such as "1.2.392.200149.8.5.1.3.30": of those that it is issued under one that the
     * options take. Empty if none fits (JPKI_REASON_POLICY_WRONG). `jpki_policy_text` says what
     * it is.
     */
    char policy[JPKI_VERDICT_POLICY_SIZE];
    /**
     * The key identifier of the anchor that signed the certificate: which of the authorities,
     * and of their generations, vouches for it. 0s if none did.
     */
    uint8_t anchor_key_id[JPKI_VERDICT_KEY_ID_SIZE];
} jpki_verdict;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * The constant's name of a reason, such as "JPKI_REASON_EXPIRED"; for a number that is
 * none, "JPKI_REASON_UNKNOWN". The text is static: do not free it. Any thread.
 */
JPKI_API const char *JPKI_CALL jpki_reason_name(jpki_reason reason);

/**
 * What is wrong, for the log or the person who looks into it: one sentence without its
 * full stop, in UTF-8 and one of JPKI_LANGUAGE_* (English for any other number). It has
 * nothing of the holder in it. What to do next, `jpki_status_text` says of the verdict's
 * status. For a number that is no reason, and in a library without JPKI_FEATURE_TRUST,
 * one that says so. The text is static: do not free it. Any thread.
 */
const char *jpki_reason_text(jpki_reason reason, jpki_language language);

/**
 * Is this certificate good? From bytes alone: nothing is sent.
 *
 * Returns JPKI_OK only if it is: issued by an anchor for this purpose, valid at the time
 * given, and not revoked as far as an OCSP response or a CRL was given. If it is not, the
 * status says what helps the desk most and `*verdict`, whose struct_size the caller sets, has
 * all reasons: it is written whenever the check was made, whatever came of it. That it was not
 * made say JPKI_ERROR_ARGUMENT (an option; one of own_anchors is no anchor), JPKI_ERROR_HANDLE
 * and JPKI_ERROR_NOT_BUILT (no JPKI_FEATURE_TRUST). `verdict->status` is what is returned.
 *
 * J-LIS gives its revocation data (OCSP responses, CRLs) only to those who have notified
 * it, a private business once the competent minister has accredited it: articles 17 and 36
 * of the Public Personal Authentication Act. To verify as a business takes them. Others
 * can check all but revocation; `verdict->revocation` tells whether it was.
 *
 * `options`: may be null. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_certificate_verify(
    const jpki_certificate *certificate, const struct jpki_verify_options *options,
    struct jpki_verdict *verdict, jpki_error *error);

/**
 * The relying party's check: is this signature over this challenge, by the key of a good
 * certificate? The certificate is checked as by `jpki_certificate_verify`, and status and
 * `*verdict` are as there: JPKI_OK only if both are good.
 *
 * `challenge`, `challenge_length`: what the holder was to sign, or its digest. It must be
 * the relying party's own, random, and never used before: a signature over an old one
 * proves nothing. One that is empty (null and 0 too, or the digest of nothing) or has less
 * than 16 bytes is JPKI_ERROR_SIGNATURE_INVALID, with JPKI_REASON_CHALLENGE_EMPTY or
 * JPKI_REASON_CHALLENGE_TOO_SHORT. `input`: one of JPKI_INPUT_*. `algorithm`: one of JPKI_ALGORITHM_*, as
 * agreed on and not as the holder's side names it. `signature`, `signature_length`: the
 * bytes that came, whatever they are; all others are JPKI_ERROR_SIGNATURE_INVALID.
 *
 * `options`: may be null. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_signature_verify(
    const jpki_certificate *certificate, const uint8_t *challenge,
    size_t challenge_length, jpki_input input, jpki_algorithm algorithm,
    const uint8_t *signature, size_t signature_length,
    const struct jpki_verify_options *options, struct jpki_verdict *verdict,
    jpki_error *error);

/**
 * What a certificate policy is, as `jpki_verdict.policy` has it, in UTF-8 and one of
 * JPKI_LANGUAGE_* (English for any other number): purpose, class, whether it is that of test
 * cards, and whether the library knows it. For one that is none of J-LIS's, which the caller
 * named, and for an empty text or null, a text that says so.
 *
 * `policy` is ended by NUL. The text is static: do not free it. Any thread.
 */
const char *jpki_policy_text(const char *policy, jpki_language language);

/**
 * Makes an OCSP request for `certificate`, whose issuer is looked for among the anchors of
 * the options (null: the default). Of the options purpose, anchors, own_anchors
 * and ocsp_hash count.
 *
 * Nothing is sent: send it as the body of an HTTP POST (Content-Type
 * application/ocsp-request), and give what came back to the check, in the options and with
 * this request. J-LIS answers only those who have notified it, a private business once the
 * competent minister has accredited it: articles 17 and 36 of the Public Personal
 * Authentication Act.
 *
 * `nonce`, `nonce_length`: 32 fresh random bytes, so that nobody can give an old response;
 * or null and 0 for a responder that cannot do this.
 *
 * Returns JPKI_ERROR_CERTIFICATE_NOT_TRUSTED if no anchor signed the certificate, and
 * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_TRUST. `*request` is the
 * caller's to free, and null on failure. It has the certificate's serial number in it,
 * which is restricted by law: do not log it. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_ocsp_request_new(
    const jpki_certificate *certificate, const struct jpki_verify_options *options,
    const uint8_t *nonce, size_t nonce_length, struct jpki_ocsp_request **request,
    jpki_error *error);

/**
 * The request's DER encoding, and its length in bytes. Null and 0 if the handle is not open.
 * `length` may be null.
 */
const uint8_t *jpki_ocsp_request_data(const struct jpki_ocsp_request *request,
                                      size_t *length);

/**
 * Ends a request. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_ocsp_request_free(struct jpki_ocsp_request *request);

/**
 * Loads a complete CRL that one of the options' anchors signed: the one whose key it names.
 * Of the options (null: the default) purpose, anchors and own_anchors count.
 *
 * `data`, `length`: the CRL (DER), up to 256 MiB; it is copied, and may be freed after the
 * call. The list takes four bytes more for each entry. At most 64 extensions of 64 KiB together
 * and 64 names of its distribution point are read; serial numbers have 21 octets at most.
 *
 * A list that is not yet or no longer valid is loaded, too: each check says so by its own
 * time. Returns JPKI_ERROR_REVOCATION_UNKNOWN if nothing of the list would count, with the
 * reason as the error's detail: it cannot be read, in whichever entry; no anchor signed it; it
 * is a delta or indirect CRL; something critical in it is not known. JPKI_ERROR_NOT_BUILT
 * unless the library has JPKI_FEATURE_TRUST. `*list` is the caller's to free, and null on
 * failure. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_revocation_list_load(
    const uint8_t *data, size_t length, const struct jpki_verify_options *options,
    struct jpki_revocation_list **list, jpki_error *error);

/**
 * When the list was made, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
 */
JPKI_API int64_t JPKI_CALL jpki_revocation_list_this_update(
    const struct jpki_revocation_list *list);

/**
 * When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it
 * before. After this time a check says JPKI_REASON_CRL_EXPIRED. -1 if the handle is not open.
 */
JPKI_API int64_t JPKI_CALL jpki_revocation_list_next_update(
    const struct jpki_revocation_list *list);

/**
 * How many entries the list has; 0 if the handle is not open.
 */
JPKI_API size_t JPKI_CALL jpki_revocation_list_entry_count(
    const struct jpki_revocation_list *list);

/**
 * Ends a list. A check that uses it finishes first. Null, or one that is already freed, is
 * left alone.
 */
JPKI_API void JPKI_CALL jpki_revocation_list_free(struct jpki_revocation_list *list);

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_TRUST_H */
