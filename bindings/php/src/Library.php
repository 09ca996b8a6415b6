<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

/**
 * What the C library says of itself, and its words for the desk.
 */
final class Library
{
    /** The version of the C library. */
    public static function version(): string
    {
        return Native::ffi()->jpki_version();
    }

    /**
     * What the library was built with.
     *
     * @return list<FeatureFlag>
     */
    public static function features(): array
    {
        $sum = Native::ffi()->jpki_features();
        $has = static fn (FeatureFlag $flag): bool => ($sum & $flag->value) !== 0;
        return array_values(array_filter(FeatureFlag::cases(), $has));
    }

    /** The name of the constant, such as `JPKI_ERROR_PIN_WRONG`. */
    public static function statusName(Status|int $status): string
    {
        return Native::ffi()->jpki_status_name(Native::number($status));
    }

    /** A sentence for the desk. */
    public static function statusText(
        Status|int $status,
        Language|int $language = Language::Japanese,
    ): string {
        $number = Native::number($status);
        return Native::ffi()->jpki_status_text($number, Native::number($language));
    }

    /** The name of the constant, such as `JPKI_REASON_EXPIRED`. */
    public static function reasonName(Reason|int $reason): string
    {
        return Native::ffi()->jpki_reason_name(Native::number($reason));
    }

    /** What is wrong, in a sentence. */
    public static function reasonText(
        Reason|int $reason,
        Language|int $language = Language::Japanese,
    ): string {
        $number = Native::number($reason);
        return Native::ffi()->jpki_reason_text($number, Native::number($language));
    }
}
