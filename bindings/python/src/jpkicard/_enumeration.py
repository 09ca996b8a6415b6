"""What the enumerations of :mod:`jpkicard.constants` have in common."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import enum


class Constant(enum.IntEnum):
    """A number of the library's.

    A number that this version does not know, from a newer library, is a member all the same, with a
    name of its own: the library decides what it means.
    """

    @classmethod
    def _missing_(cls, value: object) -> "Constant":
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"{value!r} is not a valid {cls.__name__}")
        member = int.__new__(cls, value)
        member._name_ = f"UNKNOWN_{value}".replace("-", "MINUS_")
        member._value_ = value
        return member


class Flags(enum.IntFlag):
    """Numbers of the library's that are combined with ``|``."""
