<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * A CRL that was loaded once.
 */
final class RevocationList extends Handle
{
    public const TYPE = 'jpki_revocation_list';

    /** Loads a CRL that one of the options' anchors signed. */
    public static function load(
        string $data,
        VerifyOptions $options = new VerifyOptions(),
    ): self {
        $kept = [];
        $record = $options->record($kept);
        return self::adopt(Native::make(
            'jpki_revocation_list',
            static fn (CData $slot, CData $error): int => Native::ffi()->jpki_revocation_list_load(
                $data,
                strlen($data),
                FFI::addr($record),
                $slot,
                $error,
            ),
        ));
    }

    /** When it was issued. */
    public function thisUpdate(): \DateTimeImmutable
    {
        return Native::time(Native::ffi()->jpki_revocation_list_this_update($this->handle()));
    }

    /** When the next one is due. */
    public function nextUpdate(): \DateTimeImmutable
    {
        return Native::time(Native::ffi()->jpki_revocation_list_next_update($this->handle()));
    }

    /** How many entries it has. */
    public function count(): int
    {
        return Native::ffi()->jpki_revocation_list_entry_count($this->handle());
    }
}
