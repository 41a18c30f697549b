"""Occasions: what inside one document has one beginning. Rules ``one-occasion/1``, ``own-words/1``.

An article that gives three sentences of one minister tells of one talk, and counting three origins would be counting sentences.
Only where the page itself dates two of them to different days are they two. Two voices of one family in one article (a ministry
and its spokeswoman) are often one briefing and sometimes two: that joins them for the lower count only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations, pairwise
from typing import Any

from fallow.evidence.claim import Basis
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import ReadClaim, Statement
from fallow.evidence.reading.utterances import is_own_day, same_speaker

_MOST = 60
"""Statements of one family in one document that are compared pair by pair; more are joined without looking at days."""

_TELLING = ("place", "actor", "owner", "munition", "value", "from", "to", "status", "killed", "injured", "casualties")


def join_occasions(
    document: ReadDocument, sure: Callable[[str, str], None], perhaps: Callable[[str, str], None]
) -> None:
    """Join the statements of one speaker by both, those of one family by ``perhaps`` alone, unless their days differ."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for one in document.reading.statements:
        key = one.speaker.authority or (f"name:{one.speaker.name}" if one.speaker.name is not None else None)
        if key is not None:
            groups[key].append(one)
    for members in groups.values():
        pairs = combinations(members, 2) if len(members) <= _MOST else pairwise(members)
        for one, other in pairs:
            if len(members) <= _MOST and _days_differ(one, other):
                continue
            perhaps(f"s:{one.id}", f"s:{other.id}")
            if one.speaker.name is not None and (
                one.speaker.name == other.speaker.name or same_speaker(one.speaker, other.speaker)
            ):
                sure(f"s:{one.id}", f"s:{other.id}")


def _days_differ(one: Statement, other: Statement) -> bool:
    """True where the document dates both, to days that do not meet."""
    mine, theirs = one.said_on, other.said_on
    if mine is None or theirs is None or not (is_own_day(mine) and is_own_day(theirs)):
        return False
    return mine.end < theirs.start or theirs.end < mine.start


def told_by_others(document: ReadDocument, claim: ReadClaim) -> str | None:
    """Return the node of the statement that a page's own words repeat, or ``None``: what the page saw itself is its own.

    Own words of the page beside the same claim by somebody whom it names may be no second beginning.
    """
    if claim.statement is not None or claim.basis is Basis.OBSERVED:
        return None
    for other in document.reading.claims:
        told = other.statement is not None and other.kind is claim.kind and other.polarity is claim.polarity
        if told and other.basis is not Basis.HEARSAY and not _apart(claim.fields, other.fields):
            return f"s:{other.statement}"
    return None


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True where both name something and name it differently."""
    pairs = ((one.get(key), other.get(key)) for key in _TELLING)
    return any(a is not None and b is not None and a != b for a, b in pairs)
