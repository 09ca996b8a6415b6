"""An authentication desk: waits for a card, asks for the PIN, and judges the signature.

    python3 desk.py [--virtual] [--reader NAME] [--timeout SECONDS] [--pin-fd N]

The PIN comes from the terminal, or a line a try from the file descriptor N. With --virtual it is
1234, and no reader is needed. Exit code: 0 accepted, 1 otherwise.
"""

import argparse
import secrets
import sys
from typing import Optional

import jpkicard

# What a clerk may try again, with the holder: a try was spent, or nothing was sent.
AGAIN = (jpkicard.WrongCredentialError, jpkicard.CredentialFormatError)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="An authentication desk.")
    parser.add_argument("--virtual", action="store_true", help="use the embedded virtual card")
    parser.add_argument("--reader", help="a part of the reader's name")
    parser.add_argument("--timeout", type=float, help="how many seconds to wait for a card")
    parser.add_argument("--pin-fd", type=int, default=0, help="where the PIN is read from")
    return parser.parse_args()


def open_card(given: argparse.Namespace) -> jpkicard.Card:
    if given.virtual:
        return jpkicard.Card.open_virtual()
    print("カードをカードリーダーに置いてください。", flush=True)
    with jpkicard.Context() as context:
        flags = jpkicard.WaitFlags.NAME_PART
        return context.wait(given.timeout, reader=given.reader, flags=flags)


def authenticate(
    card: jpkicard.Card, challenge: bytes, pin_fd: int, is_virtual: bool
) -> Optional[jpkicard.Authentication]:
    """Two chances; the library itself keeps the last try."""
    for is_last in (False, True):
        print(f"暗証番号の残り回数: {card.tries().left}", flush=True)
        with jpkicard.read_secret("暗証番号（4 桁）: ", pin_fd) as pin:
            try:
                return card.authenticate(pin, challenge, read_ca_certificate=is_virtual)
            except AGAIN as error:
                print(error.japanese, flush=True)
                if is_last:
                    return None
    return None


def main() -> int:
    given = arguments()
    # A server that is to believe the signature makes it, and verifies with it.
    challenge = secrets.token_bytes(32)
    with open_card(given) as card:
        done = authenticate(card, challenge, given.pin_fd, given.virtual)
    if done is None:
        return 1
    options = jpkicard.VerifyOptions()
    if given.virtual and done.ca_certificate is not None:
        # For this card alone: whoever chooses an anchor can make cards.
        options = jpkicard.VerifyOptions(
            anchors=jpkicard.Anchors.OWN, own_anchors=[done.ca_certificate]
        )
    verdict = jpkicard.verify_signature(done.certificate, challenge, done.signature, options)
    if verdict:
        print(f"accepted: {verdict.policy_text()}")
        if verdict.days_left is not None and verdict.days_left < 90:
            print(f"電子証明書の有効期間: 残り {verdict.days_left} 日")
        return 0
    print(f"refused: {verdict.text()}")
    for reason in verdict.reasons:
        print(f"- {jpkicard.reason_text(reason)}")
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except jpkicard.Error as failure:
        print(failure.japanese)
        print(f"{failure.name}: {failure}", file=sys.stderr)
        sys.exit(1)
    except EOFError:
        sys.exit("no PIN")
    except KeyboardInterrupt:
        sys.exit(1)
