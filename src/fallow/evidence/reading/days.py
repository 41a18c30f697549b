"""Days named in text, resolved to first and last possible day. Rules ``day-*/1``.

Full dates stand by themselves. "On Friday", "last week" and "12 May" need the day of publication, and stay unresolved
where the page prints none: the day of scraping is not a day of publication. A weekday is taken as the last one not after
publication; a day and month without a year as the last such day not after publication.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fallow.evidence.reading.result import Days
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.words import MONTHS, WEEKDAYS

_MONTH_NAMES = {name: i + 1 for i, name in enumerate(MONTHS)}
_MONTH_NAMES.update({name[:3]: i + 1 for i, name in enumerate(MONTHS)})
_MONTH_NAMES["sept"] = 9
_M = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_M_TO, _D_TO = _M.replace("<month>", "<month_to>"), r"(?P<day_to>[0-3]?\d)(?:st|nd|rd|th)?"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_WD = r"(?P<weekday>" + "|".join(WEEKDAYS) + ")"
_COUNT = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_N = r"(?P<count>\d{1,2}|" + "|".join(_COUNT) + ")"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![\w-]){pattern}(?![\w])", re.IGNORECASE))
    for name, pattern in (
        ("iso", r"(?P<year>(?:19|20)\d\d)-(?P<monthno>[01]\d)-(?P<day>[0-3]\d)"),
        ("dotted", r"(?P<day>[0-3]?\d)\.\s?(?P<monthno>[01]?\d)\.\s?(?P<year>(?:19|20)\d\d)"),
        ("slashed", r"(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?P<year>(?:19|20)\d\d)"),
        (
            "range-my",
            rf"(?:between\s+|from\s+)?{_D}\s*(?:-|–|to|and)\s*(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?",
        ),
        (
            "range-md-md",
            rf"(?:from|between)\s+{_M}\s+{_D}\s+(?:to|and|until|till|through|-|–)\s+{_M_TO}\s+{_D_TO}(?:,?\s+{_Y})?",
        ),
        (
            "range-dm-dm",
            rf"(?:from|between)\s+{_D}\s+{_M}\s+(?:to|and|until|till|through|-|–)\s+{_D_TO}\s+{_M_TO}(?:,?\s+{_Y})?",
        ),
        ("day-month-year", rf"{_D}\s+(?:of\s+)?{_M},?\s+{_Y}"),
        ("month-day-year", rf"{_M}\s+{_D},?\s+{_Y}"),
        ("day-month", rf"{_D}\s+(?:of\s+)?{_M}(?!\s*,?\s*(?:19|20)\d\d)(?:,?\s+(?P<lastyear>last\s+year))?"),
        ("month-day", rf"{_M}\s+{_D}(?!\s*,?\s*(?:19|20)\d\d)(?!\d)(?:,?\s+(?P<lastyear>last\s+year))?"),
        (
            "part-month",
            rf"(?P<part>early|mid|late|(?:the\s+)?(?:beginning|start|middle|end)\s+of)[\s-]+{_M}(?:,?\s+{_Y})?",
        ),
        ("month-year", rf"{_M},?\s+{_Y}"),
        (
            "part-of-month",
            r"(?:at\s+)?the\s+(?P<part>beginning|start|middle|end)\s+of\s+(?P<which>the|this|last)\s+month",
        ),
        ("last-weekday", rf"(?P<last>last|this\s+past|the\s+previous)\s+{_WD}"),
        ("weekday", rf"(?:on\s+)?{_WD}"),
        ("ago", rf"{_N}\s+(?P<unit>days?|weeks?|months?)\s+ago"),
        ("before-yesterday", r"(?:the\s+)?day\s+before\s+yesterday"),
        ("yesterday", r"yesterday|last\s+night"),
        ("overnight", r"overnight"),
        ("weekend", r"(?:over|at|during|on)\s+(?:the|this|last)\s+(?:past\s+)?weekend|last\s+weekend"),
        (
            "today",
            r"has\s+just(?=\s+(?:said|told|announced|declared|confirmed|spoken|written))|today|this\s+morning|this\s+afternoon|this\s+evening|earlier\s+today|tonight",
        ),
        ("last-week", r"last\s+week"),
        ("this-week", r"(?:earlier\s+)?this\s+week"),
        ("last-month", r"last\s+month"),
        ("this-month", r"(?:earlier\s+)?this\s+month"),
        ("in-month", rf"(?:in|since|during|last|until|by|of)\s+{_M}(?!\s*\d)"),
        ("last-year", r"last\s+year"),
        ("year", r"(?:in|since|during|of|by|until|from)\s+(?P<year>(?:19|20)\d\d)"),
    )
)


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day or stretch of days in the text; ``days`` is ``None`` where it cannot be resolved."""

    span: Span
    rule: str
    days: Days | None


def day_mentions(text: str, start: int, end: int, published: date | None) -> list[DayMention]:
    """Return the days named in ``[start, end)``, in order, none overlapping; the longer reading wins."""
    taken: list[Span] = []
    found: list[DayMention] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            span = Span(match.start(), match.end())
            at = bisect(taken, span)  # those taken lie apart, so only the two beside it can meet it
            if (
                any(span.meets(other) for other in taken[max(0, at - 1) : at + 1])
                or _is_modal_may(match)
                or _runs_backwards(match)
            ):
                continue
            taken.insert(at, span)
            found.append(DayMention(span, f"day-{name}/1", _resolve(name, match, published)))
    return sorted(found, key=lambda mention: mention.span)


