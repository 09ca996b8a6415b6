"""What a card can do without the PIN of its keys: face, attributes, birth date."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import ctypes
from typing import Any, Callable

from . import _raw
from ._handle import Handle, pointer
from ._library import library
from ._memory import Bytes, borrowed
from ._numbers import Day, day_number, int32
from .constants import Authorities, Calendar, LastTry
from .face import Attributes, CardAuthorities, Face, Information, information_of


class ReadsCardFace(Handle):
    """The methods of :class:`Card` that use check number, input-support PIN or nothing.

    ``authorities`` says whose signature to believe: ``PRODUCTION`` for people, and no other in a
    program that serves them.
    """

    def _call(self, function: Callable[..., int], *arguments: Any) -> None:
        raise NotImplementedError

    def _for_handle(self, function: Callable[..., int], *arguments: Any) -> int:
        handle = ctypes.c_void_p()
        self._call(function, *arguments, ctypes.byref(handle))
        return handle.value or 0

    def set_authorities(self, authorities: CardAuthorities) -> None:
        """Says what ``Authorities.OWN`` stands for in calls on this card."""
        self._call(library.jpki_card_set_authorities, pointer(authorities))

    def face(
        self,
        check_number: Bytes,
        *,
        authorities: Authorities = Authorities.PRODUCTION,
        last_try: LastTry = LastTry.KEEP,
    ) -> Face:
        """Reads the card's face and verifies who signed it, and that the card is no copy.

        :param check_number: from :func:`check_number`; a wrong one spends one of ten tries.
        """
        with borrowed(check_number, "check_number") as number:
            return Face._of(
                self._for_handle(
                    library.jpki_card_face, *number, int32(authorities), int32(last_try)
                )
            )

    def face_for_challenge(
        self,
        check_number: Bytes,
        challenge: Bytes,
        *,
        authorities: Authorities = Authorities.PRODUCTION,
        last_try: LastTry = LastTry.KEEP,
    ) -> Face:
        """The same with a challenge of a server's, which verifies :meth:`Face.files` itself.

        :param challenge: 16 bytes or more, random, fresh from the server for this card.
        """
        with borrowed(check_number, "check_number") as number:
            with borrowed(challenge, "challenge") as data:
                return Face._of(
                    self._for_handle(
                        library.jpki_card_face_for_challenge,
                        *number,
                        *data,
                        int32(authorities),
                        int32(last_try),
                    )
                )

    def compare_birth_date(
        self,
        birth_date: Day,
        *,
        calendar: Calendar = Calendar.JAPANESE,
        authorities: Authorities = Authorities.PRODUCTION,
        last_try: LastTry = LastTry.KEEP,
    ) -> None:
        """Returns if the card is that of someone born on this day.

        :raises WrongCredentialError: if it is not; one of ten tries was spent.
        :raises Error: ``Status.BIRTH_DATE_DIFFERS``: only the year differs; none was spent.
        """
        self._call(
            library.jpki_card_compare_birth_date,
            int32(day_number(birth_date)),
            int32(calendar),
            int32(authorities),
            int32(last_try),
        )

    def compare_birth_date_printed_digits(
        self,
        date_digits: Bytes,
        *,
        authorities: Authorities = Authorities.PRODUCTION,
        last_try: LastTry = LastTry.KEEP,
    ) -> None:
        """The same for a card that prints a birth date which is no day of the calendar.

        :param date_digits: six ASCII digits, YYMMDD as printed; they are not checked.
        """
        with borrowed(date_digits, "date_digits") as digits:
            self._call(
                library.jpki_card_compare_birth_date_printed_digits,
                *digits,
                int32(authorities),
                int32(last_try),
            )

    def attributes(
        self,
        pin: Bytes,
        *,
        authorities: Authorities = Authorities.PRODUCTION,
        last_try: LastTry = LastTry.KEEP,
    ) -> Attributes:
        """Reads name, address, birth date and sex with the input-support PIN.

        :param pin: four ASCII digits; a wrong one spends one of three tries.
        """
        return self._attributes(library.jpki_card_attributes, pin, "pin", authorities, last_try)

    def attributes_by_check_number(
        self,
        check_number: Bytes,
        *,
        authorities: Authorities = Authorities.PRODUCTION,
        last_try: LastTry = LastTry.KEEP,
    ) -> Attributes:
        """Reads name, address, birth date and sex with check number B.

        A wrong one spends one of ten tries, which are not those of :meth:`face`.
        """
        return self._attributes(
            library.jpki_card_attributes_by_check_number,
            check_number,
            "check_number",
            authorities,
            last_try,
        )

    def _attributes(
        self,
        function: Callable[..., int],
        secret: Bytes,
        what: str,
        authorities: Authorities,
        last_try: LastTry,
    ) -> Attributes:
        with borrowed(secret, what) as for_c:
            return Attributes._of(
                self._for_handle(function, *for_c, int32(authorities), int32(last_try))
            )

    def change_input_support_pin(
        self, old: Bytes, new: Bytes, *, last_try: LastTry = LastTry.KEEP
    ) -> None:
        """Changes the input-support PIN; the authentication PIN stays as it is."""
        self._change(library.jpki_card_change_input_support_pin, old, new, last_try)

    def _change(
        self, function: Callable[..., int], old: Bytes, new: Bytes, last_try: LastTry
    ) -> None:
        with borrowed(old, "old") as before, borrowed(new, "new") as after:
            self._call(function, *before, *after, int32(last_try))

    def information(self) -> Information:
        """Reads expiry date, municipality and serial number; no PIN is needed."""
        raw = _raw.jpki_information(struct_size=ctypes.sizeof(_raw.jpki_information))
        self._call(library.jpki_card_information, ctypes.byref(raw))
        return information_of(raw)
