<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI\CData;

/**
 * What a certificate or a record contains besides. All of it is personal data.
 */
final class Item
{
    /**
     * @param string $name an object identifier, or a tag in hexadecimal digits
     * @param ?string $text in UTF-8, as it is; null if it is no text
     * @param string $data binary
     */
    private function __construct(
        public readonly string $name,
        public readonly ?string $text,
        public readonly string $data,
    ) {
    }

    /**
     * The items of the list that a function makes.
     *
     * @internal
     * @return list<self>
     */
    public static function list(string $function, int $of): array
    {
        $ffi = Native::ffi();
        $list = Native::make(
            'jpki_items',
            static fn (CData $slot, CData $error): int => $ffi->$function($of, $slot, $error),
        );
        try {
            $items = [];
            for ($at = 0, $count = $ffi->jpki_items_count($list); $at < $count; $at++) {
                $items[] = new self(
                    $ffi->jpki_items_name($list, $at),
                    $ffi->jpki_items_text($list, $at),
                    Native::lent('jpki_items_data', $list, $at),
                );
            }
            return $items;
        } finally {
            $ffi->jpki_items_free($list);
        }
    }

    /**
     * Without what it holds.
     *
     * @return array<string, string>
     */
    public function __debugInfo(): array
    {
        return ['name' => $this->name];
    }
}
