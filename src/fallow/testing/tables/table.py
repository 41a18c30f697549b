"""A file of the simulated world and the truth of its rows; the ways in which a position is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fallow.core.place import WGS84, transformer


@dataclass(frozen=True, slots=True)
class TrueRow:
    """What one row stands for: its key in the file, the true strike or ``None``, and what is wrong with it, in words."""

    key: str
    strike: str | None
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One file of a data set: its name, its bytes, the day on which it was public, its mapping, the truth of its rows.

    ``mapping`` is the text of the import mapping, ``mapping_name`` its file; successive files of a source share one.
    """

    name: str
    content: bytes
    known_since: date
    mapping_name: str
    mapping: str
    rows: tuple[TrueRow, ...]


def us_date(day: date) -> str:
    """``04/13/2021``."""
    return f"{day.month:02d}/{day.day:02d}/{day.year}"


def degrees(crs: str, x_m: float, y_m: float, decimals: int) -> tuple[str, str]:
    """Return latitude, then longitude as decimal text."""
    lon, lat = transformer(crs, WGS84).transform(x_m, y_m)
    return f"{lat:.{decimals}f}", f"{lon:.{decimals}f}"


def dms(crs: str, x_m: float, y_m: float) -> str:
    """Return a position in degrees, minutes and whole seconds (about 30 m), latitude first."""
    lon, lat = transformer(crs, WGS84).transform(x_m, y_m)
    return f"{_dms(lat, 'NS')} {_dms(lon, 'EW')}"


def _dms(value: float, letters: str) -> str:
    seconds = round(abs(value) * 3600)
    letter = letters[0] if value >= 0 else letters[1]
    return f"{seconds // 3600}°{seconds // 60 % 60:02d}'{seconds % 60:02d}\"{letter}"


def mgrs(x_m: float, y_m: float) -> str:
    """Return a position in UTM zone 27 south as an MGRS reference of ten metres, like ``27HWB90502745``.

    Valid for latitude band H (40 to 32 degrees south) in zone 27 only, where the world lies. Column letters of zone 27 (set
    3) begin with S at 100 km east; row letters of an odd zone begin with A at the equator and repeat every 2,000 km
    (NGA.STND.0037_2.0.0_GRIDS, 2014).
    """
    column = "STUVWXYZ"[int(x_m // 100_000) - 1]
    row = "ABCDEFGHJKLMNPQRSTUV"[int(y_m // 100_000) % 20]
    return f"27H{column}{row}{int(x_m % 100_000) // 10:04d}{int(y_m % 100_000) // 10:04d}"
