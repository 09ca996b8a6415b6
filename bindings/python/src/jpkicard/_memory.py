"""Bytes on their way to the library, and secrets that can be wiped."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import contextlib
import ctypes
import hmac
from typing import Any, Iterator, Tuple, Union

from ._library import library

#: Bytes: data, or a PIN. Never ``str``, which cannot be wiped and has no encoding.
Bytes = Union[bytes, bytearray, memoryview]


def wipe(secret: Union[bytearray, memoryview]) -> None:
    """Overwrites a buffer with zeros; its length stays."""
    view = memoryview(secret)
    if view.readonly or not view.contiguous:
        raise TypeError("only a writable, contiguous buffer can be wiped")
    if view.nbytes:
        buffer = (ctypes.c_char * view.nbytes).from_buffer(view)
        library.jpki_secure_wipe(ctypes.addressof(buffer), view.nbytes)


class Secret(bytearray):
    """A PIN, password or check number in memory that can be wiped.

    It is a ``bytearray`` that does not show its content, compares in constant time, refuses to be
    pickled, and is wiped at the end of a ``with`` block, by :meth:`wipe`, or at the latest when it
    is collected::

        with jpkicard.read_secret("PIN: ") as pin:
            authentication = card.authenticate(pin, challenge)

    Growing or shrinking it may leave a copy behind, and so does whatever makes ``bytes`` or
    ``str`` of it.
    """

    def wipe(self) -> None:
        """Overwrites the content with zeros; the length stays."""
        wipe(self)

    def __enter__(self) -> "Secret":
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()

    def __del__(self) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return "<jpkicard.Secret>"

    __str__ = __repr__

    def __format__(self, _: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (bytes, bytearray, memoryview)):
            return NotImplemented
        return hmac.compare_digest(memoryview(self), other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    # As of every bytearray, which is mutable.
    __hash__ = None

    def __reduce_ex__(self, _: Any) -> Any:
        raise TypeError("a secret is not pickled or copied")


@contextlib.contextmanager
def borrowed(data: Bytes, what: str) -> Iterator[Tuple[Any, int]]:
    """The address and length of bytes during a call.

    The library reads ``bytes``, and buffers that can be written, where they are; of others it gets
    a copy that is wiped after the call.
    """
    if isinstance(data, bytes):
        yield ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p), len(data)
        return
    # Not the value: it may be a PIN in the wrong type.
    if not isinstance(data, (bytearray, memoryview)):
        raise TypeError(f"{what} must be bytes, bytearray or memoryview, not {type(data).__name__}")
    view = memoryview(data)
    length = view.nbytes
    if length and view.c_contiguous and not view.readonly:
        buffer = (ctypes.c_char * length).from_buffer(view)
        yield ctypes.c_void_p(ctypes.addressof(buffer)), length
        return
    copy = (ctypes.c_char * max(length, 1))()
    try:
        memoryview(copy).cast("B")[:length] = view.cast("B") if view.c_contiguous else view
        yield ctypes.c_void_p(ctypes.addressof(copy)), length
    finally:
        library.jpki_secure_wipe(ctypes.addressof(copy), length)


def copied(address: Any, length: int) -> bytes:
    """Bytes of the library's, which it may free afterwards."""
    return ctypes.string_at(address, length) if address else b""


def text_of(text: Any) -> str:
    """A text of the library's; its bytes are UTF-8, and what is not is replaced."""
    return "" if text is None else bytes(text).decode("utf-8", "replace")


def name_of(name: Any) -> str:
    """A reader's name, from which :func:`for_c` makes the same bytes, UTF-8 or not."""
    return bytes(name).decode("utf-8", "surrogateescape")


def for_c(text: str, what: str) -> bytes:
    """A text as the library reads it."""
    encoded = text.encode("utf-8", "surrogateescape")
    if b"\0" in encoded:
        raise ValueError(f"{what} must not contain NUL")
    return encoded
