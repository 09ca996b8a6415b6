"""Waits that end early, and transports of one's own. None needs a reader or a service."""

import asyncio
import os
import signal
import threading
import time
import unittest
from typing import Callable, List, Optional

import jpkicard
from jpkicard import Card, Context, Error, Status, WaitFlags

# Without a service too, the wait goes on.
PATIENT = WaitFlags.FOR_SERVICE


class WaitTest(unittest.TestCase):
    def setUp(self) -> None:
        self.context = Context()
        self.addCleanup(self.context.close)
        self.begun = time.monotonic()

    def assert_quick(self) -> None:
        self.assertLess(time.monotonic() - self.begun, 5)
        waiting = [one for one in threading.enumerate() if one.name == "jpkicard wait"]
        for thread in waiting:
            thread.join(5)
            self.assertFalse(thread.is_alive())

    def test_timeout(self) -> None:
        with self.assertRaises(Error):
            self.context.wait(0.1, flags=PATIENT)
        self.assert_quick()
        for never in (-1, -0.001, 1e9):
            with self.assertRaises(jpkicard.ArgumentError):
                self.context.wait(never, flags=PATIENT)

    def test_cancelled_before(self) -> None:
        with jpkicard.Cancellation() as cancellation:
            cancellation.cancel()
            self.assertTrue(cancellation.cancelled)
            with self.assertRaises(jpkicard.WaitCancelledError):
                self.context.wait(flags=PATIENT, cancellation=cancellation)
        with self.assertRaises(jpkicard.ClosedError):
            self.context.wait(flags=PATIENT, cancellation=cancellation)
        self.assert_quick()

    def test_cancelled_by_a_signal(self) -> None:
        ended = threading.Event()

        def interrupted() -> None:
            cancellation = jpkicard.Cancellation()
            # Where a signal's handler may come in the thread that begins a wait.
            with cancellation._following:
                cancellation.cancel()
            ended.set()

        threading.Thread(target=interrupted, daemon=True).start()
        self.assertTrue(ended.wait(5))

    def test_cancelled_from_elsewhere(self) -> None:
        with jpkicard.Cancellation() as cancellation:
            waits: List[Callable[[], object]] = [
                lambda: self.context.wait(flags=PATIENT, cancellation=cancellation),
                lambda: self.context.monitor().next(cancellation=cancellation),
            ]
            for wait in waits:
                threading.Timer(0.2, cancellation.cancel).start()
                with self.assertRaises(jpkicard.WaitCancelledError):
                    while True:
                        wait()
        self.assert_quick()

    def test_in_another_thread(self) -> None:
        failures: List[BaseException] = []

        def work() -> None:
            try:
                self.context.wait(flags=PATIENT)
            except Error as error:
                failures.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(0.2)
        self.context.cancel()
        thread.join(5)
        self.assertEqual([type(one) for one in failures], [jpkicard.WaitCancelledError])

    @unittest.skipUnless(hasattr(signal, "pthread_kill"), "no signals")
    def test_interrupted(self) -> None:
        # A background job of a shell begins without it.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.addCleanup(signal.signal, signal.SIGINT, before)
        threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        with self.assertRaises(KeyboardInterrupt):
            self.context.wait(flags=PATIENT)
        self.assert_quick()

    def test_task_cancelled(self) -> None:
        async def body() -> None:
            task = asyncio.ensure_future(self.context.wait_async(flags=PATIENT))
            await asyncio.sleep(0.2)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task

        asyncio.run(body())
        self.assert_quick()

    def test_wait_for(self) -> None:
        async def body() -> None:
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(self.context.wait_async(flags=PATIENT), 0.2)
            with jpkicard.Cancellation() as cancellation:
                asyncio.get_running_loop().call_later(0.2, cancellation.cancel)
                with self.assertRaises(jpkicard.WaitCancelledError):
                    await self.context.wait_async(flags=PATIENT, cancellation=cancellation)
            with self.assertRaises(Error):
                await self.context.wait_async(0.1, flags=PATIENT)

        asyncio.run(body())
        self.assert_quick()

    def test_loop_ends(self) -> None:
        async def body() -> None:
            asyncio.ensure_future(self.context.wait_async(flags=PATIENT))
            await asyncio.sleep(0.1)

        asyncio.run(body())
        self.assert_quick()

    def test_many(self) -> None:
        async def body() -> None:
            waits = [self.context.wait_async(flags=PATIENT) for _ in range(40)]
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.gather(*waits), 0.5)

        asyncio.run(body())
        self.assert_quick()

    def test_monitor(self) -> None:
        async def body() -> None:
            with self.context.monitor() as monitor:

                async def watch() -> None:
                    async for _ in monitor:
                        pass

                with self.assertRaises(asyncio.TimeoutError):
                    await asyncio.wait_for(watch(), 0.3)
                with self.assertRaises(jpkicard.WaitTimeoutError):
                    while True:
                        await monitor.next_async(0.1)
                monitor._unused.append(
                    jpkicard.Event(
                        jpkicard.EventKind.READER_ARRIVED,
                        "reader",
                        jpkicard.CardKind.NOT_ASKED,
                        jpkicard.TokenKind.UNKNOWN,
                        Status.OK,
                        0,
                    )
                )
                self.assertEqual(monitor.next(0).reader, "reader")

        asyncio.run(body())
        self.assert_quick()

    def test_closed_while_waiting(self) -> None:
        threading.Timer(0.2, self.context.close).start()
        with self.assertRaises(jpkicard.WaitCancelledError):
            self.context.wait(flags=PATIENT)
        self.assert_quick()


