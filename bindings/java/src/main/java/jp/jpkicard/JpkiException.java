// SPDX-License-Identifier: MIT OR Apache-2.0
package jp.jpkicard;

import com.sun.jna.Memory;
import java.util.OptionalInt;
import jp.jpkicard.raw.Native;

/**
 * A failure that the library reports. Its message is one English sentence for the log; {@link
 * #deskText} is what the person at the desk reads. Neither has a PIN, a name or a serial number in
 * it.
 *
 * <p>It is unchecked since nearly every call can report any of the statuses. What a desk tells
 * apart has a class of its own: {@link WrongPinException}, {@link PinBlockedException}, {@link
 * PinNotSentException}, {@link PinUncertainException}, {@link KeyNotLockedException} and {@link
 * ReaderException}. All others are of this class, with their {@link #status}.
 */
public class JpkiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The number of the status. */
    private final int number;

    /** The tries left; -1 if unknown. */
    private final int triesLeft;

    /** The card's status word; 0 if there is none. */
    private final int statusWord;

    /** The code of PC/SC; 0 if there is none. */
    private final int pcscCode;

    JpkiException(Failure failure) {
        super(failure.message, failure.cause);
        number = failure.number;
        triesLeft = failure.triesLeft;
        statusWord = failure.statusWord;
        pcscCode = failure.pcscCode;
    }

    /**
     * Makes an exception with a status and nothing else, such as {@link Status#CARD_REMOVED} for a
     * {@link Transport} to throw.
     *
     * @param status why; not {@link Status#OK}
     * @return the exception, of the class for the status
     */
    public static JpkiException of(Status status) {
        if (status == Status.OK) {
            throw new IllegalArgumentException("a success is no exception");
        }
        return of(status.value());
    }

    static JpkiException of(int number) {
        Native.JpkiError error = new Native.JpkiError();
        error.status = number;
        error.tries_left = -1;
        return from(number, error, null);
    }

    /** The exception for what a call stored. */
    static JpkiException from(int number, Native.JpkiError error, Throwable cause) {
        Failure failure = new Failure(number, error, cause);
        switch (Status.of(number)) {
            case PIN_WRONG:
            case PASSWORD_WRONG:
            case INPUT_SUPPORT_PIN_WRONG:
            case CHECK_NUMBER_WRONG:
                return new WrongPinException(failure);
            case PIN_BLOCKED:
            case PASSWORD_BLOCKED:
            case INPUT_SUPPORT_PIN_BLOCKED:
            case CHECK_NUMBER_BLOCKED:
                return new PinBlockedException(failure);
            case PIN_FORMAT:
            case PASSWORD_FORMAT:
            case CHECK_NUMBER_FORMAT:
            case PIN_LAST_TRY:
            case PIN_LAST_TWO_TRIES:
            case PIN_TRIES_UNKNOWN:
                return new PinNotSentException(failure);
            case PIN_UNCERTAIN:
            case PIN_CHANGE_UNCERTAIN:
                return new PinUncertainException(failure);
            case KEY_NOT_LOCKED:
                return new KeyNotLockedException(failure);
            case SERVICE_NOT_RUNNING:
            case SERVICE_REFUSED:
            case SERVICE_FAILED:
            case SERVICE_NOT_RESPONDING:
            case PCSC_NOT_INSTALLED:
            case NO_READER:
            case UNKNOWN_READER:
            case READER_FAILED:
            case READER_NOT_RESPONDING:
            case NO_CARD:
            case CARD_UNRESPONSIVE:
            case CARD_REMOVED:
            case CARD_RESET:
            case CARD_BUSY:
            case SHARING_VIOLATION:
            case NOT_INDIVIDUAL_NUMBER_CARD:
            case TIMED_OUT:
                return new ReaderException(failure);
            default:
                return new JpkiException(failure);
        }
    }

    /**
     * Returns why the call failed.
     *
     * @return the status; {@link Status#UNRECOGNIZED} if it is newer than this package
     */
    public Status status() {
        return Status.of(number);
    }

    /**
     * Returns the number of the status, such as -41.
     *
     * @return what C programs know the status by
     */
    public int statusNumber() {
        return number;
    }

    /**
     * Returns the name of the status in C, for logs and for looking it up.
     *
     * @return a name such as {@code JPKI_ERROR_PIN_WRONG}
     */
    public String statusName() {
        return Jpki.statusName(number);
    }

    /**
     * Returns how many tries are left.
     *
     * @return the number; empty if the card did not say
     */
    public OptionalInt triesLeft() {
        return triesLeft < 0 ? OptionalInt.empty() : OptionalInt.of(triesLeft);
    }

    /**
     * Returns the card's status word.
     *
     * @return a number such as 0x6982; 0 if there is none
     */
    public int statusWord() {
        return statusWord;
    }

    /**
     * Returns the code of PC/SC.
     *
     * @return a number such as 0x8010000C; 0 if there is none
     */
    public int pcscCode() {
        return pcscCode;
    }

    /**
     * Returns the failure as a sentence for the person at the desk: what happened, how many tries
     * are left, what to do next.
     *
     * @param language which
     * @return the sentence
     */
    public String deskText(Language language) {
        Native.JpkiError failure = new Native.JpkiError();
        failure.status = number;
        failure.tries_left = triesLeft;
        failure.status_word = statusWord;
        failure.pcsc_code = pcscCode;
        try (Memory text = new Memory(Native.JPKI_ERROR_TEXT_SIZE)) {
            int status =
                    LibraryHolder.library()
                            .jpki_error_text(
                                    failure,
                                    language.value(),
                                    text,
                                    Bytes.size(text.size()),
                                    null);
            boolean isKnown = status == Native.JPKI_OK;
            return isKnown ? Bytes.text(text) : Jpki.statusText(number, language);
        }
    }

    /** What a call reported, for the constructors. */
    static final class Failure {
        final int number;
        final int triesLeft;
        final int statusWord;
        final int pcscCode;
        final String message;
        final Throwable cause;

        Failure(int number, Native.JpkiError error, Throwable cause) {
            boolean isOfThisCall = error.status == number;
            String told = isOfThisCall ? Bytes.text(error.message) : "";
            this.number = number;
            triesLeft = isOfThisCall ? error.tries_left : -1;
            statusWord = isOfThisCall ? error.status_word : 0;
            pcscCode = isOfThisCall ? error.pcsc_code : 0;
            message = told.isEmpty() ? Jpki.statusText(number, Language.ENGLISH) : told;
            this.cause = cause;
        }
    }
}
