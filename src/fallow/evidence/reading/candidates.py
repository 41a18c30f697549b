"""Strike candidates: the few claims of use that may become strikes. Rule ``candidate/1``.

Asserted, affirmed use, at a settlement or better, within seven days, told in the body of a story that no machine rewrote; and
either somebody observed it, or two families assert it, and then an analyst must confirm. Threats, denials, countries and past
wars never are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading.addressing import addressed
from fallow.evidence.reading.copies import Copy
from fallow.evidence.reading.places import SETTLEMENT_M
from fallow.evidence.reading.propositions import Held, asserting_families, held_claims, observing_families
from fallow.evidence.reading.reader import ReadDocument

NEWS_DAYS = 1100
"""A use told more than about three years later is history: a claim that people may look at, and no candidate by itself."""
MAX_DAYS = 7
"""Longest stretch of days within which a use must lie."""


def rewritten_documents(documents: Sequence[ReadDocument], copies: Sequence[Copy]) -> frozenset[str]:
    """Return the digests of documents whose wording is a machine's, by their own signs or beside their original."""
    told = {one.reading.sha256 for one in documents if one.reading.rewritten.suspected}
    return frozenset(told | {documents[one.copy].reading.sha256 for one in copies if one.rewritten})


def is_eligible(one: Held, rewritten: frozenset[str]) -> bool:
    """True where a single claim fulfils everything but the count of families."""
    claim = one.claim
    place, when = claim.fields.get("place"), claim.fields.get("when")
    if claim.kind is not ClaimKind.USE or place is None or when is None:
        return False
    plain = (
        claim.polarity is Polarity.AFFIRM and claim.modality is Modality.ASSERTED and claim.basis is not Basis.HEARSAY
    )
    start, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
    published = one.document.reading.published
    past = published is None or (
        start.isoformat() <= published.date and (date.fromisoformat(published.date) - end).days <= NEWS_DAYS
    )
    near = place["precision_m"] <= SETTLEMENT_M and (end - start).days + 1 <= MAX_DAYS
    told = one.document.reading.kind_at(claim.span.start) == "body" and one.document.reading.sha256 not in rewritten
    # A page that gives orders to whoever reads it, or hides words, is no source of a place and a day.
    told = told and not addressed(one.document.text)
    return plain and past and near and told and claim.id not in one.document.past_war


def strike_candidates(
    documents: Sequence[ReadDocument], copies: Sequence[Copy], propositions: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the candidates in the order of the propositions they stand on."""
    rewritten = rewritten_documents(documents, copies)
    by_id = {one.claim.id: one for one in held_claims(documents)}
    found = []
    for proposition in propositions:
        if not str(proposition["key"]).startswith("use|place="):
            continue
        members = [by_id[key] for key in proposition["claims"] if is_eligible(by_id[key], rewritten)]
        why = _why(members)
        if why is not None:
            found.append({"claims": [one.claim.id for one in members], **_setting(members), "why": why})
    return found


def _why(members: Sequence[Held]) -> str | None:
    observing, asserting = observing_families(members), asserting_families(members)
    if observing:
        return f"candidate/1: observed by {', '.join(observing)}" + (
            f"; asserted by {', '.join(asserting)}" if asserting else ""
        )
    if len(asserting) > 1:
        return f"candidate/1: asserted by {len(asserting)} families ({', '.join(asserting)}), observed by none: an analyst must confirm"
    return None


def _setting(members: Sequence[Held]) -> dict[str, Any]:
    """The finest place and the shortest stretch of days among the claims."""
    place = min((one.claim.fields["place"] for one in members), key=lambda p: (p["precision_m"], p["name"]))
    when = min(
        (one.claim.fields["when"] for one in members),
        key=lambda w: (date.fromisoformat(w["end"]) - date.fromisoformat(w["start"]), w["start"]),
    )
    return {"place": dict(place), "when": dict(when)}
