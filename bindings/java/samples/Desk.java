// SPDX-License-Identifier: MIT OR Apache-2.0

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.OptionalInt;
import jp.jpkicard.Algorithm;
import jp.jpkicard.Anchors;
import jp.jpkicard.Authentication;
import jp.jpkicard.Card;
import jp.jpkicard.Certificate;
import jp.jpkicard.CertificateKind;
import jp.jpkicard.Context;
import jp.jpkicard.Credential;
import jp.jpkicard.JpkiException;
import jp.jpkicard.Language;
import jp.jpkicard.Pin;
import jp.jpkicard.Revocation;
import jp.jpkicard.Tries;
import jp.jpkicard.Verdict;
import jp.jpkicard.VerifyOptions;
import jp.jpkicard.VirtualKind;
import jp.jpkicard.WrongPinException;

/**
 * An authentication desk: waits for the card, shows the tries, asks for the PIN, gives a second
 * chance but never the last try, has a challenge signed, and verifies what came.
 *
 * <p>{@code desk} waits for a card on a reader; {@code desk --virtual} uses the virtual card, whose
 * PIN is 1234. The PIN comes from the terminal without echo, or a line a try from standard input.
 */
public final class Desk {
    private static final int TRIES_KEPT = 1;

    private final PrintStream out;
    private final InputStream in = new FileInputStream(FileDescriptor.in);
    private final boolean isVirtual;

    private Desk(PrintStream out, boolean isVirtual) {
        this.out = out;
        this.isVirtual = isVirtual;
    }

    /**
     * Runs the desk once.
     *
     * @param arguments {@code --virtual}, or none
     * @throws IOException if there is no PIN to read
     */
    public static void main(String[] arguments) throws IOException {
        boolean isVirtual = arguments.length > 0 && arguments[0].equals("--virtual");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        boolean isAccepted = false;
        try (Card card = isVirtual ? Card.openVirtual(VirtualKind.MY_NUMBER_CARD) : waited(out)) {
            isAccepted = new Desk(out, isVirtual).serve(card);
        } catch (JpkiException failure) {
            out.println(failure.deskText(Language.JAPANESE));
        } catch (InterruptedException interrupted) {
            out.println("中止しました");
        }
        System.exit(isAccepted ? 0 : 1);
    }

    private static Card waited(PrintStream out) throws InterruptedException {
        out.println("マイナンバーカードをカードリーダーに置いてください");
        try (Context context = new Context()) {
            return context.waitForCard(Duration.ofMinutes(5));
        }
    }

    private boolean serve(Card card) throws IOException {
        byte[] challenge = new byte[32];
        new SecureRandom().nextBytes(challenge);
        for (boolean isSecond = false; ; isSecond = true) {
            Tries tries = card.tries(Credential.PIN);
            OptionalInt left = tries.left();
            out.println("暗証番号の残り回数：" + (left.isPresent() ? left.getAsInt() : "不明"));
            if (isSecond && left.orElse(0) <= TRIES_KEPT) {
                return false;
            }
            try (Pin pin = asked();
                    Authentication made = card.authenticate(pin, challenge)) {
                return isAccepted(card, made, challenge);
            } catch (WrongPinException wrong) {
                out.println(wrong.deskText(Language.JAPANESE));
                if (isSecond) {
                    return false;
                }
            }
        }
    }

    /** What a server does with what the desk sends it. */
    private boolean isAccepted(Card card, Authentication made, byte[] challenge) {
        VerifyOptions options = new VerifyOptions();
        if (isVirtual) {
            // Believing a card's own CA is for the virtual card alone: any card would pass.
            try (Certificate ca = card.certificate(CertificateKind.AUTHENTICATION_CA)) {
                options.anchors(Anchors.OWN).addOwnAnchor(ca);
                return isAccepted(made, challenge, options);
            }
        }
        return isAccepted(made, challenge, options);
    }

    private boolean isAccepted(Authentication made, byte[] challenge, VerifyOptions options) {
        byte[] signature = made.signature().bytes();
        Verdict verdict =
                made.certificate()
                        .verifySignature(
                                challenge, Algorithm.RSA_PKCS1_SHA256, signature, options);
        out.println("利用者証明用電子証明書：" + verdict.policyText(Language.JAPANESE));
        if (verdict.revocation() == Revocation.NOT_REQUESTED) {
            out.println("失効の確認：していません");
        }
        String result = verdict.isGood() ? "有効です" : verdict.deskText(Language.JAPANESE);
        out.println("検証結果：" + result);
        return verdict.isGood();
    }

    private Pin asked() throws IOException {
        if (System.console() == null) {
            return Pin.readLine(in);
        }
        out.print("暗証番号（4 桁）：");
        out.flush();
        // Console.readPassword would keep the digits in a buffer that nobody wipes.
        boolean isQuiet = terminal("-echo");
        try {
            return Pin.readLine(in);
        } finally {
            if (isQuiet) {
                terminal("echo");
            }
            out.println();
        }
    }

    private static boolean terminal(String setting) throws IOException {
        ProcessBuilder program = new ProcessBuilder("stty", setting);
        program.redirectInput(ProcessBuilder.Redirect.INHERIT);
        try {
            return program.start().waitFor() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
