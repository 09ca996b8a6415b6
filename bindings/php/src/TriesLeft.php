<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

/**
 * The tries of a PIN, password or number.
 */
final class TriesLeft
{
    /** @param ?int $left null where the card does not report it */
    private function __construct(
        public readonly Tries|int $state,
        public readonly ?int $left,
    ) {
    }

    /** Whether it is locked. */
    public function isBlocked(): bool
    {
        return $this->state === Tries::Blocked;
    }

    /** @internal */
    public static function of(int $state, int $left): self
    {
        return new self(Native::constant(Tries::class, $state), $left < 0 ? null : $left);
    }
}
