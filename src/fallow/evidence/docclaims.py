"""Claims from documents, as a register knows them: readings turned into ``Claim`` records.

Links between documents are computed when the view is read, over the readings known by then: a copy captured today changes no
entry, and yet from today on the two count as one origin.

What people decided (``fallow.evidence.review.rulings``) is laid over the readings first, as known at the same moment: a refused
claim counts nowhere and is listed with the flag ``refused-by-analyst``; a corrected one counts as corrected, and ``fields["decided"]``
says who said so; a confirmed or refused link joins or parts origins; a confirmed candidate carries ``CONFIRMED_LABEL``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fallow.core.when import Precision, When
from fallow.evidence.claim import Claim, ClaimKind
from fallow.evidence.lookup.current import reading_by
from fallow.evidence.lookup.layers import Tables
from fallow.evidence.lookup.ofregister import tables_of_register
from fallow.evidence.reading.candidates import is_eligible
from fallow.evidence.reading.grammar.scene import speaks_of_cluster
from fallow.evidence.reading.parse import parse_body
from fallow.evidence.reading.propositions import Held
from fallow.evidence.reading.reader import ReadDocument, decode
from fallow.evidence.reading.relate import Related, relate
from fallow.evidence.reading.result import ReadClaim
from fallow.evidence.review.obey import REFUSED, Ruled, obeyed
from fallow.evidence.review.rulings import Rulings, rulings_of
from fallow.register import Entry, Register

if TYPE_CHECKING:
    from fallow.core.place import Place

CLUSTER_LABEL = "cluster_munition"
"""Label of a claim that cluster munitions were used."""

CANDIDATE_LABEL = "strike_candidate"
"""Label of a claim that by itself fulfils all that a strike candidate needs but the count of families."""

CONFIRMED_LABEL = "confirmed_candidate"
"""Label of the claims of a candidate that an analyst confirmed: the strike that they make stands."""

REFUSED_LABEL = "refused_candidate"
"""Label of the claims of a candidate that an analyst refused: said all the same, and no strike."""

_RULED = {"confirmed": CONFIRMED_LABEL, "refused": REFUSED_LABEL}


@dataclass(frozen=True, slots=True)
class Standing:
    """The documents read together as people ruled, the entries of each by digest, what was ruled, and on what."""

    related: Related
    entries: dict[str, tuple[Entry, Entry]]
    ruled: Ruled
    rulings: Rulings
    tables: Tables


def related_documents(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> tuple[Related, dict[str, tuple[Entry, Entry]]]:
    """Return the standing documents read together, and by digest the entries of document and newest reading."""
    standing = standing_documents(register, as_known, as_recorded)
    return standing.related, standing.entries


def standing_documents(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> Standing:
    """Return the standing documents read together as people ruled by then, with the rulings."""
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
    rulings = rulings_of(register, as_known, as_recorded)
    ruled = obeyed(read, rulings)
    tables = tables_of_register(register, as_known, as_recorded)
    return Standing(_related(ruled, rulings, tables), entries, ruled, rulings, tables)


def _related(ruled: Ruled, rulings: Rulings, tables: Tables) -> Related:
    """Links on which people agree go in; contested ones stay as the rules found them."""
    pairs = ((one.last.body, one.verdict) for one in rulings.about("link"))
    decided = {(str(body["a"]), str(body["b"])): verdict for body, verdict in pairs if verdict is not None}
    with reading_by(tables):
        return relate(ruled.documents, decided=decided)


def document_claims(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> list[Claim]:
    """Return every claim of the documents as known and recorded by then, in order of document digest and position.

    ``id`` holds digest, kind and offset, so a decision about a claim outlives a newer reader; ``entry_id`` is the reading
    entry; copies share their ``origin``; ``authority`` is the family of the speaker or observer, ``None`` for hearsay.
    Claims that an analyst refused stand last, flagged; they are in no proposition and no candidate.
    """
    return claims_of(standing_documents(register, as_known, as_recorded))


def claims_of(standing: Standing) -> list[Claim]:
    """Return the claims of documents that were read together already; see ``document_claims``."""
    found = []
    labels = _ruled_candidates(standing)
    for document in standing.related.documents:
        _, reading = standing.entries[document.reading.sha256]
        for claim in document.reading.claims:
            held = Held(claim, document, document.authorities.get(claim.id))
            origin = f"doc:{standing.related.origins.low[claim.id]}"
            found.append(_claim(held, standing, reading, origin, labels))
    for claim, document in standing.ruled.refused:
        _, reading = standing.entries[document.reading.sha256]
        held = Held(claim, document, document.authorities.get(claim.id))
        found.append(_claim(held, standing, reading, f"doc:refused {claim.id}", labels))
    return found


def _ruled_candidates(standing: Standing) -> dict[str, str]:
    """The label that a ruling on its candidate gives each claim."""
    labels: dict[str, str] = {}
    for candidate in standing.related.reading.strike_candidates:
        members = [str(claim) for claim in candidate["claims"]]
        ruling = standing.rulings.on_candidate(members)
        label = _RULED.get(ruling.verdict or "") if ruling is not None else None
        labels |= dict.fromkeys(members, label) if label is not None else {}
    return labels


def _claim(held: Held, standing: Standing, reading: Entry, origin: str, labels: dict[str, str]) -> Claim:
    claim, document, ruled = held.claim, held.document, standing.ruled
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
        origin=origin,
        place=_place(fields.get("place")),
        when=_when(fields.get("when")),
        munition=munition if isinstance(munition, str) else None,
        flags=(*_flags(held, standing), *ruled.flags(claim.id)),
        labels=_labels(held, standing, labels.get(claim.id)),
        fields={
            **{key: value for key, value in fields.items() if key not in {"place", "when", "munition"}},
            # A page cannot speak of what came after it: views stop an undated denial here.
            "published": document.reading.published.date if document.reading.published else None,
            "words": claim.span.to_json(),
            "rule": claim.rule,
            **_decided(claim, ruled),
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


def _decided(claim: ReadClaim, ruled: Ruled) -> dict[str, Any]:
    """Who ruled what on the claim, each person's newest word; nothing where nobody did."""
    said = [one.to_json() for ruling in ruled.on_claims.get(claim.id, ()) for one in ruling.said]
    return {"decided": said} if said else {}


def _flags(held: Held, standing: Standing) -> tuple[str, ...]:
    document = held.document.reading
    flags = []
    if document.sha256 in standing.related.rewritten:
        flags.append("rewritten-text")
    kind = document.kind_at(held.claim.span.start)
    if kind in {"headline", "caption", "other_story"}:
        flags.append(f"only-in-{kind.replace('_', '-')}")
    if held.claim.id in held.document.past_war:
        flags.append("past-war")
    if document.published is None:
        flags.append("no-publication-date")
    lifted = standing.ruled.lifted(held.claim.id)
    return tuple(flag for flag in flags if flag not in lifted)


def _labels(held: Held, standing: Standing, ruled: str | None) -> tuple[str, ...]:
    claim = held.claim
    if claim.kind is not ClaimKind.USE or not speaks_of_cluster(held.document.text):
        return ()
    labels = [CLUSTER_LABEL]
    refused = REFUSED in standing.ruled.flags(claim.id)
    if is_eligible(held, standing.related.rewritten) and not refused:
        labels.append(CANDIDATE_LABEL)
    return (*labels, ruled) if ruled is not None and not refused else tuple(labels)
