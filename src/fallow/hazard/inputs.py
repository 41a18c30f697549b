"""What the field is solved from: past strikes, searches and finds, parsed once at the door.

The fields are those of the GeoJSON contract (RFC 7946, longitude and latitude); positions are carried in metres of the
field's coordinate system. Refused with a word: a strike without a past date and a source, broken polygons, duplicate
ids, chances outside 0..1, negative uncertainty, and a find that names a search it does not belong to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from fallow.core.errors import InputError, RefusalError
from fallow.core.when import When, parse_when

SIMULATED = "simulated"
"""The source of strikes that never happened: it marks every output."""
GPS_SLACK_M = 25.0
"""How far outside its search a find may lie and still belong to it: a hand-held receiver's bad day."""


class FindKind(Enum):
    """What was found."""

    UNEXPLODED = "unexploded"
    FRAGMENT = "fragment"
    CASING = "casing"


@dataclass(frozen=True, slots=True)
class StrikeRecord:
    """A past strike on record. ``x``, ``y`` in metres of the field's CRS; ``None`` is unknown, never zero."""

    id: str
    x: float
    y: float
    position_sigma_m: float
    date: When
    source: str
    munition: str | None = None
    carriers: float | None = None
    bearing_deg: float | None = None
    p_real: float | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Ground that was searched. ``polygon`` in the field's CRS; ``p_detect`` as told, the truth may differ."""

    id: str
    polygon: BaseGeometry
    p_detect: float
    complete: bool = True
    items_removed: bool = True


@dataclass(frozen=True, slots=True)
class Find:
    """Something found, in a search or (``search`` is ``None``) outside any. ``removed``: no longer in the ground."""

    id: str
    x: float
    y: float
    search: str | None = None
    kind: FindKind = FindKind.UNEXPLODED
    removed: bool = False


def _bad(kind: str, what: str, name: str, expected: str, found: Any, do: str) -> InputError:
    return InputError(kind=kind, expected=f"{expected} for {what} {name!r}", found=repr(found)[:80], do=do)


def _number(fields: dict[str, Any], key: str, what: str, low: float, high: float) -> float | None:
    value = fields.get(key)
    if value is None:
        return None
    name = str(fields.get("id"))
    expected = f"{key} between {low:g} and {high:g}" if math.isfinite(high) else f"{key} of {low:g} or more"
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not (low <= number <= high and math.isfinite(number)):
        raise _bad("bad-number", what, name, expected, value, "put it right at its source, or leave it out if unknown")
    return number


def _flag(fields: dict[str, Any], key: str, what: str, absent: bool | None) -> bool:
    value = fields.get(key)
    value = absent if value is None else value
    if isinstance(value, bool):
        return value
    raise _bad("bad-flag", what, str(fields.get("id")), f"{key} as true or false", fields.get(key), "state it plainly")


def parse_id(fields: dict[str, Any], what: str) -> str:
    """Return the ``id`` of a feature as text; raise ``InputError`` (``no-id``) where there is none."""
    value = fields.get("id")
    if isinstance(value, bool) or not isinstance(value, (str, int)) or str(value).strip() == "":
        raise InputError(
            kind="no-id",
            expected=f"an id of its own for every {what}",
            found=repr(value),
            do="give each feature a property id that no other has",
        )
    return str(value)


def parse_strike(fields: dict[str, Any], x: float, y: float, on: date) -> StrikeRecord:
    """Return the strike that ``fields`` describe, at ``x``, ``y`` metres.

    Raises ``RefusalError`` (``not-past``, ``no-source``) for a strike without a date up to ``on`` and a source, and
    ``InputError`` for values that cannot be.
    """
    name = parse_id(fields, "strike")
    source = fields.get("source")
    if not isinstance(source, str) or not source.strip():
        raise RefusalError(
            kind="no-source",
            expected=f"a source for strike {name!r} (entry id, citation, or {SIMULATED!r})",
            found=repr(source),
            do="say who reported it; a field speaks of what has happened and of nothing else",
        )
    sigma = _number(fields, "position_sigma_m", "strike", 0.0, 1e6)
    if sigma is None:
        raise _bad(
            "no-uncertainty",
            "strike",
            name,
            "position_sigma_m in metres per axis",
            None,
            "state how far off the record may be; unknown is not exact",
        )
    return StrikeRecord(
        id=name,
        x=x,
        y=y,
        position_sigma_m=sigma,
        date=_past(fields.get("date"), name, on),
        source=source.strip(),
        munition=_text(fields.get("munition"), name),
        carriers=_number(fields, "carriers", "strike", 1e-9, 1e5),
        bearing_deg=_number(fields, "bearing_deg", "strike", -360.0, 360.0),
        p_real=_number(fields, "p_real", "strike", 0.0, 1.0),
    )


