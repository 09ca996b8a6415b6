// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.time.Instant;
import jp.jpkicard.raw.Native;

/** A complete CRL that was loaded once. Any number of verifications may use it at a time. */
public final class RevocationList extends Handle {
    private RevocationList(Pointer list) {
        super(list, LibraryHolder.library()::jpki_revocation_list_free);
    }

    /**
     * Loads a CRL that an anchor signed. One that is not yet or no longer valid is loaded too: each
     * verification checks that.
     *
     * @param crl the CRL (DER), up to 256 MiB
     * @param options which anchors
     * @return the list
     */
    public static RevocationList load(byte[] crl, VerifyOptions options) {
        PointerByReference list = new PointerByReference();
        Native.JpkiVerifyOptions forC = options.forC();
        Native library = LibraryHolder.library();
        Call.run(
                error ->
                        library.jpki_revocation_list_load(
                                crl, Bytes.sizeOf(crl), forC, list, error));
        options.stay();
        return new RevocationList(list.getValue());
    }

    /**
     * Returns when the list was issued.
     *
     * @return the time
     */
    public Instant thisUpdate() {
        Native library = LibraryHolder.library();
        return known(
                list -> Instant.ofEpochSecond(library.jpki_revocation_list_this_update(list)));
    }

    /**
     * Returns when the next list is due at the latest.
     *
     * @return the time
     */
    public Instant nextUpdate() {
        Native library = LibraryHolder.library();
        return known(
                list -> Instant.ofEpochSecond(library.jpki_revocation_list_next_update(list)));
    }

    /**
     * Returns how many entries the list has.
     *
     * @return the number
     */
    public long entryCount() {
        Native library = LibraryHolder.library();
        return known(list -> library.jpki_revocation_list_entry_count(list).longValue());
    }
}
