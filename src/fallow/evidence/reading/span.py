"""Span: a stretch of one document's text, as Python ``str`` indices, the end not included.

Everything the reader keeps is a span or hangs on one, so that a stranger with the file can cut the same words out again.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``[start, end)`` of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words themselves."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """True where ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def to_json(self) -> dict[str, int]:
        """Return ``{"start", "end"}``."""
        return {"start": self.start, "end": self.end}


def trimmed(text: str, start: int, end: int) -> Span:
    """Return ``[start, end)`` without the white space at both ends; empty at ``start`` where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
