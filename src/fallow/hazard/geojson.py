"""Read the contract's GeoJSON files (RFC 7946) into the field's coordinate system.

Longitudes and latitudes are checked before anything is computed; geometries are never repaired. A file says where an
error lies by the feature's id.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from fallow.core.canonical import parse_json
from fallow.core.errors import InputError, NotThereError
from fallow.core.place import WGS84, transformer
from fallow.hazard.inputs import (
    Find,
    Search,
    StrikeRecord,
    parse_find,
    parse_id,
    parse_search,
    parse_strike,
    refuse_duplicates,
)


def read_strikes(path: Path, crs: str, on: date) -> list[StrikeRecord]:
    """Return the strikes of a GeoJSON file, in file order. Errors as in ``parse_strike``; duplicates are refused."""
    strikes = [parse_strike(fields, point.x, point.y, on) for fields, point in _features(path, crs, "Point", "strike")]
    refuse_duplicates([strike.id for strike in strikes], "strike")
    return strikes


def read_searches(path: Path, crs: str) -> list[Search]:
    """Return the searches of a GeoJSON file, in file order, which is taken for their order in time."""
    searches = [parse_search(fields, outline) for fields, outline in _features(path, crs, "Polygon", "search")]
    refuse_duplicates([search.id for search in searches], "search")
    return searches


def read_finds(path: Path, crs: str, searches: list[Search]) -> list[Find]:
    """Return the finds of a GeoJSON file, in file order. Errors as in ``parse_find``."""
    by_id = {search.id: search for search in searches}
    finds = [parse_find(fields, point.x, point.y, by_id) for fields, point in _features(path, crs, "Point", "find")]
    refuse_duplicates([find.id for find in finds], "find")
    return finds


def read_areas(path: Path, crs: str) -> dict[str, BaseGeometry]:
    """Return the areas of a GeoJSON file by id, in file order, in ``crs``; broken polygons are refused."""
    areas = [(parse_id(fields, "area"), outline) for fields, outline in _features(path, crs, "Polygon", "area")]
    refuse_duplicates([name for name, _ in areas], "area")
    for name, outline in areas:
        if not outline.is_valid:
            raise InputError(
                kind="broken-polygon",
                expected=f"a valid polygon for area {name!r}",
                found=shapely.is_valid_reason(outline),
                do="mend it at its source; nothing is guessed",
            )
    return dict(areas)


def _features(path: Path, crs: str, wanted: str, what: str) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    project = transformer(WGS84, crs).transform
    for number, feature in enumerate(_collection(path), start=1):
        properties = feature.get("properties") or {}
        fields = dict(properties) if isinstance(properties, dict) else {}
        if fields.get("id") is None and feature.get("id") is not None:
            fields["id"] = feature["id"]
        yield fields, _geometry(feature, wanted, f"{what} {fields.get('id', number)!r} of {path.name}", project)


def _collection(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise NotThereError(kind="no-file", expected="a GeoJSON file", found=f"nothing at {path}", do="check the path")
    document = parse_json(path.read_bytes())
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise InputError(
            kind="not-geojson",
            expected=f"a GeoJSON FeatureCollection in {path.name}",
            found=str(document.get("type") if isinstance(document, dict) else type(document).__name__),
            do="export it as GeoJSON (RFC 7946)",
        )
    if "crs" in document and "CRS84" not in str(document["crs"]) and "4326" not in str(document["crs"]):
        raise InputError(
            kind="not-lonlat",
            expected=f"longitude and latitude on WGS 84 in {path.name} (RFC 7946)",
            found=str(document["crs"])[:80],
            do="export it in EPSG:4326",
        )
    return features


def _geometry(feature: dict[str, Any], wanted: str, name: str, project: Any) -> BaseGeometry:
    told = feature.get("geometry")
    kind = told.get("type") if isinstance(told, dict) else None
    if kind != wanted and not (wanted == "Polygon" and kind == "MultiPolygon"):
        raise InputError(
            kind="wrong-geometry", expected=f"a {wanted} for {name}", found=str(kind), do="give each its own geometry"
        )
    try:
        geometry = shapely.force_2d(shape(told))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, shapely.errors.ShapelyError) as error:
        raise InputError(
            kind="wrong-geometry",
            expected=f"the coordinates of a {wanted} for {name}",
            found=f"{type(error).__name__}: {error}"[:120],
            do="export the file again",
        ) from error
    coordinates = shapely.get_coordinates(geometry)
    bad = next((pair for pair in coordinates if not _on_earth(pair)), None)
    if bad is not None or len(coordinates) == 0:
        raise InputError(
            kind="bad-position",
            expected=f"longitude in -180..180 and latitude in -90..90 for {name}",
            found="no coordinates" if bad is None else f"{bad[0]:g}, {bad[1]:g}",
            do="check for swapped axes or a file that is still in metres",
        )
    return shapely.transform(geometry, project, interleaved=False)


def _on_earth(pair: Any) -> bool:
    return math.isfinite(pair[0]) and math.isfinite(pair[1]) and abs(pair[0]) <= 180 and abs(pair[1]) <= 90
