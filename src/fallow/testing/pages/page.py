"""A page: its text as a scraper kept it, and beside it what a careful reader should find.

Offsets are Python string indices into the text, end exclusive, as in the reading contract. An expectation names the words
it stands on; a page whose expectation cannot be found in its own text, or is found twice, is refused when it is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fallow.core.errors import InputError


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody (or a body) of the invented world who is quoted; ``name`` is ``None`` for a role without a name."""

    name: str | None
    role: str | None
    family: str | None

    @property
    def last(self) -> str:
        """The surname, as papers print it at the second mention."""
        return (self.name or self.role or "").split()[-1]

    def to_json(self) -> dict[str, Any]:
        """Return name, role and authority family."""
        return {"name": self.name, "role": self.role, "family": self.family}


@dataclass(frozen=True, slots=True)
class Page:
    """One document: ``text`` as stored, and ``expected``, which belongs to the truth and is never given to a reader.

    ``copy_of`` names the page that this one was made from, ``how`` (``reprint``, ``rewritten``, ``quotes_via``).
    """

    name: str
    outlet: str
    published: date
    text: str
    copy_of: str | None
    how: str | None
    expected: dict[str, Any]


@dataclass(slots=True)
class Draft:
    """A page being written, line by line; ``finish`` places the expectations."""

    name: str
    outlet: str
    family: str
    published: date
    copy_of: str | None = None
    how: str | None = None
    lines: list[tuple[str, str]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)

    def headline(self, text: str) -> None:
        """Add the headline."""
        self.lines.append(("headline", text))

    def chrome(self, *texts: str) -> None:
        """Add lines that belong to the site and not to the story."""
        self.lines.extend(("boilerplate", text) for text in texts)

    def footer(self) -> None:
        """Add the last line: whose page it is, and that nothing on it is real."""
        self.chrome(
            f"© {self.published.year} {self.outlet} (SIMULATED: states, people, places and events are invented)"
        )

    def caption(self, text: str) -> None:
        """Add the words under a picture."""
        self.lines.append(("caption", text))

    def body(self, *texts: str) -> None:
        """Add paragraphs of the story."""
        self.lines.extend(("body", text) for text in texts)

    def other(self, *texts: str) -> None:
        """Add paragraphs of another story that stands on the same page."""
        self.lines.extend(("other_story", text) for text in texts)

    def says(
        self, speaker: Speaker, kind: str, *quotes: str, said_on: date | None = None, via: str | None = None
    ) -> None:
        """Expect one statement (``direct``, ``mixed``, ``indirect``) that consists of ``quotes``, word for word."""
        self.statements.append(
            {
                "type": kind,
                "speaker": speaker.to_json(),
                "said_on": said_on.isoformat() if said_on else None,
                "via": via,
                "spans": list(quotes),
            }
        )

    def claims_that(
        self,
        kind: str,
        words: str,
        *,
        by: str | None,
        polarity: str = "affirm",
        modality: str = "asserted",
        basis: str = "asserts_other",
        origin: str | None = None,
        **fields: Any,
    ) -> None:
        """Expect a claim of ``kind`` that stands in ``words``, by the authority family ``by`` (``None``: nobody knows).

        ``origin`` is the page from which the claim comes, where that is another than this page's own origin.
        """
        self.claims.append(
            {
                "kind": kind,
                "family": by,
                "polarity": polarity,
                "modality": modality,
                "basis": basis,
                "origin": origin or self.copy_of or self.name,
                "spans": [words],
                "fields": fields,
            }
        )

    def finish(self) -> Page:
        """Return the page; ``InputError`` (``expectation-not-placed``) where its own text does not hold what is expected."""
        text, segments = "", []
        for kind, line in self.lines:
            segments.append({"start": len(text), "end": len(text) + len(line), "kind": kind})
            text += line + "\n\n"
        expected = {
            "outlet": self.outlet,
            "outlet_family": self.family,
            "published": self.published.isoformat(),
            "copy_of": self.copy_of,
            "how": self.how,
            "segments": segments,
            "statements": [_placed(text, one, self.name) for one in self.statements],
            "claims": [_placed(text, one, self.name) for one in self.claims],
        }
        return Page(self.name, self.outlet, self.published, text, self.copy_of, self.how, expected)


def _placed(text: str, expectation: dict[str, Any], page: str) -> dict[str, Any]:
    spans = []
    for words in expectation["spans"]:
        if text.count(words) != 1:
            raise InputError(
                kind="expectation-not-placed",
                expected=f"the words {words[:60]!r} once in {page}",
                found=f"{text.count(words)} times",
                do="write the expectation with the very words of the page",
            )
        start = text.index(words)
        spans.append({"start": start, "end": start + len(words), "text": words})
    return {**expectation, "spans": spans}
