"""Denials: who denies what, of whom, where; each origin once, beside the claims that it contradicts.

A denial of one's own act stays visible and cancels no observation: rows say ``of_its_own_act`` and count nothing down. What is only
reported not to be so (``negated``) stands in the ledger of its kind, on the side against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fallow.evidence.claim import Polarity
from fallow.evidence.ledgers.told import Party, Told, family_name, party
from fallow.evidence.reading.families import Families
from fallow.evidence.reading.relate import Related

HEADER = (
    "who denies",
    "what",
    "whose act or word",
    "where",
    "when",
    "published",
    "documents",
    "of its own act",
    "contradicts",
)
_DOERS = ("actor", "by", "from", "owner")


@dataclass(frozen=True, slots=True)
class Denial:
    """One utterance of denial, however often it was printed. ``contradicts`` are the ids of claims that affirm the same."""

    denier: Party | None
    kind: str
    doer: Party | None
    place: str | None
    days: tuple[str, str] | None
    first: str | None
    documents: int
    of_its_own_act: bool
    contradicts: tuple[str, ...]
    lineage: tuple[Told, ...]

    def cells(self) -> tuple[object, ...]:
        """Return the row as ``HEADER`` names its columns; ``None`` where it is not said."""
        return (
            self.denier.name if self.denier else None,
            self.kind.replace("_", " "),
            self.doer.name if self.doer else None,
            self.place,
            None if self.days is None else " to ".join(dict.fromkeys(self.days)),
            self.first,
            self.documents,
            "yes" if self.of_its_own_act else "no",
            f"{len(self.contradicts)} claims" if self.contradicts else None,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the row with its lineage."""
        return {
            "denier": self.denier.name if self.denier else None,
            "what": self.kind,
            "whose": self.doer.name if self.doer else None,
            "place": self.place,
            "when": None if self.days is None else {"start": self.days[0], "end": self.days[1]},
            "first_published": self.first,
            "documents": self.documents,
            "of_its_own_act": self.of_its_own_act,
            "contradicts": list(self.contradicts),
            "lineage": [one.to_json() for one in self.lineage],
        }


def denials(claims: Sequence[Told], related: Related, parties: Families) -> list[Denial]:
    """Return one row for each origin, kind, doer and place that is denied, the earliest published first."""
    against: dict[str, set[str]] = defaultdict(set)
    for link in related.reading.links:
        if link.kind == "contradicts":
            against[link.a].add(link.b)
            against[link.b].add(link.a)
    groups: dict[tuple[str, ...], list[Told]] = {}
    for one in claims:
        if one.claim.polarity is Polarity.DENY:
            doer = _doer(one, parties)
            key = (one.origin, one.claim.kind.value, doer.key if doer else "~", _place(one) or "~")
            groups.setdefault(key, []).append(one)
    return [_row(members, against, parties) for members in groups.values()]


def _row(members: Sequence[Told], against: dict[str, set[str]], parties: Families) -> Denial:
    first = members[0]
    authority = next((one.authority for one in members if one.counts), None)
    denier = None if authority is None else Party(authority, family_name(authority, parties))
    doer = _doer(first, parties)
    when = next((one.claim.fields["when"] for one in members if one.claim.fields.get("when")), None)
    own = {one.claim.id for one in members}
    found: set[str] = set().union(*(against.get(name, set()) for name in own))
    return Denial(
        denier=denier,
        kind=first.claim.kind.value,
        doer=doer,
        place=_place(first),
        days=None if when is None else (str(when["start"]), str(when["end"])),
        first=first.published,
        documents=len({one.sha256 for one in members}),
        of_its_own_act=denier is not None and doer is not None and denier.key == doer.key,
        contradicts=tuple(sorted(found - own)),
        lineage=tuple(members),
    )


def _doer(one: Told, parties: Families) -> Party | None:
    named = (party(one.claim.fields.get(key), parties) for key in _DOERS)
    return next((found for found in named if found is not None), None)


def _place(one: Told) -> str | None:
    place = one.claim.fields.get("place")
    return f"{place['name']}, {place['country']}" if isinstance(place, dict) else None
