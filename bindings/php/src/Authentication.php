<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI\CData;

/**
 * What an authentication desk needs of one card.
 */
final class Authentication
{
    /**
     * @param TriesLeft $tries before the PIN was sent
     * @param ?Certificate $caCertificate null where it was not read
     */
    private function __construct(
        public readonly TokenKind|int $tokenKind,
        public readonly TriesLeft $tries,
        public readonly Certificate $certificate,
        public readonly ?Certificate $caCertificate,
        public readonly Signature $signature,
    ) {
    }

    /** @internal */
    public static function of(CData $got): self
    {
        $authority = $got->ca_certificate;
        return new self(
            Native::constant(TokenKind::class, $got->token_kind),
            TriesLeft::of($got->pin_status, $got->tries_left),
            Certificate::adopt($got->certificate),
            $authority === 0 ? null : Certificate::adopt($authority),
            Signature::adopt($got->signature),
        );
    }
}
