"""Words in and out, and what is kept between two requests."""

import datetime
import unicodedata
from typing import Any, Callable, Dict, Optional, Sequence

import jpkicard
from jpkicard import Error, Secret, Status

Answer = Sequence[str]

REQUESTS: Dict[str, Callable[..., Answer]] = {}


def request(function: Callable[..., Answer]) -> Callable[..., Answer]:
    REQUESTS[function.__name__.rstrip("_").replace("_", "-")] = function
    return function


class Kept:
    """The last of each object."""

    def __init__(self) -> None:
        self.objects: Dict[str, Any] = {}

    def keep(self, name: str, value: Any) -> Any:
        self.drop(name)
        self.objects[name] = value
        return value

    def drop(self, name: str) -> None:
        old = self.objects.pop(name, None)
        if isinstance(old, Secret):
            old.wipe()
        elif hasattr(old, "close"):
            old.close()

    def get(self, name: str) -> Any:
        """As a NULL handle if it is not there."""
        if name not in self.objects:
            raise Error(Status.HANDLE)
        return self.objects[name]


kept = Kept()


def secret(word: str) -> Secret:
    decoded = Secret(len(word) // 2)
    for at in range(len(decoded)):
        decoded[at] = int(word[2 * at : 2 * at + 2], 16) ^ 0x5A
    return decoded


def of_secret(value: Secret) -> str:
    return "".join(f"{byte ^ 0x5A:02x}" for byte in value)


def data(word: str) -> bytes:
    return b"" if word == "-" else bytes.fromhex(word)


def optional_text(word: str) -> Optional[str]:
    return None if word == "-" else word


def timeout(word: str) -> Optional[float]:
    return None if word == "-1" else int(word) / 1000


def last_try_of(word: str) -> jpkicard.LastTry:
    return jpkicard.LastTry.KEEP if word == "0" else jpkicard.LastTry(int(word))


def text(value: str) -> str:
    return "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in value)


def day(value: Optional[datetime.date]) -> str:
    return "0" if value is None else value.strftime("%Y%m%d")


def time(value: datetime.datetime) -> str:
    return str(int(value.timestamp()))


def number(value: Optional[int]) -> str:
    return "-1" if value is None else str(int(value))


def answer_of(error: Error) -> Answer:
    return [
        "error",
        number(error.status),
        number(error.tries_left),
        number(error.status_word),
        text(error.japanese),
    ]
