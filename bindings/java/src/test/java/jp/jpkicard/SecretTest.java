// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Secrets keep to themselves. */
public class SecretTest {
    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String shown(Secret secret) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < secret.length(); index++) {
            text.append((char) secret.byteAt(index));
        }
        return text.toString();
    }

    /** An array that was taken is zeros. */
    public void testWiping() {
        byte[] digits = ascii("8642");
        try (Pin pin = Pin.wiping(digits)) {
            Expect.equal("8642", shown(pin));
            Expect.equal("Pin[hidden]", pin.toString());
            Expect.equal("Pin[hidden]", String.valueOf(pin));
        }
        Expect.equal("\0\0\0\0", new String(digits, StandardCharsets.US_ASCII));
    }

    /** A line is read without its end, and nothing after it. */
    public void testReadLine() throws IOException {
        ByteArrayInputStream input = new ByteArrayInputStream(ascii("1234\r\n56"));
        try (Pin first = Pin.readLine(input);
                Pin second = Pin.readLine(input)) {
            Expect.equal("1234", shown(first));
            Expect.equal("56", shown(second));
        }
        Expect.thrown(EOFException.class, () -> Pin.readLine(input));
    }

    /** It grows. */
    public void testLong() {
        StringBuilder expected = new StringBuilder();
        try (Pin pin = new Pin()) {
            for (int index = 0; index < 200; index++) {
                pin.append('0' + index % 10);
                expected.append(index % 10);
            }
            Expect.equal(expected.toString(), shown(pin));
        }
    }

    /** What was closed is not used, and is not sent as an empty PIN. */
    public void testClosed() {
        Pin pin = Pin.wiping(ascii("8642"));
        pin.close();
        pin.close();
        Expect.thrown(IllegalStateException.class, pin::length);
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD)) {
            Expect.thrown(
                    IllegalStateException.class, () -> card.authenticate(pin, new byte[32]));
        }
    }

    /** Closed while a call uses it, it stays until the call is over. */
    public void testClosedInUse() {
        Pin pin = Pin.wiping(ascii("8642"));
        Transport closing =
                new Transport() {
                    @Override
                    public void transmit(ByteBuffer command, ByteBuffer response) {
                        pin.close();
                        response.put((byte) 0x6A).put((byte) 0x82);
                    }

                    @Override
                    public void powerDown() {}
                };
        try (Card card = Card.open(closing)) {
            Expect.thrown(
                    JpkiException.class, () -> card.authenticate(pin, new byte[32]));
        }
        Expect.thrown(IllegalStateException.class, pin::length);
    }

    /** A check number is made of what is printed, and opens the face. */
    public void testCheckNumber() {
        try (Pin code = Pin.wiping(ascii("2285"));
                CheckNumber number = CheckNumber.of(LocalDate.of(1980, 2, 17), 2035, code);
                Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD);
                Face face = card.face(number, Authorities.VIRTUAL_CARD, LastTry.KEEP)) {
            Expect.equal("CheckNumber[hidden]", number.toString());
            Expect.equal(LocalDate.of(1980, 2, 17), face.birthDate().get());
            Expect.isTrue(!face.toString().contains("1980"), "shown");
        }
    }
}
