"""Periods of treaties, counted on the calendar: days, months, years, and the first day of the sixth month.

The Convention on Cluster Munitions counts in four ways, and each has a function here:

- days ("180 days after", article 7(1); "28 days", article 8(3)): the day of the event is day zero;
- months and years ("eight years after", article 3(2); "six months after", article 20(3)): the same day of the month;
  where the last month has no such day, its last day. So ten years from 29 February end on 28 February, not on 1 March:
  the rule of article 4(2) of the European Convention on the Calculation of Time-Limits (Basle, 16 May 1972, ETS 76),
  used by analogy, since no clause of these treaties says. It is also the earlier, hence the cautious, of the two days;
- "the first day of the sixth month after" (article 17): the month of the deposit does not count, whatever its day;
- a yearly day ("not later than 30 April of each year", article 7(2)).

A deadline includes its last day. Weekends and holidays move nothing: no clause says that they would.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from fallow.core.errors import InputError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(value: Any, what: str) -> date:
    """Return a calendar day written YYYY-MM-DD; raise ``InputError`` (``bad-date``) naming ``what`` otherwise.

    A month or a year is refused: a deadline cannot be derived from "2012", and guessing a day would hide that.
    """
    text = value.isoformat() if type(value) is date else str(value).strip()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        raise ValueError("not written YYYY-MM-DD")
    except ValueError as error:
        raise InputError(
            kind="bad-date",
            expected=f"a day of the calendar as {what}, written YYYY-MM-DD",
            found=f"{text[:40]!r} ({error})",
            do="give the exact day from the source; leave the fact out where nobody knows it",
        ) from error


def plus_days(day: date, days: int) -> date:
    """Return ``day`` plus ``days``, the day itself counted as day zero."""
    return _within(day, lambda: day + timedelta(days=days), f"{days} days")


def plus_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later (or earlier), or the last day of a month that has none."""

    def moved() -> date:
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

    return _within(day, moved, f"{months} months")


def plus_years(day: date, years: int) -> date:
    """Return the same day ``years`` later; 29 February becomes 28 February in a year that is not a leap year."""
    return plus_months(day, 12 * years)


def first_of_sixth_month(day: date) -> date:
    """Return the first day of the sixth month after the month of ``day``: 17 February gives 1 August."""
    return plus_months(day.replace(day=1), 6)


def next_yearly(day: date, month: int, day_of_month: int) -> date:
    """Return the first date with that month and day that is not before ``day``."""
    same_year = day.replace(month=month, day=day_of_month)
    return same_year if same_year >= day else plus_years(same_year, 1)


def _within(day: date, moved: Any, step: str) -> date:
    try:
        result: date = moved()
    except (ValueError, OverflowError) as error:
        raise InputError(
            kind="bad-date",
            expected="a day that the calendar of the years 1 to 9999 holds",
            found=f"{day} and {step}",
            do="check the year",
        ) from error
    return result
