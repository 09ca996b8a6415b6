<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * A PIN, a password or a check number, in memory outside of PHP's that is wiped when the object
 * goes.
 */
final class Secret
{
    /** The most bytes that {@see readLine()} takes. */
    public const ROOM = 64;

    private ?CData $memory;

    private function __construct(private readonly int $room, private int $length = 0)
    {
        $this->memory = Native::new('char[' . max($room, 1) . ']');
    }

    /** As {@see wipe()}. */
    public function __destruct()
    {
        $this->wipe();
    }

    /**
     * The secret in a string, which is overwritten as well. Other variables that share the string,
     * and literals, keep it.
     *
     * @param-out string $text
     */
    public static function take(#[\SensitiveParameter] string &$text): self
    {
        $secret = new self(strlen($text));
        for ($at = 0; $at < $secret->room; $at++) {
            $secret->add($text[$at]);
        }
        self::overwrite($text);
        return $secret;
    }

    /**
     * A secret of bytes that come one by one.
     *
     * @param int $room the most bytes that there can be
     * @param iterable<int> $bytes
     */
    public static function collect(int $room, iterable $bytes): self
    {
        $secret = new self($room);
        foreach ($bytes as $byte) {
            $secret->add(chr($byte));
        }
        return $secret;
    }

    /**
     * Reads a line byte by byte, past PHP's buffers.
     *
     * @param resource $stream from which nothing was read yet
     * @return ?self without the end of the line; null at the end of the input
     */
    public static function readLine($stream): ?self
    {
        stream_set_read_buffer($stream, 0);
        $secret = new self(self::ROOM);
        while ($secret->length < self::ROOM) {
            $byte = fread($stream, 1);
            if ($byte === false || $byte === '') {
                return $secret->length === 0 ? null : $secret;
            }
            if ($byte === "\n") {
                break;
            }
            $secret->add($byte);
        }
        return $secret;
    }

    /** How many bytes it has. */
    public function length(): int
    {
        return $this->length;
    }

    /** Overwrites it. It is empty from then on. */
    public function wipe(): void
    {
        if ($this->memory !== null) {
            Native::ffi()->jpki_secure_wipe($this->memory, max($this->room, 1));
        }
        $this->memory = null;
        $this->length = 0;
    }

    /** A copy, which PHP may not wipe. */
    public function reveal(): string
    {
        return $this->length === 0 ? '' : FFI::string($this->memory, $this->length);
    }

    /**
     * Overwrites a string that nothing else refers to.
     *
     * @internal
     */
    public static function overwrite(#[\SensitiveParameter] string &$text): void
    {
        for ($at = strlen($text) - 1; $at >= 0; $at--) {
            $text[$at] = "\0";
        }
        $text = '';
    }

    /**
     * Pointer and length for C. A string is passed where it is.
     *
     * @internal
     * @return array{CData|string|null, int}
     */
    public static function bytes(#[\SensitiveParameter] self|string $secret): array
    {
        return is_string($secret) ? [$secret, strlen($secret)] : [$secret->memory, $secret->length];
    }

    /**
     * The text that a function of C writes, up to its NUL.
     *
     * @internal
     * @param callable(CData): void $write
     */
    public static function written(int $room, #[\SensitiveParameter] callable $write): self
    {
        $secret = new self($room);
        $write($secret->memory);
        while ($secret->length < $room && $secret->memory[$secret->length] !== "\0") {
            $secret->length++;
        }
        return $secret;
    }

    /**
     * Says nothing of what it is.
     *
     * @return array<string, string>
     */
    public function __debugInfo(): array
    {
        return [];
    }

    /** It would be written somewhere. */
    public function __serialize(): never
    {
        throw new \LogicException('a secret cannot be serialized');
    }

    private function __clone()
    {
    }

    private function add(#[\SensitiveParameter] string $byte): void
    {
        if ($this->length < $this->room && $this->memory !== null) {
            $this->memory[$this->length++] = $byte;
        }
    }
}
