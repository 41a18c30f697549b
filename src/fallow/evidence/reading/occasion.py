"""When things were said: days carried from one statement to another of the same speaker. Rules ``said-on-*/1``.

A story names a day once and lets a speaker talk on. So a statement without a day takes the day last named for its speaker: by an
earlier statement, or by a sentence that tells of a talk, a letter or a meeting of his. An answer is of the day of what it answers.
The basis of such a day begins with "carried on", so that it is never taken for a printed one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from fallow.evidence.reading.authority import Bench
from fallow.evidence.reading.days import day_mentions
from fallow.evidence.reading.draft import Draft
from fallow.evidence.reading.result import Days
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.words import WEEKDAYS

_CARRIED = "carried on: "
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
    text: str, drafts: Sequence[Draft], occasions: Sequence[Occasion], full: Callable[[str], str], bench: Bench
) -> None:
    """Give drafts without a day the day last named for their speaker, or for the one they answer or speak for.

    ``full`` completes a surname. Days that a draft already has stay.
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
