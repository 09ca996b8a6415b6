"""What can fail, as exceptions: :class:`Error`, and a class below it for what programs handle."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import ctypes
from typing import Any, Dict, Optional, Tuple, Type

from . import _raw
from ._library import library
from .constants import Language, Status
from .texts import status_name, status_text


class Error(Exception):
    """A failure. It never holds a PIN, a name or a serial number: all of it may be logged.

    Its ``str`` is an English sentence for the log. What a person at the desk reads is
    :attr:`japanese`, or :meth:`text` in another language. A transport of one's own raises
    ``Error(Status.CARD_REMOVED)`` and the like.
    """

    #: What failed.
    status: Status
    #: One English sentence: what happened, and what it means for the person at the desk.
    message: str
    #: How many tries are left; ``None`` if the card did not say.
    tries_left: Optional[int]
    #: The card's status word, such as 0x6982; 0 if there is none.
    status_word: int
    #: The return code of PC/SC; 0 if there is none.
    pcsc_code: int

    def __init__(
        self,
        status: Status,
        message: str = "",
        tries_left: Optional[int] = None,
        status_word: int = 0,
        pcsc_code: int = 0,
    ) -> None:
        self.status = Status(status)
        self.message = message or status_text(self.status, Language.ENGLISH)
        self.tries_left = tries_left
        self.status_word = status_word
        self.pcsc_code = pcsc_code
        super().__init__(self.message)

    def __reduce__(self) -> Tuple[Any, ...]:
        fields = (self.status, self.message, self.tries_left, self.status_word, self.pcsc_code)
        return type(self), fields

    @property
    def name(self) -> str:
        """The name of the status in C, such as ``JPKI_ERROR_PIN_WRONG``: for logs and support."""
        return status_name(self.status)

    @property
    def japanese(self) -> str:
        """The sentence for the person at the desk, in Japanese, with the tries that are left."""
        return self.text(Language.JAPANESE)

    def text(self, language: Language = Language.JAPANESE) -> str:
        """The sentence for the person at the desk, with the tries that are left."""
        failure = _raw.jpki_error(
            struct_size=ctypes.sizeof(_raw.jpki_error),
            status=self.status,
            tries_left=-1 if self.tries_left is None else self.tries_left,
            status_word=self.status_word,
            pcsc_code=self.pcsc_code,
        )
        text = ctypes.create_string_buffer(_raw.ERROR_TEXT_SIZE)
        done = library.jpki_error_text(
            ctypes.byref(failure), language, ctypes.addressof(text), len(text), None
        )
        # One whose numbers no call of the library stores.
        return text.value.decode("utf-8") if done == 0 else status_text(self.status, language)


class ArgumentError(Error, ValueError):
    """An argument is invalid."""


class ClosedError(Error, ValueError):
    """What was used is closed."""


class NotBuiltError(Error, NotImplementedError):
    """The library was built without this feature."""


class WaitTimeoutError(Error, TimeoutError):
    """Nothing came in time.

    A wait that was in vain for a reason that the desk can do something about raises an
    :class:`Error` with that status instead, such as ``Status.NOT_INDIVIDUAL_NUMBER_CARD``.
    """


class WaitCancelledError(Error):
    """The wait was cancelled by a :class:`Cancellation` or :meth:`Context.cancel`."""


class ServiceError(Error):
    """The smart card service does not run, refuses, fails or does not respond."""


class CardLostError(Error):
    """The card was removed, reset or exchanged: close it, and wait for a card again."""


class NotOnCardError(Error, LookupError):
    """The card does not hold this; of many cards that is a normal answer."""


class CredentialFormatError(Error, ValueError):
    """The PIN, password or number cannot be right. Nothing was sent, and no try was spent."""


class WrongCredentialError(Error):
    """The PIN, password, check number or birth date is wrong, and a try was spent."""


class BlockedCredentialError(Error):
    """The PIN, password or number is locked."""


class KeptTryError(Error):
    """The last try, or one that may be the last, was kept: nothing was sent."""


class KeyNotLockedError(Error):
    """The key could not be locked: have the card removed from the reader now."""


_CLASSES: Dict[Status, Type[Error]] = {
    Status.ARGUMENT: ArgumentError,
    Status.HANDLE: ClosedError,
    Status.NOT_BUILT: NotBuiltError,
    Status.TIMED_OUT: WaitTimeoutError,
    Status.CANCELLED: WaitCancelledError,
    Status.SERVICE_NOT_RUNNING: ServiceError,
    Status.SERVICE_REFUSED: ServiceError,
    Status.SERVICE_FAILED: ServiceError,
    Status.SERVICE_NOT_RESPONDING: ServiceError,
    Status.PCSC_NOT_INSTALLED: ServiceError,
    Status.CARD_REMOVED: CardLostError,
    Status.CARD_RESET: CardLostError,
    Status.CARD_EXCHANGED: CardLostError,
    Status.NOT_ON_CARD: NotOnCardError,
    Status.PIN_FORMAT: CredentialFormatError,
    Status.PASSWORD_FORMAT: CredentialFormatError,
    Status.CHECK_NUMBER_FORMAT: CredentialFormatError,
    Status.PIN_WRONG: WrongCredentialError,
    Status.PASSWORD_WRONG: WrongCredentialError,
    Status.INPUT_SUPPORT_PIN_WRONG: WrongCredentialError,
    Status.CHECK_NUMBER_WRONG: WrongCredentialError,
    Status.PIN_BLOCKED: BlockedCredentialError,
    Status.PASSWORD_BLOCKED: BlockedCredentialError,
    Status.INPUT_SUPPORT_PIN_BLOCKED: BlockedCredentialError,
    Status.CHECK_NUMBER_BLOCKED: BlockedCredentialError,
    Status.PIN_LAST_TRY: KeptTryError,
    Status.PIN_LAST_TWO_TRIES: KeptTryError,
    Status.PIN_TRIES_UNKNOWN: KeptTryError,
    Status.KEY_NOT_LOCKED: KeyNotLockedError,
}


def error_of(
    status: Status,
    message: str = "",
    tries_left: Optional[int] = None,
    status_word: int = 0,
    pcsc_code: int = 0,
) -> Error:
    """The exception for a status, of its class."""
    kind = _CLASSES.get(status, Error)
    return kind(status, message, tries_left, status_word, pcsc_code)
