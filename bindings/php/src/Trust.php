<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * A relying party's verifications, from bytes alone. A certificate that is not believed throws
 * nothing: look at the verdict.
 */
final class Trust
{
    /**
     * Whether a certificate is good.
     *
     * @throws Exception\JpkicardException only where there is no verdict
     */
    public static function verifyCertificate(
        Certificate $certificate,
        VerifyOptions $options = new VerifyOptions(),
    ): Verdict {
        $kept = [];
        $record = $options->record($kept);
        $subject = $certificate->handle();
        return Verdict::from(
            static fn (CData $made, CData $error): int =>
                Native::ffi()->jpki_certificate_verify($subject, FFI::addr($record), $made, $error),
        );
    }

    /**
     * Whether a signature is over this challenge, by the key of a good certificate.
     *
     * @param string $challenge which the relying party chose, or its digest
     * @param Algorithm|int $algorithm as it was agreed on
     * @throws Exception\JpkicardException only where there is no verdict
     */
    public static function verifySignature(
        Certificate $certificate,
        string $challenge,
        string $signature,
        Algorithm|int $algorithm = Algorithm::RsaPkcs1Sha256,
        VerifyOptions $options = new VerifyOptions(),
        Input|int $inputIs = Input::Data,
    ): Verdict {
        $kept = [];
        $record = $options->record($kept);
        $subject = $certificate->handle();
        return Verdict::from(
            static fn (CData $made, CData $error): int => Native::ffi()->jpki_signature_verify(
                $subject,
                $challenge,
                strlen($challenge),
                Native::number($inputIs),
                Native::number($algorithm),
                $signature,
                strlen($signature),
                FFI::addr($record),
                $made,
                $error,
            ),
        );
    }
}
