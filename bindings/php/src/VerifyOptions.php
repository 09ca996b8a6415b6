<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;

/**
 * What to verify a certificate against; as it is made, the default.
 */
final class VerifyOptions
{
    /**
     * @param list<Certificate> $ownAnchors with `Anchors::Own` and `ProductionAndOwn`. Whoever can
     *     choose them can make cards: never one from a card
     * @param int $tolerance in seconds; 0 for the default
     * @param ?\DateTimeInterface $time null for now
     * @param list<string> $ownPolicies dotted numbers
     * @param ?Certificate $caCertificate to compare with the anchor
     * @param ?string $crl instead of an OCSP response; an empty one is one that cannot be read
     * @param ?RevocationList $revocationList instead of both
     */
    public function __construct(
        private readonly Purpose|int $purpose = Purpose::Authentication,
        private readonly Anchors|int $anchors = Anchors::Production,
        private readonly array $ownAnchors = [],
        private readonly int $tolerance = 0,
        private readonly ?\DateTimeInterface $time = null,
        private readonly Policies|int $policies = Policies::ByArc,
        private readonly array $ownPolicies = [],
        private readonly ?Certificate $caCertificate = null,
        private readonly ?OcspRequest $ocspRequest = null,
        private readonly ?string $ocspResponse = null,
        private readonly OcspHash|int $ocspHash = OcspHash::Sha1,
        private readonly ?string $crl = null,
        private readonly ?RevocationList $revocationList = null,
    ) {
    }

    /**
     * For C, which points to what is kept.
     *
     * @internal
     * @param list<CData> $kept
     */
    public function record(array &$kept): CData
    {
        $options = Native::new('jpki_verify_options');
        $options->purpose = Native::number($this->purpose);
        $options->anchors = Native::number($this->anchors);
        $options->tolerance = Native::int32($this->tolerance);
        // The library takes 0 for now, and refuses what is before 1970.
        $options->time = $this->time === null ? 0 : ($this->time->getTimestamp() ?: -1);
        $options->ocsp_hash = Native::number($this->ocspHash);
        $options->policies = Native::number($this->policies);
        $options->ca_certificate = $this->caCertificate?->handle() ?? 0;
        $options->ocsp_request = $this->ocspRequest?->handle() ?? 0;
        $options->revocation_list = $this->revocationList?->handle() ?? 0;
        if ($this->ocspResponse !== null) {
            $options->ocsp_response = Native::bytes($this->ocspResponse, $kept);
            $options->ocsp_response_length = strlen($this->ocspResponse);
        }
        if ($this->crl !== null) {
            $options->crl = Native::bytes($this->crl, $kept);
            $options->crl_length = strlen($this->crl);
        }
        if ($this->ownPolicies !== []) {
            $text = Native::text(implode(' ', $this->ownPolicies)) . "\0";
            $options->own_policies = Native::ffi()->cast('char *', Native::bytes($text, $kept));
        }
        if ($this->ownAnchors !== []) {
            $options->own_anchors = self::handles($this->ownAnchors, $kept);
            $options->own_anchors_count = count($this->ownAnchors);
        }
        return $options;
    }

    /**
     * @param list<Certificate> $certificates
     * @param list<CData> $kept
     */
    private static function handles(array $certificates, array &$kept): CData
    {
        $kept[] = $handles = Native::new('jpki_certificate_handle[' . count($certificates) . ']');
        foreach (array_values($certificates) as $at => $certificate) {
            $handles[$at] = $certificate->handle();
        }
        return Native::ffi()->cast('jpki_certificate_handle *', FFI::addr($handles));
    }
}
