"""Extract: where the body of a kind states a place and days, and how they are read into columns.

A table, because the register knows no domain: a kind that is not named here has no place and no days in the views. What a body
does not state is ``None``; what it states and nobody can read is ``None`` too and marked as unread, so that it can be counted
and looked at. Nothing is guessed: a row of a listing has a place only where it came with a geometry in degrees.

The box of a geometry that crosses the antimeridian spans the world, which finds too much and misses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from fallow.core.errors import InputError
from fallow.core.when import parse_when


@dataclass(frozen=True, slots=True)
class Where:
    """Keys of a kind's body: ``geometry`` holds GeoJSON (longitude, latitude, decimals as text), ``start`` and ``end`` days."""

    geometry: str | None = None
    start: str | None = None
    end: str | None = None


PLACES: dict[str, Where] = {
    "search": Where("geometry", "date"),
    "find": Where("geometry", "date"),
    "area": Where("geometry", "date"),
    "row": Where("geometry"),
    "treaty_fact": Where(start="date", end="until"),
}
"""Kinds whose bodies state a place or days, and under which keys."""


class Extract(NamedTuple):
    """Days (ISO text, inclusive) and the box in degrees of one body; ``unread`` counts what was stated and not understood."""

    valid_from: str | None = None
    valid_to: str | None = None
    lon_min: float | None = None
    lon_max: float | None = None
    lat_min: float | None = None
    lat_max: float | None = None
    unread: int = 0


NOTHING = Extract()
"""What a body without place and days gives."""

_NOWHERE = (None, None, None, None)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def extract(kind: str, body: Any) -> Extract:
    """Return the days and the box that a body of ``kind`` states."""
    where = PLACES.get(kind)
    if where is None or not isinstance(body, dict):
        return NOTHING
    days, bad_days = _valid(body, where)
    box, bad_box = _box(body.get(where.geometry)) if where.geometry else (_NOWHERE, 0)
    return Extract(*days, *box, bad_days + bad_box)


def _valid(body: dict[str, Any], where: Where) -> tuple[tuple[str | None, str | None], int]:
    if where.start is None:
        return (None, None), 0
    if where.end is None and type(text := body.get(where.start)) is str and (day := _days_of(text)):
        return day, 0
    stated = [body.get(key) for key in (where.start, where.end) if key is not None]
    stated = [value for value in stated if value not in (None, "")]
    read = [days for days in map(_days, stated) if days is not None]
    if len(read) < len(stated) or not read:
        return (None, None), len(stated) - len(read)
    return (min(days[0] for days in read), max(days[1] for days in read)), 0


def _days(value: Any) -> tuple[str, str] | None:
    return _days_of(value) if isinstance(value, str) else None


@lru_cache(maxsize=4096)
def _days_of(text: str) -> tuple[str, str] | None:
    try:
        if _DAY.fullmatch(text):
            date.fromisoformat(text)
            return text, text
        when = parse_when(text)
    except (ValueError, InputError):
        return None
    return when.start.isoformat(), when.end.isoformat()


def _box(geometry: Any) -> tuple[tuple[float | None, float | None, float | None, float | None], int]:
    if geometry is None:
        return _NOWHERE, 0
    try:
        if geometry["type"] == "Point":  # the common case, at a third of the time
            west, south = _number(geometry["coordinates"][0]), _number(geometry["coordinates"][1])
            east, north = west, south
        else:
            lons, lats = zip(*_positions(geometry), strict=True)
            west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return _NOWHERE, 1
    # Comparisons with NaN are false, so what is not a number is refused here as well.
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return _NOWHERE, 1
    return (west, east, south, north), 0


def _positions(geometry: Any) -> Iterator[tuple[float, float]]:
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _positions(part)
    elif geometry["type"] == "Feature":
        yield from _positions(geometry["geometry"])
    else:
        yield from _flat(geometry["coordinates"])


def _flat(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], list):
        for part in coordinates:
            yield from _flat(part)
    else:
        yield _number(coordinates[0]), _number(coordinates[1])


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"{value!r} is no decimal")
    return float(value)
