"""Coordinates: what somebody wrote, as a position on WGS 84 with the precision that the writing claims.

Decimal degrees, degrees-minutes-seconds, UTM and MGRS are told apart by their form; a text that two notations could have written
is refused. Swapped axes are not seen here unless a letter or the range gives them away, and nothing is swapped back.

``precision_m`` is half a unit of the last place that was written, the coarser axis counting. It is what the writer *claims*, a floor
and not an uncertainty: centroids of towns are written with six decimals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from fallow.core.errors import FrameMismatchError, InputError
from fallow.core.place import WGS84, LonLat, parse_crs
from fallow.formats.angle import Angle, parse_angle
from fallow.formats.crs import crs_unit
from fallow.formats.datum import DatumShift, on_wgs84, to_wgs84
from fallow.formats.mgrs import looks_like_mgrs, parse_mgrs
from fallow.formats.pair import split_pair
from fallow.formats.utm import looks_like_utm, parse_utm
from fallow.formats.written import parse_number

Notation = Literal["decimal", "dms", "utm", "mgrs", "xy"]
"""How a position was written; ``xy`` are two plain numbers in a coordinate system that the caller named."""

NOTATIONS = ("decimal", "dms", "utm", "utm-band", "utm-hemisphere", "mgrs")
"""What a mapping may state for a column of texts. The two longer UTM names say what a letter S means."""


@dataclass(frozen=True, slots=True)
class ParsedPosition:
    """A position on WGS 84, the precision its writing claims in metres, the notation, the text as written, and the datum
    shift that was made (``None`` where it was WGS 84 already).
    """

    position: LonLat
    precision_m: float
    notation: Notation
    text: str
    operation: DatumShift | None = None


def parse_position(text: str, notation: str | None = None, crs: str = WGS84) -> ParsedPosition:
    """Read a position from one text; ``crs`` is the geographic system that names its datum.

    ``notation`` is one of ``NOTATIONS``, ``None`` lets the form decide. Raises ``InputError``: ``unknown-notation``,
    ``empty-position``, ``bad-angle``, ``ambiguous-pair``, ``wrong-axis``, ``bad-position``, ``bad-utm``, ``ambiguous-utm``,
    ``band-mismatch``, ``bad-mgrs``, ``mgrs-datum``; ``FrameMismatchError`` (``not-geographic``) for a projected ``crs``.
    """
    if notation is not None and notation not in NOTATIONS:
        raise InputError(
            kind="unknown-notation",
            expected=f"one of {', '.join(NOTATIONS)}",
            found=repr(notation),
            do="use one of them, or leave it out to let the form decide",
        )
    _require_geographic(crs)
    if not text.strip():
        raise InputError(
            kind="empty-position", expected="a position", found="nothing", do="leave the place unknown; it is not zero"
        )
    if notation == "mgrs" or (notation is None and looks_like_mgrs(text)):
        return _from_mgrs(text, crs)
    if notation in ("utm", "utm-band", "utm-hemisphere") or (notation is None and looks_like_utm(text)):
        return _from_utm(text, crs, notation or "utm")
    first, second = (parse_angle(half) for half in split_pair(text, parts_by_spaces=notation == "dms"))
    return _from_angles(text, *_in_order(text, first, second), crs=crs, notation=notation)


def parse_pair(lat_text: str, lon_text: str, crs: str = WGS84) -> ParsedPosition:
    """Read a position from two cells, latitude first, each in decimal degrees or DMS.

    Raises ``InputError`` (``bad-angle``, ``wrong-axis``, ``bad-position``) and ``FrameMismatchError`` (``not-geographic``).
    """
    _require_geographic(crs)
    lat, lon = parse_angle(lat_text, "lat"), parse_angle(lon_text, "lon")
    return _from_angles(f"{lat_text}, {lon_text}", lat, lon, crs=crs, notation=None)


def parse_xy(x_text: str, y_text: str, crs: str) -> ParsedPosition:
    """Read a position from two plain numbers in ``crs``, x first: easting before northing, longitude before latitude.

    Raises ``InputError`` (``bad-number``, ``ambiguous-comma``, ``bad-crs``, ``bad-position``).
    """
    degrees = crs_unit(crs) == "degree"
    x, y = (parse_number(text, metres=not degrees) for text in (x_text, y_text))
    position, shift = to_wgs84(x.value, y.value, crs)
    if degrees:
        precision = _precision_m(position.lat, y.last_place, x.last_place)
    else:
        factors = [axis.unit_conversion_factor for axis in parse_crs(crs).axis_info[:2]]
        precision = max(x.last_place, y.last_place) * max(factors, default=1.0) / 2
    return ParsedPosition(position, precision, "xy", f"{x_text}, {y_text}", shift)


def _from_mgrs(text: str, crs: str) -> ParsedPosition:
    if not on_wgs84(crs):
        raise InputError(
            kind="mgrs-datum",
            expected="a grid reference on WGS 84",
            found=f"{text[:40]!r} on {crs}",
            do="give UTM or degrees on that datum: the letters of squares differ between datums",
        )
    square = parse_mgrs(text)
    return ParsedPosition(square.position, square.side_m / 2, "mgrs", text)


def _from_utm(text: str, crs: str, meaning: str) -> ParsedPosition:
    reference = parse_utm(text, crs, meaning)
    position, shift = to_wgs84(*reference.lonlat(crs), crs)
    return ParsedPosition(position, reference.last_place_m / 2, "utm", text, shift)


def _in_order(text: str, first: Angle, second: Angle) -> tuple[Angle, Angle]:
    """Return latitude, longitude: by letters where there are any, else in the order written."""
    axes = (first.axis, second.axis)
    if axes in (("lat", "lon"), (None, None)):
        return first, second
    if axes == ("lon", "lat"):
        return second, first
    raise InputError(
        kind="ambiguous-pair",
        expected="one latitude and one longitude",
        found=repr(text[:60]),
        do="give both a letter (N or S, E or W) or neither",
    )


def _from_angles(text: str, lat: Angle, lon: Angle, *, crs: str, notation: str | None) -> ParsedPosition:
    written: Notation = "dms" if "dms" in (lat.notation, lon.notation) else "decimal"
    if notation is not None and notation != written:
        raise InputError(
            kind="bad-angle",
            expected=f"a position in the notation {notation}",
            found=f"{text[:60]!r}, which is {written}",
            do="check the cell, or leave the notation out to read any",
        )
    if abs(lat.degrees) > 90:
        # LonLat would refuse it too; here the text can be named.
        raise InputError(
            kind="bad-position",
            expected="a latitude in -90..90 first",
            found=repr(text[:60]),
            do="check for swapped axes: latitude comes first unless letters say otherwise",
        )
    position, shift = to_wgs84(lon.degrees, lat.degrees, crs)
    precision = _precision_m(position.lat, lat.last_place_degrees, lon.last_place_degrees)
    return ParsedPosition(position, precision, written, text, shift)


def _precision_m(latitude: float, lat_unit: float, lon_unit: float) -> float:
    """Half a unit of the last place in metres, the coarser axis counting.

    Lengths of a degree by the usual series on WGS 84 (NGA, American Practical Navigator, 2019, table 7).
    """
    phi = math.radians(latitude)
    metres_lat = 111_132.92 - 559.82 * math.cos(2 * phi) + 1.175 * math.cos(4 * phi)
    metres_lon = 111_412.84 * math.cos(phi) - 93.5 * math.cos(3 * phi) + 0.118 * math.cos(5 * phi)
    return max(lat_unit * metres_lat, lon_unit * max(metres_lon, 0.0)) / 2


def _require_geographic(crs: str) -> None:
    if crs_unit(crs) != "degree":
        raise FrameMismatchError(
            kind="not-geographic",
            expected="a coordinate system in degrees that names the datum, such as EPSG:4326",
            found=crs,
            do="use x and y columns for projected coordinates",
        )
