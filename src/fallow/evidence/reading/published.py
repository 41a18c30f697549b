"""The day of publication, where the page prints one that clearly is. Rules ``published-*/1``.

A page scraped months later often prints the day of scraping in its masthead, beside the weather. So a date with a word such as
"Published" before it comes first, then a dateline, then the last bare date between masthead and text that has no weather beside
it; a date above the headline counts only where it fills its line, and one that the text itself contradicts (a later full date in
the body) counts not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from fallow.evidence.reading.days import full_dates
from fallow.evidence.reading.result import Dated, Segment

_LABEL = re.compile(
    r"\b(?:first\s+published|published|posted|publication\s+date|date\s+published|issued|answered|dateline|released|date\s+of\s+(?:issue|release|report|publication))\b\W{0,4}(?:on|at)?\W*$",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"\b(?:updated|last\s+(?:updated?|modified))\b\W{0,4}(?:on|at)?\W*$", re.IGNORECASE)
_ANSWERED = re.compile(r"^\s*(?:answered|replied|reply|answer)\b.{0,90}\bon\s*$", re.IGNORECASE)
_WEATHER = re.compile(
    r"^\s*-?\d{1,3}(?:[.,]\d)?\s*°?\s*[CF]\b|°\s*[CF]\b|\b(?:weather|humidity|forecast)\b", re.IGNORECASE
)
_ALONE = re.compile(
    r"^[\W\d]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)?[\W\d]*(?:at|\W|\d|[ap]\.?m\.?|GMT|UTC|[A-Z]{3,4}T)*$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^\(?[A-Z][\w’'.\- ]{1,40}(?:,\s*[A-Z][\w’'.\- ]{1,30})?,\s*$")
_DATELINE_AFTER = re.compile(r"^\)?\s*(?:\([^)]{1,40}\)\s*)?[-–—:]")
_BYLINE = re.compile(r"^\s*(?:by|from)\s+[A-Z]", re.IGNORECASE)
_SCRAPED = re.compile(
    r"\b(?:retrieved|accessed|scraped|captured|crawled|archived|fetched|downloaded|today\s+is|saved)\b", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_SHORT_LINE = 80
_HEAD_SEGMENTS = 14


def published_on(text: str, segments: Sequence[Segment]) -> Dated | None:
    """Return the day of publication and its basis, or ``None`` where the page prints none that clearly is one."""
    found = (
        _labelled(text, segments)
        or _dateline(text, segments)
        or _below_headline(text, segments)
        or _above_headline(text, segments)
        or _in_headline(text, segments)
    )
    if found is None:
        return None
    day, basis = found
    later = [
        other
        for s in segments
        if s.kind == "body"
        for span, other in full_dates(text, s.span.start, s.span.end)
        if other > day
    ]
    told_as_past = [other for other in later if (other - day).days < 3650]
    return None if told_as_past else Dated(day.isoformat(), basis)


def _labelled(text: str, segments: Sequence[Segment]) -> tuple[date, str] | None:
    for wanted, basis in (
        (_LABEL, "printed after a word for publication"),
        (_UPDATE, "printed as the day of the last update"),
    ):
        for one in segments:
            if one.kind == "body" and len(one.span.of(text)) > 160:
                continue
            for span, day in full_dates(text, one.span.start, one.span.end):
                before = text[max(one.span.start, span.start - 50) : span.start]
                before = re.sub(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*$", "", before, flags=re.IGNORECASE)
                if wanted.search(before) or _ANSWERED.search(text[one.span.start : span.start]):
                    return day, basis
    return None


def _dateline(text: str, segments: Sequence[Segment]) -> tuple[date, str] | None:
    first = next((one for one in segments if one.kind == "body"), None)
    if first is None:
        return None
    for span, day in full_dates(text, first.span.start, min(first.span.end, first.span.start + 120)):
        before = text[first.span.start : span.start]
        if _DATELINE.match(before) and _DATELINE_AFTER.match(text[span.end : span.end + 50]):
            return day, "printed in the dateline of the first paragraph"
    return None


def _below_headline(text: str, segments: Sequence[Segment]) -> tuple[date, str] | None:
    """The last line of its own between headline and first paragraph, or the first byline, that holds a date."""
    seen_headline, found = False, None
    for index, one in enumerate(segments[:_HEAD_SEGMENTS]):
        if one.kind == "body":
            break
        seen_headline = seen_headline or one.kind == "headline"
        line = one.span.of(text)
        dates = [day for _, day in full_dates(text, one.span.start, one.span.end)]
        if not dates or _SCRAPED.search(line) or len(line) > 160 or _beside_weather(text, segments, index):
            continue
        if _BYLINE.match(line):
            return dates[0], "printed in the byline"
        if seen_headline and not (found is not None and _UPDATED.search(line)):
            found = dates[0], "printed alone below the headline"
    return found


def _above_headline(text: str, segments: Sequence[Segment]) -> tuple[date, str] | None:
    """A date that fills its line, before the headline."""
    found = None
    for index, one in enumerate(segments[:_HEAD_SEGMENTS]):
        if one.kind == "body":
            break
        line = one.span.of(text)
        for span, day in full_dates(text, one.span.start, one.span.end):
            rest = line[: span.start - one.span.start] + line[span.end - one.span.start :]
            if _ALONE.match(rest) and not _beside_weather(text, segments, index):
                found = day, "printed alone above the headline"
    return found


def _in_headline(text: str, segments: Sequence[Segment]) -> tuple[date, str] | None:
    """A title that ends with a date ("Daily briefing, 4 May 2031")."""
    for index, one in enumerate(segments[:3]):
        if one.kind == "body" or _beside_weather(text, segments, index):
            return None
        for span, day in full_dates(text, one.span.start, one.span.end):
            if span.end == one.span.end and text[: span.start].rstrip().endswith((",", "–", "—", "-", ":")):
                return day, "printed at the end of the title"
    return None


def _beside_weather(text: str, segments: Sequence[Segment], index: int) -> bool:
    """True where the line, or one near it, speaks of the weather: a masthead drawn on the day of scraping."""
    near = [one.span.of(text) for one in segments[max(0, index - 3) : index + 3]]
    return any(_WEATHER.search(line) for line in near if len(line) <= _SHORT_LINE)
