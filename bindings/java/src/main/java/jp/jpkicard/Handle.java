// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Pointer;
import java.util.function.Consumer;
import java.util.function.Function;
import jp.jpkicard.raw.Native;

/** Owns one handle of the library. */
abstract class Handle implements AutoCloseable {
    private final Net net;
    private Pointer pointer;
    private volatile boolean isUsed;

    Handle(Pointer pointer, Consumer<Pointer> free) {
        Net.sweep();
        this.pointer = pointer;
        net = new Net(this, () -> free.accept(pointer));
    }

    /** Frees what the library holds. A second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            pointer = null;
        }
        // Not under the lock: a call in another thread finishes first, and its callbacks may be
        // waiting for the lock.
        net.release();
    }

    /** The handle; null once it was closed, which the library answers with its own status. */
    final synchronized Pointer pointer() {
        return pointer;
    }

    /** Keeps the object from being collected, and its handle from being freed, until here. */
    final void stays() {
        isUsed = true;
    }

    /** The handle of what was given, null for none. What was closed is not none. */
    static Pointer pointer(Handle handle) {
        return handle == null ? null : handle.<Pointer>known(pointer -> pointer);
    }

    static void stays(Handle handle) {
        if (handle != null) {
            handle.stays();
        }
    }

    /** Runs a function of the library with this handle, and throws what it reports. */
    final void call(Call function) {
        try {
            Call.run(error -> function.run(pointer(), error));
        } finally {
            stays();
        }
    }

    /** What a getter says, which is not valid after {@code close}. */
    final synchronized <T> T get(Function<Pointer, T> getter) {
        return getter.apply(pointer);
    }

    /** A copy of the bytes that a getter lends; null if it has none. */
    final synchronized byte[] copy(Getter getter) {
        Native.SizeTByReference length = new Native.SizeTByReference();
        Pointer data = getter.lend(pointer, length);
        return data == null ? null : Bytes.copy(data, length.getValue());
    }

    /** The same, where there always is something unless this was closed. */
    final byte[] copyOf(Getter getter) {
        byte[] copy = copy(getter);
        if (copy == null) {
            throw JpkiException.of(Status.HANDLE);
        }
        return copy;
    }

    /** What a getter says that would say something else once this was closed. */
    final synchronized <T> T known(Function<Pointer, T> getter) {
        if (pointer == null) {
            throw JpkiException.of(Status.HANDLE);
        }
        return getter.apply(pointer);
    }

    /** A function that lends bytes and their length. */
    interface Getter {
        Pointer lend(Pointer handle, Native.SizeTByReference length);
    }
}
