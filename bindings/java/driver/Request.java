// SPDX-License-Identifier: MIT OR Apache-2.0

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import jp.jpkicard.LastTry;
import jp.jpkicard.Pin;

/** The words of a request: bindings/DRIVER.md. */
final class Request {
    private static final int MASK = 0x5A;

    private final String[] words;

    Request(String line) {
        words = line.split("\t", -1);
    }

    String name() {
        return words[0];
    }

    /** Null if there is none. */
    String text(int at) {
        return words[at].equals("-") ? null : words[at];
    }

    int number(int at) {
        return (int) Long.parseLong(words[at]);
    }

    boolean yes(int at) {
        return number(at) != 0;
    }

    <T> T constant(int at, IntFunction<T> of) {
        return of.apply(number(at));
    }

    <T> T constant(int at, IntFunction<T> of, T otherwise) {
        return number(at) == 0 ? otherwise : of.apply(number(at));
    }

    LastTry lastTry(int at) {
        return constant(at, LastTry::of, LastTry.KEEP);
    }

    Instant time(int at) {
        long seconds = Long.parseLong(words[at]);
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    Duration timeout(int at) {
        int milliseconds = number(at);
        return milliseconds == -1 ? null : Duration.ofMillis(milliseconds);
    }

    byte[] bytes(int at) {
        if (words[at].equals("-")) {
            return null;
        }
        byte[] bytes = new byte[words[at].length() / 2];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) octet(words[at], index);
        }
        return bytes;
    }

    /** Decoded straight into native memory. */
    Pin secret(int at) {
        Pin secret = new Pin();
        if (!words[at].equals("-")) {
            for (int index = 0; index < words[at].length() / 2; index++) {
                secret.append(octet(words[at], index) ^ MASK);
            }
        }
        return secret;
    }

    private static int octet(String digits, int index) {
        return Character.digit(digits.charAt(2 * index), 16) * 16
                + Character.digit(digits.charAt(2 * index + 1), 16);
    }

    static String hexadecimal(byte[] bytes) {
        StringBuilder digits = new StringBuilder();
        for (byte octet : bytes) {
            digit(digits, octet);
        }
        return digits.toString();
    }

    static String masked(jp.jpkicard.Secret secret) {
        StringBuilder digits = new StringBuilder();
        for (int index = 0; index < secret.length(); index++) {
            digit(digits, secret.byteAt(index) ^ MASK);
        }
        return digits.toString();
    }

    private static void digit(StringBuilder digits, int octet) {
        digits.append(Character.forDigit(octet >> 4 & 15, 16));
        digits.append(Character.forDigit(octet & 15, 16));
    }

    static String printed(Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof byte[]) {
            return hexadecimal((byte[]) value);
        }
        if (value instanceof Boolean) {
            return (Boolean) value ? "1" : "0";
        }
        if (value instanceof Instant) {
            return Long.toString(((Instant) value).getEpochSecond());
        }
        return value.toString().replaceAll("\\p{Cntrl}", " ");
    }

    static byte[] encoded(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
