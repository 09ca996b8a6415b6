<?php

declare(strict_types=1);

namespace Driver;

use Jpkicard\Card;
use Jpkicard\Certificate;
use Jpkicard\CertificateKind;
use Jpkicard\Credential;
use Jpkicard\Digest;
use Jpkicard\Input;
use Jpkicard\LastTry;
use Jpkicard\Scheme;
use Jpkicard\VirtualKind;

/**
 * About a card's certificates, keys and PINs.
 */
trait CardRequests
{
    private function onOpen(Request $request): void
    {
        $kind = $request->constant(VirtualKind::MyNumberCard);
        $this->keep('card', Card::openVirtual($kind, $request->text()));
    }

    private function onClose(): void
    {
        ($this->kept['card'] ?? null)?->close();
    }

    private function onToken(): array
    {
        $token = $this->kept('card')->token();
        return [Words::constant($token->kind), Words::text($token->label)];
    }

    private function onTries(Request $request): array
    {
        return Words::tries($this->kept('card')->tries($request->constant(Credential::Pin)));
    }

    private function onHasCertificate(Request $request): string
    {
        $kind = $request->constant(CertificateKind::Authentication);
        return Words::yes($this->kept('card')->hasCertificate($kind));
    }

    private function onCertificate(Request $request): array
    {
        $kind = $request->constant(CertificateKind::Authentication);
        $authorities = [
            CertificateKind::AuthenticationCa->value,
            CertificateKind::SignatureCa->value,
        ];
        $name = in_array($kind, $authorities, true) ? 'caCertificate' : 'certificate';
        $read = $this->keep($name, $this->kept('card')->certificate($kind));
        return [
            Words::data($read->der()),
            $read->notBefore()->getTimestamp(),
            $read->notAfter()->getTimestamp(),
            Words::data($read->subjectKeyId()),
            Words::data($read->publicKey()),
        ];
    }

    private function onLoadCertificate(Request $request): void
    {
        $this->keep('certificate', Certificate::load($request->data()));
    }

    private function onAuthenticate(Request $request): array
    {
        $pin = $request->secret();
        $challenge = $request->data();
        $made = $this->kept('card')->authenticate(
            $pin,
            $challenge,
            lastTry: $request->constant(LastTry::Keep),
            certificate: $request->isYes() ? $this->kept('certificate') : null,
            readCaCertificate: $request->isYes(),
        );
        $this->keep('challenge', $challenge);
        $this->keep('certificate', $made->certificate);
        $this->keep('signature', $made->signature);
        if ($made->caCertificate !== null) {
            $this->keep('caCertificate', $made->caCertificate);
        }
        return [
            Words::constant($made->tokenKind),
            ...Words::tries($made->tries),
            Words::data($made->certificate->der()),
            Words::data($made->caCertificate?->der()),
            Words::constant($made->signature->algorithm()),
            Words::data($made->signature->bytes()),
        ];
    }

    private function onSign(Request $request): array
    {
        $signature = $this->keep('signature', $this->kept('card')->sign(
            $request->secret(),
            $request->data(),
            $request->constant(Digest::Sha256),
            $request->constant(Scheme::DigestInfo),
            $request->constant(Input::Data),
            $request->constant(LastTry::Keep),
        ));
        return [
            Words::constant($signature->algorithm()),
            $signature->algorithmName(),
            Words::data($signature->bytes()),
        ];
    }

    private function onSignatureCertificate(Request $request): string
    {
        $read = $this->kept('card')->signatureCertificate(
            $request->secret(),
            $request->constant(LastTry::Keep),
        );
        return Words::data($this->keep('certificate', $read)->der());
    }

    private function onSignDocument(Request $request): array
    {
        [$certificate, $signature] = $this->kept('card')->signDocument(
            $request->secret(),
            $request->data(),
            lastTry: $request->constant(LastTry::Keep),
        );
        $this->keep('certificate', $certificate);
        $this->keep('signature', $signature);
        return [
            Words::data($certificate->der()),
            Words::constant($signature->algorithm()),
            Words::data($signature->bytes()),
        ];
    }

    private function onOtherNames(): array
    {
        $words = [];
        foreach ($this->kept('certificate')->otherNames() as $item) {
            array_push($words, $item->name, Words::text($item->text));
        }
        return $words;
    }

    private function onChangePin(Request $request): void
    {
        $this->kept('card')->changePin(
            $request->secret(),
            $request->secret(),
            $request->constant(LastTry::Keep),
        );
    }

    private function onChangeSignaturePassword(Request $request): void
    {
        $this->kept('card')->changeSignaturePassword(
            $request->secret(),
            $request->secret(),
            $request->constant(LastTry::Keep),
        );
    }

    private function onChangeInputSupportPin(Request $request): void
    {
        $this->kept('card')->changeInputSupportPin(
            $request->secret(),
            $request->secret(),
            $request->constant(LastTry::Keep),
        );
    }

    private function onBegin(): void
    {
        $this->kept('card')->beginTransaction();
    }

    private function onEnd(): void
    {
        $this->kept('card')->endTransaction();
    }

    private function onReadLength(Request $request): void
    {
        $this->kept('card')->setReadLength($request->number());
    }

    private function onTransport(Request $request): void
    {
        $answer = $request->dataOrNull();
        $this->keep('card', Card::open(new SameAnswer($answer, (int) $request->text())));
    }
}
