/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** Why a certificate or a signature is not believed. */
public enum Reason {
    /** The certificate, or a required extension of it, is malformed. */
    CERTIFICATE_MALFORMED(100),

    /** An extension is present twice in the certificate (RFC 5280, 4.2). */
    DUPLICATE_EXTENSION(101),

    /** A critical extension is unknown. */
    UNKNOWN_CRITICAL_EXTENSION(102),

    /** The certificate does not name its issuer's key. */
    ISSUER_KEY_UNNAMED(103),

    /** No trust anchor has the key that the certificate names as its issuer's. */
    ISSUER_UNKNOWN(104),

    /** The issuer's name is not the anchor's. */
    ISSUER_NAME_DIFFERS(105),

    /** The certificate is not signed with SHA-256 and RSA, or names two different algorithms. */
    ALGORITHM_NOT_ALLOWED(106),

    /** The certificate's signature is not by the anchor's key. */
    CERTIFICATE_SIGNATURE_INVALID(107),

    /** The anchor is that of the other CA: authentication and signature are not interchangeable. */
    ANCHOR_OF_OTHER_PURPOSE(108),

    /** The anchor is not valid yet. */
    ANCHOR_NOT_YET_VALID(109),

    /** The anchor is no longer valid. */
    ANCHOR_EXPIRED(110),

    /** The certificate is not valid yet. */
    NOT_YET_VALID(111),

    /** The certificate is no longer valid: the holder renews it at the municipal office. */
    EXPIRED(112),

    /** The certificate's key is not RSA of 2048 to 4096 bits. */
    KEY_NOT_ALLOWED(113),

    /** The key usage is not the one for this purpose, or missing. */
    KEY_USAGE_WRONG(114),

    /** The extended key usage does not allow this purpose. */
    EXTENDED_KEY_USAGE_WRONG(115),

    /** The certificate is a CA's, not a person's. */
    IS_AUTHORITY(116),

    /** The certificate is not issued under the policy for this purpose and hierarchy. */
    POLICY_WRONG(117),

    /** The supplied CA certificate does not have the anchor's key and name. */
    CA_CERTIFICATE_DIFFERS(118),

    /** The certificate is revoked. */
    REVOKED(200),

    /** The responder does not know the certificate. */
    STATUS_UNKNOWN(201),

    /** Evidence was supplied, but the issuer that must have signed it is unknown. */
    REVOCATION_UNDETERMINABLE(202),

    /** The OCSP response is malformed or contradicts itself. */
    OCSP_MALFORMED(300),

    /** The responder answered malformedRequest. */
    OCSP_REQUEST_MALFORMED(301),

    /** The responder answered internalError. */
    OCSP_INTERNAL_ERROR(302),

    /** The responder answered tryLater. */
    OCSP_TRY_LATER(303),

    /** The responder answered sigRequired. */
    OCSP_SIGNATURE_REQUIRED(304),

    /** The responder answered unauthorized, as it does to anyone who is not a notified verifier. */
    OCSP_UNAUTHORIZED(305),

    /** Neither the CA nor a certificate in the response is the responder that it names. */
    OCSP_RESPONDER_UNKNOWN(306),

    /** The responder's certificate does not let it answer for the CA. */
    OCSP_RESPONDER_NOT_AUTHORIZED(307),

    /** The responder's certificate is not valid yet. */
    OCSP_RESPONDER_NOT_YET_VALID(308),

    /** The responder's certificate has expired. */
    OCSP_RESPONDER_EXPIRED(309),

    /** The response is not signed with SHA-256 and RSA of 2048 to 4096 bits. */
    OCSP_ALGORITHM_NOT_ALLOWED(310),

    /** The response's signature is invalid. */
    OCSP_SIGNATURE_INVALID(311),

    /** The request had a nonce and the response has none: it may be an old response. */
    OCSP_NONCE_MISSING(312),

    /** The response's nonce is not the request's: it answers another request. */
    OCSP_NONCE_DIFFERS(313),

    /** The response is not about this certificate. */
    OCSP_OTHER_CERTIFICATE(314),

    /** The response was produced in the future, or reports a future state. */
    OCSP_NOT_YET_VALID(315),

    /** The response is too old. */
    OCSP_EXPIRED(316),

    /** A critical extension of the response is unknown. */
    OCSP_UNKNOWN_CRITICAL_EXTENSION(317),

    /** The CRL is malformed or inconsistent. */
    CRL_MALFORMED(400),

    /** The CRL is by another issuer. */
    CRL_OTHER_ISSUER(401),

    /** The CRL is not signed with SHA-256 and RSA, or names two different algorithms. */
    CRL_ALGORITHM_NOT_ALLOWED(402),

    /** The CRL's signature is not by the anchor's key. */
    CRL_SIGNATURE_INVALID(403),

    /** The CRL was issued in the future. */
    CRL_NOT_YET_VALID(404),

    /** The next CRL is overdue. */
    CRL_EXPIRED(405),

    /** A critical extension of the CRL or of an entry is unknown. */
    CRL_UNKNOWN_CRITICAL_EXTENSION(406),

    /** A delta CRL: it contains only changes. */
    CRL_DELTA(407),

    /** An indirect CRL: it covers other issuers' certificates. */
    CRL_INDIRECT(408),

    /** The CRL does not cover holders' certificates, or all reasons for revocation. */
    CRL_OUT_OF_SCOPE(409),

    /** The CRL belongs to a distribution point that the certificate does not name. */
    CRL_OTHER_DISTRIBUTION_POINT(410),

    /** The supplied digest does not have the algorithm's length. */
    CHALLENGE_DIGEST_LENGTH(500),

    /** The signature is not one by the certificate's key over this challenge. */
    CHALLENGE_SIGNATURE_INVALID(501),

    /**
     * The challenge is empty, or the digest of empty data: it was lost, and a signature over it
     * could be replayed to anyone.
     */
    CHALLENGE_EMPTY(502),

    /** The challenge has fewer than 16 bytes: it may have been used before, or be guessed. */
    CHALLENGE_TOO_SHORT(503),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Reason(int value) {
        this.value = value;
    }

    /**
     * Returns the number of this constant.
     *
     * @return the number that C programs know it by
     */
    public int value() {
        return value;
    }

    /**
     * Returns the constant of a number.
     *
     * @param value the number that C programs know it by
     * @return its constant, or {@link #UNRECOGNIZED}
     */
    public static Reason of(int value) {
        for (Reason one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
