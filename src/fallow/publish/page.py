"""A page that explains itself: blocks of words, figures, tables, maps and lineage, rendered to one self-contained file.

Whatever comes from a source is escaped; nothing is fetched; absence is drawn as a dash with its reason, never as a zero.
The same blocks serve the example's report and later ones.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. ``tone`` is ``plain``, ``warn`` (a limit that a reader must see) or ``quiet``."""

    text: str
    tone: str = "plain"
    block: str = field(default="words", init=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline number: what it is, its value with its range, the truth where a simulation knows it, and its lineage."""

    says: str
    value: str
    truth: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Headline numbers side by side."""

    figures: Sequence[Figure]
    block: str = field(default="figures", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``None`` is drawn as a dash. ``numeric`` names the columns (by index) set to the right."""

    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    caption: str = ""
    numeric: Sequence[int] = ()
    block: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG inside the page, with the words that stand for it where it cannot be seen."""

    png: bytes
    says: str
    block: str = field(default="picture", init=False)

    @property
    def address(self) -> str:
        """The picture as a data address."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode()


@dataclass(frozen=True, slots=True)
class Drawing:
    """HTML made by Fallow itself (``SvgMap.html``), put in as it is. Never pass a source's words here."""

    html: str
    block: str = field(default="drawing", init=False)

    @property
    def markup(self) -> Markup:
        """The drawing, marked as safe by whoever made it."""
        return Markup(self.html)  # noqa: S704 - only Fallow's own drawings come here


@dataclass(frozen=True, slots=True)
class Steps:
    """An indented walk from a number down to who said what: (depth, kind, words)."""

    steps: Sequence[tuple[int, str, str]]
    block: str = field(default="steps", init=False)


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks behind a line that opens when it is clicked."""

    summary: str
    blocks: Sequence[Block]
    block: str = field(default="fold", init=False)


Block = Words | Figures | Table | Picture | Drawing | Steps | Fold


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks; ``key`` is its anchor."""

    key: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page: ``banner`` is shown on every screenful (``SIMULATED``), ``colophon`` says how it was made."""

    title: str
    lead: str
    banner: str | None
    sections: Sequence[Section]
    colophon: Sequence[str]


def render(page: Page) -> str:
    """Return the page as one HTML file in UTF-8 with everything inside. Same page, same text."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja").render(page=page)
