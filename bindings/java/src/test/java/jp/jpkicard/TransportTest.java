// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Transports in Java: what they throw arrives, and what they keep is wiped. */
public class TransportTest {
    private static Transport of(Exchange exchange) {
        return new Transport() {
            @Override
            public void transmit(ByteBuffer command, ByteBuffer response) throws IOException {
                exchange.run(command, response);
            }

            @Override
            public void powerDown() {}
        };
    }

    private static JpkiException failure(Exchange exchange) {
        try (Card card = Card.open(of(exchange))) {
            return Expect.thrown(JpkiException.class, card::token);
        }
    }

    /** Any exception is the cause of a status. */
    public void testExceptions() {
        IOException broken = new IOException("broken");
        JpkiException failed =
                failure(
                        (command, response) -> {
                            throw broken;
                        });
        Expect.equal(Status.READER_FAILED, failed.status());
        Expect.equal(broken, failed.getCause());
        AssertionError error = new AssertionError("an error");
        Expect.equal(
                error,
                failure(
                                (command, response) -> {
                                    throw error;
                                })
                        .getCause());
        JpkiException removed =
                failure(
                        (command, response) -> {
                            throw JpkiException.of(Status.CARD_REMOVED);
                        });
        Expect.equal(Status.CARD_REMOVED, removed.status());
        Expect.isTrue(removed instanceof ReaderException, "class");
    }

    /** A cause is that of its own call. */
    public void testNoOldCause() {
        failure(
                (command, response) -> {
                    throw new IOException("old");
                });
        JpkiException other =
                failure((command, response) -> response.put((byte) 0x6A).put((byte) 0x82));
        Expect.equal(Status.NOT_INDIVIDUAL_NUMBER_CARD, other.status());
        Expect.equal(null, other.getCause());
    }

    /** A longer answer than there is room for is a failure. */
    public void testLongAnswer() {
        JpkiException failed =
                failure((command, response) -> response.put(new byte[response.capacity() + 1]));
        Expect.equal(Status.READER_FAILED, failed.status());
    }

    /** Buffers are outside the heap, and zeros after the call. */
    public void testBuffersAreWiped() {
        List<ByteBuffer> kept = new ArrayList<>();
        failure(
                (command, response) -> {
                    Expect.isTrue(command.isDirect() && response.isDirect(), "on the heap");
                    Expect.isTrue(command.isReadOnly() && command.get(1) != 0, "a command");
                    kept.add(command);
                    System.gc();
                    response.put((byte) 0x6A).put((byte) 0x82);
                    kept.add(response);
                });
        for (ByteBuffer buffer : kept) {
            for (int index = 0; index < buffer.limit(); index++) {
                Expect.equal((byte) 0, buffer.get(index));
            }
        }
    }

    /** The card of a call in progress is refused to its own callback, and nothing hangs. */
    public void testReentered() {
        Card[] card = new Card[1];
        JpkiException[] inner = new JpkiException[1];
        Exchange again =
                (command, response) -> {
                    inner[0] = Expect.thrown(JpkiException.class, () -> card[0].token());
                    response.put((byte) 0x6A).put((byte) 0x82);
                };
        card[0] = Card.open(of(again));
        Expect.thrown(JpkiException.class, () -> card[0].token());
        card[0].close();
        Expect.equal(Status.REENTERED, inner[0].status());
    }

    private interface Exchange {
        void run(ByteBuffer command, ByteBuffer response) throws IOException;
    }
}
