// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/**
 * The PIN, password or number was not sent, and no try was spent: it has the wrong form, or too few
 * tries are left and {@link LastTry} does not allow to spend one.
 */
public final class PinNotSentException extends JpkiException {
    private static final long serialVersionUID = 1L;

    PinNotSentException(Failure failure) {
        super(failure);
    }
}
