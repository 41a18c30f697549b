"""What stands in a register at a moment, from ``spec/register-v1.md`` alone: the order of views, known, what amendments do.

An entry is the object that its bytes hold, with ``id`` and ``place`` (clock, tick, seal id, seq) beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

TIERS = ("public", "restricted", "confidential", "personal")
KIND_TIERS = {
    "correction": "restricted",
    "dispute": "restricted",
    "decision": "restricted",
    "note": "restricted",
    "withdrawal": "restricted",
    "listing": "restricted",
    "row": "restricted",
    "document": "restricted",
    "reading": "restricted",
    "search": "confidential",
    "find": "confidential",
    "field": "restricted",
    "area": "restricted",
    "treaty_fact": "public",
    "charter": "restricted",
    "endorsement": "restricted",
    "delegation": "restricted",
    "revocation": "restricted",
    "rotation": "restricted",
    "erasure": "restricted",
    "timestamp": "restricted",
}


@dataclass(frozen=True)
class Read:
    """An entry as a stranger holds it: its id, its place in the order of views, and the object that its bytes hold."""

    id: str
    place: tuple[str, int, str, int]
    value: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.value["kind"])

    @property
    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = self.value["body"]
        return found

    @property
    def tier(self) -> str:
        return str(self.value.get("tier") or KIND_TIERS.get(self.kind, "confidential"))

    @property
    def known(self) -> str:
        since = self.value.get("known_since")
        recorded = str(self.value["recorded_at"])
        return min(f"{since}T23:59:59.999999Z", recorded) if since else recorded


def in_order(entries: Iterable[Read]) -> list[Read]:
    """The entries in the order of views, each id once."""
    found: dict[str, Read] = {}
    for entry in sorted(entries, key=lambda entry: entry.place):
        found.setdefault(entry.id, entry)
    return list(found.values())


def visible(entries: Iterable[Read], *, known: str | None, recorded: str | None, clearance: str) -> list[Read]:
    """The entries that a view shows, in its order; moments are stamps of 27 characters, so text order is time order."""
    return [
        entry
        for entry in in_order(entries)
        if (known is None or entry.known <= known)
        and (recorded is None or entry.value["recorded_at"] <= recorded)
        and TIERS.index(entry.tier) <= TIERS.index(clearance)
    ]


def standing(
    entries: Iterable[Read], *, known: str | None = None, recorded: str | None = None, clearance: str = "personal"
) -> dict[str, dict[str, Any]]:
    """What stands, by entry id: ``{"kind", "body", "corrected_by", "sides"}``, in the order of views."""
    seen = visible(entries, known=known, recorded=recorded, clearance=clearance)
    withdrawals = [entry for entry in seen if entry.kind == "withdrawal"]
    in_force: dict[str, list[Read]] = {}
    for entry in reversed(withdrawals):
        if entry.id not in in_force:
            in_force.setdefault(entry.body["of"], []).append(entry)
    corrections = [entry for entry in seen if entry.kind == "correction" and entry.id not in in_force]
    shown: dict[str, dict[str, Any]] = {}
    for entry in seen:
        mine = [one for one in corrections if one.body["of"] == entry.id]
        worth = _worth(entry, mine, in_force.get(entry.id))
        if worth is not None:
            shown[entry.id] = worth
    return shown


def _worth(entry: Read, corrections: list[Read], against: list[Read] | None) -> dict[str, Any] | None:
    sides = [
        one for at, one in enumerate(corrections) if not any(_replaces(later, one) for later in corrections[at + 1 :])
    ]
    if against is not None:
        sides = [side for side in sides if all(_spares(one, side) for one in against)]
        if not sides:
            return None
        sides += against
    chosen = sides[0] if len(sides) == 1 else _uncontested(corrections, sides)
    return {
        "kind": entry.kind,
        "body": chosen.body["body"] if chosen else entry.body,
        "corrected_by": chosen.id if chosen else None,
        "sides": [side.id for side in sides] if len(sides) > 1 else [],
    }


def _replaces(later: Read, earlier: Read) -> bool:
    over = later.body.get("over")
    if isinstance(over, list):
        return earlier.id in over
    same = bool(later.value["author"] == earlier.value["author"])
    return same and int(later.value["seq"]) > int(earlier.value["seq"])


def _spares(withdrawal: Read, correction: Read) -> bool:
    over = withdrawal.body.get("over")
    return isinstance(over, list) and correction.id not in over


def _uncontested(corrections: list[Read], sides: list[Read]) -> Read | None:
    shared: set[str] | None = None
    for side in sides:
        if side.kind == "correction":
            under = _under(side, corrections)
            shared = under if shared is None else shared & under
    return next((one for one in reversed(corrections) if one.id in (shared or set())), None)


def _under(side: Read, corrections: list[Read]) -> set[str]:
    found: set[str] = set()
    waiting = [side]
    while waiting:
        later = waiting.pop()
        for one in corrections:
            if one.id != later.id and one.id not in found and _replaces(later, one):
                found.add(one.id)
                waiting.append(one)
    return found
