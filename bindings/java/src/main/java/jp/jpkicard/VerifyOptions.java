// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.jpkicard.raw.Native.JpkiVerifyOptions;

/**
 * How to verify a certificate. As it is made, it is for authentication, with J-LIS's production CAs
 * as trust anchors, now, and does not check revocation.
 */
public final class VerifyOptions {
    private Purpose purpose = Purpose.AUTHENTICATION;
    private Anchors anchors = Anchors.PRODUCTION;
    private final List<Certificate> ownAnchors = new ArrayList<>();
    private Duration tolerance = Duration.ZERO;
    private Instant time;
    private Policies policies = Policies.BY_ARC;
    private final List<String> ownPolicies = new ArrayList<>();
    private Certificate caCertificate;
    private OcspHash ocspHash = OcspHash.SHA1;
    private OcspRequest ocspRequest;
    private byte[] ocspResponse;
    private byte[] crl;
    private RevocationList revocationList;

    /** Makes the default. */
    public VerifyOptions() {}

    /**
     * Sets what the certificate must be for.
     *
     * @param certificatePurpose for what
     * @return these options
     */
    public VerifyOptions purpose(Purpose certificatePurpose) {
        purpose = certificatePurpose;
        return this;
    }

    /**
     * Sets which trust anchors to use.
     *
     * @param trustAnchors which
     * @return these options
     */
    public VerifyOptions anchors(Anchors trustAnchors) {
        anchors = trustAnchors;
        return this;
    }

    /**
     * Adds an anchor of one's own, for {@link Anchors#OWN} and {@link Anchors#PRODUCTION_AND_OWN}.
     * Whoever can choose it can make cards: never take it from a card.
     *
     * @param anchor a self-signed CA certificate, open until the call is over
     * @return these options
     */
    public VerifyOptions addOwnAnchor(Certificate anchor) {
        ownAnchors.add(anchor);
        return this;
    }

    /**
     * Sets by how much the clock of a responder or CRL issuer may differ.
     *
     * @param difference up to a day; zero for the default, five minutes
     * @return these options
     */
    public VerifyOptions tolerance(Duration difference) {
        tolerance = difference;
        return this;
    }

    /**
     * Sets the time of verification.
     *
     * @param moment the time; null is now
     * @return these options
     */
    public VerifyOptions time(Instant moment) {
        time = moment;
        return this;
    }

    /**
     * Sets which certificate policies to accept.
     *
     * @param accepted which
     * @return these options
     */
    public VerifyOptions policies(Policies accepted) {
        policies = accepted;
        return this;
    }

    /**
     * Adds a policy to accept: with {@link Policies#OWN} only these, otherwise these too.
     *
     * @param policy dotted numbers
     * @return these options
     */
    public VerifyOptions addOwnPolicy(String policy) {
        ownPolicies.add(policy);
        return this;
    }

    /**
     * Sets a CA certificate of another source, such as the card, to compare with the anchor.
     *
     * @param certificate the certificate, or null
     * @return these options
     */
    public VerifyOptions caCertificate(Certificate certificate) {
        caCertificate = certificate;
        return this;
    }

    /**
     * Sets the digest by which an OCSP request names the issuer.
     *
     * @param hash which
     * @return these options
     */
    public VerifyOptions ocspHash(OcspHash hash) {
        ocspHash = hash;
        return this;
    }

    /**
     * Checks revocation with an OCSP response.
     *
     * @param request what was asked
     * @param response the response as it came (DER), up to 64 KiB
     * @return these options
     */
    public VerifyOptions ocsp(OcspRequest request, byte[] response) {
        ocspRequest = request;
        ocspResponse = response.clone();
        return this;
    }

    /**
     * Checks revocation with a CRL, which is verified again each time.
     *
     * @param list a complete CRL (DER), up to 256 MiB; it is not copied before the call
     * @return these options
     */
    public VerifyOptions crl(byte[] list) {
        crl = list;
        return this;
    }

    /**
     * Checks revocation with a CRL that was loaded.
     *
     * @param list the list, or null
     * @return these options
     */
    public VerifyOptions revocationList(RevocationList list) {
        revocationList = list;
        return this;
    }

    /** As C has them. What the structure points to lives as long as it does. */
    JpkiVerifyOptions forC() {
        JpkiVerifyOptions options = new JpkiVerifyOptions();
        options.purpose = purpose.value();
        options.anchors = anchors.value();
        options.tolerance = Bytes.seconds(tolerance);
        options.time = time == null ? 0 : Bytes.seconds(time);
        options.ocsp_hash = ocspHash.value();
        options.policies = policies.value();
        if (!ownAnchors.isEmpty()) {
            Memory handles = new Memory((long) ownAnchors.size() * Native.POINTER_SIZE);
            for (int at = 0; at < ownAnchors.size(); at++) {
                Pointer anchor = ownAnchors.get(at).pointer();
                handles.setPointer((long) at * Native.POINTER_SIZE, anchor);
            }
            options.own_anchors = handles;
        }
        options.own_anchors_count = Bytes.size(ownAnchors.size());
        options.ca_certificate = Handle.pointer(caCertificate);
        options.ocsp_request = Handle.pointer(ocspRequest);
        if (ocspResponse != null) {
            options.ocsp_response = Bytes.memory(ocspResponse);
            options.ocsp_response_length = Bytes.size(ocspResponse);
        }
        if (crl != null) {
            options.crl = Bytes.memory(crl);
            options.crl_length = Bytes.size(crl);
        }
        options.revocation_list = Handle.pointer(revocationList);
        if (!ownPolicies.isEmpty()) {
            options.own_policies = Bytes.memory(Bytes.whole(String.join(" ", ownPolicies)));
        }
        options.setAutoRead(false);
        return options;
    }

    /** Keeps the objects from being collected until here. */
    void stay() {
        ownAnchors.forEach(anchor -> anchor.stays());
        Handle.stays(caCertificate);
        Handle.stays(ocspRequest);
        Handle.stays(revocationList);
    }
}
