// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/**
 * The PIN, password or number is locked. {@link #statusWord} is 0 if it was locked before and was
 * not sent.
 */
public final class PinBlockedException extends JpkiException {
    private static final long serialVersionUID = 1L;

    PinBlockedException(Failure failure) {
        super(failure);
    }
}
