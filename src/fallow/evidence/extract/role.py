"""The role of an extractor, and what it is given: one segment as bare text, never the register, never another document.

An extractor proposes; ``gate`` disposes. Implementations prove themselves with ``fallow.testing.extractors.ExtractorTests``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from fallow.evidence.extract.draft import Draft


@dataclass(frozen=True, slots=True)
class SegmentText:
    """One segment of a document: ``text`` is ``document[start:start + len(text)]``, ``kind`` as in the contract."""

    kind: str
    start: int
    text: str


class Extractor(Protocol):
    """Anything that proposes statements and claims about a segment."""

    @property
    def name(self) -> str:
        """What the model is called; not empty."""

    @property
    def version(self) -> str:
        """Which one exactly; not empty."""

    @property
    def prompt_sha256(self) -> str:
        """SHA-256 of the instructions it was given, in hexadecimal."""

    def extract(self, segment: SegmentText) -> Sequence[Draft]:
        """Return drafts about the segment, offsets counted from the start of the document; raise nothing for odd text."""
