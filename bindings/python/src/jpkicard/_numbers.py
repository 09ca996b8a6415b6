"""Numbers on their way to the library.

ctypes cuts off what does not fit, which may make a valid number of an invalid one. Here it becomes
one that the library refuses.
"""

# SPDX-License-Identifier: MIT OR Apache-2.0

import datetime
import operator
from typing import Optional, Union

#: A day of the calendar, or its digits as a number, such as 19800217, as they were typed.
Day = Union[datetime.date, int]
#: A time with a time zone, or seconds since 1970-01-01T00:00:00Z.
Time = Union[datetime.datetime, int]

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def _within(value: int, low: int, high: int) -> int:
    """The number, or the nearest one that fits: none of those means anything to the library."""
    return max(low, min(operator.index(value), high))


def int32(value: int) -> int:
    """A signed number of 32 bits."""
    return _within(value, -(2**31), 2**31 - 1)


def uint32(value: int) -> int:
    """A number of 32 bits."""
    return 2**32 - 1 if value < 0 else _within(value, 0, 2**32 - 1)


def size(value: int) -> int:
    """A length."""
    return 2**31 - 1 if value < 0 else _within(value, 0, 2**31 - 1)


def milliseconds(timeout: Optional[float]) -> int:
    """A timeout in seconds, none for ever, as the library counts it."""
    if timeout is None:
        return -1
    count = round(timeout * 1000)
    # -1 would mean for ever; the library refuses any other negative number.
    return int32(min(count, -2) if timeout < 0 else count)


def day_number(day: Day) -> int:
    """YYYYMMDD."""
    if isinstance(day, datetime.date):
        return day.year * 10000 + day.month * 100 + day.day
    return int32(day)


def day_of(number: int) -> Optional[datetime.date]:
    """The day of a number YYYYMMDD; none if it is none."""
    try:
        return datetime.date(number // 10000, number // 100 % 100, number % 100)
    except ValueError:
        return None


def seconds(time: Time) -> int:
    """Seconds since 1970, of a time with a zone: without one nobody knows which is meant."""
    if isinstance(time, datetime.datetime):
        if time.tzinfo is None:
            raise ValueError("a time without a time zone: give it one, such as timezone.utc")
        return int((time - _EPOCH).total_seconds())
    return _within(time, -(2**63), 2**63 - 1)


def time_of(count: int) -> datetime.datetime:
    """The time in UTC of seconds since 1970."""
    return _EPOCH + datetime.timedelta(seconds=count)
