<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;

/**
 * What is printed on a card, and its text. All of it is personal data: do not log it.
 *
 * @internal
 */
trait CardFace
{
    /**
     * Reads the card's front with check number B, and verifies it. A wrong number spends one of ten
     * tries.
     *
     * @param Secret|string $checkNumber of {@see CheckNumber}
     * @param Authorities|int $authorities whose records are believed
     * @param ?string $challenge of a server that verifies the result's files; 16 bytes or more
     */
    public function face(
        #[\SensitiveParameter] Secret|string $checkNumber,
        Authorities|int $authorities = Authorities::Production,
        ?string $challenge = null,
        LastTry|int $lastTry = LastTry::Keep,
    ): Face {
        $number = Secret::bytes($checkNumber);
        $options = [Native::number($authorities), Native::number($lastTry)];
        if ($challenge === null) {
            return $this->read(Face::class, 'jpki_card_face', ...[...$number, ...$options]);
        }
        return $this->read(
            Face::class,
            'jpki_card_face_for_challenge',
            ...[...$number, $challenge, strlen($challenge), ...$options],
        );
    }

    /**
     * Reads name, address, birth date and sex with the input-support PIN. A wrong one spends one of
     * three tries.
     */
    public function attributes(
        #[\SensitiveParameter] Secret|string $pin,
        Authorities|int $authorities = Authorities::Production,
        LastTry|int $lastTry = LastTry::Keep,
    ): Attributes {
        return $this->read(
            Attributes::class,
            'jpki_card_attributes',
            ...[...Secret::bytes($pin), Native::number($authorities), Native::number($lastTry)],
        );
    }

    /** Reads the same with check number B. A wrong one spends one of ten tries. */
    public function attributesByCheckNumber(
        #[\SensitiveParameter] Secret|string $checkNumber,
        Authorities|int $authorities = Authorities::Production,
        LastTry|int $lastTry = LastTry::Keep,
    ): Attributes {
        $options = [Native::number($authorities), Native::number($lastTry)];
        return $this->read(
            Attributes::class,
            'jpki_card_attributes_by_check_number',
            ...[...Secret::bytes($checkNumber), ...$options],
        );
    }

    /**
     * Returns if this is the card of someone born on that day. Another day spends one of ten tries.
     *
     * @param \DateTimeInterface|int $date an int is YYYYMMDD
     * @throws Exception\WrongCredentialException if not
     * @throws Exception\CredentialException with `Status::BirthDateDiffers` for the same six digits
     *     in another era, which spends none
     */
    public function compareBirthDate(
        \DateTimeInterface|int $date,
        Calendar|int $calendar = Calendar::Japanese,
        Authorities|int $authorities = Authorities::Production,
        LastTry|int $lastTry = LastTry::Keep,
    ): void {
        $this->call(
            'jpki_card_compare_birth_date',
            Native::dayNumber($date),
            Native::number($calendar),
            Native::number($authorities),
            Native::number($lastTry),
        );
    }

    /**
     * The same on a card that prints a date which is not one of the calendar.
     *
     * @param Secret|string $digits the six digits as they are printed
     */
    public function compareBirthDateDigits(
        #[\SensitiveParameter] Secret|string $digits,
        Authorities|int $authorities = Authorities::Production,
        LastTry|int $lastTry = LastTry::Keep,
    ): void {
        $this->call(
            'jpki_card_compare_birth_date_printed_digits',
            ...[...Secret::bytes($digits), Native::number($authorities), Native::number($lastTry)],
        );
    }

    /** What the card says of itself, which nothing signs. */
    public function information(): Information
    {
        $read = Native::new('jpki_information');
        $this->call('jpki_card_information', FFI::addr($read));
        return new Information(
            Native::day($read->expiry),
            FFI::string($read->municipality_code),
            FFI::string($read->serial),
        );
    }

    /** Sets whom `Authorities::Own` stands for from now on. */
    public function setAuthorities(CardAuthorities $authorities): void
    {
        $this->call('jpki_card_set_authorities', $authorities->handle());
    }
}
