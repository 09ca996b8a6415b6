"""Handles of the library, and calls with an error."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import contextlib
import ctypes
import threading
import weakref
from typing import Any, Callable, Iterator, Optional, Type, TypeVar

from . import _raw
from ._library import library
from .constants import Status
from .errors import Error, error_of

_Self = TypeVar("_Self", bound="Handle")


def error_from(raw: _raw.jpki_error) -> Error:
    """The exception for what a call stored."""
    return error_of(
        Status(raw.status),
        raw.message.decode("utf-8", "replace"),
        raw.tries_left if raw.tries_left >= 0 else None,
        raw.status_word,
        raw.pcsc_code,
    )


def call(function: Callable[..., int], *arguments: Any) -> None:
    """Calls a function whose last parameter is the error, and raises what it stores."""
    raw = _raw.jpki_error(struct_size=ctypes.sizeof(_raw.jpki_error))
    if function(*arguments, ctypes.byref(raw)) != 0:
        raise error_from(raw)


def call_for_handle(function: Callable[..., int], *arguments: Any) -> int:
    """The same of a function that stores a new handle before the error."""
    handle = ctypes.c_void_p()
    call(function, *arguments, ctypes.byref(handle))
    return handle.value or 0


def pointer(handle: "Optional[Handle]") -> Optional[int]:
    """The number of a handle, for C; none if there is none or it is closed."""
    return None if handle is None else handle._pointer


class Handle:
    """What the library keeps for a program until it is closed.

    Close it with a ``with`` block or :meth:`close`. What is forgotten is closed when it is
    collected, or at the end of the interpreter. Any thread may use it.
    """

    #: The library's function that frees it.
    _free: Callable[[Optional[int]], None]

    _pointer: Optional[int]

    def __init__(self, pointer: int) -> None:
        self._pointer = pointer
        # What a getter returns is the library's until it is copied: no other thread closes it then.
        # Again in the same thread: a signal's handler may close it in the midst of that.
        self._reading = threading.RLock()
        self._is_lending = False
        # At the end of the interpreter too: freeing a card locks its key.
        self._finalizer = weakref.finalize(self, type(self)._free, pointer)

    @classmethod
    def _of(cls: Type[_Self], pointer: int) -> _Self:
        """The owner of a new handle, without running ``__init__``, which makes one."""
        made = cls.__new__(cls)
        Handle.__init__(made, pointer)
        return made

    def close(self) -> None:
        """Frees it; a second time does nothing. Using it afterwards raises :class:`ClosedError`."""
        with self._reading:
            self._pointer = None
            if self._is_lending:
                # In a signal's handler: the getter that it interrupted frees it.
                return
        # Not in the lock: this waits for calls in other threads, whose callbacks may read.
        self._finalizer()

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._pointer is None

    def __reduce_ex__(self, _: Any) -> Any:
        # A copy would be closed with the original, without knowing it.
        raise TypeError(f"a {type(self).__name__} is not pickled or copied")

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<jpkicard.{type(self).__name__}{', closed' if self.closed else ''}>"

    def _open(self) -> int:
        """The number of the handle, for getters, which report no error of their own."""
        if self._pointer is None:
            raise error_of(Status.HANDLE)
        return self._pointer

    @contextlib.contextmanager
    def _lent(self) -> Iterator[int]:
        """Keeps the handle, and what its getters lend, until the end of the block."""
        with self._reading:
            self._is_lending = True
            try:
                yield self._open()
            finally:
                self._is_lending = False
        if self._pointer is None:
            self._finalizer()

    def _bytes(self, getter: Callable[..., Optional[int]], *arguments: Any) -> Optional[bytes]:
        """What a getter lends, copied; none if it has nothing."""
        length = ctypes.c_size_t()
        with self._lent() as handle:
            data = getter(handle, *arguments, ctypes.byref(length))
            return None if data is None else ctypes.string_at(data, length.value)

    def _text(self, getter: Callable[..., Optional[bytes]]) -> Optional[bytes]:
        """What a getter lends, a text: ctypes copies it."""
        with self._lent() as handle:
            return getter(handle)
