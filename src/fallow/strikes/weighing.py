"""Weighing: how many independent families stand behind a strike, and how likely it is that it happened.

Three counts, never one score: families that *observed*, families that only *assert*, and documents, for and against. One
origin counts once, however often it is reprinted; an origin whose authority nobody knows adds nothing; a family that
observes and asserts counts as observing. A denial stays visible and cannot cancel an observation; an observation against
(a visit that found nothing) can weaken one. A side's own admission weighs like an observation, and more.

``p_real`` comes from the table ``Table``: a judgement in the spirit of corroboration rules for event recorders (Every
Casualty, Standards for Casualty Recording, 2020; Berkeley Protocol, 2020), not an estimate and not calibrated. The
reliability of strike records differs by country and must be learnt from finds; until then this is a prior to argue with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fallow.evidence.claim import Basis, Claim
from fallow.evidence.reading.families import stem

METHOD = "weighing-judgement-1"
"""Names the table; another table gets another name."""

PLACE_DOUBTS = frozenset({"text-contradicts-place", "swapped-axes-suspected", "null-island", "out-of-range"})
"""Flags of import that put the place in doubt."""

_RANK = {Basis.OBSERVED: 0, Basis.OWN_ACT: 1, Basis.ASSERTS_OTHER: 2, Basis.HEARSAY: 3}


@dataclass(frozen=True, slots=True)
class Table:
    """Probabilities that the strike happened; the position in a tuple is the number of families, the last holds beyond."""

    asserting_only: tuple[float, ...] = (0.2, 0.5, 0.65, 0.75)
    observing: tuple[float, ...] = (0.0, 0.85, 0.95, 0.98)
    one_observing_and_asserting: float = 0.88
    least_after_own_act: float = 0.9
    denied_unobserved: float = 0.8
    observed_against: float = 0.7
    place_in_doubt: float = 0.5


@dataclass(frozen=True, slots=True)
class Weight:
    """Families for and against, by name; ``unattributed`` counts origins that add nothing because nobody stands behind them."""

    observing: tuple[str, ...]
    own_act: tuple[str, ...]
    asserting: tuple[str, ...]
    against_observing: tuple[str, ...]
    against_asserting: tuple[str, ...]
    origins: int
    documents: int
    unattributed: int
    p_real: float
    reasons: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the counts and names; ``method`` names the table."""
        return {
            "observing_families": list(self.observing),
            "own_act": list(self.own_act),
            "asserting_families": list(self.asserting),
            "against": {"observing": list(self.against_observing), "asserting": list(self.against_asserting)},
            "origins": self.origins,
            "documents": self.documents,
            "unattributed_origins": self.unattributed,
            "p_real": self.p_real,
            "reasons": list(self.reasons),
            "method": METHOD,
        }


def origin_of(claim: Claim) -> str:
    """Return the key under which a claim counts: its origin, or the claim itself where no copy of it is known."""
    return claim.origin if claim.origin is not None else f"claim {claim.id}"


def by_origin(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return the claims of each origin, in the order of origins; the one that speaks for the origin first."""
    origins: dict[str, list[Claim]] = {}
    for claim in claims:
        origins.setdefault(origin_of(claim), []).append(claim)
    return {
        key: sorted(origins[key], key=lambda c: (c.authority is None, _RANK[c.basis], c.known_at, c.id))
        for key in sorted(origins)
    }


def family_of(authority: str) -> str:
    """Return what two names of one family share: the name after its class (``ngo:x`` and ``org:x`` are one), case aside.

    A state is known by the stem that its name and its adjective share. Two bodies of different classes with one name would
    count once: where independence is in doubt the lower number is given.
    """
    kind, _, name = authority.rpartition(":")
    return stem(name) if kind == "state" else "-".join(name.casefold().split())


def weigh(members: Sequence[Claim], against: Sequence[Claim], table: Table | None = None) -> Weight:
    """Return what stands behind a strike and ``p_real``; independent of the order of claims."""
    rules = table or Table()
    ours, theirs = by_origin(members), by_origin(against)
    names = _names((*ours.values(), *theirs.values()))
    observing = _families(ours, names, Basis.OBSERVED)
    own_act = _families(ours, names, Basis.OWN_ACT)
    asserting = _families(ours, names, Basis.ASSERTS_OTHER) - observing - own_act
    against_observing = _families(theirs, names, Basis.OBSERVED)
    against_asserting = _families(theirs, names, Basis.ASSERTS_OTHER, Basis.OWN_ACT) - against_observing
    p_real, reasons = _p_real(observing, own_act, asserting, against_observing, against_asserting, rules)
    if members and all(PLACE_DOUBTS & set(claim.flags) for claim in members):
        p_real *= rules.place_in_doubt
        reasons.append("every member's place is in doubt")
    return Weight(
        tuple(sorted(observing)),
        tuple(sorted(own_act)),
        tuple(sorted(asserting)),
        tuple(sorted(against_observing)),
        tuple(sorted(against_asserting)),
        origins=len(ours),
        documents=len({claim.entry_id for claim in members}),
        unattributed=sum(1 for listed in ours.values() if _adds_nothing(listed[0])),
        p_real=round(p_real, 4),
        reasons=tuple(reasons),
    )


def _adds_nothing(speaker: Claim) -> bool:
    return not speaker.authority or speaker.basis is Basis.HEARSAY


def _names(origins: Iterable[Sequence[Claim]]) -> dict[str, str]:
    # One spelling for each family, the first in text order.
    names: dict[str, str] = {}
    for authority in sorted({listed[0].authority or "" for listed in origins} - {""}):
        names.setdefault(family_of(authority), authority)
    return names


def _families(origins: dict[str, list[Claim]], names: dict[str, str], *bases: Basis) -> set[str]:
    speakers = [listed[0] for listed in origins.values()]
    return {names[family_of(c.authority)] for c in speakers if c.authority and c.basis in bases}


def _p_real(
    observing: set[str],
    own_act: set[str],
    asserting: set[str],
    against_observing: set[str],
    against_asserting: set[str],
    rules: Table,
) -> tuple[float, list[str]]:
    seen = observing | own_act
    if seen:
        p_real = rules.observing[min(len(seen), len(rules.observing) - 1)]
        reasons = [f"{_count(len(seen), 'family', 'families')} observed it"]
        if len(seen) == 1 and asserting:
            p_real = max(p_real, rules.one_observing_and_asserting)
            reasons.append(f"{_count(len(asserting), 'other asserts', 'others assert')} it")
        if own_act:
            p_real = max(p_real, rules.least_after_own_act)
            reasons.append(f"{', '.join(sorted(own_act))} says that it was its own act")
    else:
        p_real = rules.asserting_only[min(len(asserting), len(rules.asserting_only) - 1)]
        reasons = [f"{_count(len(asserting), 'family asserts', 'families assert')} it, none observed it"]
    if against_observing - seen:
        p_real *= rules.observed_against
        reasons.append(f"{', '.join(sorted(against_observing - seen))} looked and found otherwise")
    if against_asserting:
        names = ", ".join(sorted(against_asserting))
        if seen:
            reasons.append(f"denied by {names}, which does not cancel an observation")
        else:
            p_real *= rules.denied_unobserved
            reasons.append(f"denied by {names}")
    return p_real, reasons


def _count(number: int, one: str, many: str) -> str:
    return f"{number or 'no'} {one if number == 1 else many}"
