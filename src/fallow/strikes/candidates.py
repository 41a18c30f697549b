"""Candidates: which claims may speak of a strike, which stand against one, and why the others are set aside.

Taken: claims that cluster munitions *were* used (affirmed, asserted, labelled so). A row of a list is an event to its
author, so it is taken even without a place. A document is not: it must name a place at settlement level or better and a
time within seven days, because most articles place no strike at all and a country is no place. Denials and negations are
kept as claims against; threats, possibilities, conditions and hearsay are set aside, and so is what only a headline, a
caption, another story or a machine's rewriting says. Each has its reason; nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, Claim, ClaimKind, Modality, Polarity
from fallow.strikes.catalogue import Catalogue, Load

LABEL = "cluster_munition"
"""The label that import and reading give to claims about cluster munitions."""
SETTLEMENT_SIGMA_M = 10_000.0
"""A document's place must be known at least this well (standard deviation per axis): a town, not a province."""
LONGEST_WINDOW_DAYS = 7
"""A document's time must be known at least this well."""

_DOUBTS = {
    "rewritten-text": "a document that a machine rewrote",
    "past-war": "a document that speaks of a past war",
    "only-in-headline": "only in a headline",
    "only-in-caption": "only in a caption",
    "only-in-other-story": "only in another story of the page",
}
"""Flags of reading that bar a document's claim, with the reason given."""

REFUSED_FLAG = "refused-by-analyst"
REFUSED_LABEL = "refused_candidate"
"""What an analyst's refusal leaves on a claim (``fallow.evidence.review.obey``, ``fallow.evidence.docclaims``)."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A claim of use that makes no strike hypothesis, with the reason in words."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Claims sorted by what they may do: make a strike, stand against one, or neither; each in the order of ids."""

    affirming: tuple[Claim, ...]
    against: tuple[Claim, ...]
    set_aside: tuple[SetAside, ...]


def sort_claims(claims: Iterable[Claim], catalogue: Catalogue) -> Candidates:
    """Sort the claims of use of cluster munitions; claims of other kinds or weapons are not its business.

    Raises ``InputError`` (``duplicate-claim``) where two claims share an id.
    """
    affirming: list[Claim] = []
    against: list[Claim] = []
    aside: list[SetAside] = []
    seen: set[str] = set()
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.id in seen:
            raise InputError(
                kind="duplicate-claim",
                expected="each claim once",
                found=f"{claim.id} twice",
                do="pass the claims of one view, as fallow.evidence.claims gives them",
            )
        seen.add(claim.id)
        if claim.kind is not ClaimKind.USE or LABEL not in claim.labels:
            continue
        if reason := _why_aside(claim, catalogue):
            aside.append(SetAside(claim.id, reason))
        elif claim.polarity is Polarity.AFFIRM:
            affirming.append(claim)
        else:
            against.append(claim)
    return Candidates(tuple(affirming), tuple(against), tuple(aside))


def from_document(claim: Claim) -> bool:
    """Whether the claim was read in a document (its source is a digest) and not in a row of a named list."""
    return _DIGEST.fullmatch(claim.source) is not None


def _why_aside(claim: Claim, catalogue: Catalogue) -> str | None:
    if REFUSED_FLAG in claim.flags:
        return "refused by an analyst"
    if REFUSED_LABEL in claim.labels:
        return "said, and no strike: an analyst refused the candidate"
    if claim.modality is not Modality.ASSERTED:
        return f"not asserted, but {claim.modality.value}"
    match = catalogue.find(claim.munition)
    if match and match.key and catalogue[match.key].load is not Load.EXPLOSIVE:
        return f"{match.key} carries no explosive submunitions ({catalogue[match.key].load.value})"
    if claim.polarity is not Polarity.AFFIRM or not from_document(claim):
        return None
    return next((why for flag, why in _DOUBTS.items() if flag in claim.flags), None) or _why_not_placed(claim)


def _why_not_placed(claim: Claim) -> str | None:
    if claim.basis is Basis.HEARSAY:
        return "hearsay in a document"
    sigma = claim.place.uncertainty_m if claim.place else None
    if claim.place is None or sigma is None or sigma > SETTLEMENT_SIGMA_M:
        known = "no place" if claim.place is None else f"a place to {'unknown' if sigma is None else f'{sigma:g}'} m"
        return f"a document that names {known}: settlement level is needed"
    if claim.when is None or claim.when.days > LONGEST_WINDOW_DAYS:
        known = "no day" if claim.when is None else f"{claim.when.days} days"
        return f"a document that names {known}: {LONGEST_WINDOW_DAYS} days or fewer are needed"
    if claim.when.start > claim.known_at.date():
        return f"a document that names a day to come, {claim.when.start}"
    return None
