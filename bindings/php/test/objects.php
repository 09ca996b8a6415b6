<?php

// Constants, exceptions, owners and transports.

declare(strict_types=1);

use Jpkicard\Authorities;
use Jpkicard\Card;
use Jpkicard\Certificate;
use Jpkicard\CheckNumber;
use Jpkicard\Context;
use Jpkicard\Credential;
use Jpkicard\Exception\ClosedException;
use Jpkicard\Exception\JpkicardException;
use Jpkicard\Exception\TrustException;
use Jpkicard\Exception\UsageException;
use Jpkicard\Exception\WrongCredentialException;
use Jpkicard\LastTry;
use Jpkicard\Log;
use Jpkicard\LogLevel;
use Jpkicard\Native;
use Jpkicard\Status;
use Jpkicard\Timeout;
use Jpkicard\TokenKind;
use Jpkicard\Trust;
use Jpkicard\VerifyOptions;

check('a constant of another kind is refused before anything is sent', static function (): bool {
    $card = Card::openVirtual();
    $wrong = static fn () => $card->authenticate('9999', CHALLENGE, lastTry: Jpkicard\Input::Data);
    $unknown = static fn () => $card->authenticate('9999', CHALLENGE, lastTry: 5);
    return thrown($wrong) instanceof TypeError && thrown($unknown) instanceof UsageException
        && $card->tries()->left === 3;
});

check('a number that does not fit is not cut off to another', static function (): bool {
    $card = Card::openVirtual();
    $wrong = 2 ** 32 + LastTry::Allow->value;
    $anyone = ['authorities' => Authorities::VirtualCard];
    $late = (new DateTimeImmutable())->setDate(1980 + 2 ** 28, 2, 17);
    $calls = [
        static fn () => $card->authenticate('9999', CHALLENGE, lastTry: $wrong),
        static fn () => $card->signatureCertificate('ZZZ999', lastTry: $wrong),
        static fn () => $card->compareBirthDate(2 ** 32 + 19800217, ...$anyone),
        static fn () => $card->compareBirthDate($late, ...$anyone),
        static fn () => CheckNumber::make(19800217, 2 ** 32 + 2035, '2285'),
    ];
    foreach ($calls as $call) {
        if (!thrown($call) instanceof UsageException) {
            return false;
        }
    }
    return $card->tries()->left === 3 && $card->tries(Credential::SignaturePassword)->left === 5
        && $card->tries(Credential::BirthDate)->left === 10;
});

check('a time that was never set is not now', static function (): bool {
    $certificate = Card::openVirtual()->certificate();
    $options = [
        ['time' => new DateTimeImmutable('@0')], ['time' => new DateTimeImmutable('@-1')],
        ['tolerance' => 2 ** 32 + 5], ['tolerance' => -1],
    ];
    foreach ($options as $wrong) {
        $made = static fn () => new VerifyOptions(...$wrong);
        $verify = static fn () => Trust::verifyCertificate($certificate, $made());
        if (!thrown($verify) instanceof UsageException) {
            return false;
        }
    }
    return true;
});

check('a limit that is over is not "for ever"', static function (): bool {
    $context = new Context();
    foreach ([-0.001, -0.0001, 4294967.295, NAN] as $limit) {
        $wait = static fn () => $context->wait(timeout: $limit);
        $set = static fn () => $context->setTimeout(Timeout::ServiceAbsence, $limit);
        if (!thrown($wait) instanceof UsageException || !thrown($set) instanceof UsageException) {
            return false;
        }
    }
    $wait = static fn () => $context->wait(timeout: NAN, between: static fn () => null);
    return thrown($wait) instanceof UsageException;
});

check('a number that is not known stays one', static fn (): bool =>
    Native::constant(TokenKind::class, 0x4A0006FF) === 0x4A0006FF
        && Native::constant(TokenKind::class, 0x4A000605) === TokenKind::Iphone);

check('every status but three has a class of exceptions', static function (): bool {
    foreach (Status::cases() as $status) {
        $isOther = in_array($status, [Status::Ok, Status::Internal, Status::System], true);
        $class = JpkicardException::forStatus($status)::class;
        if (($class === JpkicardException::class) !== $isOther) {
            return false;
        }
    }
    return true;
});

check('an exception has what the card said', static function (): bool {
    $fault = thrown(static fn () => Card::openVirtual()->authenticate('9999', CHALLENGE));
    return $fault instanceof WrongCredentialException && $fault->status === Status::PinWrong
        && $fault->triesLeft === 2 && $fault->statusWord === 0x63C2 && $fault->getCode() === -41
        && $fault->statusName() === 'JPKI_ERROR_PIN_WRONG'
        && str_contains($fault->japanese(), '残り 2 回');
});

check('what is no certificate is not one', static fn (): bool =>
    thrown(static fn () => Certificate::load('no')) instanceof TrustException);

check('a closed card is closed', static function (): bool {
    $card = Card::openVirtual();
    $card->close();
    $card->close();
    return $card->isClosed() && thrown($card->token(...)) instanceof ClosedException;
});

check('a transaction ends with its function, whatever it throws', static function (): bool {
    $card = Card::openVirtual();
    thrown(static fn () => $card->transaction(static fn () => throw new LogicException('no')));
    $kind = $card->transaction(static fn (Card $card) => $card->token()->kind);
    return $kind === TokenKind::MyNumberCard;
});

$faults = [
    [new LogicException('no'), Status::ReaderFailed],
    [new Error('no'), Status::ReaderFailed],
    [new JpkicardException(Status::CardRemoved), Status::CardRemoved],
    [new JpkicardException(Status::Ok), Status::ReaderFailed],
];
foreach ($faults as [$fault, $status]) {
    $what = $fault::class . " in a transport is {$status->name}";
    check($what, static function () use ($fault, $status): bool {
        $transport = new Unruly($fault);
        $seen = thrown(static fn () => Card::open($transport)->token());
        return $seen instanceof JpkicardException && $seen->status === $status
            && $transport->commands !== [] && $transport->ends === 1;
    });
}

check('a card that nothing refers to is closed', static function (): bool {
    $transport = new Unruly(new LogicException('no'));
    for ($at = 0; $at < 1000; $at++) {
        Card::open($transport);
    }
    return $transport->ends === 1000;
});

if (function_exists('pcntl_fork')) {
    check('a child process does not close its parent\'s card', static function (): bool {
        $card = Card::openVirtual();
        $child = pcntl_fork();
        if ($child === 0) {
            $fault = thrown($card->token(...));
            exit($fault instanceof JpkicardException && $fault->status === Status::Forked ? 0 : 1);
        }
        pcntl_waitpid($child, $status);
        return pcntl_wexitstatus($status) === 0 && $card->token()->kind === TokenKind::MyNumberCard;
    });
}

check('the log\'s lines come to the receiver, which may throw', static function (): bool {
    $lines = [];
    Log::to(LogLevel::Trace, static function ($level, string $line) use (&$lines): void {
        $lines[] = $line;
        // The receiver's own calls are not the log's.
        if (count($lines) === 1) {
            Card::openVirtual()->token();
        }
        if (count($lines) === 2) {
            throw new LogicException('no');
        }
    });
    $warnings = 0;
    set_error_handler(static function () use (&$warnings): bool {
        return ++$warnings > 0;
    });
    $card = Card::openVirtual();
    thrown(static fn () => $card->authenticate('9182', CHALLENGE, LastTry::Keep));
    $card->token();
    restore_error_handler();
    Log::off();
    $count = count($lines);
    $card->token();
    return $warnings === 1 && $count > 5 && count($lines) === $count
        && !str_contains(implode($lines), '9182');
});
