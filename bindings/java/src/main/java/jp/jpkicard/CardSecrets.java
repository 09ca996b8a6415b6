// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import jp.jpkicard.raw.Native;

/** Calls on a card that send a secret. */
final class CardSecrets {
    private CardSecrets() {}

    static void send(Card card, Secret secret, Sending sending) {
        secret.lend(
                (characters, length) -> {
                    card.call(
                            (handle, error) ->
                                    sending.run(handle, characters, Bytes.size(length), error));
                    return null;
                });
    }

    static void change(Card card, Change change, Pin before, Pin after, LastTry lastTry) {
        after.lend(
                (characters, length) -> {
                    send(
                            card,
                            before,
                            (handle, old, oldLength, error) ->
                                    change.run(
                                            handle,
                                            old,
                                            oldLength,
                                            characters,
                                            Bytes.size(length),
                                            lastTry.value(),
                                            error));
                    return null;
                });
    }

    /** A call that sends a secret. */
    interface Sending {
        int run(Pointer card, Pointer secret, Native.SizeT length, Native.JpkiError error);
    }

    /** A call that sends an old secret and a new one. */
    interface Change {
        int run(
                Pointer card,
                Pointer before,
                Native.SizeT beforeLength,
                Pointer after,
                Native.SizeT afterLength,
                int lastTry,
                Native.JpkiError error);
    }
}
