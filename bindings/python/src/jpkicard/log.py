"""The library's log. No line contains a PIN, a name or a serial number, at any level."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import atexit
import ctypes
import logging
from typing import Any, Callable, List, NamedTuple, Optional

from . import _raw
from ._handle import call
from ._library import library
from ._memory import text_of
from ._numbers import int32
from .constants import LogLevel

#: Receives a line, in the thread that causes it, possibly in several threads at a time.
LogCallback = Callable[[LogLevel, str], None]

_LEVELS = {
    LogLevel.ERROR: logging.ERROR,
    LogLevel.WARNING: logging.WARNING,
    LogLevel.INFO: logging.INFO,
    LogLevel.DEBUG: logging.DEBUG,
    # Below DEBUG, where Python has no name.
    LogLevel.TRACE: 5,
}

_callback: Optional[LogCallback] = None


def _receive(_: Any, level: int, message: bytes) -> None:
    callback = _callback
    if callback is not None:
        # What it raises goes to sys.unraisablehook: ctypes lets nothing pass into the library.
        callback(LogLevel(level), text_of(message))


# Never freed: another thread may still be in it after it was replaced.
_RECEIVE = _raw.jpki_log_callback(_receive)


def log_to(callback: Optional[LogCallback], level: LogLevel = LogLevel.INFO) -> None:
    """Sends the library's lines up to a level to a callback; ``None`` ends that.

    The callback must not use a card that is in use.
    """
    global _callback
    if callback is None:
        call(library.jpki_log_set, _raw.jpki_log_callback(0), None, LogLevel.OFF)
        _callback = None
    else:
        _callback = callback
        call(library.jpki_log_set, _RECEIVE, None, int32(level))


def log_to_logger(
    logger: Optional[logging.Logger] = None, level: LogLevel = LogLevel.DEBUG
) -> None:
    """Sends the library's lines to a logger, by default the one named ``jpkicard``."""
    target = logger or logging.getLogger("jpkicard")

    def write(severity: LogLevel, message: str) -> None:
        target.log(_LEVELS.get(severity, logging.INFO), "%s", message)

    log_to(write, level)


class LogRecord(NamedTuple):
    """A line that :func:`keep_log` kept."""

    #: How serious it is.
    level: LogLevel
    #: The line.
    message: str
    #: How many lines were dropped between this one and the one before.
    dropped_count: int


def keep_log(level: LogLevel = LogLevel.INFO) -> None:
    """Keeps the library's lines up to a level for :func:`kept_lines`, in place of a callback."""
    call(library.jpki_log_keep, int32(level))


def kept_lines() -> List[LogRecord]:
    """Takes the lines that were kept, the oldest first."""
    lines: List[LogRecord] = []
    while True:
        raw = _raw.jpki_log_record(struct_size=ctypes.sizeof(_raw.jpki_log_record))
        call(library.jpki_log_next, ctypes.byref(raw))
        if raw.level == LogLevel.OFF:
            return lines
        lines.append(LogRecord(LogLevel(raw.level), text_of(raw.message), raw.dropped_count))


# A thread of the program's that ends late must not call into an interpreter that is gone.
atexit.register(log_to, None)
