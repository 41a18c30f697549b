"""Transfers: who is said to have announced, delivered or refused what to whom, on whose word, and who says otherwise.

One row for each giver, taker and stage. A giver who states his own act is authoritative at one family: the row says so (``own_word``)
and counts no further. "Has not sent" in June and "will send" in July is the course of events: what gave way stays in the row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fallow.evidence.claim import Basis, ClaimKind
from fallow.evidence.ledgers.told import Party, Told, party
from fallow.evidence.ledgers.weight import Weight, weigh
from fallow.evidence.reading.families import Families
from fallow.evidence.reading.relate import Related

HEADER = ("from", "to", "what", "stage", "for", "against", "first said", "its own word")
STAGES = ("announced", "delivered", "refused", "stage not said", "possible", "threatened", "conditional")
"""How far it has come: what is asserted by its stage, anything less by how surely it is put."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One giver, taker and stage. ``munitions`` are the sources' wordings; ``given_way`` claims that a later one superseded."""

    giver: Party | None
    taker: Party | None
    stage: str
    munitions: tuple[str, ...]
    pro: Weight
    contra: Weight
    first: str | None
    last: str | None
    own_word: bool
    given_way: tuple[str, ...]
    doubts: tuple[str, ...]
    lineage: tuple[Told, ...]

    def cells(self) -> tuple[object, ...]:
        """Return the row as ``HEADER`` names its columns; ``None`` where nobody says."""
        return (
            self.giver.name if self.giver else None,
            self.taker.name if self.taker else None,
            ", ".join(self.munitions) or None,
            self.stage,
            str(self.pro),
            str(self.contra) + (" (given way since)" if self.given_way else ""),
            self.first,
            "yes" if self.own_word else "no",
        )

    def to_json(self) -> dict[str, Any]:
        """Return the row with its lineage."""
        return {
            "from": self.giver.name if self.giver else None,
            "to": self.taker.name if self.taker else None,
            "stage": self.stage,
            "munitions": list(self.munitions),
            "for": self.pro.to_json(),
            "against": self.contra.to_json(),
            "first_published": self.first,
            "last_published": self.last,
            "own_word": self.own_word,
            "given_way": list(self.given_way),
            "doubts": list(self.doubts),
            "lineage": [one.to_json() for one in self.lineage],
        }


def transfers(claims: Sequence[Told], related: Related, parties: Families) -> list[Transfer]:
    """Return the rows by giver, taker and stage. Where neither side is named, claims of different origins are never joined."""
    superseded = {link.a for link in related.reading.links if link.kind == "superseded_by"}
    groups: dict[tuple[str, str, int, str], list[Told]] = defaultdict(list)
    for one in claims:
        if one.claim.kind is ClaimKind.TRANSFER:
            giver, taker = (party(one.claim.fields.get(side), parties) for side in ("from", "to"))
            apart = one.origin if giver is None and taker is None else ""
            key = (giver.key if giver else "~", taker.key if taker else "~", STAGES.index(_stage(one)), apart)
            groups[key].append(one)
    return [_row(groups[key], superseded, parties) for key in sorted(groups)]


def _stage(one: Told) -> str:
    if not one.asserted:
        return one.claim.modality.value
    status = one.claim.fields.get("status")
    return status if status in STAGES[:3] else STAGES[3]


def _row(members: Sequence[Told], superseded: set[str], parties: Families) -> Transfer:
    first = members[0]
    giver, taker = (party(first.claim.fields.get(side), parties) for side in ("from", "to"))
    pro = [one for one in members if one.affirms]
    contra = [one for one in members if not one.affirms]
    days = sorted(one.published for one in members if one.published is not None)
    doubts = ["giver and taker read alike"] if giver is not None and giver == taker else []
    return Transfer(
        giver=giver,
        taker=taker,
        stage=_stage(first),
        munitions=_wordings(members),
        pro=weigh(pro, parties),
        contra=weigh(contra, parties),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        own_word=giver is not None and any(_own(one, giver) for one in pro),
        given_way=tuple(sorted(one.claim.id for one in contra if one.claim.id in superseded)),
        doubts=tuple(doubts),
        lineage=tuple(members),
    )


def _own(one: Told, giver: Party) -> bool:
    return one.counts and one.authority == giver.key and one.claim.basis in {Basis.OWN_ACT, Basis.ASSERTS_OTHER}


def _wordings(members: Sequence[Told]) -> tuple[str, ...]:
    named = (one.claim.fields.get("munition") for one in members)
    return tuple(dict.fromkeys(word for word in named if isinstance(word, str)))
