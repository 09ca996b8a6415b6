// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Platform;
import com.sun.jna.Structure;
import jp.jpkicard.raw.Native;

/** JNA's structures are as large as C's. */
public class LayoutTest {
    /** Compares each with what the generator computed from the headers. */
    public void testSizes() throws ReflectiveOperationException {
        String field = "SIZE_64";
        if (com.sun.jna.Native.POINTER_SIZE == 4) {
            field = Platform.isWindows() ? "SIZE_32" : "SIZE_32_LINUX";
        }
        int count = 0;
        for (Class<?> found : Native.class.getClasses()) {
            if (Structure.class.isAssignableFrom(found)) {
                Structure structure = (Structure) found.getConstructor().newInstance();
                int expected = found.getField(field).getInt(null);
                Expect.equal(found + " " + expected, found + " " + structure.size());
                count++;
            }
        }
        Expect.isTrue(count >= 10, "structures: " + count);
    }

    /** Each declared function is in the library. */
    public void testFunctions() {
        Jpki.version();
        com.sun.jna.NativeLibrary library = com.sun.jna.NativeLibrary.getInstance("jpkicard");
        for (java.lang.reflect.Method method : Native.class.getDeclaredMethods()) {
            library.getFunction(method.getName());
        }
    }
}
