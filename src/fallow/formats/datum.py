"""Datum: positions of other coordinate systems brought to WGS 84, with the operation that was used.

The same degrees on another datum are another place: Indian 1960 lies some 460 m from WGS 84 in Laos. PROJ knows several
operations for a datum, each for an area and with an accuracy; the one taken here is the most accurate whose area holds the
position, and its name, accuracy and shortcomings travel with the result. Where only a *ballpark* operation exists (the
datums are treated as the same), the result says so, since hundreds of metres may be missing. Operations that need a grid file
which is not installed are named, never fetched.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pyproj.transformer import Transformer, TransformerGroup

from fallow.core.errors import InputError
from fallow.core.place import WGS84, LonLat, parse_crs, transformer

if TYPE_CHECKING:
    from pyproj import CRS


@dataclass(frozen=True, slots=True)
class DatumShift:
    """The operation from ``source`` to WGS 84.

    ``accuracy_m`` is PROJ's figure, ``None`` where nobody states one. ``ballpark``: no shift was made at all.
    ``inside_area``: the position lies where the operation is meant for. ``missing``: better operations that need a grid file
    which is not installed.
    """

    name: str
    accuracy_m: float | None
    source: str
    ballpark: bool
    inside_area: bool
    missing: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """One line for a report, with every shortcoming."""
        if self.ballpark:
            text = f"no operation from {self.source} to WGS 84 is known; the degrees were taken as they are, perhaps hundreds of metres off"
        else:
            accuracy = "accuracy unknown" if self.accuracy_m is None else f"accuracy {self.accuracy_m:g} m"
            text = f"{self.source} to WGS 84 by {self.name} ({accuracy})"
        if not self.inside_area:
            text += "; the position lies outside the area the operation is meant for"
        if self.missing:
            text += f"; better operations need grids that are not installed: {', '.join(self.missing)}"
        return text

    def to_json(self) -> dict[str, str | bool | None | list[str]]:
        """Return the operation for storing; the accuracy is text, because canonical JSON holds no floats."""
        return {
            "name": self.name,
            "accuracy_m": None if self.accuracy_m is None else f"{self.accuracy_m:g}",
            "source": self.source,
            "ballpark": self.ballpark,
            "inside_area": self.inside_area,
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class _Operations:
    ready: tuple[Transformer, ...]
    missing: tuple[str, ...]


def to_wgs84(x: float, y: float, crs: str) -> tuple[LonLat, DatumShift | None]:
    """Bring a position (x before y: easting or longitude first) to WGS 84; the shift is ``None`` where the datum is WGS 84.

    Raises ``InputError``: ``bad-crs``, ``bad-position`` (outside what the coordinate system can hold).
    """
    if on_wgs84(crs):
        return _lonlat(transformer(crs, WGS84), x, y, crs), None
    operations = _operations(crs)
    shifts = [item for item in operations.ready if not _is_ballpark(item)]
    about = _lonlat((shifts or operations.ready)[0], x, y, crs)
    inside = [item for item in shifts if _holds(item, about)]
    if not shifts:
        return about, DatumShift(
            _short(operations.ready[0]), None, crs, ballpark=True, inside_area=False, missing=operations.missing
        )
    # min() keeps the first of equals, which is PROJ's own order of preference.
    chosen = min(inside or shifts, key=_accuracy)
    shift = DatumShift(
        name=_short(chosen),
        accuracy_m=chosen.accuracy if math.isfinite(_accuracy(chosen)) else None,
        source=crs,
        ballpark=False,
        inside_area=bool(inside),
        missing=operations.missing,
    )
    return _lonlat(chosen, x, y, crs), shift


@lru_cache(maxsize=64)
def on_wgs84(crs: str) -> bool:
    """True where the coordinate system stands on WGS 84 itself, so that no shift is needed."""
    base = parse_crs(crs).geodetic_crs
    return base is not None and base.to_2d().equals(parse_crs(WGS84), ignore_axis_order=True)


@lru_cache(maxsize=64)
def _operations(crs: str) -> _Operations:
    source: CRS = parse_crs(crs)
    with warnings.catch_warnings():
        # pyproj warns of missing grids; they are named in the result instead.
        warnings.simplefilter("ignore", UserWarning)
        group = TransformerGroup(source.to_2d(), parse_crs(WGS84), always_xy=True, allow_ballpark=True)
    if not group.transformers:
        raise InputError(
            kind="bad-crs",
            expected="a coordinate system that can be brought to WGS 84",
            found=crs,
            do="look the code up in the source's documentation",
        )
    return _Operations(tuple(group.transformers), tuple(sorted(item.name for item in group.unavailable_operations)))


def _lonlat(operation: Transformer, x: float, y: float, crs: str) -> LonLat:
    lon, lat = operation.transform(x, y)
    if not (math.isfinite(lon) and math.isfinite(lat)) or abs(lat) > 90 or abs(lon) > 180:
        raise InputError(
            kind="bad-position",
            expected=f"a position that {crs} can hold",
            found=f"x={x:.12g}, y={y:.12g}",
            do="check for swapped columns, a missing digit or another coordinate system",
        )
    return LonLat(lon, lat)


def _is_ballpark(operation: Transformer) -> bool:
    return "ballpark" in operation.description.lower()


def _accuracy(operation: Transformer) -> float:
    return operation.accuracy if operation.accuracy is not None and operation.accuracy >= 0 else math.inf


def _holds(operation: Transformer, position: LonLat) -> bool:
    area = operation.area_of_use
    if area is None or not area.south <= position.lat <= area.north:
        return False
    if area.west <= area.east:
        return area.west <= position.lon <= area.east
    return position.lon >= area.west or position.lon <= area.east


def _short(operation: Transformer) -> str:
    """Return PROJ's name of the operation without its bookkeeping about the order of axes."""
    steps = [step for step in operation.description.split(" + ") if not step.startswith("axis order change")]
    return " + ".join(steps)
