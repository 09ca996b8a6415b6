<?php

// SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

use FFI;
use FFI\CData;
use Jpkicard\Exception\JpkicardException;

/**
 * What C calls of the transports: one set of functions for all, since FFI keeps each until the
 * process ends. `user` is a transport's number.
 *
 * @internal
 */
final class TransportFunctions
{
    private static ?CData $functions = null;

    /** @var array<int, Transport> */
    private static array $transports = [];

    private static int $last = 0;

    /** What C copies. */
    public static function of(Transport $transport): CData
    {
        $functions = self::$functions ??= self::make();
        $number = ++self::$last;
        self::$transports[$number] = $transport;
        $functions->max_apdu_data = min(max($transport->maxApduData(), 0), 65536);
        $functions->user = $number;
        return $functions;
    }

    private static function make(): CData
    {
        $functions = Native::new('jpki_transport');
        $functions->transmit = self::transmit(...);
        $functions->begin_transaction = self::calling('beginTransaction');
        $functions->end_transaction = self::calling('endTransaction');
        $functions->power_down = self::calling('powerDown');
        $functions->close = static function (int $user): void {
            $transport = self::$transports[$user];
            unset(self::$transports[$user]);
            self::status($transport->close(...));
        };
        return $functions;
    }

    private static function calling(string $method): \Closure
    {
        return static fn (int $user): int => self::status(self::$transports[$user]->$method(...));
    }

    private static function transmit(
        int $user,
        CData $command,
        int $commandLength,
        CData $response,
        int $responseSize,
        CData $responseLength,
    ): int {
        return self::status(static function () use (
            $user,
            $command,
            $commandLength,
            $response,
            $responseSize,
            $responseLength
        ): void {
            $sent = FFI::string($command, $commandLength);
            try {
                $answer = self::$transports[$user]->transmit($sent);
            } finally {
                Secret::overwrite($sent);
            }
            $room = min(strlen($answer), $responseSize);
            if ($room > 0) {
                FFI::memcpy($response, $answer, $room);
            }
            // A length above the room is the library's to refuse.
            $responseLength[0] = strlen($answer);
        });
    }

    /** No exception may pass through the library. */
    private static function status(callable $work): int
    {
        try {
            $work();
            return Status::Ok->value;
        } catch (JpkicardException $fault) {
            // What was thrown is no success, whatever it says.
            return $fault->getCode() ?: Status::ReaderFailed->value;
        } catch (\Throwable) {
            return Status::ReaderFailed->value;
        }
    }
}
