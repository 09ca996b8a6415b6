// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import jp.jpkicard.raw.Native.JpkiSignOptions;

/** How to sign. As it is made, data, with SHA-256 and PKCS #1 v1.5, and never with the last try. */
public final class SignOptions {
    private Digest digest = Digest.SHA256;
    private Scheme scheme = Scheme.DIGEST_INFO;
    private Input input = Input.DATA;
    private LastTry lastTry = LastTry.KEEP;
    private boolean readsCaCertificate;
    private Certificate knownCertificate;
    private Certificate caCertificate;

    /** Makes the default. */
    public SignOptions() {}

    /**
     * Sets the digest.
     *
     * @param signed which
     * @return these options
     */
    public SignOptions digest(Digest signed) {
        digest = signed;
        return this;
    }

    /**
     * Sets how the card signs.
     *
     * @param how which
     * @return these options
     */
    public SignOptions scheme(Scheme how) {
        scheme = how;
        return this;
    }

    /**
     * Sets what is passed.
     *
     * @param passed data or a digest
     * @return these options
     */
    public SignOptions input(Input passed) {
        input = passed;
        return this;
    }

    /**
     * Sets whether the last try may be spent.
     *
     * @param allowed whether
     * @return these options
     */
    public SignOptions lastTry(LastTry allowed) {
        lastTry = allowed;
        return this;
    }

    /**
     * Has an authentication read the CA certificate even if the issuer is known.
     *
     * @param always whether
     * @return these options
     */
    public SignOptions readsCaCertificate(boolean always) {
        readsCaCertificate = always;
        return this;
    }

    /**
     * Sets the certificate of the signing key, from an earlier visit: an authentication then
     * compares it with the card's before the PIN is sent.
     *
     * @param certificate the certificate, open until the call is over; or null
     * @return these options
     */
    public SignOptions knownCertificate(Certificate certificate) {
        knownCertificate = certificate;
        return this;
    }

    /**
     * Sets the CA certificate that is expected to have issued the card's.
     *
     * @param certificate the certificate, open until the call is over; or null
     * @return these options
     */
    public SignOptions caCertificate(Certificate certificate) {
        caCertificate = certificate;
        return this;
    }

    JpkiSignOptions forC() {
        JpkiSignOptions options = new JpkiSignOptions();
        options.digest = digest.value();
        options.scheme = scheme.value();
        options.input = input.value();
        options.last_try = lastTry.value();
        options.read_ca_certificate = readsCaCertificate ? 1 : 0;
        options.certificate = Handle.pointer(knownCertificate);
        options.ca_certificate = Handle.pointer(caCertificate);
        options.setAutoRead(false);
        return options;
    }

    /** Keeps the certificates from being collected until here. */
    void stay() {
        Handle.stays(knownCertificate);
        Handle.stays(caCertificate);
    }
}
