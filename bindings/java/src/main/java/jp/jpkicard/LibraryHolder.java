// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.util.Collections;
import jp.jpkicard.raw.Native;

/** Loads the library when it is first needed. */
final class LibraryHolder {
    private static final String NAME = "jpkicard";
    private static final Native LIBRARY;
    private static final UnsatisfiedLinkError FAILURE;

    static {
        Native library = null;
        UnsatisfiedLinkError failure = null;
        try {
            library = load();
        } catch (UnsatisfiedLinkError e) {
            // Thrown here, it would be a NoClassDefFoundError from the second time on.
            failure = e;
        }
        LIBRARY = library;
        FAILURE = failure;
    }

    private LibraryHolder() {}

    static Native library() {
        if (LIBRARY == null) {
            // A new one each time: one that is thrown twice cannot be suppressed by itself.
            UnsatisfiedLinkError again = new UnsatisfiedLinkError(FAILURE.getMessage());
            again.initCause(FAILURE);
            throw again;
        }
        return LIBRARY;
    }

    /** In the folder that the environment names, then where JNA looks. */
    private static Native load() {
        String folder = System.getenv("JPKICARD_LIBRARY_FOLDER");
        if (folder != null && !folder.isEmpty()) {
            NativeLibrary.addSearchPath(NAME, folder);
        }
        return com.sun.jna.Native.load(
                NAME,
                Native.class,
                Collections.singletonMap(Library.OPTION_STRING_ENCODING, "UTF-8"));
    }
}
