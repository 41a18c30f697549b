"""Obey: rulings laid over what a reader read, before documents are read together. The stored readings stay as they are.

A refused claim is taken out of everything that counts and comes back beside it, marked. A corrected claim has its new polarity,
place or days in every view; its rule ends with the entry that says so. A person whom an analyst gave to a body speaks for
it in every document of the days stated. Whatever is contested stays as it was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fallow.core.ids import short
from fallow.evidence.claim import Basis, Claim, Modality, Polarity
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import ReadClaim, Speaker, Statement
from fallow.evidence.review.rulings import Ruling, Rulings, Said, person_key

CONFIRMED = "confirmed-by-analyst"
CORRECTED = "corrected-by-analyst"
CONTESTED = "contested-by-analysts"
REFUSED = "refused-by-analyst"
"""Flags of a claim that people ruled on; at most one of them, the last that applies in this order."""

LIFTS: dict[str, frozenset[str]] = {
    "headline-only": frozenset({"only-in-headline", "only-in-caption"}),
    "rewritten-text": frozenset({"rewritten-text"}),
    "flagged-row": frozenset(
        {
            "text-contradicts-place",
            "swapped-axes-suspected",
            "null-island",
            "out-of-range",
            "far-from-others",
            "place-is-centroid-suspected",
            "datum-doubtful",
            "position-changed",
            "positions-moved-together",
            "mixed-date-order",
            "date-out-of-range",
            "date-in-future",
            "dates-shifted-together",
            "label-flipped",
            "munition-changed",
        }
    ),
}
"""By facet the doubts that a confirmation lifts: somebody looked, and took the claim nevertheless."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """Documents as people ruled, the claims that were refused, with their documents, and the rulings on each claim."""

    documents: tuple[ReadDocument, ...]
    refused: tuple[tuple[ReadClaim, ReadDocument], ...] = ()
    on_claims: Mapping[str, tuple[Ruling, ...]] = field(default_factory=dict)

    def flags(self, claim: str) -> tuple[str, ...]:
        """Return the flag that says what people ruled on a claim; none where nobody did."""
        return flags_of(self.on_claims.get(claim, ()))

    def lifted(self, claim: str) -> frozenset[str]:
        """Return the doubts about a claim that a confirmation lifts."""
        return lifted_by(self.on_claims.get(claim, ()))


def flags_of(rulings: Sequence[Ruling]) -> tuple[str, ...]:
    """Return the one flag that rulings on a claim give it."""
    verdicts = {one.verdict for one in rulings}
    for flag, there in (
        (REFUSED, "refused" in verdicts),
        (CONTESTED, None in verdicts),
        (CORRECTED, "corrected" in verdicts),
        (CONFIRMED, bool(rulings)),
    ):
        if there:
            return (flag,)
    return ()


def lifted_by(rulings: Sequence[Ruling]) -> frozenset[str]:
    """Return the flags that these rulings lift."""
    facets = {str(one.last.body.get("facet")) for one in rulings if one.verdict in {"confirmed", "corrected"}}
    return frozenset(flag for facet in facets for flag in LIFTS.get(facet, ()))


def obeyed(documents: Sequence[ReadDocument], rulings: Rulings) -> Ruled:
    """Return the documents with every ruling laid over them, in their order; without rulings the same objects."""
    on_claims = rulings.by_claim
    persons = {one.key: one.last for one in rulings.about("person") if one.verdict == "speaks_for"}
    done: list[ReadDocument] = []
    refused: list[tuple[ReadClaim, ReadDocument]] = []
    for document in documents:
        spoken = _spoken(document, persons) if persons else document
        kept, gone = _claims(spoken, on_claims)
        refused += [(claim, spoken) for claim in gone]
        done.append(kept)
    return Ruled(tuple(done), tuple(refused), on_claims)


def _claims(document: ReadDocument, on_claims: Mapping[str, Sequence[Ruling]]) -> tuple[ReadDocument, list[ReadClaim]]:
    if not any(claim.id in on_claims for claim in document.reading.claims):
        return document, []
    kept, gone, authorities = [], [], dict(document.authorities)
    for claim in document.reading.claims:
        found = on_claims.get(claim.id, ())
        if any(one.verdict == "refused" for one in found):
            gone.append(claim)
            continue
        right = claim
        for ruling in found:
            if ruling.verdict == "corrected":
                told: Any = ruling.last.body["set"]
                right = corrected(right, told, ruling.last)
                authorities[claim.id] = told.get("authority", authorities.get(claim.id))
        kept.append(right)
    reading = replace(document.reading, claims=tuple(kept))
    return replace(document, reading=reading, authorities=authorities), gone


def corrected(claim: ReadClaim, told: Mapping[str, Any], said: Said) -> ReadClaim:
    """Return the claim with what a correction sets; its rule names the entry."""
    named = {key: told[key] for key in ("when", "munition", "cause") if key in told}
    if "place" in told:
        place = told["place"]
        named["place"] = place and {**place, **{key: float(place[key]) for key in ("lat", "lon", "precision_m")}}
    return replace(
        claim,
        polarity=Polarity(told["polarity"]) if "polarity" in told else claim.polarity,
        modality=Modality(told["modality"]) if "modality" in told else claim.modality,
        basis=Basis(told["basis"]) if "basis" in told else claim.basis,
        fields={**claim.fields, **named},
        rule=f"{claim.rule} corrected:{short(said.entry)}",
    )


def _spoken(document: ReadDocument, persons: Mapping[str, Said]) -> ReadDocument:
    day = document.reading.published.date if document.reading.published is not None else None
    changed: dict[str, str] = {}
    statements: list[Statement] = []
    for statement in document.reading.statements:
        name = statement.speaker.name
        said = persons.get(person_key(name)) if name is not None else None
        if said is None or not _in_office(said, day):
            statements.append(statement)
            continue
        speaker = _for_body(statement.speaker, said)
        changed[statement.id] = str(said.body["authority"])
        rule = f"{statement.rule} speaks-for:{short(said.entry)}"
        statements.append(replace(statement, speaker=speaker, rule=rule))
    if not changed:
        return document
    authorities = dict(document.authorities)
    for claim in document.reading.claims:
        if claim.statement in changed and claim.basis is not Basis.HEARSAY:
            authorities[claim.id] = changed[claim.statement]
    return replace(document, reading=replace(document.reading, statements=tuple(statements)), authorities=authorities)


def _in_office(said: Said, day: str | None) -> bool:
    """An office counts on the days stated; where the page has no day, the decision is taken as it was given."""
    start, end = said.body.get("from"), said.body.get("to")
    return day is None or ((not start or str(start) <= day) and (not end or day <= str(end)))


def _for_body(speaker: Speaker, said: Said) -> Speaker:
    return replace(speaker, authority=str(said.body["authority"]), role=said.body.get("role") or speaker.role)


def ruled_rows(claims: Sequence[Claim], rulings: Rulings) -> list[Claim]:
    """Return claims of imported rows as people ruled: refused ones flagged, doubts lifted where the place was confirmed.

    Who ruled stands under ``fields["decided"]``, lifted doubts under ``fields["lifted"]``. Claims nobody ruled on are the same objects.
    """
    on_claims = rulings.by_claim
    return [_ruled_row(claim, on_claims[claim.id]) if claim.id in on_claims else claim for claim in claims]


def _ruled_row(claim: Claim, found: Sequence[Ruling]) -> Claim:
    lifted = [flag for flag in claim.flags if flag in lifted_by(found)]
    said = [one.to_json() for ruling in found for one in ruling.said]
    flags = (*(flag for flag in claim.flags if flag not in lifted), *flags_of(found))
    return replace(claim, flags=flags, fields={**claim.fields, "decided": said, "lifted": lifted})
