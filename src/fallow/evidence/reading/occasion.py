"""When things were said: days carried from one statement to another of the same speaker. Rules ``said-on-*/1``.

A story names a day once and lets a speaker talk on. So a statement without a day takes the day last named for its speaker: by an
earlier statement, or by a sentence that tells of a talk, a letter or a meeting of his. An answer is of the day of what it answers.
The basis of such a day begins with "carried on", so that it is never taken for a printed one. What is then left, and is told as
past, takes the day on which the story plays; its basis begins with "of the story", because nobody named it for that speaker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from fallow.evidence.reading.authority import Bench
from fallow.evidence.reading.days import day_mentions
from fallow.evidence.reading.draft import Draft
from fallow.evidence.reading.published import after_dateline, in_dateline
from fallow.evidence.reading.result import Days, Segment
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.words import WEEKDAYS

_CARRIED = "carried on: "
_OF_THE_STORY = "of the story: "
"""Begins the basis of a day that nobody named for this speaker: the day on which the story plays."""
AS_IT_HAPPENS = "as it happens"
"""Begins the basis of the day of a live page or of a daily bulletin."""
_CLOCK = re.compile(r"^\W{0,3}(?:[01]?\d|2[0-3])[:.][0-5]\d\b", re.MULTILINE)
_CLOCKS = 3
_HEAD = 6
_NEWS_DAYS = 7
_SHORT = 60
_BULLETIN = re.compile(
    r"\b(?:daily\s+(?:report|bulletin|digest)|live\s+(?:updates?|blog|reporting)|highlights\s+of\s+(?:the\s+)?day|as\s+it\s+happened)\b",
    re.IGNORECASE,
)
_ATTACK = re.compile(
    r"\b(?:attack(?:s|ed)?|str(?:ikes?|uck)|shell(?:ed|ing)|hit|fired|dropped|killed|wounded|bombed|bombard\w+|exploded)\b",
    re.IGNORECASE,
)
_ACTS = frozenset(
    "states calls urges announces condemns appeals demands regrets deplores welcomes warns rejects".split()
)
"""What a body does by saying it: done on the day of the page, though it stands in the present."""
_PAST = frozenset("said told wrote spoke put gave held went made took saw thought swore hit drew let stood".split())
_REPLIES = frozenset(
    "replied answered responded retorted countered objected agreed replies answers responds agrees".split()
)
_NAMED_DAY = re.compile(rf"[A-Z][\w’'\-]+,\s+\w+\s+on\s+(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
"""'Ana Roe, ... on Friday': whatever verb stands there, since a machine may have put another for "said"."""

_OCCASION = re.compile(
    r"\b(?:met|meets?|spoke|speaks?|briefing|interview\w*|letter|speech|hearing|conference|statement|asked|told|said|says|called|visited|urged|announced|"
    r"signed|talks?|sent|lecture|answered|wrote|posted|rejected|condemned|accused|appeared|testified|address\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day on which the person of that full name spoke, wrote or met somebody, told at character ``at``."""

    at: int
    name: str
    day: Days


def is_occasion(text: str, sentence: Span) -> bool:
    """True where the sentence tells of a talk, a letter, a meeting or the like."""
    return any(one.search(text, sentence.start, sentence.end) for one in (_OCCASION, _NAMED_DAY))


def single_day(text: str, sentence: Span, published: date | None) -> Days | None:
    """Return the one day that the sentence names, that beside a name where there are more, else ``None``."""
    found = day_mentions(text, sentence.start, sentence.end, published)
    named = _NAMED_DAY.search(text, sentence.start, sentence.end)
    if named is not None:
        found = [one for one in found if named.start() <= one.span.start < named.end()] or found
    single = {one.days.start: one.days for one in found if one.days is not None and one.days.start == one.days.end}
    return next(iter(single.values())) if len(single) == 1 else None


