// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;

/**
 * An OCSP request for one certificate: send its bytes as the body of an HTTP POST ({@code
 * application/ocsp-request}), and pass the answer with it to {@link VerifyOptions#ocsp}. It has
 * the certificate's serial number in it: do not log it.
 */
public final class OcspRequest extends Handle {
    OcspRequest(Pointer request) {
        super(request, LibraryHolder.library()::jpki_ocsp_request_free);
    }

    /**
     * Returns the DER encoding.
     *
     * @return a copy of the bytes
     */
    public byte[] der() {
        return copyOf(LibraryHolder.library()::jpki_ocsp_request_data);
    }
}
