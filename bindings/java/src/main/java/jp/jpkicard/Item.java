// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jp.jpkicard.raw.Native;

/** Something that a certificate or a record has in it. It is personal data: do not log it. */
public final class Item {
    private final String name;
    private final String text;
    private final byte[] data;

    private Item(String name, String text, byte[] data) {
        this.name = name;
        this.text = text;
        this.data = data;
    }

    /** Takes what a list has, and frees it. */
    static List<Item> take(Pointer items) {
        Native library = LibraryHolder.library();
        try {
            List<Item> taken = new ArrayList<>();
            long count = library.jpki_items_count(items).longValue();
            for (long at = 0; at < count; at++) {
                Native.SizeT index = Bytes.size(at);
                Native.SizeTByReference length = new Native.SizeTByReference();
                Pointer data = library.jpki_items_data(items, index, length);
                taken.add(
                        new Item(
                                library.jpki_items_name(items, index),
                                library.jpki_items_text(items, index),
                                Bytes.copy(data, length.getValue())));
            }
            return Collections.unmodifiableList(taken);
        } finally {
            library.jpki_items_free(items);
        }
    }

    /**
     * Returns the name.
     *
     * @return an object identifier as dotted numbers, or a tag in hexadecimal digits
     */
    public String name() {
        return name;
    }

    /**
     * Returns the text, unchanged: replace control characters before it is displayed.
     *
     * @return the text; empty if the value is not text
     */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /**
     * Returns the value.
     *
     * @return a copy of the bytes
     */
    public byte[] data() {
        return data.clone();
    }
}
