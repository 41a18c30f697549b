"""Export: strikes as the file that ``fallow hazard solve`` reads.

RFC 7946 GeoJSON with exact positions: a working file for the analyst, not a publication. Its properties are those of the
hazard contract and nothing else: no link, no description, no name. What cannot be exported is counted with its reason.
"""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fallow.core.place import WGS84, Place, parse_projected_crs, transformer
from fallow.core.when import When
from fallow.strikes.strike import Standing, Strike

SIMULATED = "simulated"
"""Stands first in the source of a strike made from claims about a simulated world."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A feature collection, and why the other strikes are not in it: reason to ids."""

    collection: dict[str, Any]
    left_out: dict[str, tuple[str, ...]]

    def text(self) -> str:
        """Return the file's text: the same strikes give the same bytes."""
        return json.dumps(self.collection, ensure_ascii=False, indent=1) + "\n"


def to_features(strikes: Iterable[Strike]) -> dict[str, Any]:
    """Return the strikes that have a place, a date and a standing as a feature collection of the hazard contract."""
    return strikes_geojson(strikes).collection


def strikes_geojson(
    strikes: Iterable[Strike],
    *,
    bounds: tuple[float, float, float, float] | None = None,
    crs: str = WGS84,
    margin_m: float = 0.0,
    with_candidates: bool = False,
) -> Exported:
    """Return the hazard contract's input, in the order given.

    ``bounds`` are west, south, east, north in ``crs``; strikes outside them by more than ``margin_m`` (a projected ``crs``
    only) are left out. Candidates (only asserted, and in documents alone) are left out unless asked for.
    """
    features: list[dict[str, Any]] = []
    left_out: dict[str, list[str]] = {}
    inside = _inside(bounds, crs, margin_m)
    for strike in strikes:
        reason = _why_not(strike, with_candidates) or (None if inside(strike.place) else "outside the bounds")
        if reason or strike.place is None or strike.when is None:
            left_out.setdefault(reason or "no place", []).append(strike.id)
        else:
            features.append(_feature(strike, strike.place, strike.when))
    collection = {"type": "FeatureCollection", "features": features}
    return Exported(collection, {reason: tuple(ids) for reason, ids in sorted(left_out.items())})


def _why_not(strike: Strike, with_candidates: bool) -> str | None:
    if strike.place is None:
        return "no place"
    if strike.when is None:
        return "no date"
    if strike.standing is Standing.CANDIDATE and not with_candidates:
        return "only asserted in documents, nobody observed it"
    return None


def _feature(strike: Strike, place: Place, when: When) -> dict[str, Any]:
    at = place.position
    source: Sequence[str] = (SIMULATED, *strike.entries) if strike.simulated else strike.entries
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(at.lon, 7), round(at.lat, 7)]},
        "properties": {
            "id": strike.id,
            "munition": strike.munition,
            "carriers": strike.carriers,
            "position_sigma_m": round(strike.position_sigma_m or 0.0, 1),
            "bearing_deg": strike.bearing_deg,
            "p_real": strike.p_real,
            "date": _date(when),
            "source": ";".join(source),
        },
    }


def _date(when: When) -> str:
    # A day, a month or a year as ISO text; any other stretch by its last day, by which the use had happened.
    start, end = when.start, when.end
    if start == end:
        return end.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{end.year:04d}"
    last = calendar.monthrange(end.year, end.month)[1]
    if (start.year, start.month, start.day, end.day) == (end.year, end.month, 1, last):
        return f"{end.year:04d}-{end.month:02d}"
    return end.isoformat()


def _inside(bounds: tuple[float, float, float, float] | None, crs: str, margin_m: float) -> Any:
    if bounds is None:
        return lambda _: True
    if margin_m:
        parse_projected_crs(crs)
    west, south, east, north = bounds
    move = transformer(WGS84, crs)

    def holds(place: Place | None) -> bool:
        if place is None:
            return False
        x, y = move.transform(*place.position.lonlat)
        return bool(west - margin_m <= x <= east + margin_m and south - margin_m <= y <= north + margin_m)

    return holds
