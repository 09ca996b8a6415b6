/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** How to wait for a card. */
public enum WaitFlag {
    /**
     * In {@code jpki_card_wait}: {@code reader} is a part of the name, in UTF-8; ASCII letters
     * match in either case.
     */
    NAME_PART(0x10000000),

    /**
     * In {@code jpki_card_wait}: return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a card of
     * another kind is present and no reader holds the right one.
     */
    REPORT_OTHER_CARD(0x20000000),

    /**
     * In {@code jpki_card_wait}: also wait for a service that is not running when the wait begins,
     * as on Windows while no reader is connected.
     */
    FOR_SERVICE(0x40000000),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    WaitFlag(int value) {
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
    public static WaitFlag of(int value) {
        for (WaitFlag one : values()) {
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
    public static Set<WaitFlag> setOf(int sum) {
        Set<WaitFlag> found = EnumSet.noneOf(WaitFlag.class);
        int rest = sum;
        for (WaitFlag one : values()) {
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
    public static int sum(Collection<WaitFlag> constants) {
        int sum = 0;
        for (WaitFlag one : constants) {
            sum |= one.value;
        }
        return sum;
    }
}
