"""Told: one claim of a document as every ledger shows it, with the words, the page, the speaker and the family behind him.

A ledger row is made of these and of nothing else, so that each figure in it can be walked back to a stretch of a document. What
is hearsay, or has nobody known behind it, is kept and shown, and adds nothing to any count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fallow.evidence.claim import Basis, Modality, Polarity
from fallow.evidence.reading.families import Families, slug
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.relate import Related
from fallow.evidence.reading.result import ReadClaim, Statement
from fallow.evidence.reading.sentences import sentences_of
from fallow.evidence.reading.span import Span

if TYPE_CHECKING:
    from fallow.register import Entry

_ASIDE = {
    "headline": "only in a headline",
    "caption": "only in a caption",
    "other_story": "in another story of the page",
}


@dataclass(frozen=True, slots=True)
class Party:
    """A state or body as sources name it; ``key`` is its family where one is known, else made of the name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, where it stands, whose word it is. ``start`` and ``end`` cut ``words`` out of the document's text.

    ``origin`` is shared by copies (all links), ``sure_origin`` by those whose links are certain; ``authority`` is ``None`` where
    nobody is known. ``reading`` is the register entry of the reading, ``None`` outside a register.
    """

    claim: ReadClaim
    document: str
    sha256: str
    start: int
    end: int
    words: str
    sentence: str
    published: str | None
    outlet: str | None
    speaker: str | None
    via: tuple[str, ...]
    authority: str | None
    origin: str
    sure_origin: str
    doubts: tuple[str, ...] = ()
    reading: str | None = None

    @property
    def counts(self) -> bool:
        """True where somebody known stands behind it; hearsay and nobody's word add to no count but that of documents."""
        return self.claim.basis is not Basis.HEARSAY and self.authority is not None

    @property
    def affirms(self) -> bool:
        """True where it says that it is so."""
        return self.claim.polarity is Polarity.AFFIRM

    @property
    def asserted(self) -> bool:
        """True where it is put as a fact, neither possible nor threatened nor under a condition."""
        return self.claim.modality is Modality.ASSERTED

    def to_json(self) -> dict[str, Any]:
        """Return the step of a row's lineage."""
        return {
            "claim": self.claim.id,
            "document": self.document,
            "sha256": self.sha256,
            "reading": self.reading,
            "start": self.start,
            "end": self.end,
            "words": self.words,
            "sentence": self.sentence,
            "published": self.published,
            "outlet": self.outlet,
            "speaker": self.speaker,
            "via": list(self.via),
            "authority": self.authority,
            "origin": self.origin,
            "polarity": self.claim.polarity.value,
            "modality": self.claim.modality.value,
            "basis": self.claim.basis.value,
            "counts": self.counts,
            "doubts": list(self.doubts),
        }


def told(related: Related, entries: Mapping[str, tuple[Entry, Entry]] | None = None) -> list[Told]:
    """Return every claim of documents read together, by publication (undated last), digest and place.

    ``entries`` are, by digest, the register's entries of document and reading, as ``related_documents`` gives them.
    """
    found = [
        _told(related, document, claim, (entries or {}).get(document.reading.sha256))
        for document in related.documents
        for claim in document.reading.claims
    ]
    return sorted(found, key=lambda one: (one.published or "9999", one.sha256, one.start, one.claim.id))


def _told(related: Related, document: ReadDocument, claim: ReadClaim, entries: tuple[Entry, Entry] | None) -> Told:
    reading = document.reading
    statement = next((one for one in reading.statements if one.id == claim.statement), None)
    name = str(entries[0].body.get("name") or reading.path) if entries is not None else reading.path
    return Told(
        claim=claim,
        document=name.rsplit("/", 1)[-1],
        sha256=reading.sha256,
        start=claim.span.start,
        end=claim.span.end,
        words=" ".join(claim.span.of(document.text).split()),
        sentence=sentence_of(document, claim.span),
        published=reading.published.date if reading.published is not None else None,
        outlet=reading.outlet.name if reading.outlet is not None else None,
        speaker=_speaker(statement),
        via=statement.via if statement is not None else (),
        authority=document.authorities.get(claim.id),
        origin=related.origins.low[claim.id],
        sure_origin=related.origins.high[claim.id],
        doubts=_doubts(related, document, claim),
        reading=entries[1].id if entries is not None else None,
    )


def sentence_of(document: ReadDocument, span: Span) -> str:
    """Return the sentence, or sentences, of the paragraph in which the words stand, white space as single spaces."""
    paragraph = next(
        (one.span for one in document.reading.segments if one.span.start <= span.start < one.span.end), span
    )
    held = [one for one in sentences_of(document.text, paragraph.start, paragraph.end) if one.meets(span)]
    return " ".join(" ".join(one.of(document.text).split()) for one in held)


def _speaker(statement: Statement | None) -> str | None:
    if statement is None:
        return None
    speaker = statement.speaker
    parts = [part for part in (speaker.name, speaker.role, speaker.affiliation) if part]
    return ", ".join(dict.fromkeys(parts)) or None


def _doubts(related: Related, document: ReadDocument, claim: ReadClaim) -> tuple[str, ...]:
    doubts = []
    if claim.basis is Basis.HEARSAY:
        doubts.append("hearsay")
    elif document.authorities.get(claim.id) is None:
        doubts.append("nobody known stands behind it")
    if document.reading.sha256 in related.rewritten:
        doubts.append("words replaced by a machine")
    aside = _ASIDE.get(str(document.reading.kind_at(claim.span.start)))
    if aside is not None:
        doubts.append(aside)
    if document.reading.published is None:
        doubts.append("the page prints no day")
    return tuple(doubts)


def party(words: object, parties: Families) -> Party | None:
    """Return whom the words name, under one key for name and adjective; ``None`` where nobody is named."""
    if not isinstance(words, str) or not words.strip():
        return None
    key = parties.party_of(words)
    if key is None:
        return Party(slug(words), " ".join(words.split()))
    return Party(key, family_name(key, parties))


def family_name(key: str, parties: Families) -> str:
    """Return a family's key as people write it: a state by its name, any other by the last part of its key."""
    return parties.state_name(key) or key.split(":", 1)[-1].replace("-", " ")
