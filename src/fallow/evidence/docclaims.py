"""Claims from documents, as a register knows them: readings turned into ``Claim`` records.

Links between documents are computed when the view is read, over the readings known by then: a copy captured today changes no
entry, and yet from today on the two count as one origin.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from fallow.core.when import Precision, When
from fallow.evidence.claim import Claim, ClaimKind
from fallow.evidence.reading.candidates import is_eligible
from fallow.evidence.reading.grammar.scene import speaks_of_cluster
from fallow.evidence.reading.parse import parse_body
from fallow.evidence.reading.propositions import Held
from fallow.evidence.reading.reader import ReadDocument, decode
from fallow.evidence.reading.relate import Related, relate
from fallow.register import Entry, Register

if TYPE_CHECKING:
    from fallow.core.place import Place

CLUSTER_LABEL = "cluster_munition"
"""Label of a claim that cluster munitions were used."""

CANDIDATE_LABEL = "strike_candidate"
"""Label of a claim that by itself fulfils all that a strike candidate needs but the count of families."""


def related_documents(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> tuple[Related, dict[str, tuple[Entry, Entry]]]:
    """Return the standing documents read together, and by digest the entries of document and newest reading."""
    documents = {entry.id: entry for entry in register.current("document", as_known=as_known, as_recorded=as_recorded)}
    newest: dict[str, Entry] = {}
    for reading in register.current("reading", as_known=as_known, as_recorded=as_recorded):
        if reading.body["document"] in documents:
            newest[str(reading.body["document"])] = reading
    entries: dict[str, tuple[Entry, Entry]] = {}
    read: list[ReadDocument] = []
    for identifier, reading in sorted(newest.items(), key=lambda pair: str(documents[pair[0]].body["sha256"])):
        document = documents[identifier]
        sha256 = str(document.body["sha256"])
        if sha256 not in entries:
            entries[sha256] = (document, reading)
            read.append(parse_body(reading.body["result"], decode(register.blob(sha256))))
    return relate(read), entries


def document_claims(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> list[Claim]:
    """Return every claim of the documents as known and recorded by then, in order of document digest and position.

    ``id`` holds digest, kind and offset, so a decision about a claim outlives a newer reader; ``entry_id`` is the reading
    entry; copies share their ``origin``; ``authority`` is the family of the speaker or observer, ``None`` for hearsay.
    """
    related, entries = related_documents(register, as_known, as_recorded)
    found: list[Claim] = []
    for document in related.documents:
        _, reading = entries[document.reading.sha256]
        for claim in document.reading.claims:
            held = Held(claim, document, document.authorities.get(claim.id))
            found.append(_claim(held, related, reading))
    return found


def _claim(held: Held, related: Related, reading: Entry) -> Claim:
    claim, document = held.claim, held.document
    fields = claim.fields
    munition = fields.get("munition")
    return Claim(
        id=claim.id,
        kind=claim.kind,
        polarity=claim.polarity,
        modality=claim.modality,
        basis=claim.basis,
        entry_id=reading.id,
        source=document.reading.sha256,
        known_at=reading.known_at,
        authority=held.authority,
        origin=f"doc:{related.origins.low[claim.id]}",
        place=_place(fields.get("place")),
        when=_when(fields.get("when")),
        munition=munition if isinstance(munition, str) else None,
        flags=_flags(held, related),
        labels=_labels(held, related),
        fields={
            **{key: value for key, value in fields.items() if key not in {"place", "when", "munition"}},
            # A page cannot speak of what came after it: views stop an undated denial here.
            "published": document.reading.published.date if document.reading.published else None,
            "words": claim.span.to_json(),
            "rule": claim.rule,
        },
    )


def _place(raw: object) -> Place | None:
    if not isinstance(raw, dict):
        return None
    from fallow.core.place import Place, lonlat_  # the extra geo: documents can be read without it

    return Place.at(lonlat_(raw["lon"], raw["lat"]), float(raw["precision_m"]))


def _when(raw: object) -> When | None:
    if not isinstance(raw, dict):
        return None
    start, end = date.fromisoformat(raw["start"]), date.fromisoformat(raw["end"])
    return When(
        start,
        end,
        Precision.DAY if start == end else Precision.INTERVAL,
        f"{start} to {end}" if start != end else f"{start}",
    )


def _flags(held: Held, related: Related) -> tuple[str, ...]:
    document = held.document.reading
    flags = []
    if document.sha256 in related.rewritten:
        flags.append("rewritten-text")
    kind = document.kind_at(held.claim.span.start)
    if kind in {"headline", "caption", "other_story"}:
        flags.append(f"only-in-{kind.replace('_', '-')}")
    if held.claim.id in held.document.past_war:
        flags.append("past-war")
    if document.published is None:
        flags.append("no-publication-date")
    return tuple(flags)


def _labels(held: Held, related: Related) -> tuple[str, ...]:
    claim = held.claim
    if claim.kind is not ClaimKind.USE or not speaks_of_cluster(held.document.text):
        return ()
    return (CLUSTER_LABEL, CANDIDATE_LABEL) if is_eligible(held, related.rewritten) else (CLUSTER_LABEL,)
