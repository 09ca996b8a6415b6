<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * One thing that happened at the readers.
 */
final class Event
{
    /**
     * @param TokenKind|int $tokenKind with `CardKind::Token`
     * @param Status|int $reason why the service stopped, or the card was not identified
     */
    private function __construct(
        public readonly EventKind|int $kind,
        public readonly CardKind|int $cardKind,
        public readonly TokenKind|int $tokenKind,
        public readonly Status|int $reason,
        public readonly int $pcscCode,
        public readonly string $reader,
    ) {
    }

    /** @internal */
    public static function of(CData $got): self
    {
        return new self(
            Native::constant(EventKind::class, $got->event),
            Native::constant(CardKind::class, $got->card_kind),
            Native::constant(TokenKind::class, $got->token_kind),
            Native::constant(Status::class, $got->reason),
            $got->pcsc_code,
            FFI::string($got->reader),
        );
    }
}
