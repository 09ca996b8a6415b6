"""Cards, authentication and signatures."""

from typing import Optional

import jpkicard
from jpkicard import Error, Status
from words import (
    Answer,
    REQUESTS,
    data,
    day,
    kept,
    last_try_of,
    number,
    optional_text,
    request,
    secret,
    text,
    time,
)


@request
def open_(kind: str, settings: str) -> Answer:
    virtual = jpkicard.VirtualKind(int(kind))
    kept.keep("card", jpkicard.Card.open_virtual(virtual, optional_text(settings) or ""))
    return []


class Echo(jpkicard.Transport):
    """Whose every answer is these bytes, or this status."""

    def __init__(self, answer: Optional[bytes], status: Status) -> None:
        self.answer, self.status = answer, status

    def transmit(self, command: memoryview) -> bytes:
        if self.answer is None:
            raise Error(self.status)
        return self.answer

    def power_down(self) -> None:
        pass


@request
def transport(answer: str, status: str) -> Answer:
    of = Status(0 if status == "-" else int(status))
    kept.keep("card", jpkicard.Card.open(Echo(None if answer == "-" else data(answer), of)))
    return []


@request
def close() -> Answer:
    card = kept.objects.get("card")
    if card is not None:
        card.close()
    return []


@request
def token() -> Answer:
    found = kept.get("card").token()
    return [number(found.kind), text(found.label)]


@request
def tries(credential: str) -> Answer:
    found = kept.get("card").tries(jpkicard.Credential(int(credential)))
    return [number(found.state), number(found.left)]


@request
def has_certificate(kind: str) -> Answer:
    return [number(kept.get("card").has_certificate(jpkicard.CertificateKind(int(kind))))]


@request
def certificate(kind: str) -> Answer:
    card = kept.get("card")
    found = kept.keep("certificate", card.certificate(jpkicard.CertificateKind(int(kind))))
    return [
        found.der.hex(),
        time(found.not_before),
        time(found.not_after),
        (found.subject_key_id or b"").hex(),
        found.public_key.hex(),
    ]


@request
def load_certificate(der: str) -> Answer:
    kept.keep("certificate", jpkicard.Certificate(data(der)))
    return []


@request
def other_names() -> Answer:
    names = kept.get("certificate").other_names()
    return [text(word) for item in names for word in (item.name, item.text or "")]


@request
def authenticate(pin: str, challenge: str, last_try: str, known: str, read_ca: str) -> Answer:
    card = kept.get("card")
    known_certificate = kept.get("certificate") if known == "1" else None
    with secret(pin) as typed:
        done = card.authenticate(
            typed,
            data(challenge),
            last_try=last_try_of(last_try),
            known_certificate=known_certificate,
            read_ca_certificate=read_ca == "1",
        )
    kept.keep("certificate", done.certificate)
    kept.keep("signature", done.signature)
    kept.keep("challenge", data(challenge))
    if done.ca_certificate is not None:
        kept.keep("ca certificate", done.ca_certificate)
    return [
        number(done.token_kind),
        number(done.tries.state),
        number(done.tries.left),
        done.certificate.der.hex(),
        "-" if done.ca_certificate is None else done.ca_certificate.der.hex(),
        number(done.signature.algorithm),
        done.signature.data.hex(),
    ]


@request
def sign(
    pin: str, signed: str, digest: str, scheme: str, input_kind: str, last_try: str
) -> Answer:
    card = kept.get("card")
    with secret(pin) as typed:
        made = card.sign(
            typed,
            data(signed),
            digest=jpkicard.Digest(int(digest)),
            scheme=jpkicard.Scheme(int(scheme)),
            input_kind=jpkicard.InputKind(int(input_kind)),
            last_try=last_try_of(last_try),
        )
    kept.keep("signature", made)
    return [number(made.algorithm), made.algorithm_name, made.data.hex()]


@request
def signature_certificate(password: str, last_try: str) -> Answer:
    card = kept.get("card")
    with secret(password) as typed:
        found = card.signature_certificate(typed, last_try=last_try_of(last_try))
    return [kept.keep("certificate", found).der.hex()]


@request
def sign_document(password: str, document: str, last_try: str) -> Answer:
    card = kept.get("card")
    with secret(password) as typed:
        found, made = card.sign_document(
            typed, data(document), last_try=last_try_of(last_try)
        )
    kept.keep("certificate", found)
    kept.keep("signature", made)
    return [found.der.hex(), number(made.algorithm), made.data.hex()]


def change(method: str, old: str, new: str, last_try: str) -> Answer:
    card = kept.get("card")
    with secret(old) as before, secret(new) as after:
        getattr(card, method)(before, after, last_try=last_try_of(last_try))
    return []


for name in ("change-pin", "change-signature-password", "change-input-support-pin"):
    REQUESTS[name] = lambda old, new, last_try, method=name.replace("-", "_"): change(
        method, old, new, last_try
    )


@request
def information() -> Answer:
    found = kept.get("card").information()
    return [day(found.expiry), text(found.municipality_code), text(found.serial)]


@request
def read_length(length: str) -> Answer:
    kept.get("card").set_read_length(int(length))
    return []


@request
def begin() -> Answer:
    kept.get("card").begin_transaction()
    return []


@request
def end() -> Answer:
    kept.get("card").end_transaction()
    return []