class Scripted(jpkicard.Transport):
    def __init__(self, failure: Optional[BaseException] = None) -> None:
        self.failure = failure
        self.views: List[memoryview] = []
        self.closed = 0

    def transmit(self, command: memoryview) -> bytes:
        self.views.append(command[:])
        if self.failure is not None:
            raise self.failure
        return b"\x6a\x82"

    def power_down(self) -> None:
        pass

    def close(self) -> None:
        self.closed += 1
        raise RuntimeError("on purpose")


class TransportTest(unittest.TestCase):
    def test_answers(self) -> None:
        transport = Scripted()
        with Card.open(transport) as card:
            self.assertIsNone(card.reader_name)
            with self.assertRaises(Error) as raised:
                card.tries()
            self.assertEqual(raised.exception.status, Status.NOT_INDIVIDUAL_NUMBER_CARD)
            self.assertEqual(transport.closed, 0)
        self.assertEqual(transport.closed, 1)
        # A command may have a PIN in it: what a transport kept is empty.
        self.assertTrue(transport.views)
        self.assertFalse(any(any(view) for view in transport.views))

    def test_failures(self) -> None:
        with Card.open(Scripted(Error(Status.CARD_REMOVED))) as card:
            with self.assertRaises(jpkicard.CardLostError) as lost:
                card.tries()
        self.assertIsNone(lost.exception.__cause__)

        with Card.open(Scripted(Error(Status.OK))) as card:
            with self.assertRaises(Error) as raised:
                card.tries()
        # What was raised is no success, whatever it says.
        self.assertEqual(raised.exception.status, Status.READER_FAILED)

        cause = OSError("the line is cut")
        with Card.open(Scripted(cause)) as card:
            with self.assertRaises(Error) as raised:
                card.tries()
        self.assertEqual(raised.exception.status, Status.READER_FAILED)
        self.assertIs(raised.exception.__cause__, cause)

        with Card.open(Scripted(KeyboardInterrupt())) as card:
            with self.assertRaises(KeyboardInterrupt):
                card.tries()

    def test_wrong_answers(self) -> None:
        class Wrong(Scripted):
            def transmit(self, command: memoryview) -> bytes:
                return "no bytes"  # type: ignore[return-value]

        class Long(Scripted):
            def transmit(self, command: memoryview) -> bytes:
                return bytes(1 << 20)

        for transport in (Wrong(), Long()):
            with Card.open(transport) as card:
                with self.assertRaises(Error):
                    card.tries()

    def test_forgotten(self) -> None:
        transport = Scripted()
        card = Card.open(transport)
        del card
        self.assertEqual(transport.closed, 1)


if __name__ == "__main__":
    unittest.main()
