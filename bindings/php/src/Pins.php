<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * What a card does with its PIN and its signature password.
 *
 * @internal
 */
trait Pins
{
    /**
     * Verifies the PIN, signs, and locks the key again. A wrong PIN spends one of three tries.
     *
     * @param string $input data, or its digest with `Input::Digest`
     * @param ?Certificate $certificate the card's, if it was kept
     */
    public function sign(
        #[\SensitiveParameter] Secret|string $pin,
        string $input,
        Digest|int $digest = Digest::Sha256,
        Scheme|int $scheme = Scheme::DigestInfo,
        Input|int $inputIs = Input::Data,
        LastTry|int $lastTry = LastTry::Keep,
        ?Certificate $certificate = null,
    ): Signature {
        $options = self::signOptions($lastTry, $certificate, $digest, $scheme, $inputIs);
        return $this->read(
            Signature::class,
            'jpki_card_sign',
            ...[...Secret::bytes($pin), $input, strlen($input), FFI::addr($options)],
        );
    }

    /**
     * Reads what a desk needs, verifies the PIN, signs the challenge and locks the key again, in
     * one transaction. A wrong PIN spends one of three tries.
     *
     * @param string $challenge of the relying party: random, 16 bytes or more, never used before
     * @param ?Certificate $certificate known from an earlier visit: the card is compared with it
     *     before the PIN is sent
     * @param ?Certificate $caCertificate which the issuer is expected to have
     * @param bool $readCaCertificate also if the issuer is known
     */
    public function authenticate(
        #[\SensitiveParameter] Secret|string $pin,
        string $challenge,
        LastTry|int $lastTry = LastTry::Keep,
        ?Certificate $certificate = null,
        ?Certificate $caCertificate = null,
        bool $readCaCertificate = false,
    ): Authentication {
        $options = self::signOptions($lastTry, $certificate);
        $options->ca_certificate = $caCertificate?->handle() ?? 0;
        $options->read_ca_certificate = $readCaCertificate ? 1 : 0;
        $got = Native::new('jpki_authentication');
        $this->call(
            'jpki_card_authenticate',
            ...[
                ...Secret::bytes($pin), $challenge, strlen($challenge),
                FFI::addr($options), FFI::addr($got),
            ],
        );
        return Authentication::of($got);
    }

    /**
     * The signature certificate, with the holder's name, address, birth date and sex. A wrong
     * password spends one of five tries.
     */
    public function signatureCertificate(
        #[\SensitiveParameter] Secret|string $password,
        LastTry|int $lastTry = LastTry::Keep,
    ): Certificate {
        return $this->read(
            Certificate::class,
            'jpki_card_signature_certificate',
            ...[...Secret::bytes($password), Native::number($lastTry)],
        );
    }

    /**
     * Signs a document with the signature key. A wrong password spends one of five tries.
     *
     * @param string $input the document, or its digest with `Input::Digest`
     * @param ?Certificate $certificate the signature certificate, if it was kept
     * @return array{Certificate, Signature}
     */
    public function signDocument(
        #[\SensitiveParameter] Secret|string $password,
        string $input,
        Digest|int $digest = Digest::Sha256,
        Scheme|int $scheme = Scheme::DigestInfo,
        Input|int $inputIs = Input::Data,
        LastTry|int $lastTry = LastTry::Keep,
        ?Certificate $certificate = null,
    ): array {
        $options = self::signOptions($lastTry, $certificate, $digest, $scheme, $inputIs);
        $slot = Native::new('jpki_certificate_handle');
        $signature = $this->read(
            Signature::class,
            'jpki_card_sign_document',
            ...[
                ...Secret::bytes($password), $input, strlen($input),
                FFI::addr($options), FFI::addr($slot),
            ],
        );
        return [Certificate::adopt($slot->cdata), $signature];
    }

    /** Changes the PIN of the authentication key. A wrong old one spends one of three tries. */
    public function changePin(
        #[\SensitiveParameter] Secret|string $oldPin,
        #[\SensitiveParameter] Secret|string $newPin,
        LastTry|int $lastTry = LastTry::Keep,
    ): void {
        $this->change('jpki_card_change_pin', $oldPin, $newPin, $lastTry);
    }

    /** Changes the signature password. A wrong old one spends one of five tries. */
    public function changeSignaturePassword(
        #[\SensitiveParameter] Secret|string $oldPassword,
        #[\SensitiveParameter] Secret|string $newPassword,
        LastTry|int $lastTry = LastTry::Keep,
    ): void {
        $this->change('jpki_card_change_signature_password', $oldPassword, $newPassword, $lastTry);
    }

    /** Changes the input-support PIN. A wrong old one spends one of three tries. */
    public function changeInputSupportPin(
        #[\SensitiveParameter] Secret|string $oldPin,
        #[\SensitiveParameter] Secret|string $newPin,
        LastTry|int $lastTry = LastTry::Keep,
    ): void {
        $this->change('jpki_card_change_input_support_pin', $oldPin, $newPin, $lastTry);
    }

    private function change(
        string $function,
        #[\SensitiveParameter] Secret|string $before,
        #[\SensitiveParameter] Secret|string $after,
        LastTry|int $lastTry,
    ): void {
        $secrets = [...Secret::bytes($before), ...Secret::bytes($after)];
        $this->call($function, ...[...$secrets, Native::number($lastTry)]);
    }

    private static function signOptions(
        LastTry|int $lastTry,
        ?Certificate $certificate,
        Digest|int $digest = Digest::Sha256,
        Scheme|int $scheme = Scheme::DigestInfo,
        Input|int $inputIs = Input::Data,
    ): CData {
        $options = Native::new('jpki_sign_options');
        $options->digest = Native::number($digest);
        $options->scheme = Native::number($scheme);
        $options->input = Native::number($inputIs);
        $options->last_try = Native::number($lastTry);
        $options->certificate = $certificate?->handle() ?? 0;
        return $options;
    }
}
