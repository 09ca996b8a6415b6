<?php

/*
 * A desk: waits for a card, shows how many tries the PIN has left, asks for the PIN, authenticates
 * a random challenge and verifies the answer. After a wrong PIN it shows the sentence for the
 * holder in Japanese and gives a second chance, which is never the last try.
 *
 *     php desk.php              a real card, believed if J-LIS issued its certificate
 *     php desk.php --virtual    the embedded virtual card (PIN 1234), believed by its own CA
 *
 * The PIN is asked for on the terminal without echo; otherwise it is a line of standard input, or
 * of the file descriptor N of --pin-fd N. Exit code: 0 accepted, 1 not.
 */

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use Jpkicard\Anchors;
use Jpkicard\Authentication;
use Jpkicard\Cancellation;
use Jpkicard\Card;
use Jpkicard\Context;
use Jpkicard\Exception\JpkicardException;
use Jpkicard\Library;
use Jpkicard\Secret;
use Jpkicard\Status;
use Jpkicard\Trust;
use Jpkicard\Verdict;
use Jpkicard\VerifyOptions;

const CHANCES = 2;
const MAY_BE_TYPED_AGAIN = [Status::PinWrong, Status::PinFormat];

/** What a clerk sees. */
final class Desk
{
    /** @param resource $pinInput */
    public function __construct(private readonly bool $isVirtual, private $pinInput)
    {
    }

    /** Whether the holder is who the card says. */
    public function serve(): bool
    {
        $card = $this->findCard();
        for ($chance = 0; $chance < CHANCES; $chance++) {
            try {
                return $this->isAccepted($card);
            } catch (JpkicardException $fault) {
                echo $fault->japanese(), "\n";
                if (!in_array($fault->status, MAY_BE_TYPED_AGAIN, true)) {
                    return false;
                }
            }
        }
        return false;
    }

    private function findCard(): Card
    {
        if ($this->isVirtual) {
            return Card::openVirtual();
        }
        echo "Put the card on the reader.\n";
        $cancellation = new Cancellation();
        if (function_exists('pcntl_signal')) {
            pcntl_signal(SIGINT, $cancellation->cancel(...));
        }
        try {
            return (new Context())->wait(timeout: 60, cancellation: $cancellation);
        } finally {
            if (function_exists('pcntl_signal')) {
                pcntl_signal(SIGINT, SIG_DFL);
            }
        }
    }

    private function isAccepted(Card $card): bool
    {
        echo 'tries left: ', $card->tries()->left ?? 'not reported', "\nPIN: ";
        $pin = $this->ask();
        echo "\n";
        if ($pin === null) {
            fwrite(STDERR, "no PIN was typed\n");
            return false;
        }
        $challenge = random_bytes(32);
        try {
            $made = $card->authenticate($pin, $challenge, readCaCertificate: $this->isVirtual);
        } finally {
            $pin->wipe();
        }
        return self::show($this->judge($made, $challenge));
    }

    private function ask(): ?Secret
    {
        $isTerminal = stream_isatty($this->pinInput);
        try {
            if ($isTerminal) {
                shell_exec('stty -echo </dev/tty');
            }
            return Secret::readLine($this->pinInput);
        } finally {
            if ($isTerminal) {
                shell_exec('stty echo </dev/tty');
            }
        }
    }

    private function judge(Authentication $made, string $challenge): Verdict
    {
        // For this card only: no real one is believed by a certificate that it brings along.
        $options = $this->isVirtual
            ? new VerifyOptions(anchors: Anchors::Own, ownAnchors: [$made->caCertificate])
            : new VerifyOptions();
        return Trust::verifySignature(
            $made->certificate,
            $challenge,
            $made->signature->bytes(),
            options: $options,
        );
    }

    private static function show(Verdict $verdict): bool
    {
        if ($verdict->isGood()) {
            echo 'ACCEPTED: ', $verdict->policyText(), "\n";
            return true;
        }
        echo 'REFUSED: ', $verdict->text(), "\n";
        foreach ($verdict->reasons as $reason) {
            echo '  ', Library::reasonText($reason), "\n";
        }
        return false;
    }
}

$options = getopt('', ['virtual', 'pin-fd:']);
$pinInput = isset($options['pin-fd']) ? fopen('php://fd/' . (int) $options['pin-fd'], 'r') : STDIN;
try {
    exit((new Desk(isset($options['virtual']), $pinInput))->serve() ? 0 : 1);
} catch (JpkicardException $fault) {
    fwrite(STDERR, $fault->japanese() . "\n");
    exit(1);
}
