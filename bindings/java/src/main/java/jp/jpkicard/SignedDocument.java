// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/** A document's signature and the certificate of its key. Closing it closes the certificate. */
public final class SignedDocument implements AutoCloseable {
    private final Certificate certificate;
    private final Signature signature;

    SignedDocument(Certificate certificate, Signature signature) {
        this.certificate = certificate;
        this.signature = signature;
    }

    /**
     * Returns the signature certificate, with the holder's name, address, birth date and sex.
     *
     * @return the certificate
     */
    public Certificate certificate() {
        return certificate;
    }

    /**
     * Returns the signature.
     *
     * @return the signature
     */
    public Signature signature() {
        return signature;
    }

    @Override
    public void close() {
        certificate.close();
    }
}
