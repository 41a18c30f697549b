"""Pledges: who is said to have promised what about the weapon, under which condition, and whether the promise is his own word.

A promise told by somebody else ("they have assured us") is not the promiser's: ``own_word`` keeps the two apart. Nothing here says
that a pledge was kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fallow.evidence.claim import ClaimKind
from fallow.evidence.ledgers.told import Party, Told, party
from fallow.evidence.ledgers.weight import Weight, weigh
from fallow.evidence.reading.families import Families

HEADER = ("by", "condition", "put as", "for", "against", "first said", "its own word")
CONDITIONS = ("to keep records of use", "not in populated places", "in other words")
"""What a promise binds to, as the reader tells it; the words themselves stand in the lineage."""


@dataclass(frozen=True, slots=True)
class Pledge:
    """One promiser and one condition; a sentence that names both conditions is in two rows."""

    by: Party | None
    condition: str
    modality: str
    pro: Weight
    contra: Weight
    first: str | None
    last: str | None
    own_word: bool
    lineage: tuple[Told, ...]

    def cells(self) -> tuple[object, ...]:
        """Return the row as ``HEADER`` names its columns; ``None`` where nobody says."""
        own = "yes" if self.own_word else "no"
        by = self.by.name if self.by else None
        return (by, self.condition, self.modality, str(self.pro), str(self.contra), self.first, own)

    def to_json(self) -> dict[str, Any]:
        """Return the row with its lineage."""
        return {
            "by": self.by.name if self.by else None,
            "condition": self.condition,
            "modality": self.modality,
            "for": self.pro.to_json(),
            "against": self.contra.to_json(),
            "first_published": self.first,
            "last_published": self.last,
            "own_word": self.own_word,
            "lineage": [one.to_json() for one in self.lineage],
        }


def pledges(claims: Sequence[Told], parties: Families) -> list[Pledge]:
    """Return the rows by promiser and condition. Where nobody is named, claims of different origins are never joined."""
    groups: dict[tuple[str, int, str, str], list[Told]] = defaultdict(list)
    for one in claims:
        if one.claim.kind is ClaimKind.PLEDGE:
            by = party(one.claim.fields.get("by"), parties)
            for condition in _conditions(one):
                key = (by.key if by else "~", CONDITIONS.index(condition), one.claim.modality.value)
                groups[(*key, "" if by else one.origin)].append(one)
    return [_row(key[1], groups[key], parties) for key in sorted(groups)]


def _conditions(one: Told) -> list[str]:
    fields = one.claim.fields
    named = [
        name for name, key in zip(CONDITIONS, ("records", "not_in_towns"), strict=False) if fields.get(key) is True
    ]
    return named or [CONDITIONS[2]]


def _row(condition: int, members: Sequence[Told], parties: Families) -> Pledge:
    by = party(members[0].claim.fields.get("by"), parties)
    days = sorted(one.published for one in members if one.published is not None)
    pro = [one for one in members if one.affirms]
    return Pledge(
        by=by,
        condition=CONDITIONS[condition],
        modality=members[0].claim.modality.value,
        pro=weigh(pro, parties),
        contra=weigh([one for one in members if not one.affirms], parties),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        own_word=by is not None and any(one.counts and one.authority == by.key for one in pro),
        lineage=tuple(members),
    )
