<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * An OCSP request: send its bytes, and give what came back to the verification.
 */
final class OcspRequest extends Handle
{
    public const TYPE = 'jpki_ocsp_request';

    /**
     * Makes one; nothing is sent.
     *
     * @param ?string $nonce 32 fresh random bytes
     */
    public static function create(
        Certificate $certificate,
        ?string $nonce = null,
        VerifyOptions $options = new VerifyOptions(),
    ): self {
        $kept = [];
        $record = $options->record($kept);
        return self::adopt(Native::make(
            'jpki_ocsp_request',
            static fn (CData $slot, CData $error): int => Native::ffi()->jpki_ocsp_request_new(
                $certificate->handle(),
                FFI::addr($record),
                $nonce,
                strlen($nonce ?? ''),
                $slot,
                $error,
            ),
        ));
    }

    /** DER, binary. It has the certificate's serial number in it: do not log it. */
    public function der(): string
    {
        return Native::lent('jpki_ocsp_request_data', $this->handle());
    }
}
