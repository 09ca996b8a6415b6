"""Whether to believe a certificate or a signature."""

from typing import Any, Optional

import jpkicard
from words import Answer, data, kept, number, optional_text, request, text, time


def verify_options(anchors: str, **more: Any) -> jpkicard.VerifyOptions:
    of = jpkicard.Anchors(int(anchors))
    is_own = of in (jpkicard.Anchors.OWN, jpkicard.Anchors.PRODUCTION_AND_OWN)
    own = [kept.get("ca certificate")] if is_own else []
    return jpkicard.VerifyOptions(anchors=of, own_anchors=own, **more)


def when(word: str) -> Optional[int]:
    return int(word) or None


def of_verdict(verdict: jpkicard.Verdict) -> Answer:
    return [
        number(verdict.status),
        ",".join(number(reason) for reason in verdict.reasons) or "-",
        number(verdict.revocation),
        number(verdict.days_left),
        number(verdict.days_expired),
        number(verdict.is_within_grace),
        verdict.policy or "-",
        text(verdict.policy_text()),
    ]


@request
def verify(purpose: str, anchors: str, at: str, policies: str, own_policies: str) -> Answer:
    options = verify_options(
        anchors,
        purpose=jpkicard.Purpose(int(purpose)),
        time=when(at),
        policies=jpkicard.Policies(int(policies)),
        own_policies=(optional_text(own_policies) or "").split(),
    )
    return of_verdict(jpkicard.verify_certificate(kept.get("certificate"), options))


@request
def verify_signature(challenge: str, algorithm: str, anchors: str, at: str) -> Answer:
    return of_verdict(
        jpkicard.verify_signature(
            kept.get("certificate"),
            data(challenge),
            kept.get("signature"),
            verify_options(anchors, time=when(at)),
            algorithm=jpkicard.Algorithm(int(algorithm)),
        )
    )


@request
def ocsp_request(anchors: str, nonce: str) -> Answer:
    of = kept.get("certificate")
    made = jpkicard.OcspRequest(of, verify_options(anchors), nonce=data(nonce))
    return [kept.keep("ocsp request", made).der.hex()]


@request
def verify_ocsp(response: str, anchors: str, at: str) -> Answer:
    options = verify_options(
        anchors,
        time=when(at),
        ocsp_request=kept.get("ocsp request"),
        ocsp_response=data(response),
    )
    return of_verdict(jpkicard.verify_certificate(kept.get("certificate"), options))


@request
def load_revocation_list(crl: str, anchors: str) -> Answer:
    with jpkicard.RevocationList(data(crl), verify_options(anchors)) as loaded:
        return [time(loaded.this_update), time(loaded.next_update), number(len(loaded))]
