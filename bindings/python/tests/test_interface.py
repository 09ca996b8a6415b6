"""Layout, constants, numbers, errors and handles."""

import copy
import ctypes
import datetime
import gc
import logging
import os
import pathlib
import pickle
import re
import sys
import threading
import unittest
import weakref
from typing import Callable, List

import jpkicard
from jpkicard import Card, Error, Status, _raw

CHALLENGE = b"a challenge of 32 random bytes !"


class LayoutTest(unittest.TestCase):
    def test_sizes(self) -> None:
        if ctypes.sizeof(ctypes.c_void_p) == 8:
            column = 0
        else:
            column = 1 if sys.platform == "win32" else 2
        for name, sizes in _raw.SIZES.items():
            self.assertEqual(ctypes.sizeof(getattr(_raw, name)), sizes[column], name)


class ConstantsTest(unittest.TestCase):
    def test_unknown_numbers(self) -> None:
        newer = jpkicard.TokenKind(7)
        self.assertEqual((newer, newer.name), (7, "UNKNOWN_7"))
        self.assertIsInstance(newer, jpkicard.TokenKind)
        self.assertNotIn(newer, list(jpkicard.TokenKind))
        self.assertEqual(Status(-9999).name, "UNKNOWN_MINUS_9999")
        with self.assertRaises(ValueError):
            jpkicard.TokenKind("7")  # type: ignore[arg-type]

    def test_flags(self) -> None:
        both = jpkicard.WaitFlags.NAME_PART | jpkicard.WaitFlags.FOR_SERVICE
        self.assertEqual(both, 0x50000000)

    def test_numbers_that_do_not_fit(self) -> None:
        # The lower 32 bits are those of Credential.PIN.
        with Card.open_virtual() as card:
            with self.assertRaises(jpkicard.ArgumentError):
                card.tries((1 << 32) + jpkicard.Credential.PIN)  # type: ignore[arg-type]
            for length in (0, -1, 1 << 40, 32769):
                with self.assertRaises(jpkicard.ArgumentError):
                    card.set_read_length(length)

    def test_times(self) -> None:
        with self.assertRaises(ValueError):
            jpkicard.VerifyOptions(time=datetime.datetime(2026, 4, 1))._for_c().__enter__()
        with Card.open_virtual() as card:
            certificate = card.certificate()
            past = jpkicard.VerifyOptions(
                time=datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
            )
            reasons = jpkicard.verify_certificate(certificate, past).reasons
            self.assertNotIn(jpkicard.Reason.EXPIRED, reasons)
            self.assertLess(certificate.not_before, certificate.not_after)

    def test_every_function_is_called(self) -> None:
        folder = pathlib.Path(jpkicard.__file__).parent
        sources = {path.name: path.read_text("utf-8") for path in folder.glob("*.py")}
        declared = set(re.findall(r"library\.(jpki_\w+)\.argtypes", sources.pop("_raw.py")))
        called = set(re.findall(r"library\.(jpki_\w+)", "".join(sources.values())))
        # Its settings may be none.
        self.assertEqual(declared - called, {"jpki_card_open_virtual"})

    def test_nul_in_a_text(self) -> None:
        with self.assertRaises(ValueError):
            Card.open_virtual(settings="pin-tries 1\0pin-tries 3")


class ErrorTest(unittest.TestCase):
    def test_what_it_says(self) -> None:
        with Card.open_virtual() as card:
            with self.assertRaises(jpkicard.WrongCredentialError) as raised:
                card.authenticate(b"0000", CHALLENGE)
        error = raised.exception
        self.assertEqual(error.status, Status.PIN_WRONG)
        self.assertEqual(error.name, "JPKI_ERROR_PIN_WRONG")
        self.assertEqual((error.tries_left, error.status_word), (2, 0x63C2))
        self.assertIn("暗証番号が違います（残り 2 回）", error.japanese)
        self.assertIn("2 tries left", error.text(jpkicard.Language.ENGLISH))
        self.assertIn("the PIN is wrong", str(error))

    def test_pickled(self) -> None:
        with Card.open_virtual() as card:
            with self.assertRaises(Error) as raised:
                card.authenticate(b"0000", CHALLENGE)
        again = pickle.loads(pickle.dumps(raised.exception))
        self.assertIs(type(again), jpkicard.WrongCredentialError)
        self.assertEqual(vars(again), vars(raised.exception))
        self.assertEqual(str(again), str(raised.exception))

    def test_python_kinds(self) -> None:
        self.assertTrue(issubclass(jpkicard.WaitTimeoutError, TimeoutError))
        self.assertTrue(issubclass(jpkicard.ClosedError, ValueError))
        timed_out = jpkicard.WaitTimeoutError(Status.TIMED_OUT)
        self.assertEqual((timed_out.errno, timed_out.tries_left), (None, None))
        self.assertTrue(str(timed_out))

    def test_kept_try(self) -> None:
        with Card.open_virtual(settings="pin-tries 1") as card:
            with self.assertRaises(jpkicard.KeptTryError):
                card.sign(b"1234", CHALLENGE)
            card.sign(b"1234", CHALLENGE, last_try=jpkicard.LastTry.ALLOW)


