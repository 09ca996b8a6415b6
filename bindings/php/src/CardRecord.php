<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * What {@see Face} and {@see Attributes} have in common: objects of a record of the card.
 */
abstract class CardRecord extends Handle
{
    /** The birth date; null where the card has no day of the calendar. */
    public function birthDate(): ?\DateTimeImmutable
    {
        return Native::day(Native::ffi()->{static::TYPE . '_birth_date'}($this->handle()));
    }

    /** What the card has there: YYYYMMDD, or what stands for a day that nobody knows. */
    public function birthDateDigits(): string
    {
        return Native::lent(static::TYPE . '_birth_date_digits', $this->handle());
    }

    /** The sex. */
    public function sex(): Sex|int
    {
        $number = Native::ffi()->{static::TYPE . '_sex'}($this->handle());
        return Native::constant(Sex::class, $number);
    }

    /** What to send to a server that verifies it again, binary; null where it is not there. */
    public function file(File|int $file): ?string
    {
        return Native::lent(static::TYPE . '_file', $this->handle(), Native::number($file));
    }

    /**
     * What the record has that this version does not know, by its tags.
     *
     * @return list<Item>
     */
    public function otherObjects(): array
    {
        return Item::list(static::TYPE . '_other_objects', $this->handle());
    }

    /** Verifies what a desk read and sent. */
    protected static function fromFiles(
        RecordFiles $files,
        Authorities|int $authorities,
        ?CardAuthorities $own,
    ): static {
        $kept = [];
        $record = $files->record($kept);
        $function = static::TYPE . '_from_files';
        return static::adopt(Native::make(
            static::TYPE,
            static fn (CData $slot, CData $error): int => Native::ffi()->$function(
                FFI::addr($record),
                Native::number($authorities),
                $own?->handle() ?? 0,
                $slot,
                $error,
            ),
        ));
    }
}
