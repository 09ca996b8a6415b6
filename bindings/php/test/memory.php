<?php

// Layouts, and secrets.

declare(strict_types=1);

use Jpkicard\Authorities;
use Jpkicard\Card;
use Jpkicard\CertificateKind;
use Jpkicard\Declarations;
use Jpkicard\Native;
use Jpkicard\Secret;

check('structures have the sizes of C', static function (): bool {
    foreach (Declarations::SIZES as $name => $size) {
        if (PHP_INT_SIZE === 8 && FFI::sizeof(Native::new($name)) !== $size) {
            return false;
        }
    }
    return count(Declarations::SIZES) > 9;
});

check('a taken string is overwritten, and what shares it is not', static function (): bool {
    $pin = str_repeat('7', 30) . random_int(10, 99);
    $length = strlen($pin);
    $shared = $pin;
    $secret = Secret::take($pin);
    return $pin === '' && strlen($shared) === $length && $secret->reveal() === $shared;
});

check('a wiped secret is empty', static function (): bool {
    $text = '12' . random_int(10, 99);
    $secret = Secret::take($text);
    $secret->wipe();
    $secret->wipe();
    return $secret->length() === 0 && $secret->reveal() === '';
});

check('lines are read past the buffers of PHP', static function (): bool {
    [$reader, $writer] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    fwrite($writer, "9182\n1234");
    $first = Secret::readLine($reader);
    $waiting = stream_get_meta_data($reader)['unread_bytes'];
    fclose($writer);
    $second = Secret::readLine($reader);
    return $first->reveal() === '9182' && $waiting === 0 && $second->reveal() === '1234'
        && Secret::readLine($reader) === null;
});

check('secrets and owners are not copied or stored', static function (): bool {
    $text = '1234';
    $secret = Secret::take($text);
    $card = Card::openVirtual();
    return thrown(static fn () => serialize($secret)) instanceof LogicException
        && thrown(static fn () => serialize($card)) instanceof LogicException
        && thrown(static fn () => clone $secret) instanceof Error
        && thrown(static fn () => clone $card) instanceof Error;
});

check('no message, dump or trace has a PIN or a name', static function (): bool {
    $card = Card::openVirtual();
    $pin = '9182';
    $wrong = Secret::take($pin);
    $fault = thrown(static fn () => $card->authenticate($wrong, CHALLENGE));
    $asString = thrown(static fn () => $card->authenticate('9183', CHALLENGE));
    $text = '1234';
    $secret = Secret::take($text);
    $attributes = $card->attributes($secret, Authorities::VirtualCard);
    $information = $card->information();
    $names = $card->certificate(CertificateKind::Authentication)->otherNames();
    ob_start();
    var_dump($fault, $secret, $attributes, $information, $names, $card, $fault->japanese());
    var_dump($asString, $asString->getTrace());
    echo $fault, $asString;
    print_r($secret);
    $shown = ob_get_clean();
    return !str_contains($shown, '9182') && !str_contains($shown, '9183')
        && !str_contains($shown, '1234')
        && !str_contains($shown, $attributes->name())
        && !str_contains($shown, $information->serialNumber);
});
