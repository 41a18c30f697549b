"""Contradictions and supersessions between claims. Rules ``contradicts-*/1``, ``superseded/1``.

Two bounds on a rate contradict only where no rate satisfies both. "Has not sent" in June and "will send" in July is no
contradiction but the course of events, and is linked only where both dates are printed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from fallow.evidence.claim import ClaimKind, Modality, Polarity
from fallow.evidence.reading.families import Families
from fallow.evidence.reading.propositions import Held, held_claims, keys_of, party_families
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import Link, ReadClaim

_COMPARED = frozenset({ClaimKind.USE, ClaimKind.DUD_RATE, ClaimKind.TREATY_STATUS, ClaimKind.TRANSFER})


def contradiction_links(documents: Sequence[ReadDocument]) -> list[Link]:
    """Return ``contradicts`` and ``superseded_by`` links between claims, each pair once."""
    parties = party_families(documents)
    groups: dict[str, list[Held]] = defaultdict(list)
    for one in held_claims(documents):
        if one.claim.kind in _COMPARED and one.claim.modality is Modality.ASSERTED:
            for key in _coarse(one.claim, parties):
                groups[key].append(one)
    links: dict[tuple[str, str], Link] = {}
    for key in sorted(groups):
        members = groups[key]
        for i, one in enumerate(members):
            for other in members[i + 1 :]:
                link = _link(one, other)
                if link is not None:
                    links.setdefault((link.a, link.b), link)
    return list(links.values())


def _coarse(claim: ReadClaim, parties: Families) -> list[str]:
    """The key without what the claims may differ in."""
    if claim.kind is ClaimKind.DUD_RATE:
        owner, munition = keys_of(claim, parties)[0].split("|")[1:3]
        return [] if owner == "?" else [f"dud_rate|{owner}|{munition}"]
    if claim.kind is ClaimKind.USE:
        party = parties.party_of(str(claim.fields.get("actor") or ""))
        return [] if party is None else [f"use|{party}"]
    return [key for key in keys_of(claim, parties) if "?" not in key]


def _link(one: Held, other: Held) -> Link | None:
    kind = one.claim.kind
    if kind is ClaimKind.DUD_RATE:
        return _rates(one.claim, other.claim)
    opposite = (one.claim.polarity is Polarity.AFFIRM) != (other.claim.polarity is Polarity.AFFIRM)
    if not opposite:
        return None
    if kind is ClaimKind.TRANSFER:
        return _course(one, other)
    if kind is ClaimKind.USE and _elsewhere(one.claim, other.claim):
        return None
    return Link(
        "contradicts",
        one.claim.id,
        other.claim.id,
        1.0,
        f"contradicts-polarity/1: {kind.value} affirmed by one and {_other_way(one, other)} by the other",
    )


def _other_way(one: Held, other: Held) -> str:
    negative = other if one.claim.polarity is Polarity.AFFIRM else one
    return "denied" if negative.claim.polarity is Polarity.DENY else "negated"


def _elsewhere(one: ReadClaim, other: ReadClaim) -> bool:
    first, second = one.fields.get("place"), other.fields.get("place")
    return first is not None and second is not None and first["name"] != second["name"]


def _course(one: Held, other: Held) -> Link | None:
    """The earlier negative gives way to the later positive."""
    negative, positive = (other, one) if one.claim.polarity is Polarity.AFFIRM else (one, other)
    before, after = negative.document.reading.published, positive.document.reading.published
    if before is None or after is None or before.date >= after.date:
        return None
    return Link(
        "superseded_by",
        negative.claim.id,
        positive.claim.id,
        1.0,
        f"superseded/1: not so as of {before.date}, so as of {after.date}",
    )


def _rates(one: ReadClaim, other: ReadClaim) -> Link | None:
    first, second = _interval(one), _interval(other)
    if max(first[0], second[0]) <= min(first[1], second[1]):
        return None
    words = f"{first[0]:.4g}..{first[1]:.4g} and {second[0]:.4g}..{second[1]:.4g}"
    return Link("contradicts", one.id, other.id, 1.0, f"contradicts-rate/1: no rate lies in both {words}")


def _interval(claim: ReadClaim) -> tuple[float, float]:
    value, op = float(claim.fields["value"]), claim.fields["op"]
    if op == "range":
        return value, float(claim.fields["high"])
    if op in {"<", "<="}:
        return 0.0, math.nextafter(value, 0.0) if op == "<" else value
    if op in {">", ">="}:
        return math.nextafter(value, 1.0) if op == ">" else value, 1.0
    return (value, value) if op == "=" else (value * 0.8, min(1.0, value * 1.2))
