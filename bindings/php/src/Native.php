<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;
use Jpkicard\Exception\JpkicardException;
use Jpkicard\Exception\UsageException;

/**
 * The C library, and how its functions are called.
 *
 * @internal
 */
final class Native
{
    private static ?FFI $ffi = null;

    /**
     * The C library: in JPKICARD_LIBRARY_FOLDER if that is set, otherwise where the system looks.
     */
    public static function ffi(): FFI
    {
        return self::$ffi ??= self::open(getenv('JPKICARD_LIBRARY_FOLDER'));
    }

    /** Memory for one value or structure; a structure knows its size. */
    public static function new(string $type): CData
    {
        $made = self::ffi()->new($type);
        if (isset(Declarations::SIZES[$type])) {
            $made->struct_size = FFI::sizeof($made);
        }
        return $made;
    }

    /**
     * Calls a fallible function. What the closure has captured may be a secret, which a dump of the
     * exception would show.
     *
     * @param callable(CData): int $call gets a pointer to the error structure
     * @throws JpkicardException
     */
    public static function check(#[\SensitiveParameter] callable $call): void
    {
        $error = self::new('jpki_error');
        $status = $call(FFI::addr($error));
        Log::drain();
        if ($status !== 0) {
            throw JpkicardException::of($error);
        }
    }

    /**
     * Calls a function that makes a handle.
     *
     * @param string $type of the handle, such as `jpki_card`
     * @param callable(CData, CData): int $call gets where the handle goes, and the error structure
     */
    public static function make(string $type, #[\SensitiveParameter] callable $call): int
    {
        $slot = self::new($type . '_handle');
        self::check(static fn (CData $error): int => $call(FFI::addr($slot), $error));
        return $slot->cdata;
    }

    /** Calls a getter that stores a length; a copy of what it lends. */
    public static function lent(string $function, mixed ...$arguments): ?string
    {
        $length = self::new('size_t');
        $data = self::ffi()->$function(...[...$arguments, FFI::addr($length)]);
        return match (true) {
            $data === null => null,
            $length->cdata === 0 => '',
            default => FFI::string($data, $length->cdata),
        };
    }

    /**
     * A pointer to memory with these bytes, for a structure.
     *
     * @param list<CData> $kept keeps the memory as long as it is kept itself
     */
    public static function bytes(string $bytes, array &$kept): CData
    {
        $length = strlen($bytes);
        $kept[] = $memory = self::ffi()->new('uint8_t[' . max($length, 1) . ']');
        if ($length > 0) {
            FFI::memcpy($memory, $bytes, $length);
        }
        return self::ffi()->cast('uint8_t *', FFI::addr($memory));
    }

    /** A text for C, which ends at its first NUL. */
    public static function text(string $text): string
    {
        if (str_contains($text, "\0")) {
            throw new \ValueError('a NUL in a text');
        }
        return $text;
    }

    /** The number of a constant. */
    public static function number(\BackedEnum|int $constant): int
    {
        return self::int32(is_int($constant) ? $constant : (int) $constant->value);
    }

    /** A number of 32 bits: FFI cuts off what does not fit, which may leave a valid one. */
    public static function int32(int $number): int
    {
        if ($number < -0x80000000 || $number > 0x7FFFFFFF) {
            throw new UsageException(Status::Argument);
        }
        return $number;
    }

    /**
     * The constant of a number; one that this version does not know stays a number.
     *
     * @template T of \BackedEnum
     * @param class-string<T> $enumeration
     * @return T|int
     */
    public static function constant(string $enumeration, int $number): \BackedEnum|int
    {
        return $enumeration::tryFrom($number) ?? $number;
    }

    /** Seconds as C takes them; null is for ever. */
    public static function milliseconds(?float $seconds): int
    {
        if ($seconds === null) {
            return Declarations::WAIT_FOREVER;
        }
        $milliseconds = round($seconds * 1000);
        // Also what is left until a time that is over, which must not become -1.
        if (!($seconds >= 0.0 && $milliseconds <= 0x7FFFFFFF)) {
            throw new UsageException(Status::Argument);
        }
        return (int) $milliseconds;
    }

    /** A day as C has it, YYYYMMDD. */
    public static function dayNumber(\DateTimeInterface|int $day): int
    {
        return self::int32(is_int($day) ? $day : (int) $day->format('Ymd'));
    }

    /** A day of C; null for 0. */
    public static function day(int $number): ?\DateTimeImmutable
    {
        $day = \DateTimeImmutable::createFromFormat(
            '!Ymd',
            sprintf('%08d', $number),
            new \DateTimeZone('UTC'),
        );
        return $number === 0 || $day === false ? null : $day;
    }

    /** A time of C, in seconds since 1970. */
    public static function time(int $seconds): \DateTimeImmutable
    {
        return new \DateTimeImmutable("@$seconds");
    }

    private static function open(string|false $folder): FFI
    {
        $names = match (PHP_OS_FAMILY) {
            'Windows' => ['jpkicard.dll'],
            'Darwin' => ['libjpkicard.0.dylib', 'libjpkicard.dylib'],
            default => ['libjpkicard.so.0', 'libjpkicard.so'],
        };
        $fault = null;
        foreach ($names as $name) {
            try {
                $path = $folder === false ? $name : "$folder/$name";
                return FFI::cdef(Declarations::TEXT, $path);
            } catch (FFI\Exception $fault) {
                continue;
            }
        }
        throw new \RuntimeException('the library jpkicard was not found', previous: $fault);
    }
}
