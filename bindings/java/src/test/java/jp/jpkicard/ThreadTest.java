// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Any thread may use any object. */
public class ThreadTest {
    /** Threads that share a card and a PIN, and one that closes both meanwhile. */
    public void testSharedCard() throws Exception {
        Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD);
        Pin pin = Pin.wiping(new byte[] {'1', '2', '3', '4'});
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> works = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            works.add(threads.submit(() -> signUntilClosed(card, pin)));
        }
        Thread.sleep(500);
        card.close();
        pin.close();
        int signatures = 0;
        for (Future<Integer> work : works) {
            signatures += work.get();
        }
        threads.shutdown();
        Expect.isTrue(signatures > 0, "no signature");
    }

    private static int signUntilClosed(Card card, Pin pin) {
        for (int count = 0; ; count++) {
            try {
                card.sign(pin, new byte[32], new SignOptions());
            } catch (JpkiException closed) {
                Expect.equal(Status.HANDLE, closed.status());
                return count;
            } catch (IllegalStateException closed) {
                return count;
            }
        }
    }
}
