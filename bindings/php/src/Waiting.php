<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use Jpkicard\Exception\JpkicardException;
use Jpkicard\Exception\UsageException;

/**
 * Waits in slices, between which PHP runs: a thread of PHP in the library runs nothing else.
 *
 * @internal
 */
final class Waiting
{
    /** The milliseconds of a slice. */
    private const SLICE = 250;

    /** What the end of a slice may mean: the card is not there yet. */
    private const NOT_YET = [
        Status::TimedOut, Status::NoReader, Status::UnknownReader, Status::NoCard,
        Status::NotIndividualNumberCard, Status::CardUnresponsive, Status::SharingViolation,
        Status::CardBusy, Status::ReaderNotResponding,
    ];

    /** And that the service is away, once it was there. */
    private const AWAY = [
        Status::ServiceNotRunning, Status::ServiceFailed, Status::ServiceNotResponding,
        Status::PcscNotInstalled,
    ];

    /**
     * Calls the function until it returns, or throws what no further slice would change.
     *
     * @template T
     * @param callable(int, bool): T $slice gets the milliseconds to wait, and whether it is the
     *     first
     * @param ?callable(): void $between
     * @param bool $forService the service need not be there when the wait begins
     * @param ?float $absence the seconds for which a service that stops is tolerated
     * @return T
     */
    public static function run(
        ?float $timeout,
        callable $slice,
        ?callable $between,
        bool $forService = false,
        ?float $absence = null,
    ): mixed {
        if ($timeout !== null && !($timeout >= 0.0)) {
            throw new UsageException(Status::Argument);
        }
        $end = $timeout === null ? INF : self::now() + $timeout;
        $gone = null;
        for ($isFirst = true;; $isFirst = false) {
            self::runPhp($between);
            $left = max(($end - self::now()) * 1000, 0);
            $milliseconds = (int) min(self::SLICE, $left);
            $began = self::now();
            try {
                return $slice($milliseconds, $isFirst);
            } catch (JpkicardException $fault) {
                $isWhole = (self::now() - $began) * 1000 >= $milliseconds - 5;
                $isAway = in_array($fault->status, self::AWAY, true) && ($forService || !$isFirst);
                $gone = $isAway ? $gone ?? $began : null;
                $isOver = $left <= self::SLICE
                    || !$isWhole
                    || !($isAway || in_array($fault->status, self::NOT_YET, true))
                    || ($absence !== null && $gone !== null && self::now() - $gone > $absence);
                if ($isOver) {
                    throw $fault;
                }
            }
        }
    }

    private static function runPhp(?callable $between): void
    {
        if (function_exists('pcntl_signal_dispatch')) {
            pcntl_signal_dispatch();
        }
        if ($between !== null) {
            $between();
        }
    }

    private static function now(): float
    {
        return hrtime(true) / 1e9;
    }
}
