<?php

declare(strict_types=1);

namespace Driver;

use Jpkicard\Anchors;
use Jpkicard\OcspRequest;
use Jpkicard\Policies;
use Jpkicard\Purpose;
use Jpkicard\RevocationList;
use Jpkicard\Trust;
use Jpkicard\VerifyOptions;

/**
 * A relying party's: whether a certificate or a signature is good.
 */
trait TrustRequests
{
    private function onVerify(Request $request): array
    {
        $purpose = $request->constant(Purpose::Authentication);
        $options = $this->anchored($request);
        $options['time'] = self::time($request);
        $options['policies'] = $request->constant(Policies::ByArc);
        $own = $request->text();
        $options['ownPolicies'] = $own === '' ? [] : explode(' ', $own);
        $options = new VerifyOptions($purpose, ...$options);
        return Words::verdict(Trust::verifyCertificate($this->kept('certificate'), $options));
    }

    private function onVerifySignature(Request $request): array
    {
        $challenge = $request->data();
        $algorithm = $request->number();
        $options = $this->anchored($request);
        $options = new VerifyOptions(...$options, time: self::time($request));
        return Words::verdict(Trust::verifySignature(
            $this->kept('certificate'),
            $challenge,
            $this->kept('signature')->bytes(),
            $algorithm,
            $options,
        ));
    }

    private function onVerifyOcsp(Request $request): array
    {
        $response = $request->data();
        $options = $this->anchored($request);
        $options = new VerifyOptions(
            ...$options,
            time: self::time($request),
            ocspRequest: $this->kept('ocspRequest'),
            ocspResponse: $response,
        );
        return Words::verdict(Trust::verifyCertificate($this->kept('certificate'), $options));
    }

    private function onOcspRequest(Request $request): string
    {
        $options = new VerifyOptions(...$this->anchored($request));
        $certificate = $this->kept('certificate');
        $made = OcspRequest::create($certificate, $request->dataOrNull(), $options);
        return Words::data($this->keep('ocspRequest', $made)->der());
    }

    private function onLoadRevocationList(Request $request): array
    {
        $data = $request->data();
        $list = RevocationList::load($data, new VerifyOptions(...$this->anchored($request)));
        return [
            $list->thisUpdate()->getTimestamp(),
            $list->nextUpdate()->getTimestamp(),
            $list->count(),
        ];
    }

    /**
     * Anchors of one's own are the kept CA certificate.
     *
     * @return array<string, mixed>
     */
    private function anchored(Request $request): array
    {
        $anchors = $request->constant(Anchors::Production);
        $own = [Anchors::Own->value, Anchors::ProductionAndOwn->value];
        $isOwn = in_array($anchors, $own, true);
        return [
            'anchors' => $anchors,
            'ownAnchors' => $isOwn ? [$this->kept('caCertificate')] : [],
        ];
    }

    private static function time(Request $request): ?\DateTimeImmutable
    {
        $seconds = $request->number();
        return $seconds === 0 ? null : new \DateTimeImmutable("@$seconds");
    }
}
