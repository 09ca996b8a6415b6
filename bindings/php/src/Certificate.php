<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI\CData;

/**
 * A certificate, independent of the card that it came from. Its contents are restricted by law: do
 * not log them, and keep them only with a reason.
 */
final class Certificate extends Handle
{
    public const TYPE = 'jpki_certificate';

    /**
     * One that was kept.
     *
     * @param string $der binary
     * @throws Exception\TrustException if it is not a certificate
     */
    public static function load(string $der): self
    {
        return self::adopt(Native::make(
            'jpki_certificate',
            static fn (CData $slot, CData $error): int =>
                Native::ffi()->jpki_certificate_new($der, strlen($der), $slot, $error),
        ));
    }

    /** DER, binary. */
    public function der(): string
    {
        return Native::lent('jpki_certificate_data', $this->handle());
    }

    /** A field, binary; null if the certificate does not have it. */
    public function field(Field|int $field): ?string
    {
        return Native::lent('jpki_certificate_field', $this->handle(), Native::number($field));
    }

    /** Restricted by law: do not log it. */
    public function serialNumber(): ?string
    {
        return $this->field(Field::SerialNumber);
    }

    /** By which to identify the issuer. */
    public function issuerKeyId(): ?string
    {
        return $this->field(Field::IssuerKeyId);
    }

    /** By which others name its own key. */
    public function subjectKeyId(): ?string
    {
        return $this->field(Field::SubjectKeyId);
    }

    /** The DER encoding of its SubjectPublicKeyInfo. */
    public function publicKey(): ?string
    {
        return $this->field(Field::PublicKey);
    }

    /** The first second of validity. */
    public function notBefore(): \DateTimeImmutable
    {
        return Native::time(Native::ffi()->jpki_certificate_not_before($this->handle()));
    }

    /** The last second of validity. */
    public function notAfter(): \DateTimeImmutable
    {
        return Native::time(Native::ffi()->jpki_certificate_not_after($this->handle()));
    }

    /**
     * Of a signature certificate the holder's name, birth date, sex and address; of an
     * authentication certificate none.
     *
     * @return list<Item>
     */
    public function otherNames(): array
    {
        return Item::list('jpki_certificate_other_names', $this->handle());
    }
}
