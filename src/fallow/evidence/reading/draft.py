"""Drafts: statements while their parts are still being found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fallow.evidence.reading.people import Person
from fallow.evidence.reading.result import Days
from fallow.evidence.reading.span import Span


@dataclass(slots=True)
class Draft:
    """A statement while its parts are still being found."""

    type: str
    person: Person | None
    mention: Span | None
    cue: Span | None
    content: list[Span]
    quotes: list[Span]
    paragraph: int
    rule: str
    speech: bool = True
    said_on: Days | None = None
    via: tuple[str, ...] = ()
    to: tuple[str, ...] = ()

    def extent(self) -> Span:
        """From the first to the last part."""
        parts = [span for span in (self.mention, self.cue, *self.content, *self.quotes) if span is not None]
        return Span(min(span.start for span in parts), max(span.end for span in parts))


def joined_spans(pieces: Sequence[Span], quotes: Sequence[Span]) -> list[Span]:
    """Return the pieces and the quotes, in order, nothing twice; a quote that only sticks out widens its piece."""
    found = list(pieces)
    for quote in quotes:
        if not any(piece.holds(quote) for piece in found):
            touching = [piece for piece in found if piece.meets(quote)]
            whole = Span(min([quote.start, *(p.start for p in touching)]), max([quote.end, *(p.end for p in touching)]))
            found = [piece for piece in found if piece not in touching] + [whole]
    return sorted(found)
