"""Read place: the position of one row as its mapping says, on WGS 84, with the uncertainty that it deserves.

No axes are swapped and no geometry is mended. The standard deviation per axis is the largest of what the mapping states (for
the source, or for the row's word of precision), half a unit of the last digit that the source wrote, and the accuracy of the
datum shift; where the mapping states nothing it is unknown, because digits say how finely somebody wrote, not how well
somebody knew. A datum shift travels with the place: the operation, its accuracy and its shortcomings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Fields
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from fallow.core.errors import InputError
from fallow.core.place import WGS84, LonLat, Place
from fallow.evidence.fault import Fault
from fallow.evidence.mapping import PositionColumns
from fallow.formats.coordinates import ParsedPosition, parse_pair, parse_position, parse_xy
from fallow.formats.datum import DatumShift, on_wgs84, to_wgs84
from fallow.formats.geometry import build

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

METRES_PER_DEGREE = 111_320.0
"""Length of a degree of latitude, to turn written digits into metres; a degree of longitude is never longer."""

NULL_ISLAND_DEG = 0.01
"""Positions this near to 0, 0 on both axes are taken for a missing value that somebody filled with zeros."""

_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """``place`` is ``None`` where there is no usable position; ``written`` is what the cells had (latitude, longitude)."""

    place: Place | None = None
    position: LonLat | None = None
    written: tuple[float, float] | None = None
    shift: DatumShift | None = None


def read_place(
    row: Fields[str, Any], columns: PositionColumns, geometry: Any, table_crs: str | None, faults: list[Fault]
) -> ReadPlace:
    """Read where a row lies; what is wrong is added to ``faults`` and never raised."""
    if columns.geometry:
        found = _from_geometry(row, columns, geometry, table_crs, faults)
    else:
        found = _from_cells(row, columns, faults)
    if found.position and max(abs(found.position.lon), abs(found.position.lat)) < NULL_ISLAND_DEG:
        faults.append(Fault("null-island", f"latitude {found.position.lat:g}, longitude {found.position.lon:g}"))
    if found.shift and (found.shift.ballpark or not found.shift.inside_area):
        faults.append(Fault("datum-doubtful", found.shift.sentence))
    return found


def _from_cells(row: Fields[str, Any], columns: PositionColumns, faults: list[Fault]) -> ReadPlace:
    paths = (columns.lat, columns.lon, columns.x, columns.y, columns.text)
    cells = [path.first(row) for path in paths if path is not None]
    texts = [cell for cell in cells if cell is not None]
    if len(texts) < len(cells):
        half = f"half a position: {texts[0]!r} without its other part" if texts else "the position's columns are blank"
        faults.append(Fault("bad-position" if texts else "no-position", half))
        return ReadPlace()
    if columns.lat and columns.crs == WGS84 and all(_DECIMAL.fullmatch(text) for text in texts):
        return _plain(row, columns, texts, faults)
    try:
        parsed = _parse(texts, columns)
    except InputError as error:
        faults.append(Fault("bad-position", f"{' '.join(texts)[:80]!r}: {error.found}"))
        return ReadPlace()
    sigma_m = _uncertainty_m(row, columns, parsed.precision_m, parsed.operation, faults)
    return ReadPlace(Place.at(parsed.position, sigma_m), parsed.position, parsed.position.latlon, parsed.operation)


def _plain(row: Fields[str, Any], columns: PositionColumns, texts: list[str], faults: list[Fault]) -> ReadPlace:
    # The common case, read here because a hundred thousand rows have it.
    lat, lon = float(texts[0]), float(texts[1])
    if abs(lat) > 90 or abs(lon) > 180:
        faults.append(Fault("out-of-range", f"latitude {texts[0]}, longitude {texts[1]} is on no globe"))
        return ReadPlace(written=(lat, lon))
    # Sources drop trailing zeros, so the longer of the two says how many digits were meant.
    digits = max(len(text.partition(".")[2]) for text in texts)
    position = LonLat(lon, lat)
    sigma_m = _uncertainty_m(row, columns, 0.5 * METRES_PER_DEGREE / 10**digits, None, faults)
    return ReadPlace(Place.at(position, sigma_m), position, (lat, lon))


def _parse(texts: list[str], columns: PositionColumns) -> ParsedPosition:
    crs = columns.crs or WGS84
    if columns.text is not None:
        return parse_position(texts[0], notation=columns.notation, crs=crs)
    if columns.x is not None:
        return parse_xy(texts[0], texts[1], crs=crs)
    return parse_pair(texts[0], texts[1], crs=crs)


def _uncertainty_m(
    row: Fields[str, Any],
    columns: PositionColumns,
    precision_m: float | None,
    shift: DatumShift | None,
    faults: list[Fault],
) -> float | None:
    stated = columns.uncertainty_m
    if columns.precision:
        word = columns.precision.column.first(row)
        found = columns.precision.read(word)
        if word is not None and found is None:
            faults.append(Fault("precision-unknown", f"{word!r} is not among the mapping's words for precision"))
        stated = found if found is not None else stated
    if stated is None:
        return None
    return max(stated, precision_m or 0.0, (shift.accuracy_m or 0.0) if shift else 0.0)


def _from_geometry(
    row: Fields[str, Any], columns: PositionColumns, geometry: Any, table_crs: str | None, faults: list[Fault]
) -> ReadPlace:
    if geometry is None:
        faults.append(Fault("no-position", "the row has no geometry"))
        return ReadPlace()
    crs = columns.crs or table_crs
    shape = build(geometry, crs)[0]
    if shape is None or shape.is_empty or any(fault.kind == "out-of-range" for fault in faults):
        return ReadPlace()  # the reader of the format noted why
    if crs is None:
        faults.append(Fault("bad-position", "neither the file nor the mapping names a coordinate system"))
        return ReadPlace()
    try:
        moved, shift = _on_wgs84(shape, crs)
        place = Place(moved, WGS84, _uncertainty_m(row, columns, None, shift, faults))
        return ReadPlace(place, place.position, place.position.latlon, shift)
    except InputError as error:
        faults.append(Fault("out-of-range", f"the geometry is on no globe: {error.found}"))
        return ReadPlace()


def _on_wgs84(shape: BaseGeometry, crs: str) -> tuple[BaseGeometry, DatumShift | None]:
    if on_wgs84(crs):
        return Place(shape, crs).to(WGS84).geometry, None
    _, shift = to_wgs84(shape.centroid.x, shape.centroid.y, crs)
    # Vertex by vertex, so that the operation named is the operation used.
    moved = shapely.transform(shapely.force_2d(shape), lambda pairs: [to_wgs84(x, y, crs)[0].lonlat for x, y in pairs])
    return moved, shift
