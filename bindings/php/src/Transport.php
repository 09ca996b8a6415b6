<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

/**
 * A connection to a card that the program makes: derive from it, and pass an object to
 * {@see Card::open()}. A failure is an {@see Exception\JpkicardException} with a status such as
 * `Status::CardRemoved`; any other exception is `Status::ReaderFailed`. None passes through the
 * library.
 */
abstract class Transport
{
    /**
     * Sends a command once.
     *
     * @param string $command binary; it may hold a PIN, so do not log it. It is overwritten
     *     afterwards if nothing else refers to it
     * @return string the answer with its status word, binary
     */
    abstract public function transmit(#[\SensitiveParameter] string $command): string;

    /** Takes the card's power away, so that it forgets a verified PIN. */
    abstract public function powerDown(): void;

    /** Keeps other programs from the card. */
    public function beginTransaction(): void
    {
    }

    /** Lets them use it again. */
    public function endTransaction(): void
    {
    }

    /** The library no longer uses the connection. */
    public function close(): void
    {
    }

    /** The data bytes that one APDU may have, at most 65536; 0 if that is unknown. */
    public function maxApduData(): int
    {
        return 0;
    }
}
