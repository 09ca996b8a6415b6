// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

/**
 * The service, the reader or the card on it cannot be used now, or no card came in time. {@link
 * #status} says which, {@link #deskText} what to do.
 */
public final class ReaderException extends JpkiException {
    private static final long serialVersionUID = 1L;

    ReaderException(Failure failure) {
        super(failure);
    }
}
