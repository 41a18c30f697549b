"""Opened: a file as capture found it, before anything is written: its bytes, its text where one could be got out, its parts.

Three cases are kept apart. The bytes are themselves the text (plain UTF-8). A text was extracted by a tool of a stated
version (HTML, PDF, e-mail, UTF-16), and every offset then refers to that text. No text could be got out (a photograph, a
scanned page): the bytes are kept all the same, and ``why_no_text`` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fallow.evidence.reading.result import Dated

MAKER = "fallow-capture/1"
"""Names the rules by which capture chooses dates and lays out text; kept beside the tool that extracted."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A text got out of other bytes.

    ``text`` is what readers read. Its first ``front_chars`` characters were set before it by capture (title and day as the
    file's own markup declares them); they are not printed there. ``published`` is the day of publication with its basis;
    ``declared`` every date that the markup declares, whatever for, a day of scraping perhaps among them.
    """

    text: str
    tool: str
    version: str
    title: str | None = None
    published: Dated | None = None
    declared: tuple[Dated, ...] = ()
    front_chars: int = 0
    notes: tuple[str, ...] = ()

    def derivation(self) -> dict[str, Any]:
        """Return what an entry says about how this text was made."""
        return {
            "tool": self.tool,
            "version": self.version,
            "by": MAKER,
            "title": self.title,
            "declared_dates": [one.to_json() for one in self.declared],
            "front_chars": self.front_chars,
            "notes": list(self.notes),
            "offsets": "characters of this text, not of the original; the first front_chars were set before it by capture",
        }


@dataclass(frozen=True, slots=True)
class Opened:
    """One document with what was found in it; ``parts`` are documents of their own (attachments, archived pages).

    ``fetched_at`` is when an archive says that it fetched the page: a claim of that archive, never a publication date.
    ``left_out`` says in words what an archive holds beside its parts; the archive itself is kept whole.
    """

    name: str
    data: bytes
    media: str
    extract: Extract | None = None
    is_text: bool = False
    why_no_text: str | None = None
    url: str | None = None
    fetched_at: str | None = None
    parts: tuple[Opened, ...] = ()
    left_out: tuple[str, ...] = ()

    def readable(self) -> list[tuple[str, bytes]]:
        """Return name and UTF-8 text of this document and of its parts, in order, where there is one."""
        own: list[tuple[str, bytes]] = []
        if self.extract is not None:
            own = [(self.name, self.extract.text.encode("utf-8"))]
        elif self.is_text:
            own = [(self.name, self.data)]
        return own + [pair for part in self.parts for pair in part.readable()]