def _is_modal_may(match: re.Match[str]) -> bool:
    """'may' in lower case is a verb; so is 'march'."""
    month = match.groupdict().get("month")
    return month is not None and month[0].islower()


def _runs_backwards(match: re.Match[str]) -> bool:
    """'Bulletin 17 – 2 April' is no stretch of days."""
    parts = match.groupdict()
    return parts.get("day2") is not None and int(parts["day2"]) < int(parts["day"] or 0)


def _resolve(name: str, match: re.Match[str], published: date | None) -> Days | None:
    try:
        bounds = _bounds(name, match.groupdict(), published)
    except (ValueError, OverflowError):
        return None
    if bounds is None:
        return None
    how = "stated" if match.groupdict().get("year") else "resolved from publication"
    words = " ".join(match[0].split())
    return Days(bounds[0].isoformat(), bounds[1].isoformat(), f"{how}: {words}")


def _bounds(name: str, parts: dict[str, str | None], published: date | None) -> tuple[date, date] | None:
    if name == "slashed":
        return _slashed(int(parts["first"] or 0), int(parts["second"] or 0), int(parts["year"] or 0))
    if name in {"iso", "dotted"}:
        day = date(int(parts["year"] or 0), int(parts["monthno"] or 0), int(parts["day"] or 0))
        return day, day
    if parts.get("month"):
        return _calendar(name, parts, published)
    if name == "year":
        year = int(parts["year"] or 0)
        return date(year, 1, 1), date(year, 12, 31)
    return None if published is None else _relative(name, parts, published)


def _slashed(first: int, second: int, year: int) -> tuple[date, date] | None:
    """'22/09/2032' and '09/22/2032' are one day each; '07/09/2032' is two, and stays unresolved."""
    if first <= 12 and second <= 12 and first != second:
        return None
    day = date(year, second, first) if second <= 12 else date(year, first, second)
    return day, day


def _calendar(name: str, parts: dict[str, str | None], published: date | None) -> tuple[date, date] | None:
    month = _MONTH_NAMES[(parts["month"] or "").lower().rstrip(".")]
    stated_day, stated_year, last_day = parts.get("day"), parts.get("year"), parts.get("day2")
    day = int(stated_day) if stated_day else None
    year = int(stated_year) if stated_year else _year_before(month, day, published)
    if year is None:
        return None
    if parts.get("lastyear") and published is not None:
        year = published.year - 1
    if day is None:
        return _month_part(year, month, (parts.get("part") or "").lower())
    first = date(year, month, day)
    if parts.get("month_to"):
        month_to = _MONTH_NAMES[(parts["month_to"] or "").lower().rstrip(".")]
        last = date(year, month_to, int(parts["day_to"] or 0))
        return (first, last) if first <= last else (date(year - 1, month, day), last)
    return first, date(year, month, int(last_day)) if last_day else first


def _year_before(month: int, day: int | None, published: date | None) -> int | None:
    if published is None:
        return None
    later = (month, day or 1) > (published.month, published.day)
    return published.year - 1 if later else published.year


def _month_part(year: int, month: int, part: str) -> tuple[date, date]:
    last = calendar.monthrange(year, month)[1]
    low, high = 1, last
    if part.startswith("early") or "beginning" in part or "start" in part:
        high = 10
    elif part.startswith("mid"):
        low, high = 11, 20
    elif part:
        low = 21
    return date(year, month, low), date(year, month, high)


def _relative(name: str, parts: dict[str, str | None], published: date) -> tuple[date, date] | None:
    if parts.get("weekday"):
        index = WEEKDAYS.index((parts["weekday"] or "").lower())
        back = (published.weekday() - index) % 7
        back = back or 7 if name == "last-weekday" else back
        day = published - timedelta(days=back)
        return day, day
    if name == "ago":
        count = parts["count"] or "1"
        number = _COUNT.get(count.lower()) or int(count)
        if (parts["unit"] or "").lower().startswith("month"):
            months = published.year * 12 + published.month - 1 - number
            return _month_part(months // 12, months % 12 + 1, "")
        weeks = (parts["unit"] or "").lower().startswith("week")
        day = published - timedelta(days=number * (7 if weeks else 1))
        return (day - timedelta(days=3), day + timedelta(days=3)) if weeks else (day, day)
    monday = published - timedelta(days=published.weekday())
    first = published.replace(day=1)
    before = first - timedelta(days=1)
    if name == "part-of-month":
        anchor = before if (parts["which"] or "").lower() == "last" else first
        return _month_part(anchor.year, anchor.month, (parts["part"] or "").lower())
    return {
        "yesterday": (published - timedelta(days=1), published - timedelta(days=1)),
        "before-yesterday": (published - timedelta(days=2), published - timedelta(days=2)),
        "overnight": (published - timedelta(days=1), published),
        "weekend": _weekend(published),
        "today": (published, published),
        "last-week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "this-week": (monday, published),
        "last-month": (before.replace(day=1), before),
        "this-month": (first, published),
        "last-year": (date(published.year - 1, 1, 1), date(published.year - 1, 12, 31)),
    }.get(name)


def _weekend(published: date) -> tuple[date, date]:
    """The last Saturday and Sunday that had begun."""
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    return saturday, min(saturday + timedelta(days=1), published)


def full_dates(text: str, start: int, end: int) -> Iterator[tuple[Span, date]]:
    """Yield only dates with day, month and year, which need nothing else to be understood."""
    for mention in day_mentions(text, start, end, None):
        if mention.days is not None and mention.days.start == mention.days.end:
            yield mention.span, date.fromisoformat(mention.days.start)