def _text(value: Any, name: str) -> str | None:
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise _bad("bad-munition", "strike", name, "a catalogue key or null", value, "write null where it is unknown")


def _past(value: Any, name: str, on: date) -> When:
    if value is None:
        raise RefusalError(
            kind="not-past",
            expected=f"the date on which strike {name!r} happened",
            found="none",
            do="give the day, month or year; a field speaks of what has happened and of nothing else",
        )
    when = parse_when(value)
    if when.end > on:
        raise RefusalError(
            kind="not-past",
            expected=f"a date of use no later than {on.isoformat()} for strike {name!r}",
            found=repr(value),
            do="leave it out: Fallow never estimates the effect of what has not happened",
        )
    return when


def parse_search(fields: dict[str, Any], polygon: BaseGeometry) -> Search:
    """Return the search that ``fields`` describe over ``polygon`` (metres); raise ``InputError`` where it is broken."""
    name = parse_id(fields, "search")
    if polygon.geom_type not in ("Polygon", "MultiPolygon") or polygon.is_empty:
        raise _bad("not-polygon", "search", name, "a polygon", polygon.geom_type, "draw the ground that was searched")
    if not polygon.is_valid:
        reason = shapely.is_valid_reason(polygon)
        raise _bad(
            "broken-polygon", "search", name, "a valid polygon", reason, "mend it at its source; nothing is guessed"
        )
    p_detect = _number(fields, "p_detect", "search", 0.0, 1.0)
    if p_detect is None:
        raise _bad("no-p-detect", "search", name, "p_detect from 0 to 1", None, "state the method's told chance")
    return Search(
        name,
        polygon,
        p_detect,
        _flag(fields, "complete", "search", None),
        _flag(fields, "items_removed", "search", True),
    )


def parse_find(fields: dict[str, Any], x: float, y: float, searches: dict[str, Search]) -> Find:
    """Return the find that ``fields`` describe at ``x``, ``y`` metres.

    Raises ``InputError`` (``unknown-search``, ``outside-search``) where it names a search that is not there or lies
    more than ``GPS_SLACK_M`` outside it, and (``bad-kind``) for a kind that is not one of ``FindKind``.
    """
    name = parse_id(fields, "find")
    kinds = [kind.value for kind in FindKind]
    if fields.get("kind") not in kinds:
        raise _bad("bad-kind", "find", name, f"a kind out of {', '.join(kinds)}", fields.get("kind"), "choose one")
    told = fields.get("search")
    search = None if told is None else str(told)
    if search is not None:
        if search not in searches:
            raise _bad("unknown-search", "find", name, "a search of the searches file or null", told, "check the id")
        off = searches[search].polygon.distance(Point(x, y))
        if off > GPS_SLACK_M:
            raise _bad(
                "outside-search",
                "find",
                name,
                f"a position in search {search!r} or within {GPS_SLACK_M:g} m of it",
                f"{off:.1f} m outside",
                "check the position and the search; write null for a find outside any search",
            )
    absent = search is not None and searches[search].items_removed
    removed = _flag(fields, "removed", "find", absent)
    return Find(name, x, y, search, FindKind(fields["kind"]), removed)


def refuse_duplicates(names: list[str], what: str) -> None:
    """Raise ``InputError`` (``duplicate-id``) where an id stands twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InputError(
                kind="duplicate-id",
                expected=f"every {what} id once",
                found=f"{name!r} twice",
                do="decide at the source whether they are one or two; nothing is merged in silence",
            )
        seen.add(name)
