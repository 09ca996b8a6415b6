<?php

declare(strict_types=1);

namespace Driver;

use Jpkicard\Exception\JpkicardException;
use Jpkicard\Transport;

/**
 * A card that answers everything in the same way.
 */
final class SameAnswer extends Transport
{
    public function __construct(private readonly ?string $answer, private readonly int $status)
    {
    }

    public function transmit(#[\SensitiveParameter] string $command): string
    {
        return $this->answer ?? throw new JpkicardException($this->status);
    }

    public function powerDown(): void
    {
    }
}
