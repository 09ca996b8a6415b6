<?php

declare(strict_types=1);

use Jpkicard\Transport;

/** Counts its ends, keeps the commands, and fails as it is told. */
final class Unruly extends Transport
{
    /** @var list<string> */
    public array $commands = [];
    public int $ends = 0;

    public function __construct(private readonly Throwable $fault)
    {
    }

    public function transmit(#[SensitiveParameter] string $command): string
    {
        $this->commands[] = bin2hex($command);
        throw $this->fault;
    }

    public function powerDown(): void
    {
        throw new LogicException('as well');
    }

    public function close(): void
    {
        $this->ends++;
    }

    /** More than the library takes. */
    public function maxApduData(): int
    {
        return 1 << 20;
    }
}
