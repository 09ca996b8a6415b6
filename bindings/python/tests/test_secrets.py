"""What must never be shown, kept or taken as text."""

import contextlib
import copy
import io
import os
import pickle
import re
import subprocess
import sys
import textwrap
import threading
import time
import traceback
import unittest
from typing import Callable, List, Union

import jpkicard
from jpkicard import Card, Secret

if sys.platform != "win32":
    import termios

CHALLENGE = b"a challenge of 32 random bytes !"


class SecretTest(unittest.TestCase):
    def test_shows_nothing(self) -> None:
        pin = Secret(b"9753")
        for shown in (repr(pin), str(pin), f"{pin}", f"{pin:>9}", repr([pin])):
            self.assertNotIn("9753", shown)

    def test_is_wiped_by_its_block(self) -> None:
        with Secret(b"9753") as pin:
            self.assertEqual(pin, b"9753")
        self.assertEqual(bytes(pin), bytes(4))

    def test_is_not_copied(self) -> None:
        copiers: List[Callable[[Secret], object]] = [copy.copy, copy.deepcopy, pickle.dumps]
        for copier in copiers:
            with self.assertRaises(TypeError):
                copier(Secret(b"9753"))

    def test_compares(self) -> None:
        self.assertEqual(Secret(b"9753"), bytearray(b"9753"))
        self.assertNotEqual(Secret(b"9753"), b"9754")
        self.assertNotEqual(Secret(b"9753"), "9753")

    def test_wipe(self) -> None:
        buffers: List[Union[bytearray, memoryview]] = [bytearray(b"9753")]
        buffers.append(memoryview(bytearray(b"9753")))
        for buffer in buffers:
            jpkicard.wipe(buffer)
            self.assertEqual(bytes(buffer), bytes(4))
        with self.assertRaises(TypeError):
            jpkicard.wipe(memoryview(b"9753"))
        with self.assertRaises(TypeError):
            jpkicard.wipe(b"9753")  # type: ignore[arg-type]


class PinTest(unittest.TestCase):
    def test_every_buffer_is_a_pin(self) -> None:
        strided = memoryview(bytearray(b"1x2x3x4x"))[::2]
        with Card.open_virtual() as card:
            for pin in (b"1234", bytearray(b"1234"), Secret(b"1234"), memoryview(b"1234"), strided):
                self.assertEqual(len(card.sign(pin, CHALLENGE).data), 256)

    def test_text_is_no_pin(self) -> None:
        with Card.open_virtual() as card:
            for wrong in ("9753", 9753, None, [9, 7, 5, 3]):
                with self.assertRaises(TypeError) as raised:
                    card.authenticate(wrong, CHALLENGE)  # type: ignore[arg-type]
                self.assertNotIn("9753", str(raised.exception))
            self.assertEqual(card.tries().left, 3)

    def test_no_failure_has_it(self) -> None:
        with Card.open_virtual() as card, Secret(b"9753") as pin:
            with self.assertRaises(jpkicard.WrongCredentialError) as raised:
                card.authenticate(pin, CHALLENGE)
            error = raised.exception
            shown = [repr(error), str(error), error.japanese, repr(vars(error))]
            shown += traceback.TracebackException.from_exception(
                error, capture_locals=True
            ).format()
            self.assertNotIn("9753", "".join(shown))

    def test_personal_data_is_not_shown(self) -> None:
        number = jpkicard.check_number(19800217, 2035, b"2285")
        with Card.open_virtual() as card, number:
            information = card.information()
            face = card.face(number, authorities=jpkicard.Authorities.VIRTUAL_CARD)
            read = card.attributes(b"1234", authorities=jpkicard.Authorities.VIRTUAL_CARD)
            signed = card.signature_certificate(b"ABC123")
            names = signed.other_names()
            shown = repr([information, face, read, signed, names, face.files(CHALLENGE), number])
            for personal in (information.serial, read.name, "19800217", "2285"):
                self.assertNotIn(personal, shown)


class ReadTest(unittest.TestCase):
    def read(self, *lines: bytes) -> List[bytes]:
        ends = os.pipe()
        with open(ends[1], "wb") as writer:
            writer.write(b"".join(lines))
        try:
            return [bytes(jpkicard.read_secret(fd=ends[0])) for _ in lines]
        finally:
            os.close(ends[0])

    def test_lines(self) -> None:
        self.assertEqual(self.read(b"1234\n", b"\n", b"56\r\n", b"7"), [b"1234", b"", b"56", b"7"])
        self.assertEqual(len(self.read(b"x" * 1000 + b"\n")[0]), 64)
        with self.assertRaises(EOFError):
            self.read(b"")

    @unittest.skipUnless(hasattr(os, "openpty"), "no terminals")
    def test_terminal(self) -> None:
        ours, theirs = os.openpty()
        read: List[bytes] = []
        reader = threading.Thread(
            target=lambda: read.append(bytes(jpkicard.read_secret("PIN: ", theirs)))
        )
        with contextlib.redirect_stderr(io.StringIO()) as prompted:
            reader.start()
            # What was typed before the echo ends is dropped.
            while termios.tcgetattr(theirs)[3] & termios.ECHO:
                time.sleep(0.01)
            os.write(ours, b"9753\n")
            reader.join()
        self.assertEqual(read, [b"9753"])
        self.assertEqual(prompted.getvalue(), "PIN: \n")
        self.assertTrue(termios.tcgetattr(theirs)[3] & termios.ECHO)
        # Nothing was echoed: this is the first that is.
        os.write(ours, b"a")
        self.assertEqual(os.read(ours, 1), b"a")
        for end in (ours, theirs):
            os.close(end)


class MemoryTest(unittest.TestCase):
    """Another process reads a password from its input, uses and wipes it; this one looks for it."""

    PROGRAM = textwrap.dedent(
        """
        import gc, sys, jpkicard
        with jpkicard.Card.open_virtual() as card:
            with jpkicard.read_secret() as password:
                try:
                    card.signature_certificate(password)
                except jpkicard.WrongCredentialError:
                    pass
        gc.collect()
        print("done", flush=True)
        sys.stdin.readline()
        """
    )

    @unittest.skipUnless(os.path.exists("/proc/self/mem"), "no /proc")
    def test_nothing_stays(self) -> None:
        password = b"Q7W5E3R1T9Y2"
        with subprocess.Popen(
            [sys.executable, "-c", self.PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as child:
            assert child.stdin is not None and child.stdout is not None
            child.stdin.write(password + b"\n")
            child.stdin.flush()
            self.assertEqual(child.stdout.readline(), b"done\n")
            found = self.count(child.pid, password)
            # What is looked for would be found: the program's own words are.
            proof = self.count(child.pid, b"jpkicard.WrongCredentialError")
            child.stdin.write(b"\n")
            child.stdin.close()
        self.assertEqual(found, 0)
        self.assertGreater(proof, 0)

    @staticmethod
    def count(pid: int, needle: bytes) -> int:
        found = 0
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                match = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
                if match is None or "[v" in line:
                    continue
                start, end = (int(number, 16) for number in match.groups())
                memory.seek(start)
                try:
                    found += (memory.read(end - start) or b"").count(needle)
                except OSError:
                    continue
        return found


if __name__ == "__main__":
    unittest.main()
