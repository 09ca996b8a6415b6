<?php

// Whether everything public is documented, and every secret is kept out of stack traces.

declare(strict_types=1);

use Jpkicard\Secret;

/** @return list<ReflectionClass<object>> */
function classes(): array
{
    foreach (glob(__DIR__ . '/../src/*.php') as $path) {
        require_once $path;
    }
    $ours = array_filter(
        [...get_declared_classes(), ...array_map('strval', get_declared_traits())],
        static fn (string $name): bool => str_starts_with($name, 'Jpkicard\\'),
    );
    return array_map(static fn (string $name) => new ReflectionClass($name), array_values($ours));
}

/** @return list<string> */
function undocumented(): array
{
    $found = [];
    foreach (classes() as $class) {
        $isEnumeration = $class->isEnum();
        if ($class->getDocComment() === false) {
            $found[] = $class->getName();
        }
        foreach ($isEnumeration ? [] : $class->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
            $isOurs = $method->getDeclaringClass()->getName() === $class->getName();
            $isPlain = in_array($method->getName(), ['__construct', 'getIterator'], true);
            if ($isOurs && !$isPlain && $method->getDocComment() === false) {
                $found[] = $class->getName() . '::' . $method->getName();
            }
        }
        foreach ($class->getReflectionConstants(ReflectionClassConstant::IS_PUBLIC) as $constant) {
            $isOverride = $constant->getName() === 'TYPE';
            if (!$isOverride && $constant->getDocComment() === false) {
                $found[] = $class->getName() . '::' . $constant->getName();
            }
        }
    }
    return $found;
}

/** @return list<string> */
function shownSecrets(): array
{
    $found = [];
    foreach (classes() as $class) {
        foreach ($class->getMethods() as $method) {
            foreach ($method->getParameters() as $parameter) {
                $takesSecret = str_contains((string) $parameter->getType(), 'Secret')
                    || $class->getName() === Secret::class
                    && str_contains((string) $parameter->getType(), 'self|string');
                if ($takesSecret && $parameter->getAttributes(SensitiveParameter::class) === []) {
                    $found[] = $class->getName() . '::' . $method->getName();
                }
            }
        }
    }
    return $found;
}

check('everything public is documented', static function (): bool {
    $missing = undocumented();
    fwrite(STDERR, implode("\n", $missing));
    return $missing === [];
});

check('every secret is kept out of stack traces', static function (): bool {
    // Words of the driver's, which is not the package's, may show theirs.
    $shown = array_filter(shownSecrets(), static fn (string $name): bool =>
        !str_contains($name, 'Driver'));
    fwrite(STDERR, implode("\n", $shown));
    return $shown === [];
});
