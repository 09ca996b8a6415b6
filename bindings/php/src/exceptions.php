<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard\Exception;

use FFI;
use FFI\CData;
use Jpkicard\Declarations;
use Jpkicard\Language;
use Jpkicard\Library;
use Jpkicard\Native;
use Jpkicard\Status;

/**
 * A failure. The message is the library's English sentence, for the log; {@see japanese()} is for
 * the person at the desk. No PIN, name or serial number is in it. The code is the number of C, such
 * as -41.
 */
class JpkicardException extends \RuntimeException
{
    /** What went wrong; a number where this version does not know it. */
    public readonly Status|int $status;

    /**
     * @param Status|int $status for a transport of one's own, such as `Status::CardRemoved`
     * @param ?int $triesLeft the tries left, if the card said it
     * @param int $statusWord the card's status word, or 0
     * @param int $pcscCode the PC/SC return code, or 0
     */
    final public function __construct(
        Status|int $status,
        ?string $message = null,
        public readonly ?int $triesLeft = null,
        public readonly int $statusWord = 0,
        public readonly int $pcscCode = 0,
    ) {
        $number = Native::number($status);
        $this->status = Native::constant(Status::class, $number);
        parent::__construct($message ?? Library::statusText($number, Language::English), $number);
    }

    /** The name of the constant, such as `JPKI_ERROR_PIN_WRONG`. */
    public function statusName(): string
    {
        return Library::statusName($this->status);
    }

    /** The sentence for the desk, with what is known of this case, such as the tries left. */
    public function text(Language $language): string
    {
        $failure = Native::new('jpki_error');
        $failure->status = $this->getCode();
        $failure->tries_left = $this->triesLeft ?? -1;
        $failure->status_word = $this->statusWord;
        $failure->pcsc_code = $this->pcscCode;
        $text = Native::new('char[' . Declarations::ERROR_TEXT_SIZE . ']');
        $status = Native::ffi()->jpki_error_text(
            FFI::addr($failure),
            $language->value,
            $text,
            Declarations::ERROR_TEXT_SIZE,
            null,
        );
        return $status === 0 ? FFI::string($text) : Library::statusText($this->status, $language);
    }

    /** The sentence for the desk in Japanese. */
    public function japanese(): string
    {
        return $this->text(Language::Japanese);
    }

    /** The sentence for the desk in English. */
    public function english(): string
    {
        return $this->text(Language::English);
    }

    /**
     * The exception for what a call stored.
     *
     * @internal
     */
    public static function of(CData $error): self
    {
        $kind = self::kind($error->status);
        return new $kind(
            $error->status,
            FFI::string($error->message),
            $error->tries_left < 0 ? null : $error->tries_left,
            $error->status_word,
            $error->pcsc_code,
        );
    }

    /**
     * The exception for a status.
     *
     * @internal
     */
    public static function forStatus(Status|int $status): self
    {
        $kind = self::kind(Native::number($status));
        return new $kind($status);
    }

    /** @return class-string<self> */
    private static function kind(int $status): string
    {
        return match (Status::tryFrom($status)) {
            Status::Argument, Status::NotBuilt, Status::Reentered, Status::Forked
                => UsageException::class,
            Status::Handle => ClosedException::class,
            Status::ServiceNotRunning, Status::ServiceRefused, Status::ServiceFailed,
            Status::NoReader, Status::UnknownReader, Status::ReaderFailed,
            Status::ServiceNotResponding, Status::ReaderNotResponding, Status::PcscNotInstalled
                => ReaderException::class,
            Status::NoCard, Status::CardUnresponsive, Status::NotIndividualNumberCard,
            Status::SharingViolation, Status::CardRemoved, Status::CardReset, Status::CardBusy,
            Status::CardAnswer, Status::CardStatus, Status::CardExchanged
                => CardException::class,
            Status::NotOnCard => NotOnCardException::class,
            Status::TimedOut => TimedOutException::class,
            Status::Cancelled => CancelledException::class,
            Status::PinRequired, Status::PinUncertain, Status::PinChangeUncertain,
            Status::BirthDateDiffers
                => CredentialException::class,
            Status::PinWrong, Status::PasswordWrong, Status::InputSupportPinWrong,
            Status::CheckNumberWrong
                => WrongCredentialException::class,
            Status::PinBlocked, Status::PasswordBlocked, Status::InputSupportPinBlocked,
            Status::CheckNumberBlocked
                => BlockedCredentialException::class,
            Status::PinLastTry, Status::PinLastTwoTries, Status::PinTriesUnknown
                => LastTryException::class,
            Status::PinFormat, Status::PasswordFormat, Status::CheckNumberFormat
                => CredentialFormatException::class,
            Status::KeyNotLocked => KeyNotLockedException::class,
            Status::SignatureInvalid, Status::KeyNotSupported, Status::CertificateMalformed,
            Status::CertificateExpired, Status::CertificateNotYetValid,
            Status::CertificateRevoked, Status::CertificateNotTrusted, Status::RecordMalformed,
            Status::RecordNotAuthentic, Status::CardNotGenuine, Status::ImageMalformed,
            Status::RevocationUnknown
                => TrustException::class,
            default => self::class,
        };
    }
}

/** The call itself was wrong: an argument, a handle, a library without the feature. */
class UsageException extends JpkicardException
{
}

/** A card, certificate or other object was used after it was closed. */
class ClosedException extends UsageException
{
}

/** The smart card service or the reader. */
class ReaderException extends JpkicardException
{
}

/** The card: absent, removed, exchanged, or of another kind. */
class CardException extends JpkicardException
{
}

/** The card does not have it, as is normal for phones and children's cards. */
class NotOnCardException extends CardException
{
}

/** No card, or no event, came in time. */
class TimedOutException extends JpkicardException
{
}

/** A wait was cancelled. */
class CancelledException extends JpkicardException
{
}

/** A PIN, password, check number or birth date was not accepted. */
class CredentialException extends JpkicardException
{
}

/** It is wrong: a try was spent. */
class WrongCredentialException extends CredentialException
{
}

/** It is locked. */
class BlockedCredentialException extends CredentialException
{
}

/** It was not sent, to keep the last tries. */
class LastTryException extends CredentialException
{
}

/** It was not sent, because it cannot be right. */
class CredentialFormatException extends CredentialException
{
}

/** The key could not be locked: have the card removed from the reader now. */
class KeyNotLockedException extends JpkicardException
{
}

/** Something is not to be believed: a certificate, a record, a signature, the card. */
class TrustException extends JpkicardException
{
}
