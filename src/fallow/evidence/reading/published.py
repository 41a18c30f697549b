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

from fallow.evidence.reading.days import day_mentions, full_dates
from fallow.evidence.reading.result import Dated, Segment
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.words import MONTHS

_LABEL = re.compile(
    r"\b(?:first\s+published|published|posted|written|submitted|publication\s+date|date\s+published|issued|answered|debated|dateline|released|date\s+of\s+(?:issue|release|report|publication))\b"
    r"(?:\s+by\s+[\w .’'\-]{1,40}?)?\W{0,4}(?:on|at)?\W*$|^\W*(?:date|sent)\s*:\W*$",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|rs|s)?\.?,?\s*$", re.IGNORECASE
)
_UPDATE = re.compile(r"\b(?:updated|last\s+(?:updated?|modified))\b\W{0,4}(?:on|at)?\W*$", re.IGNORECASE)
_ANSWERED = re.compile(r"^\s*(?:answered|replied|reply|answer)\b.{0,90}\bon\s*$", re.IGNORECASE)
_WEATHER = re.compile(
    r"^\s*-?\d{1,3}(?:[.,]\d)?\s*°?\s*[CF]\b|°\s*[CF]\b|\b(?:weather|humidity|forecast)\b", re.IGNORECASE
)
_ALONE = re.compile(
    r"^[\W\d]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)?[\W\d]*(?:at|\W|\d|[ap]\.?m\.?|GMT|UTC|[A-Z]{2,4}T|[+-]\d{1,2})*$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^\(?[A-Z][\w’'.\- /]{1,40}(?:,\s*[A-Z][\w’'.\- ]{1,30})?(?:\s*\([^)]{1,30}\))?\s*[,–—-]\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$",
    re.IGNORECASE,
)
_DATELINE_AFTER = re.compile(r"^\)?\.?\s*(?:[(/][^)/]{1,40}[)/]\s*)?[-–—:.]|^\.?\s*/[^/]{1,40}/")
_OPENING = re.compile(
    r"\(?(?:[A-Z][\w’'.\-]*\s?){1,4},[^.!?;–—]{0,60}?(?:\d{4}|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:,?\s+\d{4})?)\)?\.?\s*(?:[(/][^)/]{1,40}[)/]\.?\s*)?[-–—:]?\s+(?=\S)|"
    r"\([A-Z][\w’'. \-]{1,40}(?:,[^)]{1,40})?\)\s*[-–—]\s+|"
    r"[A-Z][A-Z.’' \-]{2,30}(?:,\s*[A-Z][\w. ]{1,20})?\s*(?:\([^)]{1,40}\)\s*)?(?:[–—]\s*|\s-\s)"
)
_BYLINE = re.compile(r"^\s*(?:by|from)\s+[A-Z]", re.IGNORECASE)
_SCRAPED = re.compile(
    r"\b(?:retrieved|accessed|scraped|captured|crawled|archived|fetched|downloaded|today\s+is|saved)\b", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_SHORT_LINE = 80
_NUMERIC = re.compile(r"(?<![\d.-])(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)?\d{2})(?![\d-])")
_HEAD_SEGMENTS = 14


def published_on(text: str, segments: Sequence[Segment]) -> Dated | None:
    """Return the day of publication and its basis, or ``None`` where the page prints none that clearly is one."""
    found = (
        _labelled(text, segments)
        or _dateline(text, segments)
        or _below_headline(text, segments)
        or _above_headline(text, segments)
        or _in_headline(text, segments)
        or _by_the_months_named(text, segments)
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
                before = _WEEKDAY_BEFORE.sub("", before)
                if wanted.search(before) or _ANSWERED.search(text[one.span.start : span.start]):
                    return day, basis
    return None


def _dateline(text: str, segments: Sequence[Segment]) -> tuple[date, str] | None:
    first = next((one for one in segments if one.kind == "body"), None)
    if first is None:
        return None
    end = min(first.span.end, first.span.start + 120)
    for span, day in full_dates(text, first.span.start, end):
        if in_dateline(text, first.span.start, span):
            return day, "printed in the dateline of the first paragraph"
    for mention in day_mentions(text, first.span.start, end, None):
        if mention.days is None and in_dateline(text, first.span.start, mention.span):
            return _with_year(text, segments, mention.span)
    return None


def in_dateline(text: str, start: int, span: Span) -> bool:
    """True where the day at ``span`` stands in a dateline that begins at ``start``: it is one of writing, not of what is told."""
    return (
        _DATELINE.match(text[start : span.start]) is not None
        and _DATELINE_AFTER.match(text[span.end : span.end + 50]) is not None
    )


def after_dateline(text: str, sentence: Span) -> Span:
    """Return the sentence without the dateline before it ("GENEVA, Jan 15 2033 - ..."), else as it is."""
    opening = _OPENING.match(text, sentence.start, min(sentence.end, sentence.start + 120))
    return sentence if opening is None else Span(opening.end(), sentence.end)


def _with_year(text: str, segments: Sequence[Segment], span: Span) -> tuple[date, str] | None:
    """'VIENNA, July 12. /Agency/': the year is that of the latest full date that the text names as past, within a year."""
    named = [day for s in segments if s.kind == "body" for _, day in full_dates(text, s.span.start, s.span.end)]
    if not named:
        return None
    for later in (max(named), date(max(named).year, 12, 31), date(max(named).year + 1, 12, 31)):
        (mention, *_) = day_mentions(text, span.start, span.end, later)
        if mention.days is None or mention.days.start != mention.days.end:
            return None
        day = date.fromisoformat(mention.days.start)
        if day >= max(named):
            return day, "printed in the dateline, with the year of the dates that the text names"
    return None


def _below_headline(text: str, segments: Sequence[Segment]) -> tuple[date, str] | None:
    """The last line of its own between headline and first paragraph, or the first byline, that holds a date."""
    seen_headline, found = False, None
    for index, one in enumerate(segments[:_HEAD_SEGMENTS]):
        line = one.span.of(text)
        if one.kind == "body" and len(line) > _SHORT_LINE:
            break
        seen_headline = seen_headline or one.kind in {"headline", "body"}
        dates = [day for _, day in full_dates(text, one.span.start, one.span.end)]
        if not dates or _SCRAPED.search(line) or len(line) > 160 or _beside_weather(text, segments, index):
            continue
        if _BYLINE.match(line):
            return dates[0], "printed in the byline"
        if one.kind == "body" and not _stands_alone(text, one.span):
            continue
        if seen_headline and not (found is not None and _UPDATED.search(line)):
            found = dates[0], "printed alone below the headline"
    return found


def _stands_alone(text: str, line: Span) -> bool:
    """True where a line holds hardly more than its date: "Cluster munitions struck Kestrin on 10 May" is no line of publication."""
    rest = line.of(text)
    for span, _ in full_dates(text, line.start, line.end):
        rest = rest.replace(span.of(text), "")
    return not re.search(r"[a-z]{3,}\s+[a-z]{3,}\s+[a-z]{3,}", rest)


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


def _by_the_months_named(text: str, segments: Sequence[Segment]) -> tuple[date, str] | None:
    """'03-11-2029' above a story of 1 November: of the two readings, the one whose month the story names."""
    body = " ".join(one.span.of(text) for one in segments if one.kind == "body")
    named = {
        number
        for number, name in enumerate(MONTHS, start=1)
        if re.search(rf"\b(?:{name}\b|{name[:3]}\.?\s+\d)", body, re.IGNORECASE)
    }
    for one in segments[:_HEAD_SEGMENTS]:
        line = one.span.of(text)
        match = _NUMERIC.search(line)
        if match is None or len(line) > _SHORT_LINE or _SCRAPED.search(line):
            continue
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        readings = {(d, m) for d, m in ((first, second), (second, first)) if 1 <= m <= 12 and 1 <= d <= 31}
        fitting = readings if len(readings) == 1 else {(d, m) for d, m in readings if m in named}
        if len(fitting) == 1:
            (day, month) = fitting.pop()
            try:
                return date(
                    year + 2000 if year < 100 else year, month, day
                ), "printed in figures, read by the months that the text names"
            except ValueError:
                continue
    return None


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
