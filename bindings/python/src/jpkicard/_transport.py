"""Cards behind a connection of the caller's."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import abc
import ctypes
import itertools
import threading
from typing import Any, Callable, Dict, Optional, Union

from . import _raw
from ._library import library
from ._memory import Bytes
from .constants import Status
from .errors import Error

# ctypes passes `void *` and `size_t *` of a callback in these forms.
_Address = Union[int, None]


class Transport(abc.ABC):
    """A connection to a card: a reader without PC/SC, a card across a network, a test.

    Derive from it, and pass an instance to :meth:`Card.open`. The methods are called one at a time,
    in the thread that uses the card. One that fails raises :class:`Error` with
    ``Status.CARD_REMOVED`` or the like; any other exception counts as ``Status.READER_FAILED``, and
    is the ``__cause__`` of what the call on the card raises.
    """

    #: The most data bytes of one APDU, at most 65,536; 0 if unknown.
    max_apdu_data: int = 0

    @abc.abstractmethod
    def transmit(self, command: memoryview) -> Bytes:
        """Sends a command once, and returns the answer with its status word.

        The command may contain a PIN: do not log it. It is wiped when the method returns.
        """

    def begin_transaction(self) -> None:
        """Keeps other programs away from the card, if there are any."""

    def end_transaction(self) -> None:
        """Lets other programs use the card again."""

    @abc.abstractmethod
    def power_down(self) -> None:
        """Takes the power from the card, so that it forgets a verified PIN."""

    def close(self) -> None:
        """Called once, when the card is closed."""


class Bridge:
    """Between the library's callbacks and a transport.

    The library passes a number, by which the transport is found here: the functions that it calls
    are those of this module, and so are there whenever it calls.
    """

    _numbers = itertools.count(1)
    _lock = threading.Lock()
    _open: Dict[int, "Bridge"] = {}

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self._failure: Optional[BaseException] = None
        self.number = next(self._numbers)
        with self._lock:
            self._open[self.number] = self

    def structure(self) -> _raw.jpki_transport:
        """What the library copies."""
        length = self.transport.max_apdu_data
        return _raw.jpki_transport(
            struct_size=ctypes.sizeof(_raw.jpki_transport),
            max_apdu_data=min(max(length, 0), 2**32 - 1),
            user=self.number,
            transmit=_TRANSMIT,
            begin_transaction=_BEGIN,
            end_transaction=_END,
            power_down=_POWER_DOWN,
            close=_CLOSE,
        )

    def forget(self) -> None:
        """The library does not use the transport, or no longer."""
        with self._lock:
            self._open.pop(self.number, None)

    def take_failure(self) -> Optional[BaseException]:
        """What the transport raised last, if it is not an :class:`Error` that says all itself.

        Raises a KeyboardInterrupt and the like, which the library could not pass on.
        """
        failure, self._failure = self._failure, None
        if failure is not None and not isinstance(failure, Exception):
            raise failure
        return failure

    def status_of(self, work: Callable[[], None]) -> int:
        """Runs work for the library, which must not see an exception."""
        try:
            work()
        except Error as error:
            # What was raised is no success, whatever it says.
            return int(error.status) or int(Status.READER_FAILED)
        except BaseException as failure:
            self._failure = failure
            return int(Status.READER_FAILED)
        return 0


def _bridge(number: _Address) -> Optional[Bridge]:
    with Bridge._lock:
        return Bridge._open.get(number or 0)


def _run(number: _Address, work: Callable[[Bridge], None]) -> int:
    bridge = _bridge(number)
    if bridge is None:
        return int(Status.READER_FAILED)
    found = bridge
    return found.status_of(lambda: work(found))


def _transmit(
    number: _Address,
    command: _Address,
    command_length: int,
    response: _Address,
    response_size: int,
    response_length: Any,
) -> int:
    def work(bridge: Bridge) -> None:
        # A copy: the command is the library's and gone after the call, a view might stay.
        sent = (ctypes.c_char * max(command_length, 1))()
        ctypes.memmove(sent, command or 0, command_length)
        try:
            with memoryview(sent).cast("B")[:command_length].toreadonly() as view:
                answer = memoryview(bridge.transport.transmit(view)).cast("B")
        finally:
            library.jpki_secure_wipe(ctypes.addressof(sent), command_length)
        # One that is too long is the library's to refuse, by its length.
        room = (ctypes.c_char * response_size).from_address(response or 0)
        written = min(len(answer), response_size)
        memoryview(room).cast("B")[:written] = answer[:written]
        response_length[0] = len(answer)

    return _run(number, work)


def _close(number: _Address) -> None:
    bridge = _bridge(number)
    if bridge is not None:
        bridge.status_of(bridge.transport.close)
        bridge.forget()


_TRANSMIT = _raw.jpki_transport_transmit(_transmit)
_BEGIN = _raw.jpki_transport_begin_transaction(
    lambda number: _run(number, lambda bridge: bridge.transport.begin_transaction())
)
_END = _raw.jpki_transport_end_transaction(
    lambda number: _run(number, lambda bridge: bridge.transport.end_transaction())
)
_POWER_DOWN = _raw.jpki_transport_power_down(
    lambda number: _run(number, lambda bridge: bridge.transport.power_down())
)
_CLOSE = _raw.jpki_transport_close(_close)
