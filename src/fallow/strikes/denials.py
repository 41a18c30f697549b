"""Denials: which strikes a claim against is about.

One that names a place and days is about the strikes that it could itself be a report of (``linking``, without rivals: one denial
may be about several). One that names a place and no day ("we never used them at that village") is about every strike
there up to the day on which it was published, or was known where nobody says when that was. One that names no place is
about none in particular and is listed apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from fallow.core.place import LonLat
from fallow.evidence.claim import Claim
from fallow.strikes.catalogue import Catalogue
from fallow.strikes.linking import PERHAPS, Comparison, Judgement
from fallow.strikes.near import FARTHEST_M
from fallow.strikes.position import Position, position_of

WITHIN_SIGMAS = 2.5
"""An undated denial is about strikes this many standard deviations round its place: 96 % of what is there."""


def denials_of(affirming: Sequence[Claim], against: Sequence[Claim], catalogue: Catalogue) -> dict[str, set[str]]:
    """Return, for each affirming claim that is denied, the ids of the claims against it."""
    found: dict[str, set[str]] = {}
    if not against:
        return found
    denying = {claim.id for claim in against}
    everything = sorted((*affirming, *against), key=lambda claim: claim.id)
    for link in Comparison(everything, catalogue).links(rivals=False):
        if link.p_same >= PERHAPS and (link.a in denying) != (link.b in denying):
            name, by = (link.b, link.a) if link.a in denying else (link.a, link.b)
            found.setdefault(name, set()).add(by)
    undated = [(d, at) for d in against if d.when is None and (at := position_of(d)) is not None]
    if undated:
        placed = [(c, at) for c in affirming if (at := position_of(c)) is not None]
        for claim, denial in ((c, d) for d, there in undated for c, here in placed if _covers(d, there, c, here)):
            found.setdefault(claim.id, set()).add(denial.id)
    return found


def _covers(denial: Claim, there: Position, claim: Claim, here: Position) -> bool:
    if claim.when is not None and claim.when.start > _said_by(denial):
        return False
    extent = Judgement().extent_m
    allowed = WITHIN_SIGMAS * math.sqrt(there.sigma_m**2 + here.sigma_m**2 + 2 * extent**2)
    return LonLat(there.lon, there.lat).distance_m(LonLat(here.lon, here.lat)) <= min(allowed, FARTHEST_M)


def _said_by(denial: Claim) -> date:
    published = denial.fields.get("published")
    try:
        return date.fromisoformat(published) if isinstance(published, str) else denial.known_at.date()
    except ValueError:
        return denial.known_at.date()
