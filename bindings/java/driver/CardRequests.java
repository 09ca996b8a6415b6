// SPDX-License-Identifier: MIT OR Apache-2.0

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.jpkicard.Authentication;
import jp.jpkicard.Card;
import jp.jpkicard.Certificate;
import jp.jpkicard.CertificateField;
import jp.jpkicard.CertificateKind;
import jp.jpkicard.Credential;
import jp.jpkicard.Digest;
import jp.jpkicard.Input;
import jp.jpkicard.Item;
import jp.jpkicard.JpkiException;
import jp.jpkicard.Pin;
import jp.jpkicard.Scheme;
import jp.jpkicard.SignOptions;
import jp.jpkicard.SignedDocument;
import jp.jpkicard.Status;
import jp.jpkicard.Token;
import jp.jpkicard.Transport;
import jp.jpkicard.Tries;
import jp.jpkicard.VirtualKind;

/** Requests of a card: what it is, certificates, signatures, changes of PINs. */
final class CardRequests {
    private CardRequests() {}

    static void add(Map<String, Driver.Work> requests, Objects objects) {
        addCard(requests, objects);
        addSignatures(requests, objects);
        addChanges(requests, objects);
    }

    private static void addCard(Map<String, Driver.Work> requests, Objects objects) {
        requests.put(
                "open",
                request -> {
                    VirtualKind kind = request.constant(1, VirtualKind::of);
                    Card card = Card.openVirtual(kind, request.text(2));
                    objects.card = Objects.replace(objects.card, card);
                    return Driver.none();
                });
        requests.put(
                "close",
                request -> {
                    if (objects.card != null) {
                        objects.card.close();
                    }
                    return Driver.none();
                });
        requests.put(
                "transport",
                request -> {
                    Card card = Card.open(new Answering(request.bytes(1), request.number(2)));
                    objects.card = Objects.replace(objects.card, card);
                    return Driver.none();
                });
        requests.put(
                "token",
                request -> {
                    Token token = objects.card().token();
                    return Driver.list(token.kind().value(), token.label());
                });
        requests.put(
                "tries",
                request -> {
                    Tries tries = objects.card().tries(request.constant(1, Credential::of));
                    return Driver.list(tries.state().value(), tries.left().orElse(-1));
                });
        requests.put(
                "has-certificate",
                request -> {
                    CertificateKind kind = request.constant(1, CertificateKind::of);
                    return Driver.list(objects.card().hasCertificate(kind));
                });
        requests.put(
                "read-length",
                request -> {
                    objects.card().setReadLength(request.number(1));
                    return Driver.none();
                });
        requests.put(
                "begin",
                request -> {
                    objects.transaction = objects.card().transaction();
                    return Driver.none();
                });
        requests.put(
                "end",
                request -> {
                    Objects.present(objects.transaction).end();
                    return Driver.none();
                });
    }

