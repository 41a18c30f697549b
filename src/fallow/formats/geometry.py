"""Geometry: built from what a source wrote, looked at, and never mended.

A broken polygon is evidence of how a file was made; closing or untangling it in silence would move a boundary that
somebody may have to sign. So: what shapely can hold is kept as it is, with notes; what it cannot hold (a ring that is not
closed, three numbers that are not numbers) becomes ``None`` with a note, and the source's own numbers stay readable.

The checks follow the defects that the GICHD looks for before a migration of IMSMA (geocheck.sql): invalid polygons,
fewer than three vertices, a closing point written twice, more than 5,000 m between neighbouring vertices.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import shapely
from pyproj import Geod
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from fallow.formats.crs import crs_unit
from fallow.formats.table import note

if TYPE_CHECKING:
    from fallow.core.canonical import Json

LONGEST_EDGE_M = 5_000.0
"""Distance between neighbouring vertices of a polygon above which a slip of a digit is likely (GICHD geocheck)."""

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LARGEST = 1e300
_GEOD = Geod(ellps="WGS84")


class _CannotBuildError(Exception):
    """Why a geometry cannot be built; ``args`` are the kind and the sentence of a note. Never leaves this module."""


def build(geometry: Json, crs: str | None) -> tuple[BaseGeometry | None, tuple[str, ...]]:
    """Return the geometry of a GeoJSON geometry object (numbers may be text) and the notes on it.

    ``None`` without a note where the source has none (null). Kinds of notes: ``broken-geometry``, ``bad-number``,
    ``unclosed-ring``, ``too-few-vertices`` (all of them without a geometry), ``uneven-heights`` (some positions have a
    height and some not: the geometry is built without) and those of ``look_at``.
    """
    if geometry is None:
        return None, ()
    notes: list[str] = []
    try:
        shape = _shape(geometry, notes)
    except _CannotBuildError as error:
        return None, (note(error.args[0], error.args[1]),)
    return shape, (*notes, *look_at(shape, crs))


def look_at(shape: BaseGeometry, crs: str | None) -> tuple[str, ...]:
    """Return notes on a geometry as it stands: nothing is changed.

    Kinds: ``empty-geometry``, ``invalid-geometry`` (with GEOS's reason), ``out-of-range`` (degrees that cannot be),
    ``repeated-closing-point``, ``long-edge`` (only in degrees or metres, geodesic in degrees).
    """
    if shape.is_empty:
        return (note("empty-geometry", f"an empty {shape.geom_type}"),)
    found: list[str] = []
    if not shape.is_valid:
        found.append(note("invalid-geometry", f"{shapely.is_valid_reason(shape)}; kept as it is"))
    if crs is not None and crs_unit(crs) == "degree":
        west, south, east, north = shape.bounds
        if west < -180 or east > 180 or south < -90 or north > 90:
            found.append(
                note(
                    "out-of-range",
                    f"x from {west:g} to {east:g}, y from {south:g} to {north:g} are no longitude and latitude in degrees; "
                    "swapped axes or a projected coordinate system; kept as it is",
                )
            )
            return tuple(found)
    for ring in _rings(shape):
        found.extend(_look_at_ring(ring, crs))
    return tuple(dict.fromkeys(found))


def source_json(shape: BaseGeometry | None) -> Json:
    """Return a geometry as a GeoJSON geometry object whose numbers are the shortest text that reads back the same."""
    if shape is None:
        return None
    return _as_text(mapping(shape))


def _as_text(value: Any) -> Json:
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _as_text(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_text(inner) for inner in value]
    return str(value)


def _shape(geometry: Json, notes: list[str]) -> BaseGeometry:
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        raise _CannotBuildError("broken-geometry", f"{str(geometry)[:60]!r} is no GeoJSON geometry")
    kind = str(geometry["type"])
    if kind == "GeometryCollection":
        parts = geometry.get("geometries")
        if not isinstance(parts, list):
            raise _CannotBuildError("broken-geometry", "a GeometryCollection without a list of geometries")
        # Collections may hold collections; the JSON parser has bounded the depth before this.
        return shapely.GeometryCollection([_shape(part, notes) for part in parts])
    if kind not in _DEPTH:
        raise _CannotBuildError("broken-geometry", f"{kind[:40]!r} is no type of geometry that GeoJSON knows")
    coordinates = _coordinates(geometry.get("coordinates"), _DEPTH[kind], kind)
    if len(_lengths(coordinates, _DEPTH[kind])) > 1:
        notes.append(note("uneven-heights", f"some positions of the {kind} have a height and some not; built without"))
        coordinates = _flat(coordinates, _DEPTH[kind])
    if kind == "Point" and not coordinates:
        return shapely.Point()
    _check_lines(kind, coordinates)
    try:
        return _construct(kind, coordinates)
    except (ValueError, TypeError, shapely.errors.GEOSException) as error:
        raise _CannotBuildError("broken-geometry", f"{kind}: {error}") from error


def _construct(kind: str, coordinates: Any) -> BaseGeometry:
    if kind == "Polygon":
        return shapely.Polygon(coordinates[0], coordinates[1:]) if coordinates else shapely.Polygon()
    if kind == "MultiPolygon":
        return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in coordinates if rings])
    return getattr(shapely, kind)(coordinates)


def _coordinates(value: Json, depth: int, kind: str) -> Any:
    if not isinstance(value, list):
        raise _CannotBuildError("broken-geometry", f"{kind} without a list of coordinates, {str(value)[:40]!r} instead")
    if depth:
        return [_coordinates(inner, depth - 1, kind) for inner in value]
    if kind == "Point" and not value:
        return ()
    if len(value) < 2:
        raise _CannotBuildError("broken-geometry", f"a position with fewer than two numbers: {str(value)[:40]}")
    # RFC 7946 3.1.1: more than three elements have no meaning here; they stay readable in the source's own form.
    return tuple(_number(part) for part in value[:3])


def _lengths(coordinates: Any, depth: int) -> set[int]:
    if depth == 0:
        return {len(coordinates)}
    return {length for inner in coordinates for length in _lengths(inner, depth - 1)}


def _flat(coordinates: Any, depth: int) -> Any:
    return coordinates[:2] if depth == 0 else [_flat(inner, depth - 1) for inner in coordinates]


def _number(value: Any) -> float:
    number = math.nan
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = float(value) if abs(value) < _LARGEST else math.nan
    elif isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        # Python's own float() would also take 1_000 and digits of other scripts.
        number = float(value)
    if not math.isfinite(number):
        found = (
            "a coordinate is missing" if value is None else f"the coordinate {str(value)[:40]!r} is no finite number"
        )
        raise _CannotBuildError("bad-number", found)
    return number


def _check_lines(kind: str, coordinates: Any) -> None:
    rings: Sequence[Any] = ()
    if kind == "Polygon":
        rings = coordinates
    elif kind == "MultiPolygon":
        rings = [ring for polygon in coordinates for ring in polygon]
    for ring in rings:
        if len(set(ring)) < 3:
            raise _CannotBuildError(
                "too-few-vertices", f"a polygon needs three different vertices, a ring has {len(set(ring))}"
            )
        if ring[0] != ring[-1]:
            raise _CannotBuildError(
                "unclosed-ring",
                f"a ring of {len(ring)} vertices begins at {ring[0]} and ends at {ring[-1]}; not closed here",
            )
    lines = [coordinates] if kind == "LineString" else coordinates if kind == "MultiLineString" else []
    for line in lines:
        if len(line) < 2:
            raise _CannotBuildError("too-few-vertices", f"a line needs two vertices, found {len(line)}")


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[float, ...]]]:
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield list(ring.coords)


def _look_at_ring(ring: list[tuple[float, ...]], crs: str | None) -> Iterator[str]:
    if len(ring) > 4 and ring[-1] == ring[-2]:
        yield note("repeated-closing-point", "the closing point of a ring is written twice")
    if crs is None or len(ring) < 2:
        return
    longest = _longest_edge_m(ring, crs)
    if longest is not None and longest > LONGEST_EDGE_M:
        yield note("long-edge", f"{longest:.0f} m between two neighbouring vertices of a polygon")


def _longest_edge_m(ring: list[tuple[float, ...]], crs: str) -> float | None:
    edges = list(itertools.pairwise(ring))
    match crs_unit(crs):
        case "degree":
            # One ellipsoid for all datums: it differs by less than a part in a thousand, and this is a check for slips.
            return max(float(_GEOD.inv(a[0], a[1], b[0], b[1])[2]) for a, b in edges)
        case "metre":
            return max(math.hypot(a[0] - b[0], a[1] - b[1]) for a, b in edges)
        case _:
            return None
