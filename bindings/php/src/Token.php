<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

/**
 * What kind of token a card is.
 */
final class Token
{
    /** @internal */
    public function __construct(
        public readonly TokenKind|int $kind,
        public readonly string $label,
    ) {
    }
}
