<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;
use Jpkicard\Exception\JpkicardException;

/**
 * What came of a verification: a value, whatever it is. Ask {@see isGood()}.
 */
final class Verdict
{
    /**
     * @param Status|int $status `Ok`, or what helps the desk most
     * @param list<Reason|int> $reasons all of them
     * @param ?int $revocationReason the number of RFC 5280, 5.3.1
     * @param ?int $daysLeft 0 on the certificate's last day; null once it has expired
     * @param ?int $daysExpired 1 on the day after its last; null until it has expired
     * @param bool $isWithinGrace not valid, and online eligibility verification still takes it
     * @param ?string $policy the certificate policy it is taken for, as dotted numbers
     * @param bool $isPolicyKnown not so of a class newer than the library
     * @param string $anchorKeyId of the anchor that signed it, binary; empty if none did
     */
    private function __construct(
        public readonly Status|int $status,
        public readonly array $reasons,
        public readonly Revocation|int $revocation,
        public readonly ?\DateTimeImmutable $revocationTime,
        public readonly ?int $revocationReason,
        public readonly ?int $daysLeft,
        public readonly ?int $daysExpired,
        public readonly bool $isWithinGrace,
        public readonly ?string $policy,
        public readonly bool $isPolicyKnown,
        public readonly string $anchorKeyId,
    ) {
    }

    /** Whether nothing speaks against it. */
    public function isGood(): bool
    {
        return $this->status === Status::Ok;
    }

    /** @throws JpkicardException unless it is good */
    public function requireGood(): void
    {
        if (!$this->isGood()) {
            throw JpkicardException::forStatus($this->status);
        }
    }

    /** What the policy is. */
    public function policyText(Language|int $language = Language::Japanese): string
    {
        return Native::ffi()->jpki_policy_text($this->policy ?? '', Native::number($language));
    }

    /** The sentence for the desk. */
    public function text(Language|int $language = Language::Japanese): string
    {
        return Library::statusText($this->status, $language);
    }

    /**
     * Runs a verification.
     *
     * @internal
     * @param callable(CData, CData): int $verify
     */
    public static function from(callable $verify): self
    {
        $made = Native::new('jpki_verdict');
        $error = Native::new('jpki_error');
        $status = $verify(FFI::addr($made), FFI::addr($error));
        Log::drain();
        // Without a verdict nothing is known of the revocation, not even that it was not asked for.
        if ($made->revocation === 0) {
            throw $error->status === $status
                ? JpkicardException::of($error)
                : JpkicardException::forStatus($status);
        }
        return self::of($made);
    }

    private static function of(CData $made): self
    {
        $known = static fn (int $number): ?int => $number < 0 ? null : $number;
        $reasons = [];
        for ($at = 0; $at < $made->reason_count; $at++) {
            $reasons[] = Native::constant(Reason::class, $made->reasons[$at]);
        }
        $policy = FFI::string($made->policy);
        $length = $made->anchor_key_id_length;
        return new self(
            Native::constant(Status::class, $made->status),
            $reasons,
            Native::constant(Revocation::class, $made->revocation),
            $made->revocation_time < 0 ? null : Native::time($made->revocation_time),
            $known($made->revocation_reason),
            $known($made->days_left),
            $known($made->days_expired),
            $made->is_within_grace === 1,
            $policy === '' ? null : $policy,
            $made->policy_is_known === 1,
            $length === 0 ? '' : FFI::string($made->anchor_key_id, $length),
        );
    }
}
