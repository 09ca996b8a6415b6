// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/**
 * The PIN was sent, and the answer was lost: a try may have been spent, or a change made. Ask
 * {@link Card#tries} before the next try.
 */
public final class PinUncertainException extends JpkiException {
    private static final long serialVersionUID = 1L;

    PinUncertainException(Failure failure) {
        super(failure);
    }
}
