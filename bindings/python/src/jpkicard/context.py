"""The readers of this computer: waiting for cards, and watching what comes and goes."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import collections
import ctypes
import dataclasses
from typing import Callable, Deque, List, Optional

from . import _raw
from ._handle import Handle, call, call_for_handle
from ._library import library
from ._memory import for_c, name_of
from ._numbers import int32, milliseconds, uint32
from ._waiting import Cancellation, wait, wait_async
from .card import Card
from .constants import (
    CardKind,
    EventKind,
    MonitorFlags,
    Presence,
    Status,
    TimeoutKind,
    TokenKind,
    WaitFlags,
)


@dataclasses.dataclass(frozen=True)
class Event:
    """Something that happened at the readers."""

    #: What; treat one that is not known as no event.
    kind: EventKind
    #: The reader's name; empty if the service stopped or started.
    reader: str
    #: With ``EventKind.CARD_INSERTED``: what was asked of the card.
    card_kind: CardKind
    #: With ``CardKind.TOKEN``: which.
    token_kind: TokenKind
    #: Why the service stopped or the card was not identified.
    reason: Status
    #: The return code of PC/SC behind the reason; 0 if there is none.
    pcsc_code: int


class Monitor(Handle):
    """Reports readers and cards that come and go, from :meth:`Context.monitor`.

    It can be iterated, also with ``async for``: the initial state comes first, and it never ends by
    itself.
    """

    _free = library.jpki_monitor_free

    def __init__(self) -> None:
        raise TypeError("a monitor comes from Context.monitor")

    @property
    def _unused(self) -> Deque[Event]:
        """Events that came just when their wait was cancelled."""
        events: Deque[Event] = self.__dict__.setdefault("_events", collections.deque())
        return events

    def next(
        self, timeout: Optional[float] = None, *, cancellation: Optional[Cancellation] = None
    ) -> Event:
        """Waits for the next event.

        :param timeout: in seconds, 0 to look once; ``None`` waits without limit.
        :raises WaitTimeoutError: if none came in time.
        :raises WaitCancelledError: if the wait was cancelled, or the context or monitor closed.
        """
        if self._unused:
            return self._unused.popleft()
        return wait(self._waiting(timeout), cancellation, self._unused.append)

    async def next_async(
        self, timeout: Optional[float] = None, *, cancellation: Optional[Cancellation] = None
    ) -> Event:
        """The same for asyncio; cancelling the task ends the wait and loses no event."""
        if self._unused:
            return self._unused.popleft()
        return await wait_async(self._waiting(timeout), cancellation, self._unused.append)

    def _waiting(self, timeout: Optional[float]) -> Callable[[Optional[int]], Event]:
        def work(cancellation: Optional[int]) -> Event:
            raw = _raw.jpki_event(struct_size=ctypes.sizeof(_raw.jpki_event))
            call(
                library.jpki_monitor_next,
                self._pointer,
                milliseconds(timeout),
                cancellation,
                ctypes.byref(raw),
            )
            return Event(
                EventKind(raw.event),
                name_of(raw.reader),
                CardKind(raw.card_kind),
                TokenKind(raw.token_kind),
                Status(raw.reason),
                raw.pcsc_code,
            )

        return work

    def __iter__(self) -> "Monitor":
        return self

    def __next__(self) -> Event:
        return self.next()

    def __aiter__(self) -> "Monitor":
        return self

    async def __anext__(self) -> Event:
        return await self.next_async()


class Context(Handle):
    """The readers of this computer. Cards do not depend on it.

    Timeouts are in seconds, and ``None`` is no limit.
    """

    _free = library.jpki_context_free

    def __init__(self) -> None:
        """Does not connect yet: only the calls that need the service fail if it does not run."""
        super().__init__(call_for_handle(library.jpki_context_new))

    def set_timeout(self, kind: TimeoutKind, timeout: Optional[float]) -> None:
        """Sets how long the calls of this context and of its cards are patient."""
        call(library.jpki_context_set_timeout, self._pointer, int32(kind), milliseconds(timeout))

    def readers(self) -> List[str]:
        """The names of the readers that are connected now."""
        listed = call_for_handle(library.jpki_context_readers, self._pointer)
        try:
            count = library.jpki_readers_count(listed)
            return [name_of(library.jpki_readers_name(listed, index)) for index in range(count)]
        finally:
            library.jpki_readers_free(listed)

    def presence(self, reader: str) -> Presence:
        """What is in a reader now."""
        presence = ctypes.c_int32()
        call(
            library.jpki_context_reader_status,
            self._pointer,
            for_c(reader, "reader"),
            ctypes.byref(presence),
        )
        return Presence(presence.value)

    def wait(
        self,
        timeout: Optional[float] = None,
        *,
        reader: Optional[str] = None,
        flags: WaitFlags = WaitFlags(0),
        cancellation: Optional[Cancellation] = None,
    ) -> Card:
        """Waits until an Individual Number Card is on a reader. Ctrl-C ends the wait.

        :param timeout: in seconds, 0 to look once; ``None`` waits without limit.
        :param reader: its exact name, or a part of it with ``WaitFlags.NAME_PART``.
        :raises WaitTimeoutError: if no card came in time, or another :class:`Error` that says more,
            such as ``Status.NO_READER`` or ``Status.NOT_INDIVIDUAL_NUMBER_CARD``.
        :raises WaitCancelledError: if the wait was cancelled.
        """
        return wait(self._waiting(timeout, reader, flags), cancellation, Card.close)

    async def wait_async(
        self,
        timeout: Optional[float] = None,
        *,
        reader: Optional[str] = None,
        flags: WaitFlags = WaitFlags(0),
        cancellation: Optional[Cancellation] = None,
    ) -> Card:
        """The same for asyncio; cancelling the task ends the wait, at once."""
        return await wait_async(self._waiting(timeout, reader, flags), cancellation, Card.close)

    def _waiting(
        self, timeout: Optional[float], reader: Optional[str], flags: WaitFlags
    ) -> Callable[[Optional[int]], Card]:
        name = None if reader is None else for_c(reader, "reader")

        def work(cancellation: Optional[int]) -> Card:
            handle = ctypes.c_void_p()
            call(
                library.jpki_card_wait,
                self._pointer,
                name,
                milliseconds(timeout),
                uint32(flags),
                cancellation,
                ctypes.byref(handle),
            )
            return Card._of(handle.value or 0)

        return work

    def connect(self, reader: str) -> Card:
        """Connects to the card of whatever kind that is in a reader now."""
        return Card._of(
            call_for_handle(library.jpki_card_connect, self._pointer, for_c(reader, "reader"))
        )

    def cancel(self) -> None:
        """Ends every wait of this context that is in progress; from another thread."""
        call(library.jpki_context_cancel, self._pointer)

    def monitor(
        self, *, reader: Optional[str] = None, flags: MonitorFlags = MonitorFlags(0)
    ) -> Monitor:
        """Watches the readers, or one of them.

        :param flags: ``MonitorFlags.IDENTIFY`` to ask each card what it is.
        """
        name = None if reader is None else for_c(reader, "reader")
        return Monitor._of(
            call_for_handle(library.jpki_monitor_new, self._pointer, name, uint32(flags))
        )
