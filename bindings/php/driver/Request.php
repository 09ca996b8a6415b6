<?php

declare(strict_types=1);

namespace Driver;

use Jpkicard\Secret;

/**
 * A request of the driver: words separated by tabs, taken one after the other. See ../../DRIVER.md.
 */
final class Request
{
    /** A secret on the wire is masked with this, so that no line of input has it in it. */
    public const MASK = 0x5A;

    /** @var list<string> */
    private array $words;

    public function __construct(string $line)
    {
        $this->words = explode("\t", $line);
    }

    public function word(): string
    {
        return array_shift($this->words) ?? throw new \ValueError('a word is missing');
    }

    public function number(): int
    {
        return (int) $this->word();
    }

    /** A constant; 0 is the layer's default. */
    public function constant(\BackedEnum $usual): \BackedEnum|int
    {
        $number = $this->number();
        return $number === 0 ? $usual : $number;
    }

    /** A time of C in milliseconds; -1 is for ever. */
    public function seconds(): ?float
    {
        $number = $this->number();
        return $number === -1 ? null : $number / 1000;
    }

    public function isYes(): bool
    {
        return $this->word() === '1';
    }

    /** Text; none is empty. */
    public function text(): string
    {
        $word = $this->word();
        return $word === '-' ? '' : $word;
    }

    /** Bytes; none is empty. */
    public function data(): string
    {
        return $this->dataOrNull() ?? '';
    }

    public function dataOrNull(): ?string
    {
        $word = $this->word();
        return $word === '-' ? null : hex2bin($word);
    }

    public function secret(): Secret
    {
        $digits = $this->text();
        $bytes = static function () use ($digits): \Generator {
            for ($at = 0; $at + 1 < strlen($digits); $at += 2) {
                yield hexdec(substr($digits, $at, 2)) ^ self::MASK;
            }
        };
        return Secret::collect(intdiv(strlen($digits), 2), $bytes());
    }
}
