// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * The caller's own card authorities, for {@link Authorities#OWN}. Whoever can choose one can make
 * cards: never take it from a card.
 */
public final class CardAuthorities extends Handle {
    /** Makes a list without any, which refuses every record. */
    public CardAuthorities() {
        super(make(), LibraryHolder.library()::jpki_card_authorities_free);
    }

    private static Pointer make() {
        PointerByReference made = new PointerByReference();
        Call.run(error -> LibraryHolder.library().jpki_card_authorities_new(made, error));
        return made.getValue();
    }

    /**
     * Adds an authority's key.
     *
     * @param record what the key signs
     * @param keyId the 16 bytes by which certificates name the key
     * @param modulus that of the RSA key of 2048 bits, big-endian
     * @return this list
     */
    public CardAuthorities add(RecordKind record, byte[] keyId, byte[] modulus) {
        call(
                (authorities, error) ->
                        LibraryHolder.library()
                                .jpki_card_authorities_add(
                                        authorities,
                                        record.value(),
                                        keyId,
                                        Bytes.sizeOf(keyId),
                                        modulus,
                                        Bytes.sizeOf(modulus),
                                        error));
        return this;
    }
}
