"""MGRS: the military grid reference (NGA.STND.0037, 2014), read and written by the library of that name.

A reference names a square, and fewer digits name a larger one: ``37U CR 31 24`` is a kilometre. So the position is the middle of the
square and the precision half its side. Letters follow WGS 84; on an older datum the lettering differs, so those are
refused. The polar part (beyond 80 south and 84 north) is not read.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import mgrs
from mgrs.core import MGRSError
from pyproj import Proj

from fallow.core.errors import InputError
from fallow.core.place import LonLat
from fallow.formats.written import plain

_TEXT = re.compile(r"(?:MGRS:? ?)?(?P<zone>\d{1,2}) ?(?P<band>[A-Z]) ?(?P<square>[A-Z]{2}) ?(?P<digits>[\d ]*)")
_MOST_DIGITS = 5
_HALF_A_METRE_DEGREES = 4.5e-6
_SQUARE_M = 100_000.0


@dataclass(frozen=True, slots=True)
class GridSquare:
    """The middle of a named square on WGS 84 and the length of its side in metres (1 to 100,000)."""

    position: LonLat
    side_m: float


def looks_like_mgrs(text: str) -> bool:
    """True where a text has the form of a grid reference."""
    return _TEXT.fullmatch(plain(text).upper()) is not None


def parse_mgrs(text: str) -> GridSquare:
    """Read a grid reference. Raises ``InputError`` (``bad-mgrs``) where it names no square."""
    found = _TEXT.fullmatch(plain(text).upper())
    if found is None:
        raise _bad(text, "write zone, band, square and an even number of digits, such as 37U CR 31716 24587")
    groups = found["digits"].split()
    digits = "".join(groups)
    half = len(digits) // 2
    if len(digits) % 2 or half > _MOST_DIGITS or (len(groups) > 1 and [len(group) for group in groups] != [half, half]):
        raise _bad(text, "give easting and northing the same number of digits, at most five each")
    full = f"{int(found['zone'])}{found['band']}{found['square']}{digits[:half]:0<5}{digits[half:]:0<5}"
    try:
        with warnings.catch_warnings():
            # The library warns where the corner of a square lies just over the edge of its band, as squares at edges do.
            warnings.simplefilter("ignore", RuntimeWarning)
            zone, hemisphere, easting, northing = _library().MGRSToUTM(full)
    except MGRSError as error:
        raise _bad(
            text, "check the letters: this square does not exist, or lies beyond 84 north or 80 south"
        ) from error
    side = _SQUARE_M / 10**half
    # The library answers with the middle of the one-metre square of its south-west corner; versions differ, so cut it off.
    middle = (float(easting) // 1 + side / 2, float(northing) // 1 + side / 2)
    lon, lat = _projection(int(zone), hemisphere == "S")(*middle, inverse=True)
    return GridSquare(LonLat(float(lon), float(lat)), side)


def format_mgrs(position: LonLat, digits: int = 5) -> str:
    """Return the square that holds a position, ``digits`` (0 to 5) for each axis: 5 names a metre, 3 a hundred.

    Raises ``InputError`` (``bad-mgrs``) beyond 80 south and 84 north.
    """
    if not -80 <= position.lat <= 84 or not 0 <= digits <= _MOST_DIGITS:
        raise _bad(f"latitude {position.lat}, {digits} digits", "stay within 80 south to 84 north and 0 to 5 digits")
    # Within half a metre south of the equator the library writes a northing that no square has; the line itself is north.
    latitude = 0.0 if -_HALF_A_METRE_DEGREES < position.lat < 0 else position.lat
    return str(_library().toMGRS(latitude, position.lon, MGRSPrecision=digits))


@lru_cache(maxsize=1)
def _library() -> Any:
    return mgrs.MGRS()


@lru_cache(maxsize=128)
def _projection(zone: int, south: bool) -> Proj:
    return Proj(proj="utm", zone=zone, south=south, ellps="WGS84")


def _bad(text: str, do: str) -> InputError:
    return InputError(kind="bad-mgrs", expected="a grid reference", found=repr(text[:60]), do=do)
