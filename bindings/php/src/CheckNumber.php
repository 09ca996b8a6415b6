<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI\CData;

/**
 * Makes check number B (照合番号B) of what is printed on the card's front. It opens the card's
 * face, and name and address as text, without a PIN.
 */
final class CheckNumber
{
    /**
     * Of a birth date.
     *
     * @param \DateTimeInterface|int $birthDate an int is YYYYMMDD
     * @param int $expiryYear four digits
     * @param Secret|string $securityCode the four digits beside the photo
     * @param Calendar|int $calendar `Gregorian` for some foreign residents
     * @throws Exception\CredentialFormatException
     */
    public static function make(
        \DateTimeInterface|int $birthDate,
        int $expiryYear,
        #[\SensitiveParameter] Secret|string $securityCode,
        Calendar|int $calendar = Calendar::Japanese,
    ): Secret {
        $year = Native::int32($expiryYear);
        $start = [Native::dayNumber($birthDate), Native::number($calendar), $year];
        return self::written('jpki_check_number', [...$start, ...Secret::bytes($securityCode)]);
    }

    /**
     * Of a card which prints a birth date that is not one of the calendar.
     *
     * @param Secret|string $dateDigits the six digits as they are printed, which are not checked
     */
    public static function fromDigits(
        #[\SensitiveParameter] Secret|string $dateDigits,
        int $expiryYear,
        #[\SensitiveParameter] Secret|string $securityCode,
    ): Secret {
        $year = Native::int32($expiryYear);
        $arguments = [...Secret::bytes($dateDigits), $year, ...Secret::bytes($securityCode)];
        return self::written('jpki_check_number_printed_digits', $arguments);
    }

    /** @param list<mixed> $arguments */
    private static function written(
        string $function,
        #[\SensitiveParameter] array $arguments,
    ): Secret {
        $room = Declarations::CHECK_NUMBER_SIZE;
        return Secret::written($room, static function (CData $number) use (
            $function,
            $arguments,
            $room
        ): void {
            Native::check(static fn (CData $error): int =>
                Native::ffi()->$function(...[...$arguments, $number, $room, $error]));
        });
    }
}
