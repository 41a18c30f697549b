"""Words for numbers and days as papers print them."""

from __future__ import annotations

from datetime import date

_SMALL = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_MONTHS = ("January February March April May June July August September October November December").split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def count(n: int) -> str:
    """Return a number up to twenty in words, a larger one in figures."""
    return _SMALL[n] if 0 <= n < len(_SMALL) else str(n)


def day_month(day: date) -> str:
    """``4 May``."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def full_day(day: date) -> str:
    """``4 May 2021``."""
    return f"{day_month(day)} {day.year}"


def weekday(day: date) -> str:
    """``Tuesday``."""
    return _DAYS[day.weekday()]


def plural(n: int, one: str, many: str | None = None) -> str:
    """``three calves``: the number in words with its noun."""
    return f"{count(n)} {one if n == 1 else many or one + 's'}"
