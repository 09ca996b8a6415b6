// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.jpkicard.raw.Native;

/**
 * A certificate. It does not depend on the card that it came from. The use of its serial number and
 * contents is restricted by law: do not log them.
 */
public final class Certificate extends Handle {
    Certificate(Pointer certificate) {
        super(certificate, LibraryHolder.library()::jpki_certificate_free);
    }

    /**
     * Makes a certificate of DER that was stored.
     *
     * @param der the encoding
     * @return the certificate
     */
    public static Certificate of(byte[] der) {
        PointerByReference made = new PointerByReference();
        Native library = LibraryHolder.library();
        Call.run(error -> library.jpki_certificate_new(der, Bytes.sizeOf(der), made, error));
        return new Certificate(made.getValue());
    }

    /**
     * Returns the DER encoding.
     *
     * @return a copy of the bytes
     */
    public byte[] der() {
        return copyOf(LibraryHolder.library()::jpki_certificate_data);
    }

    /**
     * Returns the certificate as {@code java.security} has it. It is not verified by that.
     *
     * @return the certificate
     * @throws CertificateException if Java cannot read it
     */
    public X509Certificate toX509() throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        return (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(der()));
    }

    /**
     * Returns a field.
     *
     * @param field which
     * @return a copy of the bytes; empty if the certificate does not have it
     */
    public Optional<byte[]> field(CertificateField field) {
        Native library = LibraryHolder.library();
        return Optional.ofNullable(
                copy(
                        (certificate, length) ->
                                library.jpki_certificate_field(
                                        certificate, field.value(), length)));
    }

    /**
     * Returns the first second of validity.
     *
     * @return the time
     */
    public Instant notBefore() {
        Native library = LibraryHolder.library();
        return known(
                certificate ->
                        Instant.ofEpochSecond(library.jpki_certificate_not_before(certificate)));
    }

    /**
     * Returns the last second of validity.
     *
     * @return the time
     */
    public Instant notAfter() {
        Native library = LibraryHolder.library();
        return known(
                certificate ->
                        Instant.ofEpochSecond(library.jpki_certificate_not_after(certificate)));
    }

    /**
     * Returns the other names of the subject: of a signature certificate the holder's name,
     * address, birth date and sex.
     *
     * @return the names, in the certificate's order
     */
    public List<Item> otherNames() {
        PointerByReference items = new PointerByReference();
        call(
                (certificate, error) ->
                        LibraryHolder.library()
                                .jpki_certificate_other_names(certificate, items, error));
        return Item.take(items.getValue());
    }

    /**
     * Verifies the certificate, with nothing but what is passed: nothing is sent anywhere.
     *
     * @param options for what, and against which anchors
     * @return the verdict, good or bad
     * @throws JpkiException if there is no verdict, such as for a wrong option
     */
    public Verdict verify(VerifyOptions options) {
        Native.JpkiVerifyOptions forC = options.forC();
        return verdict(
                options,
                (verdict, error) ->
                        LibraryHolder.library()
                                .jpki_certificate_verify(pointer(), forC, verdict, error));
    }

    /**
     * Verifies a signature over a challenge, and this certificate of the key that made it.
     *
     * @param challenge the relying party's own: random, at least 16 bytes, never used before
     * @param algorithm what was agreed on, and not what the holder's side claims
     * @param signature the bytes as received
     * @param options for what, and against which anchors
     * @return the verdict, good or bad
     * @throws JpkiException if there is no verdict, such as for a wrong option
     */
    public Verdict verifySignature(
            byte[] challenge, Algorithm algorithm, byte[] signature, VerifyOptions options) {
        return verifySignature(challenge, Input.DATA, algorithm, signature, options);
    }

    /**
     * Verifies a signature over a challenge or its digest, and this certificate of the key that
     * made it.
     *
     * @param challenge what was to be signed, or its digest
     * @param input which of the two
     * @param algorithm what was agreed on, and not what the holder's side claims
     * @param signature the bytes as received
     * @param options for what, and against which anchors
     * @return the verdict, good or bad
     * @throws JpkiException if there is no verdict, such as for a wrong option
     */
    public Verdict verifySignature(
            byte[] challenge,
            Input input,
            Algorithm algorithm,
            byte[] signature,
            VerifyOptions options) {
        Native.JpkiVerifyOptions forC = options.forC();
        return verdict(
                options,
                (verdict, error) ->
                        LibraryHolder.library()
                                .jpki_signature_verify(
                                        pointer(),
                                        challenge,
                                        Bytes.sizeOf(challenge),
                                        input.value(),
                                        algorithm.value(),
                                        signature,
                                        Bytes.sizeOf(signature),
                                        forC,
                                        verdict,
                                        error));
    }

    private Verdict verdict(VerifyOptions options, Verification verification) {
        Native.JpkiVerdict verdict = new Native.JpkiVerdict();
        Native.JpkiError error = new Native.JpkiError();
        int status = Call.run(found -> verification.run(verdict, found), error);
        stays();
        options.stay();
        // Without a verdict this is 0; a status alone can be that of a bad one.
        if (verdict.revocation == 0) {
            throw JpkiException.from(status, error, null);
        }
        return new Verdict(verdict);
    }

    /**
     * Makes a request for an OCSP responder. It is not sent.
     *
     * @param nonce 32 fresh random bytes, or null for a responder that supports none
     * @param options against which anchors
     * @return the request
     */
    public OcspRequest ocspRequest(byte[] nonce, VerifyOptions options) {
        PointerByReference request = new PointerByReference();
        Native.JpkiVerifyOptions forC = options.forC();
        call(
                (certificate, error) ->
                        LibraryHolder.library()
                                .jpki_ocsp_request_new(
                                        certificate,
                                        forC,
                                        nonce,
                                        Bytes.size(nonce),
                                        request,
                                        error));
        options.stay();
        return new OcspRequest(request.getValue());
    }

    private interface Verification {
        int run(Native.JpkiVerdict verdict, Native.JpkiError error);
    }
}
