/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Something that the library was built with. */
public enum Feature {
    /** The library accesses readers through PC/SC. */
    PCSC(1),

    /**
     * The library verifies each signature before returning it, and can verify the records of the
     * card.
     */
    VERIFY(2),

    /** The library includes the embedded virtual card: a build for tests. */
    VIRTUAL_CARD(4),

    /** The library verifies certificates and signatures for a relying party. */
    TRUST(8),

    /** The library can decode the images on the card into pictures. */
    PICTURE(16),

    /**
     * The library can read the 12-digit individual number (kojin bango). Few organisations may do
     * so by law, and authenticating patients is not a permitted purpose.
     */
    INDIVIDUAL_NUMBER(32),

    /** A number that this version of the package does not know. The library refuses it. */
    UNRECOGNIZED(Integer.MIN_VALUE);

    private final int value;

    Feature(int value) {
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
    public static Feature of(int value) {
        for (Feature one : values()) {
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
    public static Set<Feature> setOf(int sum) {
        Set<Feature> found = EnumSet.noneOf(Feature.class);
        int rest = sum;
        for (Feature one : values()) {
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
    public static int sum(Collection<Feature> constants) {
        int sum = 0;
        for (Feature one : constants) {
            sum |= one.value;
        }
        return sum;
    }
}
