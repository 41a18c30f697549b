"""Registry: which reader opens which file, by suffix and by content, which must agree.

A file whose bytes are not what its name says is refused instead of being read as something else: a web page saved as
``events.csv`` would otherwise come in as one strange column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from fallow.core.errors import InputError
from fallow.formats._optional import need
from fallow.formats.content import Content, content_of
from fallow.formats.json_ import from_value, looks_like_geojson, parse_json_source
from fallow.formats.source import DEFAULT_LIMIT_BYTES, Source, parse_source

if TYPE_CHECKING:
    from pathlib import Path

    from fallow.formats.table import Table


@dataclass(frozen=True, slots=True)
class Format:
    """A format that Fallow reads: its name, the suffixes of its files, the content they must have, the module that reads."""

    name: str
    suffixes: tuple[str, ...]
    contents: tuple[Content, ...]
    module: str


# A spreadsheet table may begin with a bracket or a "<", so CSV looks at its own first line.
_TEXT = (Content.TEXT, Content.JSON, Content.XML, Content.HTML)

FORMATS: tuple[Format, ...] = (
    Format("json", (".json",), (Content.JSON,), "json_"),
    Format("geojson", (".geojson",), (Content.JSON,), "geojson"),
    Format("csv", (".csv", ".tsv", ".txt"), _TEXT, "csv_"),
    Format("xlsx", (".xlsx", ".xlsm"), (Content.ZIP,), "xlsx"),
    Format("geopackage", (".gpkg",), (Content.SQLITE,), "gpkg"),
    Format("shapefile", (".shp",), (Content.SHAPE,), "shapefile"),
    Format("kml", (".kml",), (Content.XML,), "kml"),
    Format("kmz", (".kmz",), (Content.ZIP,), "kml"),
    Format("gpx", (".gpx",), (Content.XML,), "gpx"),
)
"""Every format that ``open_table`` knows. A new format is a module with ``read(source)`` and a line here."""


def open_table(
    path: Path,
    *,
    layer: str | None = None,
    encoding: str | None = None,
    limit_bytes: int = DEFAULT_LIMIT_BYTES,
) -> Table:
    """Open a file as a table of rows; its content must be what its suffix says.

    ``layer`` names a layer, sheet, folder or list where a file has several. Rarely needed: ``encoding`` overrides what a
    CSV or Shapefile says of itself; ``limit_bytes`` is the largest file (and the largest unpacked archive) taken.

    The table is a faithful copy, not a judgement: fields are not parsed, in-range swapped coordinates are not seen here, and
    rows are not compared with each other. Raises ``InputError``, ``NotThereError``, and ``DependencyError`` where the
    format needs a library that is not installed.
    """
    source = parse_source(path, limit_bytes=limit_bytes, layer=layer, encoding=encoding)
    chosen = format_of(source)
    if chosen.name == "json":
        value = parse_json_source(source)
        if looks_like_geojson(value):
            reader = need("fallow.formats.geojson", "holds geometries").from_value
            return cast("Table", reader(source, value))
        return from_value(source, value)
    module = need(f"fallow.formats.{chosen.module}", f"reads {chosen.name}")
    return cast("Callable[[Source], Table]", module.read)(source)


def format_of(source: Source) -> Format:
    """Return the format of a file. Raises ``InputError``: ``unknown-format`` (its suffix), ``wrong-content``."""
    suffix = source.path.suffix.lower()
    found = [item for item in FORMATS if suffix in item.suffixes]
    if not found:
        known = ", ".join(sorted(suffix for item in FORMATS for suffix in item.suffixes))
        raise InputError(
            kind="unknown-format",
            expected=f"a file with one of the suffixes {known}",
            found=f"{source.path.name!r}",
            do="export it in one of these formats, or give it the suffix of what it is",
        )
    content = content_of(source.head())
    if content not in found[0].contents:
        expected = " or ".join(item.value for item in found[0].contents[:1])
        raise source.refuse(
            kind="wrong-content",
            expected=f"{expected}, as its suffix {suffix} says,",
            found=content.value,
            do="give the file the suffix of what it is, or export it again",
        )
    return found[0]
