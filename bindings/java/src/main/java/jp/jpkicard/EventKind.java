/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** What happened at the readers. */
public enum EventKind {
    /** No event: the value after a call that fails. */
    NONE(0x4A000401),

    /** A reader is connected: it was when the monitor began, or has been plugged in. */
    READER_ARRIVED(0x4A000402),

    /** A reader is no longer connected. The removal of its card was reported before. */
    READER_LEFT(0x4A000403),

    /** A card is in a reader. */
    CARD_INSERTED(0x4A000404),

    /** The card is no longer in the reader, or the reader can no longer report on it. */
    CARD_REMOVED(0x4A000405),

    /**
     * The smart card service cannot be used; {@code reason} says why. Its cards were reported as
     * removed and its readers as left before. The monitor continues.
     */
    SERVICE_STOPPED(0x4A000406),

    /** The service can be used again. Events for its readers and cards follow. */
    SERVICE_STARTED(0x4A000407),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    EventKind(int value) {
        this.value = value;
    }

    /**
     * Returns the number of this constant.
     *
     * @return the number that C programs know it by
     */
    public int value() {
        return value;
    }

    /**
     * Returns the constant of a number.
     *
     * @param value the number that C programs know it by
     * @return its constant, or {@link #UNRECOGNIZED}
     */
    public static EventKind of(int value) {
        for (EventKind one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
