<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI\CData;

/**
 * What is printed on a card's front.
 */
final class Face extends CardRecord
{
    public const TYPE = 'jpki_face';

    /**
     * Verifies a face that a desk read with a challenge and sent.
     *
     * @param Authorities|int $authorities but `Unverified`
     * @param ?CardAuthorities $own with `Authorities::Own`
     */
    public static function verify(
        RecordFiles $files,
        Authorities|int $authorities = Authorities::Production,
        ?CardAuthorities $own = null,
    ): self {
        return self::fromFiles($files, $authorities, $own);
    }

    /**
     * The last day on which the card is valid. No signature covers it, and an expired card passes:
     * compare it with today.
     */
    public function expiry(): ?\DateTimeImmutable
    {
        return Native::day(Native::ffi()->jpki_face_expiry($this->handle()));
    }

    /** A picture as the card has it, binary: the photo is JPEG 2000, the others are PNG. */
    public function image(Image|int $image): ?string
    {
        return Native::lent('jpki_face_image', $this->handle(), Native::number($image));
    }

    /** The photo as the card has it: JPEG 2000. */
    public function photo(): ?string
    {
        return $this->image(Image::Photo);
    }

    /**
     * A picture that a browser or a window shows.
     *
     * @throws Exception\UsageException if the library has no pictures
     */
    public function picture(PictureKind|int $kind): Picture
    {
        $face = $this->handle();
        $number = Native::number($kind);
        return Picture::adopt(Native::make(
            'jpki_picture',
            static fn (CData $slot, CData $error): int =>
                Native::ffi()->jpki_face_picture($face, $number, $slot, $error),
        ));
    }
}
