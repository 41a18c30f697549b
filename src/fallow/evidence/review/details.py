"""Details: places, days and authorities that a person types with an answer, parsed once at the door."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

from fallow.core.errors import InputError

_AUTHORITY = re.compile(r"(?:state|org|ngo|media|person):[\w.\-]+")
_PLACE_PARTS = 5


def parse_place(text: str) -> dict[str, Any]:
    """Return the place written ``NAME, COUNTRY, LAT, LON, PRECISION_M`` (degrees, WGS 84; decimals as text, as registers ask).

    Raises ``InputError`` (``bad-details``).
    """
    parts = [part.strip() for part in text.split(",")]
    try:
        name, country = parts[0], parts[1]
        lat, lon, precision = (float(part) for part in parts[2:])
        good = len(parts) == _PLACE_PARTS and bool(name and country) and abs(lat) <= 90 and abs(lon) <= 180
        good = good and precision > 0 and all(map(math.isfinite, (lat, lon, precision)))
    except (ValueError, IndexError):
        good = False
    if not good:
        raise InputError(
            kind="bad-details",
            expected="a place as NAME, COUNTRY, LAT, LON, PRECISION_M (degrees, metres)",
            found=repr(text)[:120],
            do="as in 'Halvik, Norrin, -36.1, -21.2, 500'",
        )
    decimals = {"lat": parts[2], "lon": parts[3], "precision_m": parts[4]}
    return {"name": name, "country": country, **{key: repr(float(value)) for key, value in decimals.items()}}


def parse_days(text: str) -> dict[str, str]:
    """Return the days written ``START`` or ``START/END`` (ISO, ends included); raise ``InputError`` (``bad-details``)."""
    start, _, end = text.partition("/")
    try:
        first, last = date.fromisoformat(start.strip()), date.fromisoformat((end or start).strip())
    except ValueError:
        first, last = date.max, date.min
    if last < first:
        raise InputError(
            kind="bad-details",
            expected="a day or two days in order, YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD",
            found=repr(text)[:60],
            do="as in 2031-05-12/2031-05-13",
        )
    return {"start": first.isoformat(), "end": last.isoformat()}


def parse_authority(text: str | None) -> str:
    """Return the key of an authority family; raise ``InputError`` (``bad-details``)."""
    if text is not None and _AUTHORITY.fullmatch(text.strip()):
        return text.strip()
    raise InputError(
        kind="bad-details",
        expected="--authority KEY of a family, as state:us, org:un or ngo:halo",
        found=repr(text),
        do="see fallow tables show states or organisations",
    )
