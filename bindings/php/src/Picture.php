<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

/**
 * A picture that a browser or a window shows.
 */
final class Picture extends Handle
{
    public const TYPE = 'jpki_picture';

    /** The file, binary. */
    public function file(): string
    {
        return Native::lent('jpki_picture_data', $this->handle());
    }
}
