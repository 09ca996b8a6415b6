// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Characters that must not stay in memory, kept outside the Java heap: a {@link Pin} or a {@link
 * CheckNumber}. {@link #close} overwrites them.
 *
 * <p>The garbage collector moves arrays, and leaves a copy at each place that it moved one from:
 * {@code Arrays.fill} then overwrites only the last. A {@code String} cannot be overwritten at all.
 * Native memory does not move, so the one copy that is there is the one that is wiped.
 */
public abstract class Secret implements AutoCloseable {
    private static final int ROOM_AT_FIRST = 32;

    private final Room room;
    private final Net net;
    private volatile boolean isUsed;

    Secret() {
        Net.sweep();
        Room ownRoom = new Room();
        room = ownRoom;
        net = new Net(this, ownRoom::close);
    }

    /**
     * Returns how many bytes there are.
     *
     * @return the number
     */
    public final int length() {
        return room.length();
    }

    /**
     * Returns one byte, for an input field or a transmission of one's own. It is as secret as the
     * whole.
     *
     * @param index from 0
     * @return the byte
     */
    public final byte byteAt(int index) {
        return room.at(index);
    }

    /**
     * Overwrites the characters and frees the memory. A call that is using them finishes first. A
     * second time it does nothing.
     */
    @Override
    public final void close() {
        net.release();
    }

    /**
     * Says what this is, and nothing of what is in it.
     *
     * @return the name of the class
     */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[hidden]";
    }

    final void add(byte character) {
        room.add(character);
    }

    /** Runs something with the characters, which stay where they are meanwhile. */
    final <T> T lend(Use<T> use) {
        room.take();
        try {
            return use.of(room.memory, room.length);
        } finally {
            room.give();
            // So that the owner is not collected, and this closed, before the end.
            isUsed = true;
        }
    }

    /** What is done with the characters. */
    interface Use<T> {
        T of(Pointer characters, long length);
    }

    /** The memory. It knows nothing of its owner, which can be collected. */
    private static final class Room {
        private Pointer memory;
        private int size;
        private int length;
        private int uses;
        private boolean isClosed;

        Room() {
            memory = allocate(ROOM_AT_FIRST);
            size = ROOM_AT_FIRST;
        }

        private static Pointer allocate(int size) {
            return new Pointer(Native.malloc(size));
        }

        synchronized void add(byte character) {
            requireOpen();
            if (uses > 0) {
                throw new IllegalStateException("in use");
            }
            if (length == size) {
                grow();
            }
            memory.setByte(length, character);
            length++;
        }

        private void grow() {
            Pointer larger = allocate(2 * size);
            for (int index = 0; index < length; index++) {
                larger.setByte(index, memory.getByte(index));
            }
            wipe();
            memory = larger;
            size = 2 * size;
        }

        synchronized int length() {
            requireOpen();
            return length;
        }

        synchronized byte at(int index) {
            requireOpen();
            if (index < 0 || index >= length) {
                throw new IndexOutOfBoundsException();
            }
            return memory.getByte(index);
        }

        synchronized void take() {
            requireOpen();
            uses++;
        }

        synchronized void give() {
            uses--;
            if (isClosed && uses == 0) {
                wipe();
            }
        }

        synchronized void close() {
            isClosed = true;
            if (uses == 0) {
                wipe();
            }
        }

        private void wipe() {
            // A native function, which no compiler leaves out, and which needs no library.
            memory.clear(size);
            Native.free(Pointer.nativeValue(memory));
            memory = null;
        }

        private void requireOpen() {
            if (isClosed) {
                throw new IllegalStateException("closed");
            }
        }
    }
}
