"""Position: a claim's place as one point in degrees with a standard deviation in metres, and several of them as one.

A place drawn as an area is its centroid with half its extent added to the uncertainty. Where nobody stated an uncertainty
one is assumed and the assumption is flagged: unknown is not exact. Combined positions are weighted by precision, one
position for each origin, and are never said to be finer than the best of them: reports share their maps and their errors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry import Point

from fallow.core.place import WGS84, LonLat, Place
from fallow.evidence.claim import Claim

ASSUMED_SIGMA_M = 1_000.0
"""Assumed where nobody stated an uncertainty: many public positions are place centroids. A judgement."""

_DEGREE_M = 111_195.0


@dataclass(frozen=True, slots=True)
class Position:
    """Longitude and latitude in degrees on WGS 84, standard deviation per axis in metres, and whether that was assumed."""

    lon: float
    lat: float
    sigma_m: float
    assumed: bool


def position_of(claim: Claim) -> Position | None:
    """Return the position of a claim's place, ``None`` where it has none."""
    place = claim.place
    if place is None or place.geometry.is_empty:
        return None
    point = place.geometry if place.crs == WGS84 and isinstance(place.geometry, Point) else None
    lon, lat = (point.x, point.y) if point is not None else place.position.lonlat
    assumed = place.uncertainty_m is None
    sigma = ASSUMED_SIGMA_M if place.uncertainty_m is None else place.uncertainty_m
    if point is None:
        sigma = math.hypot(sigma, _half_extent_m(place))
    return Position(lon, lat, sigma, assumed)


def combine(positions: Sequence[Position]) -> Position:
    """Return one position for those of one strike (one for each origin; at least one).

    Weighted by ``1 / sigma^2``; its sigma is that of the best, or the spread of the positions where they disagree by more.
    """
    first = positions[0]
    if len(positions) == 1:
        return first
    weights = [1.0 / max(position.sigma_m, 1.0) ** 2 for position in positions]
    total = sum(weights)
    east_m = math.cos(math.radians(first.lat)) * _DEGREE_M
    offsets = [(_turn(p.lon - first.lon) * east_m, (p.lat - first.lat) * _DEGREE_M) for p in positions]
    x, y = (sum(w * offset[axis] for w, offset in zip(weights, offsets, strict=True)) / total for axis in (0, 1))
    spread = sum(w * ((ox - x) ** 2 + (oy - y) ** 2) / 2 for w, (ox, oy) in zip(weights, offsets, strict=True)) / total
    best = min(positions, key=lambda position: position.sigma_m)
    lon = _turn(first.lon + (x / east_m if east_m else 0.0))
    sigma = max(best.sigma_m, math.sqrt(spread))
    return Position(lon, first.lat + y / _DEGREE_M, sigma, any(position.assumed for position in positions))


def place_of(position: Position) -> Place:
    """Return a position as a point place on WGS 84."""
    return Place.at(LonLat(position.lon, position.lat), position.sigma_m)


def _turn(degrees: float) -> float:
    return (degrees + 180.0) % 360.0 - 180.0


def _half_extent_m(place: Place) -> float:
    west, south, east, north = place.to(WGS84).geometry.bounds
    return LonLat(west, south).distance_m(LonLat(east, north)) / 2
