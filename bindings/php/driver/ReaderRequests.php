<?php

declare(strict_types=1);

namespace Driver;

use Jpkicard\Cancellation;
use Jpkicard\Context;
use Jpkicard\MonitorFlag;
use Jpkicard\WaitFlag;

/**
 * About readers: waits, and what a monitor reports.
 */
trait ReaderRequests
{
    private function onContext(): void
    {
        $this->keep('context', new Context());
    }

    private function onTimeout(Request $request): void
    {
        $this->kept('context')->setTimeout($request->number(), $request->seconds());
    }

    private function onReaders(): array
    {
        return array_map(Words::text(...), $this->kept('context')->readers());
    }

    private function onPresence(Request $request): int
    {
        return Words::constant($this->kept('context')->presence($request->text()));
    }

    private function onConnect(Request $request): void
    {
        $this->keep('card', $this->kept('context')->connect($request->text()));
    }

    private function onWait(Request $request): string
    {
        $reader = $request->text();
        $timeout = $request->seconds();
        $flags = $request->number();
        return $this->waited(
            timeout: $timeout,
            reader: $reader,
            namePart: ($flags & WaitFlag::NamePart->value) !== 0,
            reportOtherCard: ($flags & WaitFlag::ReportOtherCard->value) !== 0,
            forService: ($flags & WaitFlag::ForService->value) !== 0,
        );
    }

    private function onWaitCancelledBefore(Request $request): string
    {
        $button = new Cancellation();
        $button->cancel();
        return $this->waited(timeout: $request->seconds(), cancellation: $button);
    }

    /** A signal handler would cancel in the same way, between two slices of the wait. */
    private function onWaitCancelledDuring(Request $request): string
    {
        $button = new Cancellation();
        $at = hrtime(true) + $request->number() * 1_000_000;
        return $this->waited(
            timeout: $request->seconds(),
            cancellation: $button,
            between: static function () use ($button, $at): void {
                if (hrtime(true) >= $at) {
                    $button->cancel();
                }
            },
        );
    }

    private function onMonitor(Request $request): void
    {
        $reader = $request->text();
        $identify = ($request->number() & MonitorFlag::Identify->value) !== 0;
        $this->keep('monitor', $this->kept('context')->monitor($reader, $identify));
    }

    private function onNext(Request $request): array
    {
        $event = $this->kept('monitor')->next($request->seconds());
        return [
            Words::constant($event->kind),
            Words::constant($event->cardKind),
            Words::constant($event->tokenKind),
            Words::constant($event->reason),
            Words::text($event->reader),
        ];
    }

    private function waited(mixed ...$options): string
    {
        $card = $this->keep('card', $this->kept('context')->wait(...$options));
        return Words::text($card->readerName());
    }
}
