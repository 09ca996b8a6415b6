// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;

/** What is wrong is refused: it never means something else, and spends no try. */
public class ClumsyTest {
    private static void refused(Expect.Work work) {
        Expect.equal(Status.ARGUMENT, Expect.thrown(JpkiException.class, work).status());
    }

    private static Card open() {
        return Card.openVirtual(VirtualKind.MY_NUMBER_CARD);
    }

    /** C would end a text at a NUL. */
    public void testNul() {
        refused(() -> Card.openVirtual(VirtualKind.MY_NUMBER_CARD, "pin-tries 1\0; nonsense"));
        try (Context context = new Context();
                Card card = open();
                Certificate certificate = card.certificate(CertificateKind.AUTHENTICATION)) {
            refused(() -> context.connect("Reader\0 1"));
            refused(() -> context.presence("Reader\0 1"));
            refused(() -> context.monitor("Reader\0 1", Collections.emptySet()));
            refused(
                    () ->
                            context.waitForCard(
                                    new WaitOptions()
                                            .reader("Reader\0 1")
                                            .timeout(Duration.ZERO)));
            refused(() -> certificate.verify(new VerifyOptions().addOwnPolicy("1.2.3\0.4")));
        }
    }

    /** Letters whose last bits are those of a digit. */
    public void testPinOfOtherLetters() {
        try (Card card = open();
                Pin pin = new Pin()) {
            for (char letter : "\u0439\u0439\u0439\u0439".toCharArray()) {
                pin.append(letter);
            }
            JpkiException failure =
                    Expect.thrown(JpkiException.class, () -> card.authenticate(pin, new byte[32]));
            Expect.equal(Status.PIN_FORMAT, failure.status());
            Expect.equal(3, card.tries(Credential.PIN).left().getAsInt());
        }
    }

    /** A year whose digits overflow to those of a day of birth. */
    public void testYearThatOverflows() {
        try (Card card = open()) {
            int before = card.tries(Credential.BIRTH_DATE).left().getAsInt();
            // In 32 bits it would be 1980-02-17.
            LocalDate date = LocalDate.of(1980 + (1 << 28), 2, 17);
            JpkiException failure =
                    Expect.thrown(
                            JpkiException.class,
                            () ->
                                    card.compareBirthDate(
                                            date, Authorities.VIRTUAL_CARD, LastTry.KEEP));
            Expect.equal(Status.CHECK_NUMBER_FORMAT, failure.status());
            Expect.equal(before, card.tries(Credential.BIRTH_DATE).left().getAsInt());
        }
    }

    /** What was closed is not none: a list without which nothing is checked, a known card. */
    public void testClosedIsNotNone() {
        try (Card card = open();
                Pin pin = Pin.wiping(new byte[] {'9', '9', '9', '9'});
                Certificate certificate = card.certificate(CertificateKind.AUTHENTICATION)) {
            Certificate closed = Certificate.of(certificate.der());
            closed.close();
            Expect.Work[] works = {
                () -> certificate.verify(new VerifyOptions().caCertificate(closed)),
                () -> card.sign(pin, new byte[32], new SignOptions().knownCertificate(closed)),
                () -> card.authenticate(pin, new byte[32], new SignOptions().caCertificate(closed)),
            };
            for (Expect.Work work : works) {
                Expect.equal(
                        Status.HANDLE, Expect.thrown(JpkiException.class, work).status());
            }
            Expect.equal(3, card.tries(Credential.PIN).left().getAsInt());
        }
    }

    /** Null is nothing to be signed, and no try is spent. */
    public void testNull() {
        try (Card card = open();
                Pin pin = Pin.wiping(new byte[] {'9', '9', '9', '9'});
                Certificate certificate = card.certificate(CertificateKind.AUTHENTICATION)) {
            SignOptions sign = new SignOptions();
            VerifyOptions verify = new VerifyOptions();
            Expect.Work[] works = {
                () -> card.authenticate(pin, null),
                () -> card.sign(pin, null, sign),
                () -> card.signDocument(pin, null, sign),
                () -> card.authenticate(null, new byte[32]),
                () -> certificate.verifySignature(null, Algorithm.RSA_PKCS1_SHA256, null, verify),
                () -> Certificate.of(null),
            };
            for (Expect.Work work : works) {
                Expect.thrown(NullPointerException.class, work);
            }
            Expect.equal(3, card.tries(Credential.PIN).left().getAsInt());
        }
    }

    /** A time that was never set is not now, and less than a second not five minutes. */
    public void testTimes() {
        try (Card card = open();
                Certificate certificate = card.certificate(CertificateKind.AUTHENTICATION)) {
            refused(() -> certificate.verify(new VerifyOptions().time(Instant.EPOCH)));
            refused(() -> certificate.verify(new VerifyOptions().time(Instant.ofEpochSecond(-1))));
            Expect.equal(
                    1, new VerifyOptions().tolerance(Duration.ofMillis(1)).forC().tolerance);
            Duration overflow = Duration.ofSeconds(-(1L << 32) + 300);
            refused(() -> certificate.verify(new VerifyOptions().tolerance(overflow)));
            certificate.verify(new VerifyOptions().time(Instant.parse("2100-01-01T00:00:00Z")));
        }
    }
}
