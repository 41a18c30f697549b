"""The day of publication, where the page prints one that clearly is. Rules ``published-*/1``.

A page scraped months later often prints the day of scraping in its masthead, beside the weather. So a bare date counts
only below the headline or in a byline, a date above the headline only with a word such as "Published" before it, and a
date that the text itself contradicts (a later full date in the body) counts not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from fallow.evidence.reading.days import full_dates
from fallow.evidence.reading.result import Dated, Segment

_LABEL = re.compile(
    r"\b(?:first\s+published|published|posted|publication\s+date|date\s+published|issued|dateline|released)\b\W{0,4}(?:on|at)?\W*$",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"\b(?:updated|last\s+(?:updated?|modified))\b\W{0,4}(?:on|at)?\W*$", re.IGNORECASE)
_DATELINE = re.compile(r"^[A-Z][\w’'.\- ]{1,40}(?:,\s*[A-Z][\w’'.\- ]{1,30})?,\s*$")
_DATELINE_AFTER = re.compile(r"^\s*(?:\([^)]{1,40}\)\s*)?[-–—:]")
_BYLINE = re.compile(r"^\s*(?:by|from)\s+[A-Z]", re.IGNORECASE)
_SCRAPED = re.compile(
    r"\b(?:retrieved|accessed|scraped|captured|crawled|archived|fetched|downloaded|today\s+is|saved)\b", re.IGNORECASE
)
_HEAD_SEGMENTS = 14


def published_on(text: str, segments: Sequence[Segment]) -> Dated | None:
    """Return the day of publication and its basis, or ``None`` where the page prints none that clearly is one."""
    found = _labelled(text, segments) or _dateline(text, segments) or _below_headline(text, segments)
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
                if wanted.search(before):
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
    """A line of its own between headline and first paragraph, or a byline with a date."""
    seen_headline = False
    for one in segments[:_HEAD_SEGMENTS]:
        if one.kind == "body":
            return None
        seen_headline = seen_headline or one.kind == "headline"
        line = one.span.of(text)
        if _SCRAPED.search(line) or len(line) > 160:
            continue
        dates = [day for _, day in full_dates(text, one.span.start, one.span.end)]
        if dates and (seen_headline or _BYLINE.match(line)):
            return dates[0], "printed in the byline" if _BYLINE.match(line) else "printed alone below the headline"
    return None
