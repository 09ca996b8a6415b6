/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** How much is logged. */
public enum LogLevel {
    /** Log nothing: the initial state. */
    OFF(0x4A000201),

    /** Log failures that no status reports. */
    ERROR(0x4A000202),

    /** Also log conditions that deserve attention. */
    WARNING(0x4A000203),

    /** Also log what happened. */
    INFO(0x4A000204),

    /** Also log how it happened. */
    DEBUG(0x4A000205),

    /** Also log each exchange with a card: header, lengths and status word. */
    TRACE(0x4A000206),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    LogLevel(int value) {
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
    public static LogLevel of(int value) {
        for (LogLevel one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
