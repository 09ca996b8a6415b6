"""A program of this version of the Python binding with a library of a later one."""

import jpkicard

LATER_STATUS = -999

with jpkicard.Card.open_virtual() as card:
    with jpkicard.Secret(b"1234") as pin:
        assert card.authenticate(pin, bytes(32)).signature is not None
    try:
        with jpkicard.Secret(b"12a4") as pin:
            card.authenticate(pin, bytes(32))
    except jpkicard.Error as error:
        assert int(error.status) == LATER_STATUS, error.status
        assert error.name == "JPKI_ERROR_LATER", error.name
        assert len(error.japanese) > 10 and len(str(error)) > 20, str(error)
    else:
        raise AssertionError("no error")
    assert card.tries().left == 3
