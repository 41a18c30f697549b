"""When: a stretch of time with its precision and the text it came from.

Nothing in the field happens "at" a date: a report says "24 February", "early March" or "2022". ``When`` keeps first and
last possible day, says how precise the source was, and keeps the source's own words, because re-reading the words is
the only way to undo a wrong reading. Days are UTC days; a time of day, where stated, is kept in ``text``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from fallow.core.errors import InputError


class Precision(Enum):
    """How exactly the source named the time."""

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


class DateOrder(Enum):
    """The order of the parts of a numeric date: an attribute of a source, stated or guessed, never of one cell."""

    YMD = "ymd"
    MDY = "mdy"
    DMY = "dmy"


@dataclass(frozen=True, slots=True)
class When:
    """The days ``[start, end]`` (both included) within which something happened."""

    start: date
    end: date
    precision: Precision
    text: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InputError(
                kind="bad-interval",
                expected="a start no later than the end",
                found=f"{self.start} to {self.end}",
                do="swap them, or check the date order of the source",
            )

    @property
    def days(self) -> int:
        """Length in days; a single day is 1."""
        return (self.end - self.start).days + 1

    def gap_days(self, other: When) -> int:
        """Days between the two stretches; 0 where they touch or overlap."""
        return max(0, (self.start - other.end).days, (other.start - self.end).days)

    def to_json(self) -> dict[str, str]:
        """Return ``{"start", "end", "precision", "text"}`` with ISO dates."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "precision": self.precision.value,
            "text": self.text,
        }


_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_PARTS = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})")


def parse_when(value: object, order: DateOrder = DateOrder.YMD) -> When:
    """Read a numeric date as a source wrote it; ISO dates are understood under every order.

    ``order`` belongs to the source, so ``03/04/2022`` is never guessed cell by cell. A time with a zone is turned
    into its UTC day. Raises ``InputError`` (``bad-date``) for anything that is not a date of the calendar in that order.
    """
    text = str(value).strip() if value is not None else ""
    try:
        return _read(text, order)
    except ValueError as error:
        raise _bad_date(text, order, str(error)) from error


def _read(text: str, order: DateOrder) -> When:
    if match := _ISO_TIME.fullmatch(text):
        stamp = datetime.fromisoformat(text)
        day = stamp.astimezone(UTC).date() if stamp.tzinfo else stamp.date()
        return When(day, day, Precision.INSTANT, text)
    if match := _ISO_DAY.fullmatch(text):
        day = date(*(int(part) for part in match.groups()))
        return When(day, day, Precision.DAY, text)
    if match := _PARTS.fullmatch(text):
        day = _ordered(match.groups(), order)
        return When(day, day, Precision.DAY, text)
    if match := _MONTH.fullmatch(text):
        first = date(int(match[1]), int(match[2]), 1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return When(first, last, Precision.MONTH, text)
    if _YEAR.fullmatch(text):
        return When(date(int(text), 1, 1), date(int(text), 12, 31), Precision.YEAR, text)
    raise ValueError("not in a form that Fallow reads")


def _ordered(parts: tuple[str, ...], order: DateOrder) -> date:
    first, second, third = parts
    if len(first) == 4:
        return date(int(first), int(second), int(third))
    if len(third) != 4:
        raise ValueError("the year needs four digits")
    if order is DateOrder.YMD:
        raise ValueError("day and month cannot be told apart")
    month, day = (first, second) if order is DateOrder.MDY else (second, first)
    return date(int(third), int(month), int(day))


def _bad_date(text: str, order: DateOrder, reason: str) -> InputError:
    return InputError(
        kind="bad-date",
        expected=f"a calendar date (ISO, or in the order {order.value})",
        found=f"{text[:60]!r} ({reason})",
        do="check the cell, or state the source's date order in the mapping (date: {order: mdy} or dmy)",
    )


def end_of_day(day: date) -> datetime:
    """Return the last microsecond of ``day`` in UTC: what a bare DATE means wherever a view is read."""
    return datetime.combine(day, time.max, tzinfo=UTC)


def parse_instant(value: str) -> datetime:
    """Read ``--as-known`` and its kin: a bare DATE is the end of that day, UTC; a time needs a zone.

    Raises ``InputError`` (``bad-date``) where the text is neither.
    """
    try:
        if _ISO_DAY.fullmatch(value.strip()):
            return end_of_day(date.fromisoformat(value.strip()))
        stamp = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise _bad_instant(value) from error
    if stamp.tzinfo is None:
        raise _bad_instant(value)
    return stamp.astimezone(UTC)


def _bad_instant(value: str) -> InputError:
    return InputError(
        kind="bad-date",
        expected="a date like 2023-07-07, or a time with its zone like 2023-07-07T12:00:00Z",
        found=repr(value[:60]),
        do="write it that way; a bare date means the end of that day, UTC",
    )
