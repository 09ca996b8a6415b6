// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;

/** Handles are freed once, in time, and never under somebody who uses them. */
public class HandleTest {
    private static final class Closing implements Transport {
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public void transmit(ByteBuffer command, ByteBuffer response) {
            response.put((byte) 0x6A).put((byte) 0x82);
        }

        @Override
        public void powerDown() {}

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** A second close does nothing, and what was closed says so. */
    public void testClosed() {
        Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD);
        Certificate certificate = card.certificate(CertificateKind.AUTHENTICATION);
        card.close();
        card.close();
        JpkiException closed = Expect.thrown(JpkiException.class, card::token);
        Expect.equal(Status.HANDLE, closed.status());
        Expect.isTrue(certificate.der().length > 1000, "it does not depend on the card");
        certificate.close();
        Expect.equal(
                Status.HANDLE, Expect.thrown(JpkiException.class, certificate::der).status());
        Expect.equal(
                Status.HANDLE,
                Expect.thrown(JpkiException.class, certificate::notAfter).status());
    }

    /** A transport is closed with its card, once. */
    public void testTransportIsClosed() {
        Closing transport = new Closing();
        try (Card card = Card.open(transport)) {
            Expect.thrown(JpkiException.class, card::token);
        }
        Expect.equal(1, transport.closed.get());
    }

    /** What nobody closed is freed when it was collected. */
    public void testNet() throws InterruptedException {
        Closing transport = new Closing();
        Card.open(transport);
        Expect.soon(
                () -> {
                    System.gc();
                    Net.sweep();
                    return transport.closed.get() == 1;
                },
                "the card is not collected");
    }

    /** Getters copy: another thread that closes the certificate takes nothing away from them. */
    public void testClosedMeanwhile() throws InterruptedException {
        byte[] der;
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD);
                Certificate certificate = card.certificate(CertificateKind.AUTHENTICATION)) {
            der = certificate.der();
        }
        for (int round = 0; round < 200; round++) {
            Certificate certificate = Certificate.of(der);
            Thread closing = new Thread(certificate::close);
            closing.start();
            try {
                for (;;) {
                    Expect.equal(der.length, certificate.der().length);
                }
            } catch (JpkiException closed) {
                Expect.equal(Status.HANDLE, closed.status());
            }
            closing.join();
        }
    }

    /** Java reads the same certificate. */
    public void testX509() throws Exception {
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD);
                Certificate certificate = card.certificate(CertificateKind.AUTHENTICATION)) {
            X509Certificate read = certificate.toX509();
            Expect.equal(certificate.notAfter(), read.getNotAfter().toInstant());
        }
    }

    /** A transaction ends with its block. */
    public void testTransaction() {
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD)) {
            try (Transaction transaction = card.transaction()) {
                card.token();
                transaction.end();
            }
            card.transaction().close();
        }
    }
}
