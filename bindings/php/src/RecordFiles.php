<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI\CData;

/**
 * The files that a desk read from a card and sent, and the challenge, which the verifier kept
 * itself.
 */
final class RecordFiles
{
    /**
     * @param ?string $record `File::Record`
     * @param ?string $certificate `File::Certificate`
     * @param ?string $signature `File::Signature`
     * @param ?string $challenge of a face; none of attributes
     */
    public function __construct(
        private readonly ?string $record,
        private readonly ?string $certificate,
        private readonly ?string $signature,
        private readonly ?string $challenge = null,
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
        $files = Native::new('jpki_record_files');
        foreach (['record', 'certificate', 'signature', 'challenge'] as $name) {
            $bytes = $this->$name;
            if ($bytes !== null) {
                $files->$name = Native::bytes($bytes, $kept);
                $files->{$name . '_length'} = strlen($bytes);
            }
        }
        return $files;
    }

    /**
     * Without what it holds.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return [];
    }
}
