"""What is printed on a card and what it holds as text, and who signed it.

All of it is personal data: show it, and do not log or store it without a reason. The objects are
wiped in the library when they are closed; the ``bytes`` and ``str`` that Python makes of their
parts are not.
"""

# SPDX-License-Identifier: MIT OR Apache-2.0

import contextlib
import ctypes
import dataclasses
import datetime
from typing import Any, Callable, Iterator, List, NamedTuple, Optional, Type, TypeVar

from . import _raw
from ._handle import Handle, call, call_for_handle, pointer
from ._library import library
from ._memory import Bytes, borrowed, copied, text_of
from ._numbers import day_of, int32
from .certificate import Item, items_of
from .constants import Authorities, FileKind, ImageKind, PictureKind, RecordKind, Sex

_Record = TypeVar("_Record", bound=Handle)


class CardAuthorities(Handle):
    """A list of one's own card authorities, for ``Authorities.OWN``.

    Whoever can choose their keys can make cards: obtain them from the issuer, never from a card.
    """

    _free = library.jpki_card_authorities_free

    def __init__(self) -> None:
        """An empty list, by which every record is refused."""
        super().__init__(call_for_handle(library.jpki_card_authorities_new))

    def add(self, record: RecordKind, key_id: Bytes, modulus: Bytes) -> None:
        """Adds an authority's key.

        :param key_id: the 16 bytes by which the card's certificate names it.
        :param modulus: of the RSA key of 2048 bits, big-endian; its exponent is 65537.
        """
        with borrowed(key_id, "key_id") as name, borrowed(modulus, "modulus") as key:
            call(library.jpki_card_authorities_add, self._pointer, int32(record), *name, *key)


@dataclasses.dataclass(frozen=True)
class RecordFiles:
    """The files that a desk read from a card and sent, and the challenge that the server kept."""

    record: bytes = dataclasses.field(repr=False)
    certificate: bytes = dataclasses.field(repr=False)
    signature: bytes = dataclasses.field(repr=False)
    #: The verifier's own, accepted from nobody else; ``None`` for attributes.
    challenge: Optional[bytes] = dataclasses.field(default=None, repr=False)

    @contextlib.contextmanager
    def _for_c(self) -> Iterator[_raw.jpki_record_files]:
        files = _raw.jpki_record_files(struct_size=ctypes.sizeof(_raw.jpki_record_files))
        with contextlib.ExitStack() as stack:
            for name in ("record", "certificate", "challenge", "signature"):
                data = getattr(self, name)
                if data is not None:
                    address, length = stack.enter_context(borrowed(data, name))
                    setattr(files, name, address)
                    setattr(files, f"{name}_length", length)
            yield files


def _from_files(
    kind: Type[_Record],
    function: Callable[..., int],
    files: RecordFiles,
    authorities: Authorities,
    own: Optional[CardAuthorities],
) -> _Record:
    if own is not None:
        own._open()
    with files._for_c() as for_c:
        return kind._of(
            call_for_handle(function, ctypes.byref(for_c), int32(authorities), pointer(own))
        )


