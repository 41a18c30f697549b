"""Place: a geometry that knows its coordinate system and its uncertainty in metres.

The classic mistakes of the field are swapped axes, metres mixed with degrees and a point taken for exact. So: a pair of
numbers is a ``LonLat`` whose constructor names the order and whose range is checked; a ``Place`` carries its CRS and
refuses to meet a place in another one; its uncertainty is a standard deviation per axis in metres, ``None`` where nobody
knows it (which is not zero). Distances are geodesic on the WGS 84 ellipsoid for EPSG:4326 (Karney 2013, as in PROJ).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import shapely
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from fallow.core.errors import FrameMismatchError, InputError

WGS84 = "EPSG:4326"
"""The frame of GeoJSON and of everything exchanged: longitude, latitude in degrees."""

_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class LonLat:
    """Longitude and latitude in degrees on WGS 84. Not a tuple, so that no order can be assumed."""

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lon) and math.isfinite(self.lat)):
            raise _bad_position(self, "a finite longitude and latitude")
        if abs(self.lat) > 90 or abs(self.lon) > 180:
            raise _bad_position(self, "longitude in -180..180 and latitude in -90..90")

    @property
    def lonlat(self) -> tuple[float, float]:
        """``(lon, lat)``: the order of GeoJSON and of x, y."""
        return (self.lon, self.lat)

    @property
    def latlon(self) -> tuple[float, float]:
        """``(lat, lon)``: the order of speech and of most spreadsheets."""
        return (self.lat, self.lon)

    def distance_m(self, other: LonLat) -> float:
        """Geodesic distance in metres."""
        return float(_GEOD.inv(self.lon, self.lat, other.lon, other.lat)[2])


def lonlat_(lon: float, lat: float) -> LonLat:
    """Make a ``LonLat`` from longitude, then latitude."""
    return LonLat(float(lon), float(lat))


def latlon_(lat: float, lon: float) -> LonLat:
    """Make a ``LonLat`` from latitude, then longitude."""
    return LonLat(float(lon), float(lat))


def _bad_position(position: LonLat, expected: str) -> InputError:
    return InputError(
        kind="bad-position",
        expected=expected,
        found=f"lon={position.lon}, lat={position.lat}",
        do="check for swapped columns, a missing decimal point or another coordinate system",
    )


@lru_cache(maxsize=64)
def parse_crs(text: str) -> CRS:
    """Return the CRS named by an authority code such as ``EPSG:32637``; raise ``InputError`` (``bad-crs``) otherwise."""
    try:
        return CRS.from_user_input(text)
    except CRSError as error:
        raise InputError(
            kind="bad-crs",
            expected="a coordinate system by its authority code, such as EPSG:32637",
            found=repr(text[:80]),
            do="look the code up in the source's documentation; Fallow never guesses one in silence",
        ) from error


def parse_projected_crs(text: str) -> CRS:
    """Return a projected CRS in metres; raise ``InputError`` (``not-metres``) where lengths would be degrees or feet."""
    crs = parse_crs(text)
    units = {axis.unit_name for axis in crs.axis_info}
    if not crs.is_projected or units != {"metre"}:
        raise InputError(
            kind="not-metres",
            expected="a projected coordinate system in metres, such as the UTM zone of the area",
            found=f"{text} ({', '.join(sorted(units)) or 'no units'})",
            do="choose the UTM zone that holds the area: EPSG:326NN north, EPSG:327NN south",
        )
    return crs


@lru_cache(maxsize=64)
def transformer(source: str, target: str) -> Transformer:
    """Return the x, y ordered transformer from ``source`` to ``target`` (longitude first, easting first)."""
    return Transformer.from_crs(parse_crs(source), parse_crs(target), always_xy=True)


def utm_crs_at(position: LonLat) -> str:
    """Return the EPSG code of the WGS 84 / UTM zone that holds ``position`` (Norwegian exceptions not applied)."""
    zone = min(60, int((position.lon + 180) // 6) + 1)
    return f"EPSG:{(32600 if position.lat >= 0 else 32700) + zone}"


@dataclass(frozen=True, slots=True)
class Place:
    """A geometry in ``crs`` with the standard deviation of its position per axis, in metres.

    ``uncertainty_m`` is ``None`` where unknown: unknown is not exact, and every reader must choose what to assume.
    """

    geometry: BaseGeometry
    crs: str
    uncertainty_m: float | None = None

    def __post_init__(self) -> None:
        if self.uncertainty_m is not None and not (math.isfinite(self.uncertainty_m) and self.uncertainty_m >= 0):
            raise InputError(
                kind="bad-uncertainty",
                expected="a standard deviation in metres, 0 or more",
                found=repr(self.uncertainty_m),
                do="leave it out where nobody knows it",
            )
        parse_crs(self.crs)

    @classmethod
    def at(cls, position: LonLat, uncertainty_m: float | None = None) -> Place:
        """A point place on WGS 84."""
        return cls(Point(*position.lonlat), WGS84, uncertainty_m)

    @property
    def position(self) -> LonLat:
        """The point (or the centroid) in longitude and latitude."""
        centre = self.to(WGS84).geometry.centroid
        return LonLat(centre.x, centre.y)

    def to(self, crs: str) -> Place:
        """The same place in another CRS. Uncertainty in metres stays as it is."""
        if crs == self.crs:
            return self
        moved = shapely.transform(self.geometry, transformer(self.crs, crs).transform, interleaved=False)
        return Place(moved, crs, self.uncertainty_m)

    def distance_m(self, other: Place) -> float:
        """Distance in metres between positions; raises ``FrameMismatchError`` where the frames differ."""
        if self.crs != other.crs:
            raise FrameMismatchError(
                kind="crs-mismatch",
                expected=f"two places in {self.crs}",
                found=f"one in {other.crs}",
                do="transform one of them on purpose with .to(crs)",
            )
        return self.position.distance_m(other.position)
