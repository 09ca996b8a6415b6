// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/**
 * The PIN, password, check number or birth date is wrong, and a try was spent; {@link #triesLeft}
 * says how many are left. {@link #status} says which it was. Ask the holder before the next try.
 */
public final class WrongPinException extends JpkiException {
    private static final long serialVersionUID = 1L;

    WrongPinException(Failure failure) {
        super(failure);
    }
}
