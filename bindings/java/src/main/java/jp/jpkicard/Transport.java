// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection to a card that the caller makes: a reader without PC/SC, a card at the other end of
 * a network, a test. {@link Card#open} opens a card behind it.
 *
 * <p>The methods are called in the thread that uses the card, one at a time. A failure is thrown:
 * {@link JpkiException#of} {@link Status#CARD_REMOVED} if the card is gone, {@link
 * Status#CARD_RESET} if it lost its state; anything else that is thrown is {@link
 * Status#READER_FAILED}. It is the cause of the exception that the call on the card throws.
 */
public interface Transport {
    /**
     * Sends a command once, and receives the answer with its status word. Do not log the bytes: a
     * command may have a PIN in it. The buffers are outside the Java heap, and are wiped when this
     * returns.
     *
     * @param command the command APDU, from its position to its limit
     * @param response receives the answer, with relative {@code put}
     * @throws IOException if the exchange fails
     */
    void transmit(ByteBuffer command, ByteBuffer response) throws IOException;

    /**
     * Powers the card down, so that it forgets a verified PIN.
     *
     * @throws IOException if that fails
     */
    void powerDown() throws IOException;

    /**
     * Keeps other programs from using the card.
     *
     * @throws IOException if that fails
     */
    default void beginTransaction() throws IOException {}

    /**
     * Lets other programs use the card again.
     *
     * @throws IOException if that fails
     */
    default void endTransaction() throws IOException {}

    /** Is called once, when the card is closed or was not opened. */
    default void close() {}

    /**
     * Returns how many bytes of data one APDU may have.
     *
     * @return up to 65,536; 0 if unknown
     */
    default int maxApduData() {
        return 0;
    }
}