class HandleTest(unittest.TestCase):
    def test_closed(self) -> None:
        card = Card.open_virtual()
        certificate = card.certificate()
        for handle in (card, certificate):
            self.assertFalse(handle.closed)
            handle.close()
            handle.close()
            self.assertTrue(handle.closed)
        with self.assertRaises(jpkicard.ClosedError) as raised:
            card.tries()
        self.assertEqual(raised.exception.status, Status.HANDLE)
        uses = (lambda: certificate.der, lambda: certificate.not_after, certificate.other_names)
        for use in uses:
            with self.assertRaises(jpkicard.ClosedError):
                use()
        with Card.open_virtual() as other:
            # A closed certificate is not the same as none, which would be read.
            with self.assertRaises(jpkicard.ClosedError):
                other.authenticate(b"1234", CHALLENGE, known_certificate=certificate)
            with self.assertRaises(jpkicard.ClosedError):
                jpkicard.verify_certificate(
                    other.certificate(), jpkicard.VerifyOptions(ca_certificate=certificate)
                )

    def test_forgotten(self) -> None:
        card = Card.open_virtual()
        number = card._pointer
        gone = weakref.ref(card)
        del card
        gc.collect()
        self.assertIsNone(gone())
        with self.assertRaises(jpkicard.ClosedError):
            Card.tries(Card._of(number or 0))

    def test_no_empty_ones(self) -> None:
        for kind in (Card, jpkicard.Face, jpkicard.Attributes, jpkicard.Monitor):
            with self.assertRaises(TypeError):
                kind()

    def test_threads(self) -> None:
        signatures: List[bytes] = []
        with Card.open_virtual() as card:

            def sign() -> None:
                signatures.append(card.sign(b"1234", CHALLENGE).data)

            threads = [threading.Thread(target=sign) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(len(set(signatures)), 1)

    def test_closed_while_it_is_read(self) -> None:
        with Card.open_virtual() as card:
            der = card.certificate().der
        for _ in range(200):
            certificate = jpkicard.Certificate(der)
            closer = threading.Thread(target=certificate.close)
            closer.start()
            try:
                while True:
                    self.assertEqual(certificate.der, der)
            except jpkicard.ClosedError:
                closer.join()

    @unittest.skipUnless(hasattr(os, "fork"), "no fork")
    def test_closed_by_a_signal_while_it_is_read(self) -> None:
        ended = threading.Event()

        def interrupted() -> None:
            certificate = Card.open_virtual().certificate()
            with certificate._lent():
                # What a signal's handler does in the thread that reads.
                certificate.close()
                self.assertTrue(certificate._finalizer.alive)
            self.assertFalse(certificate._finalizer.alive)
            ended.set()

        threading.Thread(target=interrupted, daemon=True).start()
        self.assertTrue(ended.wait(5))

    def test_is_not_copied(self) -> None:
        with Card.open_virtual() as card:
            copies: List[Callable[[object], object]] = [copy.copy, copy.deepcopy, pickle.dumps]
            for copied in copies:
                with self.assertRaisesRegex(TypeError, "a Card is not pickled or copied"):
                    copied(card)

    def test_forked(self) -> None:
        with Card.open_virtual() as card:
            child = os.fork()
            if child == 0:
                status = 1
                try:
                    card.tries()
                except Error as error:
                    status = 0 if error.status == Status.FORKED else 2
                finally:
                    os._exit(status)
            self.assertEqual(os.waitpid(child, 0)[1], 0)
            self.assertEqual(card.tries().left, 3)


class LogTest(unittest.TestCase):
    def tearDown(self) -> None:
        jpkicard.log_to(None)

    def test_logger(self) -> None:
        with self.assertLogs("jpkicard", 5) as caught:
            jpkicard.log_to_logger(logging.getLogger("jpkicard"), jpkicard.LogLevel.TRACE)
            with Card.open_virtual() as card:
                card.sign(b"1234", CHALLENGE)
        self.assertTrue(caught.records)
        self.assertNotIn("1234", "".join(caught.output))

    def test_a_callback_that_raises(self) -> None:
        seen = []
        before, sys.unraisablehook = sys.unraisablehook, lambda args: seen.append(args.exc_value)
        try:

            def fail(*_: object) -> None:
                raise RuntimeError("on purpose")

            jpkicard.log_to(fail, jpkicard.LogLevel.TRACE)
            with Card.open_virtual() as card:
                self.assertEqual(card.tries().left, 3)
        finally:
            sys.unraisablehook = before
        self.assertTrue(seen)

    def test_kept(self) -> None:
        jpkicard.keep_log(jpkicard.LogLevel.TRACE)
        with Card.open_virtual() as card:
            card.tries()
        lines = jpkicard.kept_lines()
        self.assertTrue(lines)
        self.assertEqual(jpkicard.kept_lines(), [])
        self.assertEqual(lines[0].dropped_count, 0)


if __name__ == "__main__":
    unittest.main()
