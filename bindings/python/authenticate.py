"""An authentication desk in Python: python3 authenticate.py [--virtual]; asks for the PIN."""

import getpass
import secrets
import sys

import jpkicard


def main():
    if sys.argv[1:] == ["--virtual"]:
        card = jpkicard.Card.virtual()
    else:
        print("put the card on the reader")
        card = jpkicard.Context().wait()
    with card:
        state, left = card.tries()
        print("PIN          %s %s" % (state, left))
        if state == "blocked":
            sys.exit("authentication: the PIN is locked; the municipal office, or some kiosks, reset it")
        pin = getpass.getpass("PIN (4 digits): ") if sys.stdin.isatty() else input()
        # No other program comes between the calls.
        with card.transaction():
            authentication = card.authenticate(pin, secrets.token_bytes(32))
    print("token        " + authentication.token)
    print("certificate  %d bytes" % len(authentication.certificate.der))
    print("signature    %d bytes, %s" % (len(authentication.signature.data), authentication.signature.algorithm))


if __name__ == "__main__":
    try:
        main()
    except jpkicard.Error as error:
        sys.exit("authentication: %s: %s" % (error.name, error))
