// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jp.jpkicard.raw.Native;
import jp.jpkicard.raw.Native.JpkiTransport;
import jp.jpkicard.raw.Native.SizeT;

/**
 * What the library calls of a {@link Transport}. One callback of each kind serves all transports,
 * and is never collected: the library may be inside one while a card is freed.
 */
final class TransportCallbacks {
    private static final Map<Long, Transport> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();
    private static final ThreadLocal<Throwable> FAILURE = new ThreadLocal<>();

    private static final Native.JpkiTransportTransmit TRANSMIT = TransportCallbacks::transmit;
    private static final Native.JpkiTransportBeginTransaction BEGIN =
            user -> run(() -> of(user).beginTransaction());
    private static final Native.JpkiTransportEndTransaction END =
            user -> run(() -> of(user).endTransaction());
    private static final Native.JpkiTransportPowerDown POWER_DOWN =
            user -> run(() -> of(user).powerDown());
    private static final Native.JpkiTransportClose CLOSE = TransportCallbacks::close;

    private TransportCallbacks() {}

    /** Opens the card behind a transport, which is closed with it, or now if this fails. */
    static Card open(Transport transport) {
        long id = LAST.incrementAndGet();
        OPEN.put(id, transport);
        JpkiTransport functions = new JpkiTransport();
        functions.max_apdu_data = transport.maxApduData();
        functions.user = Pointer.createConstant(id);
        functions.transmit = TRANSMIT;
        functions.begin_transaction = BEGIN;
        functions.end_transaction = END;
        functions.power_down = POWER_DOWN;
        functions.close = CLOSE;
        functions.setAutoRead(false);
        PointerByReference card = new PointerByReference();
        boolean isOpen = false;
        try {
            Call.run(
                    error ->
                            LibraryHolder.library()
                                    .jpki_card_open_transport(functions, card, error));
            isOpen = true;
        } finally {
            if (!isOpen) {
                close(functions.user);
            }
        }
        return new Card(card.getValue());
    }

    /** What a transport threw in this thread since it was last asked for. */
    static Throwable takeFailure() {
        Throwable failure = FAILURE.get();
        if (failure != null) {
            FAILURE.remove();
        }
        return failure;
    }

    private static Transport of(Pointer user) {
        Transport found = OPEN.get(Pointer.nativeValue(user));
        if (found == null) {
            throw JpkiException.of(Status.CARD_REMOVED);
        }
        return found;
    }

    private static int transmit(
            Pointer user,
            Pointer command,
            SizeT commandLength,
            Pointer response,
            SizeT responseSize,
            Pointer responseLength) {
        return run(
                () -> {
                    // Buffers of our own: a transport that keeps one finds zeros in it later, and
                    // not memory that belongs to somebody else.
                    ByteBuffer sent = ByteBuffer.allocateDirect(commandLength.intValue());
                    ByteBuffer received = ByteBuffer.allocateDirect(responseSize.intValue());
                    try {
                        sent.put(command.getByteBuffer(0, commandLength.longValue()));
                        sent.rewind();
                        of(user).transmit(sent.asReadOnlyBuffer(), received);
                        int length = received.position();
                        received.flip();
                        response.getByteBuffer(0, responseSize.longValue()).put(received);
                        if (com.sun.jna.Native.SIZE_T_SIZE == Long.BYTES) {
                            responseLength.setLong(0, length);
                        } else {
                            responseLength.setInt(0, length);
                        }
                    } finally {
                        wipe(sent);
                        wipe(received);
                    }
                });
    }

    private static void wipe(ByteBuffer buffer) {
        LibraryHolder.library()
                .jpki_secure_wipe(
                        com.sun.jna.Native.getDirectBufferPointer(buffer),
                        Bytes.size(buffer.capacity()));
    }

    private static void close(Pointer user) {
        Transport transport = OPEN.remove(Pointer.nativeValue(user));
        if (transport != null) {
            run(transport::close);
        }
    }

    /** Runs it; nothing passes through the library, which would leave the key unlocked. */
    private static int run(Work work) {
        try {
            work.run();
            return Native.JPKI_OK;
        } catch (Throwable thrown) {
            FAILURE.set(thrown);
            return thrown instanceof JpkiException
                    ? ((JpkiException) thrown).statusNumber()
                    : Native.JPKI_ERROR_READER_FAILED;
        }
    }

    private interface Work {
        void run() throws Exception;
    }
}
