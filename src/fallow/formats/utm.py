"""UTM: zone, easting and northing (NGA.SIG.0012, 2014), as people write them.

A letter after the zone is a latitude band (``37U``) or a hemisphere (``37 N``). For N both give the same place, because band
N is north of the equator. For S they do not: band S is Iraq, southern Turkey and Tunisia, hemisphere S is the other half of the world; the
numbers decide where only one reading is possible, and otherwise the text is refused. Easting comes before northing unless
letters at the numbers say otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pyproj import Proj

from fallow.core.errors import InputError
from fallow.core.place import LonLat, parse_crs
from fallow.formats.written import WrittenNumber, parse_number, plain

BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""The latitude bands from 80 south, eight degrees each, X twelve."""

_NUMBER = r"\d{1,8}(?:\.\d+)?"
_ZONE = r"(?:UTM ?)?(?:ZONE ?)?(?P<zone>\d{1,2}) ?-?(?P<letter>NORTH|SOUTH|[A-Z])?[ ,;:]+"
# Letters before the numbers, after them, or none: "415000 N 5540000" alone would leave open whose letter the N is.
_FORMS = tuple(
    re.compile(_ZONE + rest)
    for rest in (
        rf"(?P<first>[ENXY]) ?[:=]? ?(?P<n1>{_NUMBER}) ?M?[ ,;/]+(?P<second>[ENXY]) ?[:=]? ?(?P<n2>{_NUMBER}) ?M?",
        rf"(?P<n1>{_NUMBER}) ?M? ?(?P<first>[EN])[ ,;/]+(?P<n2>{_NUMBER}) ?M? ?(?P<second>[EN])",
        rf"(?P<n1>{_NUMBER}) ?M?[ ,;/]+(?P<n2>{_NUMBER}) ?M?(?P<first>)(?P<second>)",
    )
)
_LONG = re.compile(r"\d{5}")
_ROLE = {"E": "easting", "X": "easting", "N": "northing", "Y": "northing"}
_EASTINGS = (100_000.0, 900_000.0)
_FALSE_NORTHING_M = 10_000_000.0
_LETTER_MEANINGS = ("utm", "utm-band", "utm-hemisphere")


@dataclass(frozen=True, slots=True)
class Utm:
    """Zone, half of the world, easting and northing in metres, and the value of one unit in the coarser last place."""

    zone: int
    south: bool
    easting_m: float
    northing_m: float
    last_place_m: float

    def lonlat(self, crs: str) -> tuple[float, float]:
        """Return longitude and latitude in degrees on the ellipsoid of the geographic system ``crs``, no datum shifted."""
        lon, lat = _projection(self.zone, self.south, crs)(self.easting_m, self.northing_m, inverse=True)
        return float(lon), float(lat)


def looks_like_utm(text: str) -> bool:
    """True where a text has the form of zone, letter and two long numbers."""
    # An easting has six digits, which keeps degrees, minutes and seconds apart from it.
    found = _match(text)
    return found is not None and _LONG.match(max(found["n1"], found["n2"], key=len)) is not None


def _match(text: str) -> re.Match[str] | None:
    clean = plain(text).upper()
    return next((found for form in _FORMS if (found := form.fullmatch(clean))), None)


def parse_utm(text: str, crs: str, meaning: str = "utm") -> Utm:
    """Read a UTM reference on the datum of ``crs``.

    ``meaning`` says what a letter S is: ``utm-band``, ``utm-hemisphere``, or ``utm`` where nobody knows. Raises ``InputError``:
    ``bad-utm``, ``ambiguous-utm`` (a letter S that could be either), ``band-mismatch`` (the band is not where the numbers are).
    """
    found = _match(text)
    if found is None or meaning not in _LETTER_MEANINGS:
        raise _bad(text, "write zone and letter, easting, northing, such as 37U 415000 5540000")
    zone, letter = int(found["zone"]), found["letter"]
    if not 1 <= zone <= 60:
        raise _bad(text, "zones are 1 to 60")
    if letter is None:
        raise _bad(text, "add the band or the hemisphere: the same numbers exist north and south of the equator")
    easting, northing = _ordered(text, found)
    if not _EASTINGS[0] <= easting.value < _EASTINGS[1] or not 0 <= northing.value <= _FALSE_NORTHING_M:
        raise _bad(text, "eastings lie in 100000..900000 and northings in 0..10000000; check for swapped numbers")
    last_place = max(easting.last_place, northing.last_place)
    north = Utm(zone, False, easting.value, northing.value, last_place)
    south = Utm(zone, True, easting.value, northing.value, last_place)
    if letter in ("NORTH", "SOUTH"):
        return north if letter == "NORTH" else south
    if meaning == "utm-hemisphere" and letter in "NS":
        return north if letter == "N" else south
    return _by_band(text, letter, north, south, crs, meaning)


