<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * Reports what comes and goes at the readers; a loop over it gets every event.
 *
 * @implements \IteratorAggregate<int, Event>
 */
final class Monitor extends Handle implements \IteratorAggregate
{
    public const TYPE = 'jpki_monitor';

    /**
     * The next event. With a cancellation or `$between` it waits in slices: see {@see
     * Context::wait()}.
     *
     * @param ?float $timeout seconds; null waits for ever
     * @param ?callable(): void $between
     * @throws Exception\TimedOutException
     * @throws Exception\CancelledException
     */
    public function next(
        ?float $timeout = null,
        ?Cancellation $cancellation = null,
        ?callable $between = null,
    ): Event {
        $next = fn (int $milliseconds): Event => $this->nextOnce($milliseconds, $cancellation);
        return $cancellation === null && $between === null
            ? $next(Native::milliseconds($timeout))
            : Waiting::run($timeout, $next, $between);
    }

    /**
     * Every event, for ever.
     *
     * @return \Generator<int, Event>
     */
    public function getIterator(): \Generator
    {
        while (true) {
            yield $this->next(between: static fn () => null);
        }
    }

    private function nextOnce(int $milliseconds, ?Cancellation $cancellation): Event
    {
        $got = Native::new('jpki_event');
        $monitor = $this->handle();
        $button = $cancellation?->handle() ?? 0;
        Native::check(
            static fn (CData $error): int => Native::ffi()->jpki_monitor_next(
                $monitor,
                $milliseconds,
                $button,
                FFI::addr($got),
                $error,
            ),
        );
        return Event::of($got);
    }
}
