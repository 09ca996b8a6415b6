<?php

// Waits, which are cancelled between slices.

declare(strict_types=1);

use Jpkicard\Cancellation;
use Jpkicard\Context;
use Jpkicard\Exception\CancelledException;
use Jpkicard\Exception\TimedOutException;
use Jpkicard\Exception\JpkicardException;
use Jpkicard\Status;

/** It waits without the smart card service too. */
function longWait(mixed ...$options): Throwable
{
    return thrown(static fn () =>
        (new Context())->wait(...[20.0, 'forService' => true, ...$options]));
}

/** @param callable(): bool $isSo */
function checkQuickly(string $what, callable $isSo): void
{
    check($what, static function () use ($isSo): bool {
        $before = hrtime(true);
        return $isSo() && hrtime(true) - $before < 3e9;
    });
}

checkQuickly('a cancellation that came first ends the wait', static function (): bool {
    $button = new Cancellation();
    $button->cancel();
    return longWait(cancellation: $button) instanceof CancelledException;
});

checkQuickly('a function that runs between slices cancels', static function (): bool {
    $button = new Cancellation();
    $turns = 0;
    $between = static function () use ($button, &$turns): void {
        if (++$turns === 3) {
            $button->cancel();
        }
    };
    return longWait(cancellation: $button, between: $between) instanceof CancelledException;
});

checkQuickly('what it throws ends the wait', static fn (): bool =>
    longWait(between: static fn () => throw new LogicException('no')) instanceof LogicException);

if (function_exists('pcntl_alarm')) {
    checkQuickly('a signal handler cancels', static function (): bool {
        $button = new Cancellation();
        pcntl_signal(SIGALRM, $button->cancel(...));
        pcntl_alarm(1);
        return longWait(cancellation: $button) instanceof CancelledException;
    });

    checkQuickly('what a signal handler throws ends the wait', static function (): bool {
        pcntl_signal(SIGALRM, static fn () => throw new LogicException('no'));
        pcntl_alarm(1);
        return longWait(between: static fn () => null) instanceof LogicException;
    });
}

checkQuickly('slices end with the time, as one wait does', static function (): bool {
    $statuses = [];
    foreach ([[], ['between' => static fn () => null]] as $options) {
        $before = hrtime(true);
        $options = [0.6, 'forService' => true, ...$options];
        $fault = thrown(static fn () => (new Context())->wait(...$options));
        $seconds = (hrtime(true) - $before) / 1e9;
        // Without the service both report that, and it has a second to answer.
        $isWhole = $fault instanceof JpkicardException && $seconds > 0.55;
        $statuses[] = $isWhole ? $fault->status : null;
    }
    return $statuses[0] === $statuses[1] && $statuses[0] instanceof Status;
});
