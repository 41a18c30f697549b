"""GeoPackage (OGC 12-128r19): layers in, styled layers out.

Reading goes through SQLite itself, in read-only and immutable mode, and not through GDAL: whole numbers stay exact where
others are missing, absent stays absent, and the reader leaves no journal beside somebody's file. A file that another program
has not finished writing (a ``-wal`` beside it) is refused, because part of it is not in it yet.
Only tables are read: a view is a program of the sender's.
"""

from __future__ import annotations

import math
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import shapely

from fallow.formats.crs import crs_name
from fallow.formats.geometry import look_at, source_json
from fallow.formats.gpkg_writer import write_geopackage
from fallow.formats.table import Row, Rows, Table, note

if TYPE_CHECKING:
    from fallow.core.canonical import Json
    from fallow.formats.source import Source

__all__ = ["read", "write_geopackage"]

_APPLICATIONS = (b"GPKG", b"GP10", b"GP11")
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_UNDEFINED = (-1, 0)


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    columns: tuple[str, ...]
    booleans: frozenset[str]
    geometry: str | None
    key: str | None
    crs: str | None


def read(source: Source) -> Table:
    """Open a layer; ``layer`` names it where there are several.

    Raises ``InputError``: ``wrong-content`` (SQLite but no GeoPackage), ``truncated``, ``not-settled``, ``unreadable``,
    ``several-layers``, ``no-such-layer``, ``not-text``.
    """
    _check_file(source)
    with _opened(source) as database:
        name = _choose(source, database)
        layer = _describe(source, database, name)
        count = int(database.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0])  # noqa: S608 quoted by rule
    notes: tuple[str, ...] = ()
    if layer.geometry is not None and layer.crs is None:
        notes = (note("no-crs", "the layer says that its coordinate system is undefined; look it up and name it"),)
    return Table(
        path=source.path,
        format="geopackage",
        layer=name,
        crs=layer.crs,
        columns=layer.columns,
        rows=Rows(lambda: _rows(source, layer)),
        sha256=source.sha256,
        size_bytes=source.size_bytes,
        notes=notes,
        count=count,
    )


def _check_file(source: Source) -> None:
    head = source.head()
    if head[68:72] not in _APPLICATIONS:
        raise source.refuse(
            kind="wrong-content",
            expected="a GeoPackage",
            found="an SQLite database of another kind",
            do="export the layer as GeoPackage",
        )
    page = int.from_bytes(head[16:18], "big")
    claimed = int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page)
    # The page count holds only where the last writer kept it (SQLite file format, 1.3.7): offsets 24 and 92 agree.
    if head[24:28] == head[92:96] and source.size_bytes < claimed:
        raise source.refuse(
            kind="truncated", expected=f"{claimed} bytes", found=f"{source.size_bytes} bytes", do="fetch the file again"
        )
    journal = source.path.with_name(f"{source.path.name}-wal")
    if journal.exists() and journal.stat().st_size:
        raise source.refuse(
            kind="not-settled",
            expected="a GeoPackage that no other program has open",
            found=f"{journal.stat().st_size} bytes waiting in {journal.name}",
            do="close QGIS (or what else has it open) and copy the file again",
        )


@contextmanager
def _opened(source: Source) -> Iterator[sqlite3.Connection]:
    source.still_the_same()
    address = f"file:{quote(str(source.path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as database:
            database.execute("PRAGMA trusted_schema=OFF")
            yield database
    except UnicodeDecodeError as error:
        raise source.refuse(
            kind="not-text", expected="text in UTF-8", found=str(error), do="export the layer again"
        ) from error
    except sqlite3.Error as error:
        # SQLite reports text that is no UTF-8 as an operational error with these words.
        kind = "not-text" if "decode to UTF-8" in str(error) else "unreadable"
        raise source.refuse(
            kind=kind, expected="a whole GeoPackage", found=str(error), do="fetch the file again, or export it again"
        ) from error


