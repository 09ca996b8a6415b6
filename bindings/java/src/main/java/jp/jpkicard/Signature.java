// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import jp.jpkicard.raw.Native;

/** A signature that a card made. Nothing is to be closed. */
public final class Signature {
    private final Algorithm algorithm;
    private final String algorithmName;
    private final byte[] bytes;

    /** Takes what the handle has, and frees it. */
    Signature(Pointer handle) {
        Native library = LibraryHolder.library();
        try {
            Native.SizeTByReference length = new Native.SizeTByReference();
            Pointer data = library.jpki_signature_data(handle, length);
            bytes = Bytes.copy(data, length.getValue());
            algorithm = Algorithm.of(library.jpki_signature_algorithm(handle));
            algorithmName = library.jpki_signature_algorithm_name(handle);
        } finally {
            library.jpki_signature_free(handle);
        }
    }

    /**
     * Returns the algorithm to verify the signature with.
     *
     * @return the algorithm
     */
    public Algorithm algorithm() {
        return algorithm;
    }

    /**
     * Returns the name of the algorithm.
     *
     * @return a name such as {@code RSA-SHA256}
     */
    public String algorithmName() {
        return algorithmName;
    }

    /**
     * Returns the signature: 256 bytes for RSA-2048; future keys have other lengths.
     *
     * @return a copy of the bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }
}
