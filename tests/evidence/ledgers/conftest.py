"""Pages made by hand for the ledgers: each claim with its words, its family and its origin, as the reader would leave them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from fallow.core.ids import digest
from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading.origins import Origins
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.relate import Related
from fallow.evidence.reading.result import Dated, DocumentReading, Link, ReadClaim, Reading, Rewritten, Segment
from fallow.evidence.reading.span import Span


@dataclass
class Press:
    """Pages in the making: ``says`` adds a claim, ``related`` gives them as documents read together."""

    pages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    days: dict[str, str | None] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def says(
        self,
        page: str,
        kind: ClaimKind,
        words: str,
        *,
        voice: str | None = "state:x",
        day: str | None = None,
        origin: str | None = None,
        polarity: Polarity = Polarity.AFFIRM,
        modality: Modality = Modality.ASSERTED,
        basis: Basis = Basis.ASSERTS_OTHER,
        **fields: Any,
    ) -> str:
        self.days.setdefault(page, day)
        held = self.pages.setdefault(page, [])
        name = f"{page}:{len(held)}"
        held.append(
            {
                "id": name,
                "words": words,
                "by": voice,
                "origin": origin or f"o:{name}",
                "claim": {
                    "kind": kind, "polarity": polarity, "modality": modality, "basis": basis, "fields": fields,
                },
            }
        )  # fmt: skip
        return name

    def link(self, kind: str, a: str, b: str) -> None:
        self.links.append(Link(kind, a, b, 1.0, "by hand"))

    def related(self) -> Related:
        documents = [self._document(page) for page in self.pages]
        low = {one["id"]: one["origin"] for held in self.pages.values() for one in held}
        reading = Reading(tuple(one.reading for one in documents), tuple(self.links), (), ())
        return Related(reading, tuple(documents), Origins(low, dict(low)), frozenset())

    def _document(self, page: str) -> ReadDocument:
        held = self.pages[page]
        text = "\n\n".join(one["words"] for one in held)
        claims = []
        for one in held:
            start = text.index(one["words"])
            claims.append(ReadClaim(one["id"], None, span=Span(start, start + 4), **one["claim"]))
        day = self.days[page]
        reading = DocumentReading(
            path=page,
            sha256=digest(page.encode() + text.encode()),
            chars=len(text),
            segments=(Segment(Span(0, len(text)), "body", "by-hand"),),
            published=Dated(day, "by hand") if day is not None else None,
            outlet=None,
            rewritten=Rewritten(),
            statements=(),
            claims=tuple(claims),
        )
        return ReadDocument(text, reading, {one["id"]: one["by"] for one in held})


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture(scope="session")
def new_press() -> type[Press]:
    return Press