def _choose(source: Source, database: sqlite3.Connection) -> str:
    found = database.execute(
        "SELECT c.table_name FROM gpkg_contents c JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' "
        "WHERE c.data_type IN ('features', 'attributes') ORDER BY c.rowid"
    )
    names = [str(row[0]) for row in found if row[0] not in ("layer_styles", "qgis_projects")]
    if source.layer is not None and source.layer not in names:
        raise source.refuse(
            kind="no-such-layer",
            expected=f"a layer {source.layer!r}",
            found=", ".join(map(repr, names)) or "none",
            do="name one of these",
        )
    if source.layer is None and len(names) != 1:
        raise source.refuse(
            kind="several-layers" if names else "no-such-layer",
            expected="one layer that is a table",
            found=", ".join(map(repr, names)) or "none",
            do="name the layer with --layer" if names else "save the layer as a table of a new GeoPackage",
        )
    return source.layer or names[0]


def _describe(source: Source, database: sqlite3.Connection, name: str) -> _Layer:
    described = database.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
    row = (
        database.execute(
            "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (name,)
        ).fetchone()
        if _has(database, "gpkg_geometry_columns")
        else None
    )
    geometry, srs_id = row or (None, None)
    key = next((str(column[1]) for column in described if column[5] == 1), None)
    return _Layer(
        name=name,
        columns=tuple(str(column[1]) for column in described if column[1] != geometry),
        booleans=frozenset(str(column[1]) for column in described if str(column[2]).upper() == "BOOLEAN"),
        geometry=geometry,
        key=key,
        crs=_crs(source, database, srs_id),
    )


def _has(database: sqlite3.Connection, table: str) -> bool:
    return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone())


def _crs(source: Source, database: sqlite3.Connection, srs_id: int | None) -> str | None:
    if srs_id is None or srs_id in _UNDEFINED:
        return None
    row = database.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        (srs_id,),
    ).fetchone()
    if row is None:
        raise source.refuse(
            kind="bad-crs",
            expected="the layer's coordinate system among the file's own",
            found=f"srs_id {srs_id} nowhere",
            do="export it again",
        )
    organization, code, definition = row
    return crs_name(
        f"{organization}:{code}" if str(organization).upper() in ("EPSG", "OGC", "ESRI") else str(definition)
    )


def _rows(source: Source, layer: _Layer) -> Iterator[Row]:
    wanted = [*layer.columns, *([layer.geometry] if layer.geometry else [])]
    order = f" ORDER BY {_quoted(layer.key)}" if layer.key else ""
    query = f"SELECT {', '.join(map(_quoted, wanted))} FROM {_quoted(layer.name)}{order}"  # noqa: S608 quoted by rule
    with _opened(source) as database:
        for number, record in enumerate(database.execute(query), start=1):
            fields: dict[str, Json] = {
                name: _cell(value, boolean=name in layer.booleans)
                for name, value in zip(layer.columns, record, strict=False)
            }
            shape, notes = _shape(record[-1], layer.crs) if layer.geometry else (None, ())
            yield Row(number, fields, shape, notes, source_json(shape))


def _cell(value: Any, *, boolean: bool) -> Json:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if boolean and value in (0, 1):
        return bool(value)
    return repr(value)


def _shape(blob: Any, crs: str | None) -> tuple[Any, tuple[str, ...]]:
    """Return the geometry of a GeoPackage blob (2.1.3: header, envelope, WKB) and the notes on it."""
    if blob is None:
        return None, ()
    try:
        if not isinstance(blob, bytes) or blob[:2] != b"GP":
            raise ValueError("no GeoPackage geometry")
        skipped = 8 + _ENVELOPE_BYTES[(blob[3] >> 1) & 0b111]
        shape = shapely.from_wkb(blob[skipped:])
    except (ValueError, IndexError, struct.error, shapely.errors.GEOSException) as error:
        return None, (note("broken-geometry", str(error)),)
    if not shape.is_empty and not all(map(math.isfinite, shape.bounds)):
        return None, (note("bad-number", f"coordinates that are no finite numbers ({shape.geom_type})"),)
    return shape, look_at(shape, crs)


def _quoted(name: str) -> str:
    """Return an SQL identifier: the one way in which a name of the file's own may stand in a statement."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
