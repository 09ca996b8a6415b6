"""Waits that end early: by a cancellation, by Ctrl-C, with an asyncio task."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import asyncio
import contextlib
import sys
import threading
from typing import Callable, Generic, Iterator, List, Optional, Set, TypeVar

from ._handle import Handle, call, call_for_handle, pointer
from ._library import library

_Result = TypeVar("_Result")


class Cancellation(Handle):
    """Ends the waits that it is passed to, now and later: for a Cancel button.

    Any thread may cancel it, and the cancel may come before the wait. It cannot be reset: make one
    for each operation that a person may cancel. In asyncio cancel the task instead.
    """

    _free = library.jpki_cancellation_free

    def __init__(self) -> None:
        super().__init__(call_for_handle(library.jpki_cancellation_new))
        # Again in the same thread: a signal's handler may cancel in the midst of it.
        self._following = threading.RLock()
        self._cancelled = False
        self._followers: Set[Cancellation] = set()

    def cancel(self) -> None:
        """Ends the waits: they raise :class:`WaitCancelledError`. A second time does nothing."""
        with self._following:
            self._cancelled = True
            followers = list(self._followers)
        for follower in followers:
            follower.cancel()
        call(library.jpki_cancellation_cancel, self._pointer)

    @property
    def cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self._cancelled

    @contextlib.contextmanager
    def _followed(self) -> Iterator["Cancellation"]:
        """Another one, for one wait, that is cancelled with this one."""
        # A closed one is an error, and not none.
        self._open()
        with Cancellation() as follower:
            with self._following:
                self._followers.add(follower)
                is_late = self._cancelled
            try:
                if is_late:
                    follower.cancel()
                yield follower
            finally:
                with self._following:
                    self._followers.discard(follower)


@contextlib.contextmanager
def _following(cancellation: Optional[Cancellation]) -> Iterator[Cancellation]:
    if cancellation is None:
        with Cancellation() as own:
            yield own
    else:
        with cancellation._followed() as follower:
            yield follower


class _Work(Generic[_Result]):
    """A wait of the library's in a thread of its own."""

    def __init__(self, work: Callable[[], _Result], then: Callable[[], None]) -> None:
        self._work = work
        self._then = then
        self._results: List[_Result] = []
        self._failure: Optional[BaseException] = None
        # The process may end while it waits: closing the context, which the end does, wakes it.
        threading.Thread(target=self._run, name="jpkicard wait", daemon=True).start()

    def _run(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as failure:
            self._failure = failure
        self._then()

    def result(self) -> _Result:
        if self._failure is not None:
            # Without the reference back to this frame.
            failure, self._failure = self._failure, None
            raise failure
        return self._results.pop()

    def discard(self, unused: Callable[[_Result], None]) -> None:
        """What came although nobody waits for it any more."""
        for result in self._results:
            unused(result)


def wait(
    work: Callable[[Optional[int]], _Result],
    cancellation: Optional[Cancellation],
    unused: Callable[[_Result], None],
) -> _Result:
    """Runs a wait, which gets the number of a cancellation.

    Python handles signals between two steps of the main thread, and a wait is one: there it runs in
    another thread, so that Ctrl-C ends it.
    """
    if threading.current_thread() is not threading.main_thread():
        if cancellation is not None:
            cancellation._open()
        return work(pointer(cancellation))
    with _following(cancellation) as own:
        done = threading.Event()
        waiting = _Work(lambda: work(pointer(own)), done.set)
        try:
            # On Windows a lock without a timeout holds signals up too.
            while not done.wait(0.1 if sys.platform == "win32" else None):
                pass
        except BaseException:
            own.cancel()
            done.wait()
            waiting.discard(unused)
            raise
        return waiting.result()


async def wait_async(
    work: Callable[[Optional[int]], _Result],
    cancellation: Optional[Cancellation],
    unused: Callable[[_Result], None],
) -> _Result:
    """The same for asyncio: cancelling the task ends the wait, and nothing is left behind.

    Each wait has a thread of its own: the loop's executor has few, and a wait may last for hours.
    """
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def finish() -> None:
        if not done.done():
            done.set_result(None)

    def finish_from_elsewhere() -> None:
        # The loop may be gone.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(finish)

    with _following(cancellation) as own:
        waiting = _Work(lambda: work(pointer(own)), finish_from_elsewhere)
        try:
            await asyncio.wait([done])
        except BaseException:
            own.cancel()
            while not done.done():
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.wait([done])
            waiting.discard(unused)
            raise
        return waiting.result()
