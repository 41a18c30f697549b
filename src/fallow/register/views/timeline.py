"""Timeline: what one entry was worth from when to when, given its amendments. Pure.

At any moment ``fallow.register.fold`` says what an entry is worth, given the amendments visible then. That changes only at
the moments when the entry or one of its amendments became visible, so a finite list of spans says it for all time. There are
two clocks, known and recorded. Where they tell the same of an entry and all that amends it, which is the rule, one span
carries both; where somebody claimed an earlier date, spans of the known time and of the recorded time stand apart and the
columns of the other clock are empty. To ask by both at once, ask the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fallow.register.entry import Entry
from fallow.register.fold import amended

STANDING, WITHDRAWN, CONFLICT = "standing", "withdrawn", "conflict"


class Seen(NamedTuple):
    """A correction or withdrawal with the moments from which it is visible, in microseconds since 1970."""

    entry: Entry
    known: int
    recorded: int


class Worth(NamedTuple):
    """What an entry is worth: its state, the correction shown (``None``: as written, or not at all), open alternatives."""

    state: str
    shown: str | None
    alternatives: tuple[str, ...]


class Span(NamedTuple):
    """A worth from a moment to the next; ``until`` is ``None`` while it lasts. A clock that is not meant has ``None`` in both."""

    worth: Worth
    known_from: int | None
    known_until: int | None
    recorded_from: int | None
    recorded_until: int | None


AS_WRITTEN = Worth(STANDING, None, ())
"""What an entry without amendments is worth."""


def spans(identifier: str, known: int, recorded: int, amendments: Sequence[Seen]) -> list[Span]:
    """Return the spans of the entry ``identifier``, by time, those of the known clock first.

    ``amendments`` are all that name it or, through others, each other, in the order of views.
    """
    by_known = _along(identifier, known, [(one.known, one.entry) for one in amendments])
    if known == recorded and all(one.known == one.recorded for one in amendments):
        return [Span(worth, since, until, since, until) for worth, since, until in by_known]
    by_recorded = _along(identifier, recorded, [(one.recorded, one.entry) for one in amendments])
    return [Span(worth, since, until, None, None) for worth, since, until in by_known] + [
        Span(worth, None, None, since, until) for worth, since, until in by_recorded
    ]


def _along(identifier: str, since: int, amendments: Sequence[tuple[int, Entry]]) -> list[tuple[Worth, int, int | None]]:
    moments = sorted({since, *(max(since, moment) for moment, _ in amendments)})
    worths: list[tuple[Worth, int]] = []
    for now in moments:
        worth = _worth(identifier, [entry for moment, entry in amendments if moment <= now])
        if not worths or worths[-1][0] != worth:
            worths.append((worth, now))
    ends = [start for _, start in worths[1:]]
    return [(worth, start, until) for (worth, start), until in zip(worths, [*ends, None], strict=True)]


def _worth(identifier: str, visible: Sequence[Entry]) -> Worth:
    effect = amended(visible).get(identifier)
    if effect is None:
        return AS_WRITTEN
    if effect.withdrawn:
        return Worth(WITHDRAWN, None, ())
    return Worth(CONFLICT if effect.sides else STANDING, effect.shown.id if effect.shown else None, effect.sides)
