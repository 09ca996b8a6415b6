<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI\CData;

/**
 * Ends the waits that it is given to, now and later. It cannot be used again: make one for each
 * operation that a person may cancel.
 */
final class Cancellation extends Handle
{
    public const TYPE = 'jpki_cancellation';

    /** Not yet cancelled. */
    public function __construct()
    {
        parent::__construct(Native::make(
            'jpki_cancellation',
            static fn (CData $slot, CData $error): int =>
                Native::ffi()->jpki_cancellation_new($slot, $error),
        ));
    }

    /** From a signal handler too. */
    public function cancel(): void
    {
        $cancellation = $this->handle();
        Native::check(static fn (CData $error): int =>
            Native::ffi()->jpki_cancellation_cancel($cancellation, $error));
    }
}
