<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

/**
 * Name, address, birth date and sex as text.
 */
final class Attributes extends CardRecord
{
    public const TYPE = 'jpki_attributes';

    /**
     * Verifies attributes that a desk read and sent, in a library that was built for it.
     *
     * @param ?CardAuthorities $own with `Authorities::Own`
     */
    public static function verify(
        RecordFiles $files,
        Authorities|int $authorities = Authorities::Production,
        ?CardAuthorities $own = null,
    ): self {
        return self::fromFiles($files, $authorities, $own);
    }

    /** The name, in UTF-8; an ideographic space separates family and given name. */
    public function name(): string
    {
        return Native::ffi()->jpki_attributes_name($this->handle());
    }

    /** The address, in UTF-8. */
    public function address(): string
    {
        return Native::ffi()->jpki_attributes_address($this->handle());
    }
}