def _by_band(text: str, letter: str, north: Utm, south: Utm, crs: str, meaning: str) -> Utm:
    if letter not in BANDS:
        raise _bad(text, f"bands are {BANDS[0]} to {BANDS[-1]} without I and O")
    banded = south if letter < "N" else north
    fits = _in_band(banded.lonlat(crs)[1], letter)
    if letter == "N":
        # Band N and the northern half of the world give the same position, so nothing is ambiguous.
        return north
    if letter == "S" and meaning == "utm":
        if fits:
            raise InputError(
                kind="ambiguous-utm",
                expected="a letter that can be only a band or only a hemisphere",
                found=f"{text[:40]!r}: S is band S (32 to 40 degrees north) or the southern hemisphere",
                do="write north or south in full, or state notation utm-band or utm-hemisphere in the mapping",
            )
        return south
    if not fits:
        raise InputError(
            kind="band-mismatch",
            expected=f"a northing inside band {letter}",
            found=f"{text[:40]!r}, which lies at latitude {banded.lonlat(crs)[1]:.3f}",
            do="check the letter and the digits of the northing",
        )
    return banded


def _in_band(latitude: float, letter: str) -> bool:
    low = -80 + 8 * BANDS.index(letter)
    high = 84 if letter == "X" else low + 8
    # A grid reference may run a little over the edge of its band; 0.01 degrees are about a kilometre.
    return low - 0.01 <= latitude <= high + 0.01


def _ordered(text: str, found: re.Match[str]) -> tuple[WrittenNumber, WrittenNumber]:
    first, second = parse_number(found["n1"]), parse_number(found["n2"])
    roles = (_ROLE.get(found["first"]), _ROLE.get(found["second"]))
    if roles[0] is not None and roles[0] == roles[1]:
        raise _bad(text, f"label one number as easting and the other as northing, not both as {roles[0]}")
    return (second, first) if roles[0] == "northing" else (first, second)


@lru_cache(maxsize=256)
def _projection(zone: int, south: bool, crs: str) -> Proj:
    ellipsoid = parse_crs(crs).ellipsoid
    if ellipsoid is None:
        raise _bad(crs, "state a geographic coordinate system that names the datum")
    return Proj(
        proj="utm",
        zone=zone,
        south=south,
        a=ellipsoid.semi_major_metre,
        rf=ellipsoid.inverse_flattening,
    )


def _bad(text: str, do: str) -> InputError:
    return InputError(kind="bad-utm", expected="a UTM reference", found=repr(text[:60]), do=do)


def grid_zone(position: LonLat) -> int:
    """Return the zone of the UTM grid, with the exceptions of south-west Norway and Svalbard."""
    lon, lat = position.lonlat
    if 56 <= lat < 64 and 3 <= lon < 12:
        return 32
    if 72 <= lat <= 84 and 0 <= lon < 42:
        return 31 + 2 * int((lon + 3) // 12)
    return min(60, int((lon + 180) // 6) + 1)


def format_utm(position: LonLat, places: int = 0) -> str:
    """Return ``37 north 331716 5524587`` on WGS 84, the hemisphere in full so that no letter is ambiguous.

    Raises ``InputError`` (``bad-utm``) beyond 80 south and 84 north, where UTM ends.
    """
    if not -80 <= position.lat <= 84:
        raise _bad(f"latitude {position.lat}", "UTM holds 80 south to 84 north")
    zone, south = grid_zone(position), position.lat < 0
    easting, northing = _projection(zone, south, "EPSG:4326")(position.lon, position.lat)
    return f"{zone} {'south' if south else 'north'} {easting:.{places}f} {northing:.{places}f}"
