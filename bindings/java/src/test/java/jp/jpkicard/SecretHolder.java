// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Holds a secret, and does with it what {@link MemoryTest} says. */
final class SecretHolder {
    /** What the secret's characters come masked with, so that only this program unmasks them. */
    static final int MASK = 0x15;

    private static volatile int garbage;

    private final Pin pin = new Pin();
    private byte[] array;

    private SecretHolder() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader input =
                new BufferedReader(
                        new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        SecretHolder holder = new SecretHolder();
        holder.take(input.readLine(), arguments[0].equals("pin"));
        System.out.println("done");
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            holder.act(line);
            System.out.println("done");
        }
    }

    private void take(String masked, boolean isPin) {
        array = new byte[isPin ? 0 : masked.length()];
        for (int index = 0; index < masked.length(); index++) {
            if (isPin) {
                pin.append(masked.charAt(index) ^ MASK);
            } else {
                array[index] = (byte) (masked.charAt(index) ^ MASK);
            }
        }
    }

    private void act(String what) {
        switch (what) {
            case "use":
                use();
                break;
            case "collect":
                collect();
                break;
            default:
                Arrays.fill(array, (byte) 0);
                pin.close();
                break;
        }
    }

    /** Collections of the young objects, which move what lives, and one of all. */
    private static void collect() {
        int sum = 0;
        for (int block = 0; block < 200_000; block++) {
            sum += new byte[1024].length;
        }
        System.gc();
        garbage = sum;
    }

    private void use() {
        try (Card card = Card.openVirtual(VirtualKind.MY_NUMBER_CARD)) {
            card.signDocument(pin, new byte[32], new SignOptions());
            throw new IllegalStateException("a random password is right");
        } catch (WrongPinException expected) {
            // The password was sent.
        }
    }
}
