"""Names and sentences for statuses, reasons and certificate policies; version and features."""

# SPDX-License-Identifier: MIT OR Apache-2.0

from ._library import library
from ._memory import text_of
from ._numbers import int32
from .constants import FeatureFlags, Language, Reason, Status


def version() -> str:
    """The version of the library, such as ``0.1.0``."""
    return text_of(library.jpki_version())


def features() -> FeatureFlags:
    """What the library was built with."""
    return FeatureFlags(library.jpki_features())


def status_name(status: Status) -> str:
    """The name of a status in C, such as ``JPKI_ERROR_PIN_WRONG``."""
    return text_of(library.jpki_status_name(int32(status)))


def status_text(status: Status, language: Language = Language.JAPANESE) -> str:
    """A sentence about a status for the person at the desk; :meth:`Error.text` has more to say."""
    return text_of(library.jpki_status_text(int32(status), int32(language)))


def reason_name(reason: Reason) -> str:
    """The name of a reason in C, such as ``JPKI_REASON_EXPIRED``."""
    return text_of(library.jpki_reason_name(int32(reason)))


def reason_text(reason: Reason, language: Language = Language.JAPANESE) -> str:
    """What a reason means: one sentence without its full stop, and no data about the holder."""
    return text_of(library.jpki_reason_text(int32(reason), int32(language)))


def policy_text(policy: str, language: Language = Language.JAPANESE) -> str:
    """What a certificate policy is, from its dotted numbers: purpose, class, test card or not."""
    dotted = policy.encode("utf-8").partition(b"\0")[0]
    return text_of(library.jpki_policy_text(dotted, int32(language)))
