"""What is known before the survey starts, brought into the survey's own frame on purpose.

Frames (``GeoDataFrame``) have the columns of the hazard contract's GeoJSON and are parsed by the same rules, so that a
plan and a field never disagree about a row; optional columns may be missing. A frame without a CRS is refused: degrees
taken for metres put every box in the sea. Geometries are transformed, never relabelled.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from fallow.core.errors import FrameMismatchError, InputError
from fallow.core.place import parse_crs, transformer
from fallow.hazard.inputs import Find, StrikeRecord, parse_find, parse_strike, refuse_duplicates


def parse_strikes(frame: Any, crs: str, on: date) -> list[StrikeRecord]:
    """Return the strikes of a frame in ``crs``, in its order; ``None`` or an empty frame gives none.

    A list of records is taken as parsed already, in metres of ``crs``. Raises ``RefusalError`` (``not-past``, ``no-source``) for a strike without a date up to ``on`` and a source, and
    ``InputError`` for values that cannot be.
    """
    if isinstance(frame, list):
        return list(frame)
    strikes = [
        parse_strike(fields, *_xy(point, fields, "strike"), on) for fields, point in _rows(frame, crs, "strikes")
    ]
    refuse_duplicates([strike.id for strike in strikes], "strike")
    return strikes


def parse_finds(frame: Any, crs: str) -> list[Find]:
    """Return the finds of a frame in ``crs``, in its order, as finds outside any search of this survey.

    A list of finds is taken as parsed already, in metres of ``crs``.
    A find that names a search was made in an earlier one, whose ground is not known here; unless the row says
    otherwise its item was removed. Raises ``InputError`` for values that cannot be.
    """
    if isinstance(frame, list):
        return [replace(find, search=None) for find in frame]
    finds = []
    for fields, point in _rows(frame, crs, "finds"):
        if fields.get("removed") is None:
            fields["removed"] = fields.get("search") is not None
        elif fields["removed"] in (0.0, 1.0):  # a column of yes and no with gaps is read as numbers
            fields["removed"] = bool(fields["removed"])
        finds.append(parse_find(fields | {"search": None}, *_xy(point, fields, "find"), {}))
    refuse_duplicates([find.id for find in finds], "find")
    return finds


def _rows(frame: Any, crs: str, what: str) -> list[tuple[dict[str, Any], BaseGeometry]]:
    if frame is None or len(frame) == 0:
        return []
    if getattr(frame, "crs", None) is None:
        raise FrameMismatchError(
            kind="crs-missing",
            expected=f"a coordinate system on the frame of {what}",
            found="none",
            do="set it where the frame is made (frame.set_crs), from what its source says",
        )
    source = frame.crs.to_string()
    move = None if parse_crs(source) == parse_crs(crs) else transformer(source, crs).transform
    columns = [name for name in frame.columns if name != frame.geometry.name]
    rows = []
    for number, (values, geometry) in enumerate(
        zip(frame[columns].to_dict("records"), frame.geometry, strict=True), start=1
    ):
        if geometry is None or geometry.is_empty:
            raise InputError(
                kind="bad-geometry",
                expected=f"a geometry in every row of {what}",
                found=f"none in row {number}",
                do="leave the row out on purpose and keep it as a claim without a place",
            )
        fields = {str(key): _plain(value) for key, value in values.items()}
        fields.setdefault("id", f"row-{number}")
        rows.append((fields, geometry if move is None else shapely.transform(geometry, move, interleaved=False)))
    return rows


def _plain(value: Any) -> Any:
    """Return a frame's value as plain Python: ``None`` for its marks of absence, days without a time of day."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return value


def _xy(point: BaseGeometry, fields: dict[str, Any], what: str) -> tuple[float, float]:
    if point.geom_type == "Point" and math.isfinite(point.x) and math.isfinite(point.y):
        return point.x, point.y
    raise InputError(
        kind="bad-geometry",
        expected=f"a point with finite coordinates for {what} {fields.get('id')!r}",
        found=f"{point.geom_type} {point.wkt[:60]}",
        do="give one point a row; a place known as an area is a position with an uncertainty",
    )
