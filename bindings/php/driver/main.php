<?php

// The driver of ../../DRIVER.md: reads requests, calls the package, prints answers.

declare(strict_types=1);

require __DIR__ . '/../autoload.php';

spl_autoload_register(static function (string $class): void {
    require __DIR__ . '/' . substr($class, strlen('Driver\\')) . '.php';
});

$driver = new Driver\Driver();
while (($line = fgets(STDIN)) !== false) {
    $line = rtrim($line, "\n");
    fwrite(STDOUT, ($line === 'quit' ? 'ok' : $driver->answer($line)) . "\n");
    if ($line === 'quit') {
        break;
    }
}
