// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** How to wait for a card; as it is made, for any reader and for ever. */
public final class WaitOptions {
    String reader;
    Duration timeout;
    Set<WaitFlag> flags = EnumSet.noneOf(WaitFlag.class);
    Cancellation cancellation;

    /** Makes the default. */
    public WaitOptions() {}

    /**
     * Waits at this reader only.
     *
     * @param name its exact name, or a part of it with {@link WaitFlag#NAME_PART}
     * @return these options
     */
    public WaitOptions reader(String name) {
        reader = name;
        return this;
    }

    /**
     * Waits no longer than this.
     *
     * @param duration up to 24 hours; zero looks once; null is for ever
     * @return these options
     */
    public WaitOptions timeout(Duration duration) {
        timeout = duration;
        return this;
    }

    /**
     * Sets a flag.
     *
     * @param flag which
     * @return these options
     */
    public WaitOptions flag(WaitFlag flag) {
        flags.add(flag);
        return this;
    }

    /**
     * Lets this end the wait too.
     *
     * @param button a Cancel button's
     * @return these options
     */
    public WaitOptions cancellation(Cancellation button) {
        cancellation = button;
        return this;
    }

    WaitOptions copy() {
        WaitOptions copy = new WaitOptions();
        copy.reader = reader;
        copy.timeout = timeout;
        copy.flags = EnumSet.copyOf(flags);
        copy.cancellation = cancellation;
        return copy;
    }
}
