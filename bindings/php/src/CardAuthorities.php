<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI\CData;

/**
 * Card authorities of one's own, for `Authorities::Own`. Whoever can choose them can make cards.
 */
final class CardAuthorities extends Handle
{
    public const TYPE = 'jpki_card_authorities';

    /** An empty list. */
    public function __construct()
    {
        parent::__construct(Native::make(
            'jpki_card_authorities',
            static fn (CData $slot, CData $error): int =>
                Native::ffi()->jpki_card_authorities_new($slot, $error),
        ));
    }

    /**
     * Adds an authority's key.
     *
     * @param string $keyId 16 bytes
     * @param string $modulus of an RSA key of 2048 bits, big-endian
     * @return $this
     */
    public function add(RecordKind|int $record, string $keyId, string $modulus): self
    {
        $list = $this->handle();
        $kind = Native::number($record);
        Native::check(
            static fn (CData $error): int => Native::ffi()->jpki_card_authorities_add(
                $list,
                $kind,
                $keyId,
                strlen($keyId),
                $modulus,
                strlen($modulus),
                $error,
            ),
        );
        return $this;
    }
}
