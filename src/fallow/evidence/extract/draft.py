"""Drafts: what an extractor proposes about one segment, before anybody has looked whether it is so.

The objects of the reading contract without what only Fallow gives (ids, families, coordinates, links), and with the words
beside every pair of offsets: an ``Anchor``. Offsets count from the start of the document, as everywhere. A draft that could
not even be understood is an ``UnreadDraft``, so that it is refused in the open like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of the document and where they stand; without offsets they must stand exactly once in the segment."""

    words: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SpeakerDraft:
    """Who is said to speak: the document's own words for name, role and affiliation. A family is not a draft's to give."""

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    mention: Anchor | None = None


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A proposed statement. ``said_on`` is (first, last) day, ISO."""

    type: str
    speaker: SpeakerDraft
    content: tuple[Anchor, ...]
    cue: Anchor | None = None
    quotes: tuple[Anchor, ...] = ()
    said_on: tuple[str, str] | None = None
    via: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A proposed claim. ``fields`` holds the keys of its kind and no other; ``place`` is a name without coordinates."""

    kind: ClaimKind
    anchor: Anchor
    polarity: Polarity
    modality: Modality
    basis: Basis
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnreadDraft:
    """Something that is no draft: the fault's ``kind``, a sentence, and the beginning of what was written."""

    kind: str
    why: str
    excerpt: str


Draft: TypeAlias = "StatementDraft | ClaimDraft | UnreadDraft"
"""What an extractor may return."""