class Face(Handle):
    """What is printed on a card's front."""

    _free = library.jpki_face_free

    def __init__(self) -> None:
        raise TypeError("a face comes from Card.face or Face.from_files")

    @classmethod
    def from_files(
        cls,
        files: RecordFiles,
        authorities: Authorities = Authorities.PRODUCTION,
        own: Optional[CardAuthorities] = None,
    ) -> "Face":
        """Verifies a face that a desk read with :meth:`Card.face_for_challenge` and sent.

        :param own: with ``Authorities.OWN``, whom to trust.
        :raises Error: ``Status.RECORD_NOT_AUTHENTIC`` if none of the authorities signed the
            record, ``Status.CARD_NOT_GENUINE`` if the card did not sign the challenge.
        """
        return _from_files(cls, library.jpki_face_from_files, files, authorities, own)

    @property
    def birth_date(self) -> Optional[datetime.date]:
        """The birth date; ``None`` if the card has no day of the calendar there."""
        return day_of(library.jpki_face_birth_date(self._open()))

    @property
    def birth_date_digits(self) -> str:
        """What the card has for the birth date: YYYYMMDD, or what stands for an unknown day."""
        return text_of(self._bytes(library.jpki_face_birth_date_digits))

    @property
    def sex(self) -> Sex:
        """The sex."""
        return Sex(library.jpki_face_sex(self._open()))

    @property
    def expiry(self) -> Optional[datetime.date]:
        """The last day on which the card is valid.

        No signature covers it, and an expired card passes: compare it with today in Japan, and its
        year with that of the check number.
        """
        return day_of(library.jpki_face_expiry(self._open()))

    @property
    def photo(self) -> bytes:
        """The photo, in JPEG 2000."""
        return self.image(ImageKind.PHOTO) or b""

    def image(self, kind: ImageKind) -> Optional[bytes]:
        """A picture as the card has it: the photo in JPEG 2000, the others as PNG."""
        return self._bytes(library.jpki_face_image, int32(kind))

    def file(self, kind: FileKind) -> Optional[bytes]:
        """A file for the server that chose the challenge; ``None`` if there is none."""
        return self._bytes(library.jpki_face_file, int32(kind))

    def files(self, challenge: bytes) -> RecordFiles:
        """All files, with the challenge, as the server gets them."""
        return RecordFiles(
            self.file(FileKind.RECORD) or b"",
            self.file(FileKind.CERTIFICATE) or b"",
            self.file(FileKind.SIGNATURE) or b"",
            challenge,
        )

    def picture(self, kind: PictureKind) -> bytes:
        """Makes a picture: the photo as PNG, or the whole face as SVG.

        :raises NotBuiltError: if the library cannot make pictures.
        """
        handle = call_for_handle(library.jpki_face_picture, self._pointer, int32(kind))
        try:
            length = ctypes.c_size_t()
            data = library.jpki_picture_data(handle, ctypes.byref(length))
            return copied(data, length.value)
        finally:
            library.jpki_picture_free(handle)

    def other_objects(self) -> List[Item]:
        """What the record has that this version does not know. No signature covers it."""
        return items_of(call_for_handle(library.jpki_face_other_objects, self._pointer))


class Attributes(Handle):
    """Name, address, birth date and sex as text.

    Nothing proves that they belong to this card: compare them with its face.
    """

    _free = library.jpki_attributes_free

    def __init__(self) -> None:
        raise TypeError("attributes come from Card.attributes or Attributes.from_files")

    @classmethod
    def from_files(
        cls,
        files: RecordFiles,
        authorities: Authorities = Authorities.PRODUCTION,
        own: Optional[CardAuthorities] = None,
    ) -> "Attributes":
        """Verifies attributes that a desk read and sent, without a challenge.

        :raises NotBuiltError: if the library was not built for the individual number.
        """
        return _from_files(cls, library.jpki_attributes_from_files, files, authorities, own)

    @property
    def name(self) -> str:
        """The name, with an ideographic space (U+3000) between family and given name."""
        return text_of(self._text(library.jpki_attributes_name))

    @property
    def address(self) -> str:
        """The address."""
        return text_of(self._text(library.jpki_attributes_address))

    @property
    def birth_date(self) -> Optional[datetime.date]:
        """The birth date; ``None`` if the card has no day of the calendar there."""
        return day_of(library.jpki_attributes_birth_date(self._open()))

    @property
    def birth_date_digits(self) -> str:
        """What the card has for the birth date: YYYYMMDD, or what stands for an unknown day."""
        return text_of(self._bytes(library.jpki_attributes_birth_date_digits))

    @property
    def sex(self) -> Sex:
        """The sex."""
        return Sex(library.jpki_attributes_sex(self._open()))

    def file(self, kind: FileKind) -> Optional[bytes]:
        """A file for a server that verifies them.

        ``None`` if there is none; ``FileKind.SIGNATURE`` is there only if the library was built for
        the individual number, which can be found from it.
        """
        return self._bytes(library.jpki_attributes_file, int32(kind))

    def other_objects(self) -> List[Item]:
        """What the record has that this version does not know, under the same signature."""
        return items_of(call_for_handle(library.jpki_attributes_other_objects, self._pointer))


class Information(NamedTuple):
    """What a card says about itself. None of it is signed."""

    #: The last day on which the card is valid.
    expiry: Optional[datetime.date]
    #: The municipality that issued it: five digits, the first two for the prefecture.
    municipality_code: str
    #: 15 digits that identify the card: do not log them.
    serial: str

    def __repr__(self) -> str:
        return "<jpkicard.Information>"


def information_of(raw: Any) -> Information:
    """What the library stored."""
    return Information(
        day_of(raw.expiry), text_of(raw.municipality_code), text_of(raw.serial)
    )
