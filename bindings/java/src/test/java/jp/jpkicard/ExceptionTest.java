// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Failures are what they are, and have no secrets in them. */
public class ExceptionTest {
    private static Pin pin(String digits) {
        Pin pin = new Pin();
        digits.chars().forEach(pin::append);
        return pin;
    }

    /** A wrong PIN has its tries and both languages. */
    public void testWrongPin() {
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD);
                Pin pin = pin("8642")) {
            WrongPinException wrong =
                    Expect.thrown(
                            WrongPinException.class,
                            () -> card.authenticate(pin, new byte[32]));
            Expect.equal(Status.PIN_WRONG, wrong.status());
            Expect.equal("JPKI_ERROR_PIN_WRONG", wrong.statusName());
            Expect.equal(2, wrong.triesLeft().getAsInt());
            Expect.equal(0x63C2, wrong.statusWord());
            Expect.isTrue(wrong.deskText(Language.JAPANESE).contains("残り 2 回"), "tries");
            Expect.isTrue(wrong.deskText(Language.ENGLISH).contains("PIN is wrong"), "English");
            StringWriter all = new StringWriter();
            wrong.printStackTrace(new PrintWriter(all, true));
            String shown = all + wrong.deskText(Language.JAPANESE) + pin + card;
            Expect.isTrue(!shown.contains("8642"), "the PIN is shown");
        }
    }

    /** What a desk tells apart has a class of its own. */
    public void testClasses() {
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD, "pin-tries 1");
                Pin pin = pin("8642");
                Pin letters = pin("12a4")) {
            byte[] challenge = new byte[32];
            Expect.thrown(
                    PinNotSentException.class, () -> card.authenticate(letters, challenge));
            Expect.thrown(PinNotSentException.class, () -> card.authenticate(pin, challenge));
            SignOptions allowed = new SignOptions().lastTry(LastTry.ALLOW);
            PinBlockedException blocked =
                    Expect.thrown(
                            PinBlockedException.class,
                            () -> card.authenticate(pin, challenge, allowed));
            Expect.equal(0, blocked.triesLeft().getAsInt());
        }
        String fault = "fault removed-before at 3";
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD, fault);
                Pin pin = pin("8642")) {
            Expect.thrown(
                    ReaderException.class, () -> card.authenticate(pin, new byte[32]));
        }
        Expect.isTrue(
                JpkiException.of(Status.KEY_NOT_LOCKED) instanceof KeyNotLockedException,
                "the key");
        Expect.isTrue(
                JpkiException.of(Status.PIN_UNCERTAIN) instanceof PinUncertainException,
                "uncertain");
        Expect.thrown(IllegalArgumentException.class, () -> JpkiException.of(Status.OK));
    }

    /** An exception can be passed to another process. */
    public void testSerialization() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(JpkiException.of(Status.NO_READER));
        ObjectInputStream input =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Expect.equal(Status.NO_READER, ((ReaderException) input.readObject()).status());
    }

    /** A bad verdict is a value. */
    public void testVerdict() {
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD);
                Certificate certificate = card.certificate(CertificateKind.AUTHENTICATION)) {
            Verdict verdict = certificate.verify(new VerifyOptions());
            Expect.isTrue(!verdict.isGood(), "a virtual card is no real one");
            Expect.isTrue(verdict.reasons().contains(Reason.ISSUER_UNKNOWN), "reason");
            Expect.thrown(JpkiException.class, verdict::requireGood);
            VerifyOptions bad = new VerifyOptions().anchors(Anchors.OWN);
            JpkiException none =
                    Expect.thrown(JpkiException.class, () -> certificate.verify(bad));
            Expect.equal(Status.ARGUMENT, none.status());
        }
    }
}
