<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * The library's log. Its lines are kept in the library, which may cause them in threads that PHP
 * does not know, and are given to the receiver after each call. No PIN, name or serial number is in
 * them, at any level.
 */
final class Log
{
    /** @var ?callable(LogLevel|int, string): void */
    private static $receiver = null;

    private static bool $isDraining = false;

    /**
     * Sends the log's lines to the receiver; `LogLevel::Off` ends it.
     *
     * @param ?callable(LogLevel|int, string): void $receiver
     */
    public static function to(LogLevel|int $level, ?callable $receiver): void
    {
        $number = Native::number($level);
        Native::check(
            static fn (CData $error): int => Native::ffi()->jpki_log_keep($number, $error),
        );
        self::$receiver = $number === LogLevel::Off->value ? null : $receiver;
    }

    /** Ends it. */
    public static function off(): void
    {
        self::to(LogLevel::Off, null);
    }

    /**
     * Gives the lines that are there to the receiver: for a program that makes no calls of its own
     * for a while.
     */
    public static function drain(): void
    {
        // Not in the receiver's own calls.
        if (self::$receiver === null || self::$isDraining) {
            return;
        }
        self::$isDraining = true;
        try {
            while (self::$receiver !== null && ($record = self::next()) !== null) {
                $level = Native::constant(LogLevel::class, $record->level);
                (self::$receiver)($level, FFI::string($record->message));
            }
        } catch (\Throwable $fault) {
            // It must not take the place of what the call returned.
            trigger_error('the receiver of the log threw ' . $fault::class, E_USER_WARNING);
        } finally {
            self::$isDraining = false;
        }
    }

    private static function next(): ?CData
    {
        $record = Native::new('jpki_log_record');
        $status = Native::ffi()->jpki_log_next(FFI::addr($record), null);
        return $status === 0 && $record->level !== LogLevel::Off->value ? $record : null;
    }
}
