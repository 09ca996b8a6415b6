// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import jp.jpkicard.raw.Native;

/** A function of the library that can fail, of a handle. */
interface Call {
    int run(Pointer handle, Native.JpkiError error);

    /** One without a handle. */
    interface Plain {
        int run(Native.JpkiError error);
    }

    /** Runs it, and throws what it reports. */
    static void run(Plain function) {
        Native.JpkiError error = new Native.JpkiError();
        int status = run(function, error);
        if (status != Native.JPKI_OK) {
            throw JpkiException.from(status, error, TransportCallbacks.takeFailure());
        }
    }

    /** Runs it, and returns what it reports. */
    static int run(Plain function, Native.JpkiError error) {
        Net.sweep();
        TransportCallbacks.takeFailure();
        return function.run(error);
    }
}
