// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/**
 * The key could not be locked: have the card removed from the reader now.
 */
public final class KeyNotLockedException extends JpkiException {
    private static final long serialVersionUID = 1L;

    KeyNotLockedException(Failure failure) {
        super(failure);
    }
}
