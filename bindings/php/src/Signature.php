<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

/**
 * A signature and its algorithm.
 */
final class Signature extends Handle
{
    public const TYPE = 'jpki_signature';

    /** The signature, binary. */
    public function bytes(): string
    {
        return Native::lent('jpki_signature_data', $this->handle());
    }

    /** What to verify it with. */
    public function algorithm(): Algorithm|int
    {
        $number = Native::ffi()->jpki_signature_algorithm($this->handle());
        return Native::constant(Algorithm::class, $number);
    }

    /** Such as `RSA-SHA256`. */
    public function algorithmName(): string
    {
        return Native::ffi()->jpki_signature_algorithm_name($this->handle());
    }
}