    private static void addSignatures(Map<String, Driver.Work> requests, Objects objects) {
        requests.put(
                "certificate",
                request -> {
                    CertificateKind kind = request.constant(1, CertificateKind::of);
                    Certificate read = objects.card().certificate(kind);
                    objects.certificate = Objects.replace(objects.certificate, read);
                    return Driver.list(
                            read.der(),
                            read.notBefore(),
                            read.notAfter(),
                            read.field(CertificateField.SUBJECT_KEY_ID).orElse(null),
                            read.field(CertificateField.PUBLIC_KEY).orElse(null));
                });
        requests.put(
                "load-certificate",
                request -> {
                    Certificate loaded = Certificate.of(request.bytes(1));
                    objects.certificate = Objects.replace(objects.certificate, loaded);
                    return Driver.none();
                });
        requests.put("authenticate", request -> authenticate(objects, request));
        requests.put(
                "sign",
                request -> {
                    SignOptions options =
                            new SignOptions()
                                    .digest(request.constant(3, Digest::of, Digest.SHA256))
                                    .scheme(request.constant(4, Scheme::of, Scheme.DIGEST_INFO))
                                    .input(request.constant(5, Input::of, Input.DATA))
                                    .lastTry(request.lastTry(6));
                    try (Pin pin = request.secret(1)) {
                        objects.signature =
                                objects.card().sign(pin, request.bytes(2), options);
                    }
                    return Driver.list(
                            objects.signature.algorithm().value(),
                            objects.signature.algorithmName(),
                            objects.signature.bytes());
                });
        requests.put(
                "signature-certificate",
                request -> {
                    try (Pin password = request.secret(1)) {
                        Certificate read =
                                objects.card().signatureCertificate(password, request.lastTry(2));
                        objects.certificate = Objects.replace(objects.certificate, read);
                    }
                    return Driver.list(objects.certificate.der());
                });
        requests.put(
                "sign-document",
                request -> {
                    SignOptions options = new SignOptions().lastTry(request.lastTry(3));
                    SignedDocument signed;
                    try (Pin password = request.secret(1)) {
                        signed = objects.card().signDocument(password, request.bytes(2), options);
                    }
                    objects.certificate =
                            Objects.replace(objects.certificate, signed.certificate());
                    objects.signature = signed.signature();
                    return Driver.list(
                            objects.certificate.der(),
                            objects.signature.algorithm().value(),
                            objects.signature.bytes());
                });
        requests.put(
                "other-names",
                request -> {
                    List<Object> values = new ArrayList<>();
                    for (Item item : Objects.present(objects.certificate).otherNames()) {
                        values.add(item.name());
                        values.add(item.text().orElse(null));
                    }
                    return values;
                });
    }

    private static List<Object> authenticate(Objects objects, Request request) throws Exception {
        SignOptions options =
                new SignOptions()
                        .lastTry(request.lastTry(3))
                        .readsCaCertificate(request.yes(5));
        if (request.yes(4)) {
            options.knownCertificate(Objects.present(objects.certificate));
        }
        Authentication made;
        try (Pin pin = request.secret(1)) {
            made = objects.card().authenticate(pin, request.bytes(2), options);
        }
        objects.certificate = Objects.replace(objects.certificate, made.certificate());
        Certificate ca = made.caCertificate().orElse(null);
        if (ca != null) {
            objects.caCertificate = Objects.replace(objects.caCertificate, ca);
        }
        objects.signature = made.signature();
        return Driver.list(
                made.tokenKind().value(),
                made.triesBefore().state().value(),
                made.triesBefore().left().orElse(-1),
                made.certificate().der(),
                ca == null ? null : ca.der(),
                made.signature().algorithm().value(),
                made.signature().bytes());
    }

    private static void addChanges(Map<String, Driver.Work> requests, Objects objects) {
        requests.put(
                "change-pin",
                request -> {
                    try (Pin before = request.secret(1);
                            Pin after = request.secret(2)) {
                        objects.card().changePin(before, after, request.lastTry(3));
                    }
                    return Driver.none();
                });
        requests.put(
                "change-signature-password",
                request -> {
                    try (Pin before = request.secret(1);
                            Pin after = request.secret(2)) {
                        objects.card()
                                .changeSignaturePassword(before, after, request.lastTry(3));
                    }
                    return Driver.none();
                });
        requests.put(
                "change-input-support-pin",
                request -> {
                    try (Pin before = request.secret(1);
                            Pin after = request.secret(2)) {
                        objects.card().changeInputSupportPin(before, after, request.lastTry(3));
                    }
                    return Driver.none();
                });
    }

    /** Answers every command with the same bytes, or fails. */
    private static final class Answering implements Transport {
        private final byte[] answer;
        private final Status status;

        Answering(byte[] answer, int status) {
            this.answer = answer;
            this.status = Status.of(status);
        }

        @Override
        public void transmit(ByteBuffer command, ByteBuffer response) {
            if (answer == null) {
                throw JpkiException.of(status);
            }
            response.put(answer);
        }

        @Override
        public void powerDown() {}
    }
}
