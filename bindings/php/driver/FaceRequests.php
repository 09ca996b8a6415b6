<?php

declare(strict_types=1);

namespace Driver;

use Jpkicard\Attributes;
use Jpkicard\Authorities;
use Jpkicard\Calendar;
use Jpkicard\CardAuthorities;
use Jpkicard\CheckNumber;
use Jpkicard\Face;
use Jpkicard\File;
use Jpkicard\LastTry;
use Jpkicard\PictureKind;
use Jpkicard\RecordFiles;

/**
 * About what is printed on a card, and its text.
 */
trait FaceRequests
{
    private function onCheckNumber(Request $request): string
    {
        $birthDate = $request->number();
        $calendar = $request->constant(Calendar::Japanese);
        $number = CheckNumber::make($birthDate, $request->number(), $request->secret(), $calendar);
        return Words::masked($this->keep('checkNumber', $number));
    }

    private function onCheckNumberDigits(Request $request): string
    {
        $number = CheckNumber::fromDigits(
            $request->secret(),
            $request->number(),
            $request->secret(),
        );
        return Words::masked($this->keep('checkNumber', $number));
    }

    private function onFace(Request $request): array
    {
        $number = $this->kept('checkNumber');
        $face = $this->kept('card')->face($number, ...$this->believed($request));
        return $this->shown($this->keep('face', $face));
    }

    private function onFaceForChallenge(Request $request): array
    {
        $challenge = $this->keep('challenge', $request->data());
        $face = $this->kept('card')->face(
            $this->kept('checkNumber'),
            ...$this->believed($request),
            challenge: $challenge,
        );
        return $this->shown($this->keep('face', $face));
    }

    private function onFaceFiles(Request $request): array
    {
        $authorities = $request->constant(Authorities::Production);
        $face = $this->kept('face');
        $files = new RecordFiles(
            $face->file(File::Record),
            $face->file(File::Certificate),
            $face->file(File::Signature),
            $this->kept['challenge'] ?? null,
        );
        $isOwn = $authorities === Authorities::Own->value;
        $own = $isOwn ? $this->kept('authorities') : null;
        return $this->shown(Face::verify($files, $authorities, $own));
    }

    private function onPicture(Request $request): array
    {
        $kind = $request->constant(PictureKind::CardSvg);
        $file = $this->kept('face')->picture($kind)->file();
        return [strlen($file), Words::data(substr($file, 0, 8))];
    }

    private function onAttributes(Request $request): array
    {
        $pin = $request->secret();
        $read = $this->kept('card')->attributes($pin, ...$this->believed($request));
        return $this->shownText($this->keep('attributes', $read));
    }

    private function onAttributesByCheckNumber(Request $request): array
    {
        $number = $this->kept('checkNumber');
        $card = $this->kept('card');
        $read = $card->attributesByCheckNumber($number, ...$this->believed($request));
        return $this->shownText($this->keep('attributes', $read));
    }

    private function onOtherObjects(): int
    {
        return count($this->kept('attributes')->otherObjects());
    }

    private function onCompareBirthDate(Request $request): void
    {
        $date = $request->number();
        $calendar = $request->constant(Calendar::Japanese);
        $this->kept('card')->compareBirthDate($date, $calendar, ...$this->believed($request));
    }

    private function onCompareBirthDateDigits(Request $request): void
    {
        $digits = $request->secret();
        $this->kept('card')->compareBirthDateDigits($digits, ...$this->believed($request));
    }

    private function onInformation(): array
    {
        $read = $this->kept('card')->information();
        return [Words::day($read->expiry), $read->municipalityCode, $read->serialNumber];
    }

    private function onOwnAuthority(Request $request): void
    {
        $list = $this->keep('authorities', new CardAuthorities());
        $list->add($request->number(), $request->data(), $request->data());
        $this->kept('card')->setAuthorities($list);
    }

    /** @return array<string, mixed> */
    private function believed(Request $request): array
    {
        return [
            'authorities' => $request->constant(Authorities::Production),
            'lastTry' => $request->constant(LastTry::Keep),
        ];
    }

    private function shown(Face $face): array
    {
        return [
            Words::day($face->birthDate()),
            Words::constant($face->sex()),
            Words::day($face->expiry()),
            Words::text($face->birthDateDigits()),
            strlen($face->photo() ?? ''),
        ];
    }

    private function shownText(Attributes $attributes): array
    {
        return [
            Words::text($attributes->name()),
            Words::text($attributes->address()),
            Words::day($attributes->birthDate()),
            Words::constant($attributes->sex()),
            Words::text($attributes->birthDateDigits()),
        ];
    }
}
