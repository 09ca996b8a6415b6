<?php

// What only PHP has to show: layouts, secrets, owners, waits. Prints a line a check.

declare(strict_types=1);

require __DIR__ . '/../autoload.php';
require __DIR__ . '/Unruly.php';

const CHALLENGE = 'a challenge of 16 bytes or more';

$failures = 0;

/** @param callable(): bool $isSo */
function check(string $what, callable $isSo): void
{
    global $failures;
    $is = $isSo();
    echo $is ? 'ok   ' : 'FAILS', " $what\n";
    $failures += $is ? 0 : 1;
}

/** What a function throws, or null. */
function thrown(callable $work): ?Throwable
{
    try {
        $work();
        return null;
    } catch (Throwable $fault) {
        return $fault;
    }
}

require __DIR__ . '/documentation.php';
require __DIR__ . '/memory.php';
require __DIR__ . '/objects.php';
require __DIR__ . '/waits.php';

exit($failures === 0 ? 0 : 1);
