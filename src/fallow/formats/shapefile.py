"""Shapefile (ESRI white paper, July 1998): shapes by GDAL, attributes from the .dbf as the text they had.

A Shapefile is several files. ``.shp``, ``.shx`` and ``.dbf`` must be there, whole, and agree on the number of records: GDAL
reads what is left of a cut file without a word. ``.prj`` names the coordinate system; without it ``crs`` is ``None``,
since degrees of an older datum look like degrees of WGS 84. ``.cpg`` names the encoding of the text. The table's digest is
that of the canonical JSON of the digests of all parts, so that a change in any of them is seen.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyogrio
import shapely

from fallow.core.canonical import canonical_bytes
from fallow.core.errors import InputError
from fallow.core.ids import digest, digest_file
from fallow.formats.columns import checked_columns
from fallow.formats.crs import crs_name
from fallow.formats.dbf import CODE_PAGES, Dbf, parse_dbf
from fallow.formats.encoding import codec_named
from fallow.formats.geometry import look_at, source_json
from fallow.formats.table import Row, Rows, Table, note

if TYPE_CHECKING:
    from pathlib import Path

    from fallow.core.canonical import Json
    from fallow.formats.source import Source

_NEEDED = (".shp", ".shx", ".dbf")
_KEPT = (*_NEEDED, ".prj", ".cpg")
_SHAPE_HEADER_BYTES = 100
_INDEX_RECORD_BYTES = 8
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class _Parts:
    paths: dict[str, Path]
    dbf: Dbf
    codec: str
    stamps: dict[str, tuple[int, int]]


def read(source: Source) -> Table:
    """Open a Shapefile by its ``.shp``.

    Raises ``InputError``: ``missing-part``, ``truncated``, ``parts-disagree``, ``broken-part``, ``bad-encoding``,
    ``duplicate-column``, ``unreadable``.
    """
    paths = _paths(source)
    _check_whole(source, paths)
    dbf = parse_dbf(source, paths[".dbf"])
    shapes = (paths[".shx"].stat().st_size - _SHAPE_HEADER_BYTES) // _INDEX_RECORD_BYTES
    if shapes != dbf.records:
        raise source.refuse(
            kind="parts-disagree",
            expected="as many shapes as records",
            found=f"{shapes} shapes in the .shx, {dbf.records} records in the .dbf",
            do="fetch all parts again: they are not of one export",
        )
    codec, notes = _codec(source, paths, dbf)
    deleted = sum(record is None for record in dbf.raw())
    if deleted:
        notes = (*notes, note("deleted-records", f"{deleted} records are marked as deleted and are not rows"))
    columns, column_notes = checked_columns(source, [column.name.decode(codec, "replace") for column in dbf.columns])
    crs, crs_notes = _crs(source, paths)
    parts = _Parts(paths, dbf, codec, _stamps(paths))
    digests = {suffix: digest_file(path) for suffix, path in paths.items()}
    return Table(
        path=source.path,
        format="shapefile",
        layer=None,
        crs=crs,
        columns=columns,
        rows=Rows(lambda: _rows(source, parts, columns, crs)),
        sha256=digest(canonical_bytes(digests)),
        size_bytes=sum(path.stat().st_size for path in paths.values()),
        notes=(*crs_notes, *notes, *column_notes),
        count=dbf.records - deleted,
    )


def _paths(source: Source) -> dict[str, Path]:
    stem = source.path.stem.lower()
    beside = {
        path.suffix.lower(): path
        for path in sorted(source.path.parent.iterdir())
        if path.stem.lower() == stem and path.suffix.lower() in _KEPT and path != source.path
    }
    paths = {".shp": source.path, **{suffix: beside[suffix] for suffix in _KEPT if suffix in beside}}
    missing = [suffix for suffix in _NEEDED if suffix not in paths]
    if missing:
        raise source.refuse(
            kind="missing-part",
            expected=f"{', '.join(_NEEDED)} side by side",
            found=f"no {' and no '.join(missing)}",
            do="fetch all parts of the Shapefile into one folder",
        )
    return paths


def _stamps(paths: dict[str, Path]) -> dict[str, tuple[int, int]]:
    """Return size and time of change of every part."""
    return {suffix: (path.stat().st_size, path.stat().st_mtime_ns) for suffix, path in paths.items()}


def _check_whole(source: Source, paths: dict[str, Path]) -> None:
    for suffix in (".shp", ".shx"):
        path = paths[suffix]
        with path.open("rb") as stream:
            head = stream.read(_SHAPE_HEADER_BYTES)
        # Offset 24: the length of the file in 16-bit words, big-endian.
        claimed, size = int.from_bytes(head[24:28], "big") * 2, path.stat().st_size
        if len(head) < _SHAPE_HEADER_BYTES or size < claimed:
            raise source.refuse(
                kind="truncated",
                expected=f"{claimed} bytes of the {suffix}",
                found=f"{size} bytes",
                do="fetch all parts of the Shapefile again",
            )


def _codec(source: Source, paths: dict[str, Path], dbf: Dbf) -> tuple[str, tuple[str, ...]]:
    stated = source.encoding
    if stated is None and ".cpg" in paths:
        stated = paths[".cpg"].read_text(encoding="ascii", errors="replace").strip()
    if stated is None and dbf.language in CODE_PAGES:
        stated = CODE_PAGES[dbf.language]
    name = stated or ("utf-8" if _all_fit(dbf, "utf-8") else "latin-1")
    # Esri writes bare numbers for code pages: 1251, or "ANSI 1251".
    digits = name.upper().removeprefix("ANSI").strip()
    codec = codec_named(source, f"cp{digits}" if digits.isdigit() and len(digits) < 5 else name)
    if stated is None:
        return codec, (note("encoding", f"no .cpg says how the text is encoded; read as {codec}"),)
    if not _all_fit(dbf, codec):
        raise source.refuse(
            kind="not-text",
            expected=f"text in {codec}",
            found="bytes that do not fit it",
            do="mend the .cpg, or name the encoding",
        )
    return codec, ()


def _all_fit(dbf: Dbf, codec: str) -> bool:
    try:
        for record in dbf.raw():
            for column in dbf.columns:
                if record is not None:
                    dbf.cell(record, column, codec)
    except UnicodeDecodeError:
        return False
    return True


def _crs(source: Source, paths: dict[str, Path]) -> tuple[str | None, tuple[str, ...]]:
    if ".prj" not in paths:
        return None, (note("no-crs", "no .prj says which coordinate system it is; look it up and name it"),)
    try:
        text = paths[".prj"].read_bytes().decode("utf-8-sig").strip()
        return (
            (crs_name(text), ())
            if text
            else (None, (note("no-crs", "the .prj is empty; look the system up and name it"),))
        )
    except (UnicodeDecodeError, InputError) as error:
        # GDAL would not give the shapes either, so the part cannot be passed over.
        raise source.refuse(
            kind="broken-part",
            expected="a coordinate system in the .prj",
            found=error.found if isinstance(error, InputError) else str(error),
            do="fetch it again, or take the .prj away and name the coordinate system",
        ) from error


def _gdal(source: Source, action: Any) -> Any:
    try:
        return action()
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.FeatureError,
        pyogrio.errors.FieldError,
        ValueError,
    ) as error:
        raise source.refuse(
            kind="unreadable", expected="a Shapefile that GDAL can open", found=str(error), do="export it again"
        ) from error


def _rows(source: Source, parts: _Parts, columns: tuple[str, ...], crs: str | None) -> Iterator[Row]:
    if _stamps(parts.paths) != parts.stamps:
        raise source.changed()
    records = parts.dbf.raw()
    number = 0
    for first in range(0, parts.dbf.records, _BATCH):
        shapes = _shapes(source, first)
        for index in range(first, min(first + _BATCH, parts.dbf.records)):
            record = next(records)
            if record is None:
                continue
            number += 1
            fields: dict[str, Json] = {
                name: parts.dbf.cell(record, column, parts.codec)
                for name, column in zip(columns, parts.dbf.columns, strict=True)
            }
            shape, notes = shapes.get(index, (None, ()))
            if shape is not None:
                notes = (*notes, *look_at(shape, crs))
            yield Row(number, fields, shape, notes, source_json(shape))


def _shapes(source: Source, first: int) -> dict[int, tuple[Any, tuple[str, ...]]]:
    """Return the shapes of one batch by the index of their record. GDAL passes over deleted records, hence by index."""
    wanted = range(first, first + _BATCH)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        _, numbers, blobs, _ = _gdal(
            source,
            lambda: pyogrio.raw.read(
                source.path, columns=[], return_fids=True, where=f"FID >= {first} AND FID < {wanted.stop}"
            ),
        )
    remarks = tuple(note("gdal", str(item.message)) for item in said)
    found: dict[int, tuple[Any, tuple[str, ...]]] = {}
    for index, blob in zip(numbers, blobs, strict=True):
        if blob is not None:
            found[int(index)] = _shape(blob, remarks)
    return found


def _shape(blob: bytes, remarks: tuple[str, ...]) -> tuple[Any, tuple[str, ...]]:
    try:
        shape = shapely.from_wkb(blob)
    except shapely.errors.GEOSException as error:
        return None, (*remarks, note("broken-geometry", str(error)))
    if not shape.is_empty and not all(map(_finite, shape.bounds)):
        return None, (*remarks, note("bad-number", f"coordinates that are no finite numbers ({shape.geom_type})"))
    return shape, remarks


def _finite(number: float) -> bool:
    return abs(number) < float("inf")
