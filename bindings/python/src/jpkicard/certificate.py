"""Certificates, signatures, and what a certificate or record contains besides."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import ctypes
import datetime
from typing import List, NamedTuple, Optional

from ._handle import Handle, call_for_handle
from ._library import library
from ._memory import Bytes, borrowed, copied, text_of
from ._numbers import int32, time_of
from .constants import Algorithm, CertificateField


class Item(NamedTuple):
    """Something that a certificate or a record contains. It is personal data: do not log it."""

    #: An object identifier as dotted numbers, or a tag in hexadecimal digits.
    name: str
    #: The value as text, unchanged; ``None`` if it is no text.
    text: Optional[str]
    #: The value as it is stored.
    data: bytes

    def __repr__(self) -> str:
        return f"<jpkicard.Item {self.name}, {len(self.data)} bytes>"


def items_of(handle: int) -> List[Item]:
    """The items of a list of the library's, which is freed, and wiped there."""
    try:
        items = []
        for index in range(library.jpki_items_count(handle)):
            length = ctypes.c_size_t()
            text = library.jpki_items_text(handle, index)
            data = library.jpki_items_data(handle, index, ctypes.byref(length))
            items.append(
                Item(
                    text_of(library.jpki_items_name(handle, index)),
                    None if text is None else text_of(text),
                    copied(data, length.value),
                )
            )
        return items
    finally:
        library.jpki_items_free(handle)


class Certificate(Handle):
    """A certificate; it does not depend on the card it came from.

    The law restricts what its serial number and contents may be used for: do not log them.
    """

    _free = library.jpki_certificate_free

    def __init__(self, der: Bytes) -> None:
        """A certificate from the DER encoding that was stored.

        :raises Error: ``Status.CERTIFICATE_MALFORMED`` if it is not one.
        """
        with borrowed(der, "der") as (address, length):
            made = call_for_handle(library.jpki_certificate_new, address, length)
        super().__init__(made)

    @property
    def der(self) -> bytes:
        """The DER encoding."""
        return self._bytes(library.jpki_certificate_data) or b""

    def field(self, field: CertificateField) -> Optional[bytes]:
        """A field; ``None`` if the certificate does not have it."""
        return self._bytes(library.jpki_certificate_field, int32(field))

    @property
    def serial_number(self) -> bytes:
        """The serial number, big-endian. Restricted by law: do not log it."""
        return self.field(CertificateField.SERIAL_NUMBER) or b""

    @property
    def issuer_key_id(self) -> Optional[bytes]:
        """The identifier of the issuer's key. All generations of an issuer share one name."""
        return self.field(CertificateField.ISSUER_KEY_ID)

    @property
    def subject_key_id(self) -> Optional[bytes]:
        """The identifier of the certificate's own key."""
        return self.field(CertificateField.SUBJECT_KEY_ID)

    @property
    def public_key(self) -> bytes:
        """The DER encoding of its SubjectPublicKeyInfo."""
        return self.field(CertificateField.PUBLIC_KEY) or b""

    @property
    def not_before(self) -> datetime.datetime:
        """The first second of validity, in UTC."""
        return time_of(library.jpki_certificate_not_before(self._open()))

    @property
    def not_after(self) -> datetime.datetime:
        """The last second of validity, in UTC."""
        return time_of(library.jpki_certificate_not_after(self._open()))

    def other_names(self) -> List[Item]:
        """The otherNames of the subject.

        Of a signature certificate these are the holder's name (``1.2.392.200149.8.5.5.1``), sex
        (``.3``), birth date (``.4``), address (``.5``), and whether characters were substituted
        (``.2``, ``.6``). An authentication certificate has none.
        """
        return items_of(call_for_handle(library.jpki_certificate_other_names, self._pointer))


class Signature(NamedTuple):
    """A signature."""

    #: Its bytes: 256 for RSA-2048; the keys of future cards have other lengths.
    data: bytes
    #: What to verify it with.
    algorithm: Algorithm
    #: The algorithm's name, such as ``RSA-SHA256``.
    algorithm_name: str

    def __repr__(self) -> str:
        return f"<jpkicard.Signature {self.algorithm_name}, {len(self.data)} bytes>"

    @classmethod
    def _take(cls, handle: Optional[int]) -> "Signature":
        """The signature of a handle, which is freed."""
        length = ctypes.c_size_t()
        try:
            data = library.jpki_signature_data(handle, ctypes.byref(length))
            return cls(
                copied(data, length.value),
                Algorithm(library.jpki_signature_algorithm(handle)),
                text_of(library.jpki_signature_algorithm_name(handle)),
            )
        finally:
            library.jpki_signature_free(handle)
