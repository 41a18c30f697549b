"""Table: the rows of a file, each with its fields as the source wrote them and its geometry where it has one.

Rules of this room:

* a row is never dropped, joined, mended or re-ordered; what looks wrong becomes a *note* on the row or on the table;
* numbers are kept as the text they had (``48.10`` is not ``48.1``), dates of typed cells become ISO text;
* a geometry that cannot be built is ``None`` with a note, and stays readable in ``geometry_source``;
* what a file leaves out is absent or ``None``, never zero and never a guess.

A note is one line, ``kind: sentence``. The kind is a stable lower-case word for scripts, the sentence is for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fallow.core.canonical import Json

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

EXTRA = "_extra"
"""The field that holds what a row had and its header did not."""


def note(kind: str, sentence: str) -> str:
    """Return ``kind: sentence`` on one line: the form of every note."""
    return f"{kind}: {' '.join(sentence.split())}"


def note_kind(text: str) -> str:
    """Return the kind of a note: the part before the first colon."""
    return text.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file.

    ``number`` counts from 1 in the order of the file, the header not counted. ``fields`` is nested as the source has
    it. ``geometry`` is in ``Table.crs``, x before y (longitude first); ``None`` where the row has none or where none could be built.
    ``geometry_source`` is the geometry as the source wrote it, in the form of a GeoJSON geometry whose numbers are text
    (so that it can be stored without floats), or the raw text; ``None`` where the row states none.
    """

    number: int
    fields: dict[str, Json]
    geometry: BaseGeometry | None = None
    notes: tuple[str, ...] = ()
    geometry_source: Json = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that can be gone through again and again; every pass gives the same rows in the same order.

    A pass over a file that has changed since it was opened raises ``ConflictError`` (``file-changed``).
    """

    make: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        return self.make()


@dataclass(frozen=True, slots=True)
class Table:
    """A file (or one layer of it) opened for reading.

    ``columns`` are the names of the fields in the order of the source. ``crs`` is an authority code such as
    ``EPSG:4326`` (or WKT where there is no code); ``None`` where the file does not say or has no geometry, which is *not*
    WGS 84. ``sha256`` and ``size_bytes`` are of the whole file; for a Shapefile they cover all of its parts. ``count``
    is the number of rows where it is known before reading. ``notes`` speak of the whole table.
    """

    path: Path
    format: str
    layer: str | None
    crs: str | None
    columns: tuple[str, ...]
    rows: Iterable[Row]
    sha256: str
    size_bytes: int
    notes: tuple[str, ...] = field(default=())
    count: int | None = None
