"""What is printed on a card, and its text."""

from typing import Any, Dict

import jpkicard
from words import Answer, data, day, kept, last_try_of, number, of_secret, request, secret, text


@request
def check_number(birth_date: str, calendar: str, expiry_year: str, security_code: str) -> Answer:
    with secret(security_code) as code:
        made = jpkicard.check_number(
            int(birth_date), int(expiry_year), code, jpkicard.Calendar(int(calendar))
        )
    return [of_secret(kept.keep("check number", made))]


@request
def check_number_digits(digits: str, expiry_year: str, security_code: str) -> Answer:
    with secret(digits) as printed, secret(security_code) as code:
        made = jpkicard.check_number_of_printed_digits(printed, int(expiry_year), code)
    return [of_secret(kept.keep("check number", made))]


@request
def own_authority(record: str, key_id: str, modulus: str) -> Answer:
    card = kept.get("card")
    made = kept.keep("authorities", jpkicard.CardAuthorities())
    made.add(jpkicard.RecordKind(int(record)), data(key_id), data(modulus))
    card.set_authorities(made)
    return []


def rules(authorities: str, last_try: str) -> Dict[str, Any]:
    return {
        "authorities": jpkicard.Authorities(int(authorities)),
        "last_try": last_try_of(last_try),
    }


def of_face(read: jpkicard.Face) -> Answer:
    kept.keep("face", read)
    return [
        day(read.birth_date),
        number(read.sex),
        day(read.expiry),
        text(read.birth_date_digits),
        number(len(read.photo)),
    ]


@request
def face(authorities: str, last_try: str) -> Answer:
    return of_face(
        kept.get("card").face(kept.get("check number"), **rules(authorities, last_try))
    )


@request
def face_for_challenge(challenge: str, authorities: str, last_try: str) -> Answer:
    answer = of_face(
        kept.get("card").face_for_challenge(
            kept.get("check number"), data(challenge), **rules(authorities, last_try)
        )
    )
    kept.keep("challenge", data(challenge))
    return answer


@request
def face_files(authorities: str) -> Answer:
    of = jpkicard.Authorities(int(authorities))
    own = kept.objects.get("authorities") if of == jpkicard.Authorities.OWN else None
    files = kept.get("face").files(kept.get("challenge"))
    return of_face(jpkicard.Face.from_files(files, of, own))


@request
def picture(kind: str) -> Answer:
    made = kept.get("face").picture(jpkicard.PictureKind(int(kind)))
    return [number(len(made)), made[:8].hex()]


def of_attributes(read: jpkicard.Attributes) -> Answer:
    kept.keep("attributes", read)
    return [
        text(read.name),
        text(read.address),
        day(read.birth_date),
        number(read.sex),
        text(read.birth_date_digits),
    ]


@request
def attributes(pin: str, authorities: str, last_try: str) -> Answer:
    card = kept.get("card")
    with secret(pin) as typed:
        return of_attributes(card.attributes(typed, **rules(authorities, last_try)))


@request
def attributes_by_check_number(authorities: str, last_try: str) -> Answer:
    return of_attributes(
        kept.get("card").attributes_by_check_number(
            kept.get("check number"), **rules(authorities, last_try)
        )
    )


@request
def other_objects() -> Answer:
    return [number(len(kept.get("attributes").other_objects()))]


@request
def compare_birth_date(date: str, calendar: str, authorities: str, last_try: str) -> Answer:
    kept.get("card").compare_birth_date(
        int(date), calendar=jpkicard.Calendar(int(calendar)), **rules(authorities, last_try)
    )
    return []


@request
def compare_birth_date_digits(digits: str, authorities: str, last_try: str) -> Answer:
    card = kept.get("card")
    with secret(digits) as printed:
        card.compare_birth_date_printed_digits(printed, **rules(authorities, last_try))
    return []
