"""Japan's Individual Number Card (マイナンバーカード), by the C library jpkicard.

::

    import secrets
    import jpkicard

    with jpkicard.Context() as context, context.wait(timeout=30) as card:
        print(card.tries().left)
        with jpkicard.read_secret("PIN: ") as pin:
            authentication = card.authenticate(pin, secrets.token_bytes(32))

- What fails raises :class:`Error`. Its ``japanese`` is the sentence for the person at the desk.
- PINs, passwords and check numbers are bytes, never ``str``: a :class:`Secret`, a ``bytearray`` or
  a ``memoryview``, which can be wiped, or ``bytes``, which cannot.
- Contexts, cards and the like are closed by a ``with`` block.
- Times are :class:`datetime.datetime` in UTC, timeouts are seconds, and ``None`` waits
  without limit.

The library is found by the variable JPKICARD_LIBRARY (the path of the file), beside this package,
or by the loader.
"""

# SPDX-License-Identifier: MIT OR Apache-2.0

from . import constants as constants
from ._memory import Bytes, Secret, wipe
from ._numbers import Day, Time
from ._transport import Transport
from ._waiting import Cancellation
from .card import Authentication, Card, Token, Tries
from .certificate import Certificate, Item, Signature
from .check_numbers import check_number, check_number_of_printed_digits
from .constants import *  # noqa: F401,F403
from .context import Context, Event, Monitor
from .errors import (
    ArgumentError,
    BlockedCredentialError,
    CardLostError,
    ClosedError,
    CredentialFormatError,
    Error,
    KeptTryError,
    KeyNotLockedError,
    NotBuiltError,
    NotOnCardError,
    ServiceError,
    WaitCancelledError,
    WaitTimeoutError,
    WrongCredentialError,
)
from .face import Attributes, CardAuthorities, Face, Information, RecordFiles
from .log import LogRecord, keep_log, kept_lines, log_to, log_to_logger
from .terminal import read_secret
from .texts import (
    features,
    policy_text,
    reason_name,
    reason_text,
    status_name,
    status_text,
    version,
)
from .trust import (
    OcspRequest,
    RevocationList,
    Verdict,
    VerifyOptions,
    verify_certificate,
    verify_signature,
)

__version__ = "0.1.0"

__all__ = [
    *constants.__all__,
    "ArgumentError",
    "Attributes",
    "Authentication",
    "BlockedCredentialError",
    "Bytes",
    "Cancellation",
    "Card",
    "CardAuthorities",
    "CardLostError",
    "Certificate",
    "ClosedError",
    "Context",
    "CredentialFormatError",
    "Day",
    "Error",
    "Event",
    "Face",
    "Information",
    "Item",
    "KeptTryError",
    "KeyNotLockedError",
    "LogRecord",
    "Monitor",
    "NotBuiltError",
    "NotOnCardError",
    "OcspRequest",
    "RecordFiles",
    "RevocationList",
    "Secret",
    "ServiceError",
    "Signature",
    "Time",
    "Token",
    "Transport",
    "Tries",
    "Verdict",
    "VerifyOptions",
    "WaitCancelledError",
    "WaitTimeoutError",
    "WrongCredentialError",
    "check_number",
    "check_number_of_printed_digits",
    "constants",
    "features",
    "keep_log",
    "kept_lines",
    "log_to",
    "log_to_logger",
    "policy_text",
    "read_secret",
    "reason_name",
    "reason_text",
    "status_name",
    "status_text",
    "verify_certificate",
    "verify_signature",
    "version",
    "wipe",
]
