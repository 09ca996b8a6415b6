// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A PIN, a signature password, or the digits of a security code or birth date: ASCII characters in
 * native memory, which {@link #close} wipes.
 *
 * <pre>{@code
 * try (Pin pin = new Pin()) {
 *     keypad.onKey(digit -> pin.append(digit));   // no copy in the Java heap at all
 *     ...
 *     card.authenticate(pin, challenge);
 * }
 * }</pre>
 */
public final class Pin extends Secret {
    /** Makes one without characters. */
    public Pin() {}

    /**
     * Makes one of an array, and overwrites the array with zeros. Copies that the garbage collector
     * has left of the array are out of reach: use an array only where one is given, and soon.
     *
     * @param characters ASCII characters
     * @return the PIN
     */
    public static Pin wiping(byte[] characters) {
        Pin pin = new Pin();
        try {
            for (byte character : characters) {
                pin.append(character);
            }
        } finally {
            Arrays.fill(characters, (byte) 0);
        }
        return pin;
    }

    /**
     * Reads one line, byte by byte. Give a stream without a buffer, such as {@code new
     * FileInputStream(FileDescriptor.in)}: the buffer of {@code System.in} keeps what went through
     * it.
     *
     * @param input where to read; it stays open
     * @return the line without its end
     * @throws EOFException if there is no line
     * @throws IOException if it cannot be read
     */
    public static Pin readLine(InputStream input) throws IOException {
        Pin pin = new Pin();
        boolean isRead = false;
        try {
            int next = input.read();
            if (next < 0) {
                throw new EOFException();
            }
            for (; next >= 0 && next != '\n'; next = input.read()) {
                if (next != '\r') {
                    pin.append(next);
                }
            }
            isRead = true;
            return pin;
        } finally {
            if (!isRead) {
                pin.close();
            }
        }
    }

    /**
     * Adds a character at the end.
     *
     * @param character an ASCII character, such as {@code '1'}; with any other one the call that
     *     gets the PIN refuses it, and nothing is sent
     * @return this PIN
     */
    public Pin append(int character) {
        // What is no ASCII character must not become one by losing bits, as U+0431 would become 1.
        // The library refuses a NUL without sending anything.
        add((byte) (character >= 0 && character < 0x80 ? character : 0));
        return this;
    }
}
