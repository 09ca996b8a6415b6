"""Check numbers: what opens a card's face without a PIN."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import ctypes
from typing import Any, Callable

from . import _raw
from ._handle import call
from ._library import library
from ._memory import Bytes, Secret, borrowed
from ._numbers import Day, day_number, int32
from .constants import Calendar


def check_number(
    birth_date: Day,
    expiry_year: int,
    security_code: Bytes,
    calendar: Calendar = Calendar.JAPANESE,
) -> Secret:
    """Makes check number B of what is printed on the card's front. Wipe it once the card is read.

    :param birth_date: a date, or its digits as a number, such as 19800217.
    :param expiry_year: four digits, such as 2035.
    :param security_code: the four ASCII digits beside the photo.
    :param calendar: ``Calendar.JAPANESE`` for all but some foreign residents.
    :raises CredentialFormatError: if one of them cannot be right.
    """
    with borrowed(security_code, "security_code") as code:
        return _made(
            library.jpki_check_number,
            int32(day_number(birth_date)),
            int32(calendar),
            int32(expiry_year),
            *code,
        )


def check_number_of_printed_digits(
    date_digits: Bytes, expiry_year: int, security_code: Bytes
) -> Secret:
    """Makes check number B of a card that prints a birth date which is no day of the calendar.

    :param date_digits: six ASCII digits, YYMMDD as printed, such as ``b"250400"``. They are not
        checked: a typing error is sent too, and a wrong number spends one of ten tries.
    """
    with borrowed(date_digits, "date_digits") as digits:
        with borrowed(security_code, "security_code") as code:
            return _made(
                library.jpki_check_number_printed_digits, *digits, int32(expiry_year), *code
            )


def _made(function: Callable[..., int], *arguments: Any) -> Secret:
    room = ctypes.create_string_buffer(_raw.CHECK_NUMBER_SIZE)
    try:
        call(function, *arguments, ctypes.addressof(room), len(room))
        view = memoryview(room).cast("B")
        length = next(at for at in range(len(view)) if view[at] == 0)
        return Secret(view[:length])
    finally:
        library.jpki_secure_wipe(ctypes.addressof(room), len(room))
