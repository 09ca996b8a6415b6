/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

/** One of a context's timeouts. */
public enum TimeoutKind {
    /**
     * The maximum time that a call waits for another program's transaction with the card, or for a
     * service that does not respond, before it returns JPKI_ERROR_CARD_BUSY or
     * JPKI_ERROR_SERVICE_NOT_RESPONDING. Default: 10,000 ms; less than 1,000 counts as 1,000.
     * Applies to cards that are waited for or connected to after it is set.
     */
    TRANSACTION(0x4A001B01),

    /**
     * The maximum time that a call waits for the reader's answer to one command before it gives up
     * on the card and returns JPKI_ERROR_READER_NOT_RESPONDING (JPKI_ERROR_KEY_NOT_LOCKED if a PIN
     * was sent). Default: 60,000 ms; less than 1,000 counts as 1,000. A card may ask for more
     * time, so leave it long. Applies to cards that are waited for or connected to after it is
     * set.
     */
    EXCHANGE(0x4A001B02),

    /**
     * The maximum time that a wait tolerates a service that stops or does not respond, each time,
     * before it returns JPKI_ERROR_SERVICE_*. Default: JPKI_WAIT_FOREVER, as long as the wait
     * itself, so that a wait without a timeout never ends because of it. 0 ends the wait as soon
     * as the service stops. Applies to waits that begin after it is set.
     */
    SERVICE_ABSENCE(0x4A001B03),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    TimeoutKind(int value) {
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
    public static TimeoutKind of(int value) {
        for (TimeoutKind one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
}
