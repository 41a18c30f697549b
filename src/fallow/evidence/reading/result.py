"""What reading gives back: frozen records that print as the contract of ``fallow read --json``.

``rule`` (``quote-post/1`` and the like) names what found a thing; it is kept in the records and in the register, and
printed only on request, since the contract's objects are closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading.span import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and what it is: body, boilerplate, other_story, caption or headline."""

    span: Span
    kind: str
    rule: str

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object."""
        return {**self.span.to_json(), "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of publication as the page prints it, ISO, and what makes it one."""

    date: str
    basis: str

    def to_json(self) -> dict[str, str]:
        """Return the contract's object."""
        return {"date": self.date, "basis": self.basis}


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes, as the page says, and where it says so."""

    name: str
    basis: str

    def to_json(self) -> dict[str, str]:
        """Return the contract's object."""
        return {"name": self.name, "basis": self.basis}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Whether the wording looks like a machine's replacement of words, and what looks so."""

    suspected: bool = False
    evidence: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object."""
        return {"suspected": self.suspected, "evidence": list(self.evidence)}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. ``name`` is resolved through the article and is never a pronoun; ``authority`` is a family's key."""

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    authority: str | None = None
    mention: Span | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object."""
        return {
            "name": self.name,
            "role": self.role,
            "affiliation": self.affiliation,
            "authority": self.authority,
            "mention": None if self.mention is None else self.mention.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Days:
    """First and last possible day, ISO, and how the words were resolved."""

    start: str
    end: str
    basis: str

    def to_json(self) -> dict[str, str]:
        """Return the contract's object."""
        return {"start": self.start, "end": self.end, "basis": self.basis}


@dataclass(frozen=True, slots=True)
class Statement:
    """One speaker's words in one place of a document: quoted, part quoted (mixed) or reported (indirect).

    ``speech`` is false where it is a wish, a plan or a belief that the writer reports: no claim rests on it.
    """

    id: str
    type: str
    span: Span
    speaker: Speaker
    cue: Span | None
    content: tuple[Span, ...]
    quotes: tuple[Span, ...]
    said_on: Days | None = None
    via: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    rule: str = ""
    speech: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object."""
        return {
            "id": self.id,
            "type": self.type,
            **self.span.to_json(),
            "speaker": self.speaker.to_json(),
            "cue": None if self.cue is None else self.cue.to_json(),
            "content": [span.to_json() for span in self.content],
            "quotes": [span.to_json() for span in self.quotes],
            "said_on": None if self.said_on is None else self.said_on.to_json(),
            "via": list(self.via),
            "to": list(self.to),
        }


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """One claim in a document's words. ``fields`` are JSON values; a rate is a fraction."""

    id: str
    statement: str | None
    kind: ClaimKind
    span: Span
    polarity: Polarity
    modality: Modality
    basis: Basis
    fields: Mapping[str, Any] = field(default_factory=dict)
    rule: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object."""
        return {
            "id": self.id,
            "statement": self.statement,
            "kind": self.kind.value,
            **self.span.to_json(),
            "polarity": self.polarity.value,
            "modality": self.modality.value,
            "basis": self.basis.value,
            "fields": dict(self.fields),
        }


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """Everything read from one document. ``chars`` is the length of its text in characters."""

    path: str
    sha256: str
    chars: int
    segments: tuple[Segment, ...]
    published: Dated | None
    outlet: Outlet | None
    rewritten: Rewritten
    statements: tuple[Statement, ...]
    claims: tuple[ReadClaim, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object."""
        return {
            "path": self.path,
            "sha256": self.sha256,
            "chars": self.chars,
            "segments": [segment.to_json() for segment in self.segments],
            "published": None if self.published is None else self.published.to_json(),
            "outlet": None if self.outlet is None else self.outlet.to_json(),
            "rewritten": self.rewritten.to_json(),
            "statements": [statement.to_json() for statement in self.statements],
            "claims": [claim.to_json() for claim in self.claims],
        }

    def kind_at(self, at: int) -> str | None:
        """Return the kind of the segment that holds character ``at``; ``None`` in the white space between."""
        return next((s.kind for s in self.segments if s.span.start <= at < s.span.end), None)

    def rules(self) -> dict[str, str]:
        """Return the rule behind every statement and claim, by id, and behind every segment, by its start."""
        found = {f"segment:{segment.span.start}": segment.rule for segment in self.segments}
        found.update({statement.id: statement.rule for statement in self.statements})
        found.update({claim.id: claim.rule for claim in self.claims})
        return found


@dataclass(frozen=True, slots=True)
class Link:
    """Two things that belong together. ``score`` is a share or a similarity in 0..1, never a probability."""

    kind: str
    a: str
    b: str
    score: float
    evidence: str

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object."""
        return {"kind": self.kind, "a": self.a, "b": self.b, "score": self.score, "evidence": self.evidence}


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents read together: what each says, how they hang together, and what that supports."""

    documents: tuple[DocumentReading, ...]
    links: tuple[Link, ...]
    propositions: tuple[Mapping[str, Any], ...]
    strike_candidates: tuple[Mapping[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object of ``fallow read --json``."""
        return {
            "documents": [document.to_json() for document in self.documents],
            "links": [link.to_json() for link in self.links],
            "propositions": [dict(one) for one in self.propositions],
            "strike_candidates": [dict(one) for one in self.strike_candidates],
        }
