/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What a monitor does besides. */
public enum MonitorFlag {
    /**
     * In {@code jpki_monitor_new}: identify each inserted card before it is reported. The card is
     * powered on and queried in one transaction, once per insertion; no PIN try is spent.
     */
    IDENTIFY(0x08000000),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    MonitorFlag(int value) {
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
    public static MonitorFlag of(int value) {
        for (MonitorFlag one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }

    /**
     * Returns the constants that a sum is made of.
     *
     * @param sum the sum of the numbers
     * @return the constants, with {@link #UNRECOGNIZED} if there are others in the sum
     */
    public static Set<MonitorFlag> setOf(int sum) {
        Set<MonitorFlag> found = EnumSet.noneOf(MonitorFlag.class);
        int rest = sum;
        for (MonitorFlag one : values()) {
            if (one != UNRECOGNIZED && (sum & one.value) != 0) {
                found.add(one);
                rest &= ~one.value;
            }
        }
        if (rest != 0) {
            found.add(UNRECOGNIZED);
        }
        return found;
    }

    /**
     * Returns the sum of some constants.
     *
     * @param constants which
     * @return the sum of their numbers
     */
    public static int sum(Collection<MonitorFlag> constants) {
        int sum = 0;
        for (MonitorFlag one : constants) {
            sum |= one.value;
        }
        return sum;
    }
}
