<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * A card on a reader, a phone, or a virtual card.
 *
 * PINs, passwords and check numbers are a {@see Secret}, which is wiped, or a string, which cannot
 * be. Each is sent once at most, and a wrong one spends a try. The last try is kept unless
 * `LastTry::Allow` is given; `LastTry::KeepTwo` keeps two.
 */
final class Card extends Handle
{
    use CardFace;
    use Pins;

    public const TYPE = 'jpki_card';

    /**
     * The embedded virtual card, PIN 1234, if the library has it.
     *
     * @param string $settings words such as `pin-tries 1; fault removed-before at 5`
     */
    public static function openVirtual(
        VirtualKind|int $kind = VirtualKind::MyNumberCard,
        string $settings = '',
    ): self {
        $number = Native::number($kind);
        $words = Native::text($settings);
        return self::adopt(Native::make(
            'jpki_card',
            static fn (CData $slot, CData $error): int =>
                Native::ffi()->jpki_card_open_virtual_with_settings($number, $words, $slot, $error),
        ));
    }

    /** A card behind a connection of one's own, which the card closes. */
    public static function open(Transport $transport): self
    {
        $functions = TransportFunctions::of($transport);
        return self::adopt(Native::make(
            'jpki_card',
            static fn (CData $slot, CData $error): int =>
                Native::ffi()->jpki_card_open_transport(FFI::addr($functions), $slot, $error),
        ));
    }

    /** The reader's name, in UTF-8; null for a card without a reader. */
    public function readerName(): ?string
    {
        return Native::ffi()->jpki_card_reader_name($this->handle());
    }

    /**
     * Sets how many bytes of files are read at a time.
     *
     * @param int $length 1 to 32768
     */
    public function setReadLength(int $length): void
    {
        $this->call('jpki_card_set_read_length', $length);
    }

    /** What kind of token it is. */
    public function token(): Token
    {
        $kind = Native::new('jpki_token_kind');
        $label = Native::new('char[97]');
        $this->call('jpki_card_token', FFI::addr($kind), $label, FFI::sizeof($label));
        return new Token(Native::constant(TokenKind::class, $kind->cdata), FFI::string($label));
    }

    /**
     * How many tries a PIN, password or number has left; spends none.
     *
     * @throws Exception\NotOnCardException where the token does not have it
     */
    public function tries(Credential|int $credential = Credential::Pin): TriesLeft
    {
        $state = Native::new('jpki_tries');
        $left = Native::new('int32_t');
        $number = Native::number($credential);
        $this->call('jpki_card_tries', $number, FFI::addr($state), FFI::addr($left));
        return TriesLeft::of($state->cdata, $left->cdata);
    }

    /** Whether the token has a certificate: `Authentication` or `Signature`. */
    public function hasCertificate(
        CertificateKind|int $kind = CertificateKind::Authentication,
    ): bool {
        $present = Native::new('int32_t');
        $this->call('jpki_card_has_certificate', Native::number($kind), FFI::addr($present));
        return $present->cdata === 1;
    }

    /**
     * A certificate that needs no password. For that of the signature there is
     * {@see signatureCertificate()}.
     */
    public function certificate(
        CertificateKind|int $kind = CertificateKind::Authentication,
    ): Certificate {
        return $this->read(Certificate::class, 'jpki_card_certificate', Native::number($kind));
    }

    /**
     * Runs the function in one transaction, in which no other program gets the card: keep it short,
     * and never let a person type in it.
     *
     * @template T
     * @param callable(self): T $work
     * @return T
     */
    public function transaction(callable $work): mixed
    {
        $this->beginTransaction();
        try {
            $result = $work($this);
        } catch (\Throwable $fault) {
            // What the function threw says more than the end of its transaction.
            Native::ffi()->jpki_card_end_transaction($this->handle(), null);
            throw $fault;
        }
        $this->endTransaction();
        return $result;
    }

    /** @see transaction() */
    public function beginTransaction(): void
    {
        $this->call('jpki_card_begin_transaction');
    }

    /** It is over, also where this throws. */
    public function endTransaction(): void
    {
        $this->call('jpki_card_end_transaction');
    }

    private function call(string $function, #[\SensitiveParameter] mixed ...$arguments): void
    {
        $card = $this->handle();
        Native::check(static fn (CData $error): int =>
            Native::ffi()->$function($card, ...[...$arguments, $error]));
    }

    /**
     * @template T of Handle
     * @param class-string<T> $owner of what the function makes
     * @return T
     */
    private function read(
        string $owner,
        string $function,
        #[\SensitiveParameter] mixed ...$arguments,
    ): Handle {
        $slot = Native::new($owner::TYPE . '_handle');
        $this->call($function, ...[...$arguments, FFI::addr($slot)]);
        return $owner::adopt($slot->cdata);
    }
}
