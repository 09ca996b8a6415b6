<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * The readers of this computer. Cards do not depend on it.
 */
final class Context extends Handle
{
    public const TYPE = 'jpki_context';

    /** For how long a wait tolerates a service that stops; null is for ever. */
    private ?float $serviceAbsence = null;

    /** @throws Exception\UsageException if the library was built without PC/SC */
    public function __construct()
    {
        parent::__construct(Native::make(
            'jpki_context',
            static fn (CData $slot, CData $error): int =>
                Native::ffi()->jpki_context_new($slot, $error),
        ));
    }

    /**
     * The names of the readers that are there now, in UTF-8.
     *
     * @return list<string>
     */
    public function readers(): array
    {
        $ffi = Native::ffi();
        $context = $this->handle();
        $list = Native::make(
            'jpki_readers',
            static fn (CData $slot, CData $error): int =>
                $ffi->jpki_context_readers($context, $slot, $error),
        );
        $names = [];
        for ($at = 0, $count = $ffi->jpki_readers_count($list); $at < $count; $at++) {
            $names[] = $ffi->jpki_readers_name($list, $at);
        }
        $ffi->jpki_readers_free($list);
        return $names;
    }

    /** What is in a reader now. */
    public function presence(string $reader): Presence|int
    {
        $presence = Native::new('jpki_presence');
        $this->call('jpki_context_reader_status', Native::text($reader), FFI::addr($presence));
        return Native::constant(Presence::class, $presence->cdata);
    }

    /**
     * Waits until an Individual Number Card is on a reader.
     *
     * With a cancellation or `$between` the wait is made of slices of a quarter of a second,
     * between which signal handlers and `$between` run: they may cancel, or throw. Otherwise it is
     * one call of C, in which no PHP runs.
     *
     * @param ?float $timeout seconds; null waits for ever
     * @param ?string $reader its name; null for any
     * @param bool $namePart the name is a part of the reader's
     * @param bool $reportOtherCard a card of another kind ends the wait
     * @param bool $forService waits for the smart card service too
     * @param ?callable(): void $between
     * @throws Exception\TimedOutException
     * @throws Exception\CancelledException
     */
    public function wait(
        ?float $timeout = null,
        ?string $reader = null,
        bool $namePart = false,
        bool $reportOtherCard = false,
        bool $forService = false,
        ?Cancellation $cancellation = null,
        ?callable $between = null,
    ): Card {
        $flags = ($namePart ? WaitFlag::NamePart->value : 0)
            | ($reportOtherCard ? WaitFlag::ReportOtherCard->value : 0)
            | ($forService ? WaitFlag::ForService->value : 0);
        $name = Native::text($reader ?? '');
        $wait = fn (int $milliseconds, int $flags): Card =>
            $this->waitOnce($name, $milliseconds, $flags, $cancellation);
        if ($cancellation === null && $between === null) {
            return $wait(Native::milliseconds($timeout), $flags);
        }
        // Once the wait has begun, it survives the service.
        return Waiting::run(
            $timeout,
            static fn (int $milliseconds, bool $isFirst): Card =>
                $wait($milliseconds, $isFirst ? $flags : $flags | WaitFlag::ForService->value),
            $between,
            $forService,
            $this->serviceAbsence,
        );
    }

    /** The card that is in a reader now, of whatever kind it is. */
    public function connect(string $reader): Card
    {
        $slot = Native::new('jpki_card_handle');
        $this->call('jpki_card_connect', Native::text($reader), FFI::addr($slot));
        return Card::adopt($slot->cdata);
    }

    /**
     * Sets a timeout.
     *
     * @param ?float $seconds null is no limit
     */
    public function setTimeout(Timeout|int $timeout, ?float $seconds): void
    {
        $number = Native::number($timeout);
        $this->call('jpki_context_set_timeout', $number, Native::milliseconds($seconds));
        if ($number === Timeout::ServiceAbsence->value) {
            $this->serviceAbsence = $seconds;
        }
    }

    /**
     * A monitor of what comes and goes.
     *
     * @param ?string $reader its name; null for every reader
     * @param bool $identify asks each card what it is
     */
    public function monitor(?string $reader = null, bool $identify = false): Monitor
    {
        $slot = Native::new('jpki_monitor_handle');
        $flags = $identify ? MonitorFlag::Identify->value : 0;
        $this->call('jpki_monitor_new', Native::text($reader ?? ''), $flags, FFI::addr($slot));
        return Monitor::adopt($slot->cdata);
    }

    /** Ends the waits that are in progress: of a program that embeds PHP in threads. */
    public function cancel(): void
    {
        $this->call('jpki_context_cancel');
    }

    private function waitOnce(
        string $reader,
        int $milliseconds,
        int $flags,
        ?Cancellation $cancellation,
    ): Card {
        $slot = Native::new('jpki_card_handle');
        $button = $cancellation?->handle() ?? 0;
        $this->call('jpki_card_wait', $reader, $milliseconds, $flags, $button, FFI::addr($slot));
        return Card::adopt($slot->cdata);
    }

    private function call(string $function, mixed ...$arguments): void
    {
        $context = $this->handle();
        Native::check(static fn (CData $error): int =>
            Native::ffi()->$function($context, ...[...$arguments, $error]));
    }
}
