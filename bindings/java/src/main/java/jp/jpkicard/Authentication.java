// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.util.Optional;
import jp.jpkicard.raw.Native;

/** What an authentication gives. Closing it closes its certificates. */
public final class Authentication implements AutoCloseable {
    private final TokenKind tokenKind;
    private final Tries triesBefore;
    private final Certificate certificate;
    private final Certificate caCertificate;
    private final Signature signature;

    Authentication(Native.JpkiAuthentication made) {
        certificate = new Certificate(made.certificate);
        caCertificate =
                made.ca_certificate == null ? null : new Certificate(made.ca_certificate);
        signature = new Signature(made.signature);
        tokenKind = TokenKind.of(made.token_kind);
        triesBefore = new Tries(made.pin_status, made.tries_left);
    }

    /**
     * Returns what kind of token signed.
     *
     * @return a card or a phone
     */
    public TokenKind tokenKind() {
        return tokenKind;
    }

    /**
     * Returns what the card reported before the PIN was sent.
     *
     * @return the tries
     */
    public Tries triesBefore() {
        return triesBefore;
    }

    /**
     * Returns the user-authentication certificate.
     *
     * @return the certificate
     */
    public Certificate certificate() {
        return certificate;
    }

    /**
     * Returns the certificate of its CA, as stored on the card: not a trust anchor.
     *
     * @return the certificate; empty if it was not read, see {@link SignOptions#readsCaCertificate}
     */
    public Optional<Certificate> caCertificate() {
        return Optional.ofNullable(caCertificate);
    }

    /**
     * Returns the signature over the challenge.
     *
     * @return the signature
     */
    public Signature signature() {
        return signature;
    }

    @Override
    public void close() {
        certificate.close();
        if (caCertificate != null) {
            caCertificate.close();
        }
    }
}
