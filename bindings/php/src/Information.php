<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

/**
 * What the card says of itself; nothing signs it.
 */
final class Information
{
    /**
     * @internal
     * @param ?\DateTimeImmutable $expiry the last day on which the card is valid
     * @param string $serialNumber restricted by law: do not log it
     */
    public function __construct(
        public readonly ?\DateTimeImmutable $expiry,
        public readonly string $municipalityCode,
        public readonly string $serialNumber,
    ) {
    }

    /**
     * Without the serial number.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return ['expiry' => $this->expiry];
    }
}
