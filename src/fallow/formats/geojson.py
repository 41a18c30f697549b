"""GeoJSON (RFC 7946): features in, features out. Longitude before latitude, always WGS 84.

Reading honours the ``crs`` member of the 2008 specification, which RFC 7946 took away, and says so in a note. Coordinates that
cannot be degrees (projected ones, or swapped axes far from the equator) are noted on their row and kept.
Writing gives the same bytes for the same features: fixed order of members, one feature a line, coordinates to
``COORDINATE_PLACES`` places, outer rings anticlockwise (RFC 7946 3.1.6).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping

from fallow.core.errors import FrameMismatchError, InputError
from fallow.core.place import WGS84
from fallow.formats._write import replace_bytes
from fallow.formats.crs import crs_name
from fallow.formats.geometry import build
from fallow.formats.json_ import looks_like_geojson, parse_json_source
from fallow.formats.table import EXTRA, Row, Rows, Table, note

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from fallow.core.canonical import Json
    from fallow.formats.source import Source

COORDINATE_PLACES = 7
"""Decimal places written: 1e-7 degrees are about a centimetre, finer than anything that Fallow claims to know."""

FEATURE_ID = "_feature_id"
"""The field that holds a feature's ``id`` member, which is not among its properties."""

_KNOWN = frozenset(("type", "id", "geometry", "properties", "bbox"))


def read(source: Source) -> Table:
    """Open a GeoJSON file. ``crs`` is ``EPSG:4326`` unless an old ``crs`` member says otherwise."""
    return from_value(source, parse_json_source(source))


def from_value(source: Source, value: Any) -> Table:
    """Make a table of a parsed document. Raises ``InputError``: ``wrong-content``, ``not-a-row``, ``bad-crs``."""
    if not looks_like_geojson(value):
        kind = value.get("type") if isinstance(value, dict) else type(value).__name__
        raise source.refuse(
            kind="wrong-content",
            expected="a FeatureCollection, a Feature or a geometry of RFC 7946",
            found=f"{str(kind)[:40]!r}",
            do="export it as GeoJSON, or give the file the suffix of what it is",
        )
    features = _features(source, value)
    crs, notes = _old_crs(source, value)
    columns: dict[str, None] = {}
    for feature in features:
        columns.update(dict.fromkeys(_fields(feature)))
    if not features:
        notes = (*notes, note("no-rows", "the collection is empty"))
    return Table(
        path=source.path,
        format="geojson",
        layer=None,
        crs=crs,
        columns=tuple(columns),
        rows=Rows(lambda: _rows(features, crs)),
        sha256=source.sha256,
        size_bytes=source.size_bytes,
        notes=notes,
        count=len(features),
    )


def _features(source: Source, value: dict[str, Any]) -> list[dict[str, Any]]:
    if value["type"] == "Feature":
        return [value]
    if value["type"] != "FeatureCollection":
        return [{"type": "Feature", "properties": None, "geometry": value}]
    features = value.get("features")
    if not isinstance(features, list):
        raise source.refuse(
            kind="wrong-content",
            expected="a list of features",
            found=f"{str(features)[:40]!r}",
            do="export the file again as RFC 7946",
        )
    for number, feature in enumerate(features, start=1):
        broken = not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict | None)
        if broken or feature.get("type") != "Feature":
            raise source.refuse(
                kind="not-a-row",
                expected="a Feature with properties as every row",
                found=f"{str(feature)[:60]!r} as row {number}",
                do="export the file again as RFC 7946",
            )
    return features


def _fields(feature: dict[str, Any]) -> dict[str, Json]:
    fields: dict[str, Json] = dict(feature.get("properties") or {})
    if "id" in feature:
        fields.setdefault(FEATURE_ID, feature["id"])
    beside = {key: inner for key, inner in feature.items() if key not in _KNOWN}
    if beside:
        fields.setdefault(EXTRA, beside)
    return fields


def _rows(features: list[dict[str, Any]], crs: str | None) -> Iterator[Row]:
    for number, feature in enumerate(features, start=1):
        written = feature.get("geometry")
        shape, notes = build(written, crs)
        yield Row(number, _fields(feature), shape, notes, written)


def _old_crs(source: Source, value: dict[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    if "crs" not in value:
        return WGS84, ()
    member = value["crs"]
    if member is None:
        return None, (note("no-crs", "the file says that its coordinate system is unknown ('crs': null)"),)
    named = member.get("properties", {}) if isinstance(member, dict) else {}
    name = named.get("name") if isinstance(named, dict) else None
    if not isinstance(name, str):
        raise source.refuse(
            kind="bad-crs",
            expected="a coordinate system by name",
            found=f"{str(member)[:60]!r}",
            do="export the file again as RFC 7946, in WGS 84",
        )
    code = crs_name(name)
    if code == WGS84:
        return code, ()
    return code, (note("old-crs", f"the member 'crs' of GeoJSON 2008 names {name}; taken as {code}"),)


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature to be written: a geometry on WGS 84 (or ``None``), its properties, and an id where it has one."""

    geometry: BaseGeometry | None
    properties: Mapping[str, Any] = field(default_factory=dict)
    id: str | None = None


def write_geojson(path: Path, features: Iterable[Feature], *, crs: str = WGS84) -> int:
    """Write features as one FeatureCollection of RFC 7946 and return how many; the file is whole or not there.

    ``crs`` is the frame of the geometries and must be WGS 84 (``FrameMismatchError``, ``not-wgs84``): GeoJSON has no other.
    Properties may hold text, whole numbers, decimals and finite floats (written as the nearest double), true, false, null, lists and
    objects; NaN is refused (``InputError``, ``not-a-number``), because unknown is null. Geometries are not cut at the
    antimeridian.
    """
    if crs not in (WGS84, "OGC:CRS84"):
        raise FrameMismatchError(
            kind="not-wgs84",
            expected="geometries in EPSG:4326 for GeoJSON (RFC 7946, section 4)",
            found=crs,
            do="transform them first, with the operation recorded",
        )
    lines = [_line(feature) for feature in features]
    text = '{"type":"FeatureCollection","features":[' + ",".join(f"\n{line}" for line in lines) + "\n]}\n"
    replace_bytes(path, text.encode())
    return len(lines)


def _line(feature: Feature) -> str:
    record: dict[str, Any] = {"type": "Feature"}
    if feature.id is not None:
        record["id"] = feature.id
    record["geometry"] = _geometry(feature.geometry)
    record["properties"] = {str(key): _plain(value) for key, value in feature.properties.items()}
    try:
        return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError as error:
        raise InputError(
            kind="not-a-number",
            expected=f"properties without NaN and Infinity in feature {feature.id or ''}",
            found=str(error),
            do="write null where nobody knows",
        ) from error


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return str(value)


def _geometry(shape: BaseGeometry | None) -> Any:
    if shape is None:
        return None
    west, south, east, north = (0.0, 0.0, 0.0, 0.0) if shape.is_empty else shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(
            kind="out-of-range",
            expected="longitude in -180..180 and latitude in -90..90",
            found=f"x from {west:g} to {east:g}, y from {south:g} to {north:g}",
            do="check for swapped axes or a projected coordinate system",
        )
    return _rounded(mapping(shapely.orient_polygons(shape)))


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        # Adding 0.0 turns -0.0 into 0.0, which would otherwise be two spellings of one place.
        return round(value, COORDINATE_PLACES) + 0.0
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(inner) for inner in value]
    return value
