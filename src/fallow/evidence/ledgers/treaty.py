"""Treaty statements: what people say about a state's status under the convention. Rows only; nothing is counted for a status.

Whether a state is a party is a look-up in the depositary's acts (``fallow treaty status``), never a vote of newspapers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fallow.evidence.claim import ClaimKind
from fallow.evidence.ledgers.told import Party, Told, family_name, party
from fallow.evidence.reading.families import Families

HEADER = ("state", "is said", "by", "put as", "first said", "documents", "somebody known behind it")
_WORDS = {
    "signed": "to have signed",
    "ratified": "to have ratified",
    "party": "to be a party",
    "withdrawn": "to have left",
}


@dataclass(frozen=True, slots=True)
class TreatyStatement:
    """One origin's word about one state, or about a number of states where none is named."""

    state: Party | None
    status: str
    affirmed: bool
    modality: str
    count: int | None
    by: Party | None
    first: str | None
    documents: int
    lineage: tuple[Told, ...]

    def cells(self) -> tuple[object, ...]:
        """Return the row as ``HEADER`` names its columns; ``None`` where nobody says."""
        named = self.state.name if self.state else (None if self.count is None else f"{self.count} states")
        said = ("" if self.affirmed else "not ") + _WORDS.get(self.status, self.status)
        known = "yes" if any(one.counts for one in self.lineage) else "no"
        by = self.by.name if self.by else None
        return (named, said, by, self.modality, self.first, self.documents, known)

    def to_json(self) -> dict[str, Any]:
        """Return the row with its lineage."""
        return {
            "state": self.state.name if self.state else None,
            "states_count": self.count,
            "status_said": self.status,
            "affirmed": self.affirmed,
            "modality": self.modality,
            "by": self.by.name if self.by else None,
            "first_published": self.first,
            "documents": self.documents,
            "lineage": [one.to_json() for one in self.lineage],
        }


def treaty_statements(claims: Sequence[Told], parties: Families) -> list[TreatyStatement]:
    """Return one row for each origin, state, status and polarity, by state and then as published."""
    groups: dict[tuple[str, ...], tuple[Party | None, list[Told]]] = {}
    for one in claims:
        if one.claim.kind is not ClaimKind.TREATY_STATUS:
            continue
        for name in one.claim.fields.get("states") or [None]:
            state = party(name, parties)
            fields = one.claim.fields
            said = (
                str(fields.get("status")),
                one.claim.polarity.value,
                one.claim.modality.value,
                str(fields.get("count")),
            )
            key = (state.key if state else "~", one.origin, *said)
            groups.setdefault(key, (state, []))[1].append(one)
    rows = [_row(state, members, parties) for state, members in groups.values()]
    return sorted(rows, key=lambda row: (row.state.name if row.state else "~", row.first or "9999", row.status))


def _row(state: Party | None, members: Sequence[Told], parties: Families) -> TreatyStatement:
    first = members[0]
    authority = next((one.authority for one in members if one.counts), None)
    return TreatyStatement(
        state=state,
        status=str(first.claim.fields.get("status")),
        affirmed=first.affirms,
        modality=first.claim.modality.value,
        count=first.claim.fields.get("count"),
        by=None if authority is None else Party(authority, family_name(authority, parties)),
        first=first.published,
        documents=len({one.sha256 for one in members}),
        lineage=tuple(members),
    )
