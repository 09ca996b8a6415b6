"""Reads a PIN from a terminal, or a line of another input, into memory that can be wiped."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import contextlib
import io
import os
import sys
from typing import Any, Callable, Iterator

from ._memory import Secret

# Longer than any secret of a card.
_ROOM = 64


def read_secret(prompt: str = "PIN: ", fd: int = 0) -> Secret:
    """Reads one line without its end.

    From a terminal without echo, after a prompt on standard error. ``getpass`` and ``input`` return
    ``str``, of which copies stay in memory; here every byte goes where it can be wiped.

    :param fd: the file descriptor; standard input by default.
    :raises EOFError: if there is no line.
    """
    is_terminal = os.isatty(fd)
    if is_terminal:
        print(prompt, end="", file=sys.stderr, flush=True)
    with Secret(_ROOM) as room:
        with _quiet(fd, is_terminal) as read:
            length = 0
            with memoryview(room) as view:
                while True:
                    at = view[min(length, _ROOM - 1) :][:1]
                    if not read(at):
                        if length == 0:
                            raise EOFError("no line to read")
                        break
                    if at[0] == 0x0A:
                        break
                    length += 1
        if is_terminal:
            print(file=sys.stderr)
        length = min(length, _ROOM)
        if length and room[length - 1] == 0x0D:
            length -= 1
        return Secret(memoryview(room)[:length])


@contextlib.contextmanager
def _quiet(fd: int, is_terminal: bool) -> Iterator[Callable[[memoryview], Any]]:
    """Reads a byte into a buffer, without echo."""
    if is_terminal and sys.platform == "win32":
        yield _console
        return
    # Unbuffered: a buffer would keep the line.
    with io.FileIO(fd, "rb", closefd=False) as source:
        if not is_terminal:
            yield source.readinto
            return
        if sys.platform != "win32":
            import termios

            before = termios.tcgetattr(fd)
            silent = termios.tcgetattr(fd)
            silent[3] &= ~termios.ECHO
            termios.tcsetattr(fd, termios.TCSAFLUSH, silent)
            try:
                yield source.readinto
            finally:
                termios.tcsetattr(fd, termios.TCSAFLUSH, before)


def _console(at: memoryview) -> int:
    """A character of the Windows console."""
    if sys.platform == "win32":
        import msvcrt

        letter = msvcrt.getwch()
        if letter == "\x03":
            raise KeyboardInterrupt
        # Letters that are not ASCII are in no PIN: the library refuses what they become.
        at[0] = 0x0A if letter == "\r" else min(ord(letter), 0xFF)
    return 1
