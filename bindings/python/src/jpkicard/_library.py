"""Finds and loads libjpkicard."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import ctypes
import os
import sys
from typing import List

from . import _raw


def _names() -> List[str]:
    if sys.platform == "win32":
        return ["jpkicard.dll"]
    if sys.platform == "darwin":
        return ["libjpkicard.0.dylib", "libjpkicard.dylib"]
    return ["libjpkicard.so.0", "libjpkicard.so"]


def _candidates() -> List[str]:
    """Where to look, in this order: the variable alone, beside this file, the loader's folders."""
    named = os.environ.get("JPKICARD_LIBRARY")
    if named:
        return [os.path.abspath(named)]
    folder = os.path.dirname(os.path.abspath(__file__))
    beside = [os.path.join(folder, name) for name in _names()]
    return [path for path in beside if os.path.exists(path)] + _names()


def _load() -> ctypes.CDLL:
    problems = []
    for path in _candidates():
        try:
            loaded = ctypes.CDLL(path)
        except OSError as problem:
            problems.append(f"{path}: {problem}")
            continue
        try:
            _raw.declare(loaded)
        except AttributeError as problem:
            raise ImportError(f"{path} is not the libjpkicard of this package: {problem}") from None
        return loaded
    raise ImportError(
        "libjpkicard was not found; JPKICARD_LIBRARY can name the file. Tried: "
        + "; ".join(problems)
    )


library = _load()