def carry_days(
    text: str,
    drafts: Sequence[Draft],
    occasions: Sequence[Occasion],
    full: Callable[[str], str],
    bench: Bench,
    story: Days | None = None,
) -> None:
    """Give drafts without a day the day last named for their speaker, or for the one they answer or speak for.

    ``full`` completes a surname. Days that a draft already has stay. What is left takes the ``story``'s day, where it has one,
    if it is told as past or on a page written as things happen.
    """
    last: dict[str, Days] = {}
    waiting = sorted(occasions, key=lambda one: one.at)
    before: Draft | None = None
    for draft in sorted(drafts, key=lambda one: one.extent()):
        while waiting and waiting[0].at <= draft.extent().end:
            last.setdefault(waiting[0].name, waiting[0].day)
            waiting.pop(0)
        key = full(draft.person.name) if draft.person is not None and draft.person.name is not None else None
        if draft.said_on is None:
            day = last.get(key) if key is not None else None
            if day is None and before is not None and _follows(text, draft, before, bench):
                day = before.said_on
            draft.said_on = None if day is None else _carried(day)
        if draft.said_on is not None and key is not None:
            last[key] = draft.said_on
        before = draft
    _carry_back(drafts, full)
    for draft in drafts:
        if draft.said_on is None and story is not None and _tells_of_the_day(text, draft, story):
            draft.said_on = Days(story.start, story.end, _OF_THE_STORY + story.basis.removeprefix(_CARRIED))


def story_day(
    text: str, segments: Sequence[Segment], published: date | None, drafts: Sequence[Draft] = ()
) -> Days | None:
    """Return the day of which a story tells, or ``None``.

    That of publication where it is written as things happen; that of an agency's dateline; that of the first statement; the one
    day of the first paragraph, unless the paragraph tells of an attack.
    """
    if published is None:
        return None
    if len(_CLOCK.findall(text)) >= _CLOCKS or any(_BULLETIN.search(one.span.of(text)) for one in segments[:_HEAD]):
        return Days(published.isoformat(), published.isoformat(), f"{AS_IT_HAPPENS}: page of {published.isoformat()}")
    bodies = [one.span for one in segments if one.kind == "body" and len(one.span.of(text)) > _SHORT]
    if not bodies:
        return None
    dateline = _dateline_day(text, bodies[0], published)
    if dateline is not None:
        return dateline
    lead = _lead_day(
        [one for one in drafts if bodies[0].start <= one.extent().start < bodies[min(1, len(bodies) - 1)].end]
    )
    if lead is not None:
        return lead
    first = next((one for one in segments if one.kind == "body"), None)
    if first is None or _ATTACK.search(text, first.span.start, first.span.end):
        return None
    day = single_day(text, after_dateline(text, first.span), published)
    near = day is not None and abs((published - date.fromisoformat(day.start)).days) <= _NEWS_DAYS
    return day if near else None


def _dateline_day(text: str, body: Span, published: date) -> Days | None:
    found = day_mentions(text, body.start, min(body.end, body.start + 120), published)
    days = [one.days for one in found if in_dateline(text, body.start, one.span)]
    return next((one for one in days if one is not None and one.start == one.end), None)


def _lead_day(drafts: Sequence[Draft]) -> Days | None:
    """The day that the first statement of the story was made on, where the story prints it."""
    first = min(drafts, key=lambda one: one.extent(), default=None)
    day = None if first is None else first.said_on
    return day if day is not None and day.start == day.end and not day.basis.startswith(_CARRIED) else None


def _tells_of_the_day(text: str, draft: Draft, story: Days) -> bool:
    """A written text speaks for ever ("the report says"); what somebody "said" was said on a day."""
    if story.basis.startswith(AS_IT_HAPPENS):
        return True
    words = draft.cue.of(text).lower().split() if draft.cue is not None else []
    return any(word.endswith("ed") or word in _PAST or word in _ACTS for word in words)


def _carried(day: Days) -> Days:
    return Days(day.start, day.end, _CARRIED + day.basis.removeprefix(_CARRIED))


def _carry_back(drafts: Sequence[Draft], full: Callable[[str], str]) -> None:
    """Words just before the first dated ones of the same speaker are of that day too."""
    coming: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda one: one.extent(), reverse=True):
        name = draft.person.name if draft.person is not None else None
        if name is None:
            continue
        later = coming.get(full(name))
        near = later is not None and later.paragraph - draft.paragraph <= 1
        if draft.said_on is None and near and later is not None and later.said_on is not None:
            draft.said_on = _carried(later.said_on)
        coming[full(name)] = draft


def _follows(text: str, draft: Draft, before: Draft, bench: Bench) -> bool:
    """An answer is of the day of what it answers; so are, in one breath, the words of another voice of the same side."""
    words = draft.cue.of(text).lower().split() if draft.cue is not None else []
    if any(word in _REPLIES for word in words):
        return True
    if draft.person is None or before.person is None or draft.paragraph - before.paragraph > 1:
        return False
    side = bench.of(draft.person)
    return side is not None and side == bench.of(before.person)
