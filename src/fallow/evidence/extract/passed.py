"""What the gate lets through, and what it refuses.

Records of their own on purpose: no function of Fallow that counts origins, joins families or makes strike candidates takes
them, so a machine's proposal cannot get there by mistake. Only a person's decision can say the same thing again, as a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading.result import Days, Speaker
from fallow.evidence.reading.span import Span

STATUS = "machine"
"""The only status that anything here has."""


@dataclass(frozen=True, slots=True)
class Model:
    """What proposed: name, version, and the SHA-256 of its instructions."""

    name: str
    version: str
    prompt_sha256: str

    def to_json(self) -> dict[str, str]:
        """Return the three as an object."""
        return {"name": self.name, "version": self.version, "prompt_sha256": self.prompt_sha256}


@dataclass(frozen=True, slots=True)
class MachineStatement:
    """A statement that a model proposed and whose words stand in the document. ``speaker.authority`` is always ``None``.

    ``near`` is true where a span's words were the model's only nearly; the document's own words stand.
    """

    id: str
    type: str
    speaker: Speaker
    cue: Span | None
    content: tuple[Span, ...]
    quotes: tuple[Span, ...]
    said_on: Days | None
    via: tuple[str, ...]
    to: tuple[str, ...]
    near: bool
    model: Model

    @property
    def span(self) -> Span:
        """From the first to the last part."""
        parts = [one for one in (self.speaker.mention, self.cue, *self.content, *self.quotes) if one is not None]
        return Span(min(one.start for one in parts), max(one.end for one in parts))

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object with ``status`` and ``model``."""
        return {
            "id": self.id,
            "status": STATUS,
            "model": self.model.to_json(),
            "anchor": "near" if self.near else "exact",
            "type": self.type,
            **self.span.to_json(),
            "speaker": self.speaker.to_json(),
            "cue": None if self.cue is None else self.cue.to_json(),
            "content": [one.to_json() for one in self.content],
            "quotes": [one.to_json() for one in self.quotes],
            "said_on": None if self.said_on is None else self.said_on.to_json(),
            "via": list(self.via),
            "to": list(self.to),
        }


@dataclass(frozen=True, slots=True)
class MachineClaim:
    """A claim that a model proposed and with whose numbers, bounds and negation the rules agree. It has no family."""

    id: str
    kind: ClaimKind
    span: Span
    polarity: Polarity
    modality: Modality
    basis: Basis
    fields: Mapping[str, Any]
    near: bool
    model: Model

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object with ``status`` and ``model``."""
        return {
            "id": self.id,
            "status": STATUS,
            "model": self.model.to_json(),
            "anchor": "near" if self.near else "exact",
            "kind": self.kind.value,
            **self.span.to_json(),
            "polarity": self.polarity.value,
            "modality": self.modality.value,
            "basis": self.basis.value,
            "fields": dict(self.fields),
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """A draft that was not let through: a stable ``kind``, a sentence, what was proposed, and the span it named, if any."""

    kind: str
    why: str
    excerpt: str
    span: Span | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as an object; offsets are ``null`` where the draft named no place in the document."""
        where = {"start": None, "end": None} if self.span is None else self.span.to_json()
        return {"kind": self.kind, "why": self.why, "draft": self.excerpt, **where}


@dataclass(frozen=True, slots=True)
class Gated:
    """Everything that was proposed about one document, in the order proposed: passed or refused, nothing dropped."""

    statements: tuple[MachineStatement, ...] = ()
    claims: tuple[MachineClaim, ...] = ()
    refused: tuple[Refusal, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the three lists."""
        return {
            "statements": [one.to_json() for one in self.statements],
            "claims": [one.to_json() for one in self.claims],
            "refused": [one.to_json() for one in self.refused],
        }
