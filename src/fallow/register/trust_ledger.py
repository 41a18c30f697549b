"""Ledger: the trust entries seen so far, by what they speak of. No rule lives here.

Positions count the entries in canonical order from 0. ``settled`` holds what root decided (charters, revocations and
rotations by a threshold of root keys) with the position of the signature that completed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fallow.core.errors import InputError
from fallow.register.trust_bodies import (
    Charter,
    Delegation,
    Endorsement,
    Revocation,
    Rotation,
    parse_charter,
    parse_delegation,
    parse_endorsement,
    parse_revocation,
    parse_rotation,
)
from fallow.register.trust_decision import Remark
from fallow.register.trust_entry import EntryLike

Body = Charter | Delegation | Endorsement | Revocation | Rotation

_PARSERS: Mapping[str, Callable[[Any], Body]] = {
    "charter": parse_charter,
    "endorsement": parse_endorsement,
    "delegation": parse_delegation,
    "revocation": parse_revocation,
    "rotation": parse_rotation,
}


class Claim(NamedTuple):
    """That ``key`` acts for ``giver`` (a delegation) or in its place (a rotation), admitted at position ``at``."""

    entry: EntryLike
    key: str
    giver: str
    at: int
    body: Delegation | Rotation
    by_root: bool = False


class Revoked(NamedTuple):
    """A revocation as it was entered."""

    entry: EntryLike
    at: int
    body: Revocation


@dataclass(slots=True)
class Ledger:
    """Trust entries by key and target; filled while the entries are replayed, then left alone."""

    entries: tuple[EntryLike, ...]
    places: Mapping[str, int]
    bodies: dict[str, Body] = field(default_factory=dict)
    settled: dict[str, int] = field(default_factory=dict)
    claims_on: defaultdict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    rotations_of: defaultdict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    revocations_of: defaultdict[str, list[Revoked]] = field(default_factory=lambda: defaultdict(list))
    endorsements_of: defaultdict[str, list[EntryLike]] = field(default_factory=lambda: defaultdict(list))
    remarks: list[Remark] = field(default_factory=list)

    @classmethod
    def of(cls, entries: Iterable[EntryLike]) -> Ledger:
        """Number the entries in the order given; an id that comes twice counts once, at its first place."""
        unique: dict[str, EntryLike] = {}
        for entry in entries:
            unique.setdefault(entry.id, entry)
        return cls(tuple(unique.values()), {identifier: place for place, identifier in enumerate(unique)})

    @property
    def end(self) -> int:
        """The position after every entry."""
        return len(self.entries)

    def place(self, entry: EntryLike) -> int:
        """Return the position of an entry; one that is not here stands after all others."""
        return self.places.get(entry.id, self.end)

    def signed_at(self, entry: EntryLike, target: EntryLike) -> int:
        """Return where a signature takes effect: never before what it signs, whatever its author's clock said."""
        return max(self.place(entry), self.place(target))

    def read(self, entry: EntryLike) -> Body | None:
        """Parse and keep a trust entry's body; a body that does not parse leaves a remark and ``None``."""
        try:
            self.bodies[entry.id] = body = _PARSERS[entry.kind](entry.body)
        except InputError as error:
            self.remarks.append(Remark(error.kind, entry.id, f"this {entry.kind} has no effect: {error}"))
            return None
        return body

    def charters(self) -> dict[str, Charter]:
        """Return the charters read so far, by id."""
        return {identifier: body for identifier, body in self.bodies.items() if isinstance(body, Charter)}

    def admit(self, claim: Claim) -> None:
        """Keep a claim that the rules let in."""
        self.claims_on[claim.key].append(claim)
        if isinstance(claim.body, Rotation):
            self.rotations_of[claim.giver].append(claim)
