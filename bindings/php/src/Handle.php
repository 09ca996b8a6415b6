<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use Jpkicard\Exception\ClosedException;

/**
 * An object of the C library. It is freed when it is closed, or when nothing refers to it any more.
 */
abstract class Handle
{
    /**
     * Its type in C, with which the names of its functions begin.
     *
     * @internal
     */
    public const TYPE = '';

    /** @internal */
    protected function __construct(private int $handle)
    {
    }

    /** As {@see close()}. */
    public function __destruct()
    {
        $this->close();
    }

    /** Frees it, and wipes what it has of personal data. A second call does nothing. */
    public function close(): void
    {
        $handle = $this->handle;
        $this->handle = 0;
        if ($handle !== 0) {
            Native::ffi()->{static::TYPE . '_free'}($handle);
        }
    }

    /** Whether it was closed. */
    public function isClosed(): bool
    {
        return $this->handle === 0;
    }

    /**
     * The number that stands for it in C.
     *
     * @internal
     * @throws ClosedException
     */
    public function handle(): int
    {
        return $this->isClosed() ? throw new ClosedException(Status::Handle) : $this->handle;
    }

    /** @internal */
    public static function adopt(int $handle): static
    {
        return new static($handle);
    }

    /**
     * Says nothing of what it holds.
     *
     * @return array<string, bool>
     */
    public function __debugInfo(): array
    {
        return ['closed' => $this->isClosed()];
    }

    /** It means nothing in another process. */
    public function __serialize(): never
    {
        throw new \LogicException(static::class . ' cannot be serialized');
    }

    /** A copy would free the same object twice. */
    private function __clone()
    {
    }
}
