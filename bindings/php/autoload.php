<?php

// Loads the classes for programs without Composer. SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

require_once __DIR__ . '/src/generated.php';
require_once __DIR__ . '/src/exceptions.php';

spl_autoload_register(static function (string $class): void {
    $name = str_replace('\\', '/', substr($class, strlen('Jpkicard\\')));
    $path = __DIR__ . "/src/$name.php";
    if (str_starts_with($class, 'Jpkicard\\') && is_file($path)) {
        require_once $path;
    }
});
