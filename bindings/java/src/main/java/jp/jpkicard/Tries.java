// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import java.util.OptionalInt;

/** How many tries a PIN, password or number has left. */
public final class Tries {
    private final TriesState state;
    private final int left;

    Tries(int state, int left) {
        this.state = TriesState.of(state);
        this.left = left;
    }

    /**
     * Returns what the card reports.
     *
     * @return the state
     */
    public TriesState state() {
        return state;
    }

    /**
     * Returns the number of tries.
     *
     * @return the number, 0 when locked; empty if the card does not report it
     */
    public OptionalInt left() {
        return left < 0 ? OptionalInt.empty() : OptionalInt.of(left);
    }

    /**
     * Returns whether it is locked: then the holder need not type it.
     *
     * @return true if it is
     */
    public boolean isBlocked() {
        return state == TriesState.BLOCKED;
    }

    @Override
    public String toString() {
        return "Tries[" + state + (left < 0 ? "]" : ", " + left + "]");
    }
}
