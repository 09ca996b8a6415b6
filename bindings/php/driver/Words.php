<?php

declare(strict_types=1);

namespace Driver;

use Jpkicard\Secret;
use Jpkicard\TriesLeft;
use Jpkicard\Verdict;

/**
 * What values are in an answer of the driver.
 */
final class Words
{
    public static function constant(\BackedEnum|int $constant): int
    {
        return is_int($constant) ? $constant : (int) $constant->value;
    }

    public static function text(?string $text): string
    {
        return $text === null ? '-' : preg_replace('/\p{Cc}/u', ' ', self::utf8($text));
    }

    /** Bytes that are no UTF-8, as in a reader's name, are replaced. */
    private static function utf8(string $text): string
    {
        $valid = htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
        return htmlspecialchars_decode($valid, ENT_QUOTES);
    }

    public static function data(?string $bytes): string
    {
        return $bytes === null ? '-' : bin2hex($bytes);
    }

    public static function yes(bool $isSo): string
    {
        return $isSo ? '1' : '0';
    }

    public static function number(?int $number): int
    {
        return $number ?? -1;
    }

    public static function day(?\DateTimeInterface $day): string
    {
        return $day === null ? '0' : $day->format('Ymd');
    }

    public static function masked(Secret $secret): string
    {
        return bin2hex($secret->reveal() ^ str_repeat(chr(Request::MASK), $secret->length()));
    }

    /** @return list<int> */
    public static function tries(TriesLeft $tries): array
    {
        return [self::constant($tries->state), self::number($tries->left)];
    }

    /** @return list<string|int> */
    public static function verdict(Verdict $verdict): array
    {
        $reasons = implode(',', array_map(self::constant(...), $verdict->reasons));
        return [
            self::constant($verdict->status),
            $reasons === '' ? '-' : $reasons,
            self::constant($verdict->revocation),
            self::number($verdict->daysLeft),
            self::number($verdict->daysExpired),
            self::yes($verdict->isWithinGrace),
            self::text($verdict->policy),
            self::text($verdict->policyText()),
        ];
    }
}
