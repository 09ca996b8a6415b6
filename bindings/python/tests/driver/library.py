"""What needs no card."""

import gc
from typing import List

import jpkicard
from jpkicard import Status
from words import Answer, kept, number, request, text


# The lines since they were asked for.
log_lines: List[str] = []


@request
def version() -> Answer:
    return [jpkicard.version(), number(jpkicard.features())]


@request
def status_text(status: str, language: str) -> Answer:
    of, spoken = Status(int(status)), jpkicard.Language(int(language))
    return [jpkicard.status_name(of), text(jpkicard.status_text(of, spoken))]


@request
def reason(value: str) -> Answer:
    of = jpkicard.Reason(int(value))
    return [jpkicard.reason_name(of), text(jpkicard.reason_text(of))]


@request
def log(level: str) -> Answer:
    log_lines.clear()
    jpkicard.log_to(lambda _, message: log_lines.append(message), jpkicard.LogLevel(int(level)))
    return []


@request
def log_lines_() -> Answer:
    return [str(len(log_lines)), text(log_lines[0]) if log_lines else "-"]


@request
def forget() -> Answer:
    for name in list(kept.objects):
        kept.drop(name)
    gc.collect()
    return []
