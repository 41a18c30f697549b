"""The box grid: squares of ground with names that never change.

A box is named by its size and by its column and row counted from the south-west corner of the bounds, and by nothing
else: not by what was planned, known or found when it was named. So ``b50-0012-0034`` is the same ground in every plan
with the same corner, and a find written down beside that name stays where it is. Boxes cover the bounds: where a side is no whole
number of boxes, the last box reaches over the edge, because ground left out of the grid would be ground nobody looks at.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from fallow.core.errors import InputError, NotThereError
from fallow.core.place import parse_projected_crs

_ID = re.compile(r"b(?P<size>\d+(?:\.\d+)?)-(?P<column>\d{4,})-(?P<row>\d{4,})")

MOST_BOXES = 1_000_000
"""A grid with more boxes than this is refused: no plan over it would be walked, and a wrong unit is likelier."""


@dataclass(frozen=True, slots=True)
class BoxGrid:
    """Squares of ``box_m`` metres over ``bounds`` (west, south, east, north in ``crs``), counted from the south-west.

    The index of a box is ``row * n_columns + column``; row 0 is the southernmost, column 0 the westernmost.
    """

    west: float
    south: float
    n_columns: int
    n_rows: int
    box_m: float
    crs: str

    @property
    def n_boxes(self) -> int:
        """How many boxes there are."""
        return self.n_columns * self.n_rows

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all boxes together; at least the bounds asked for."""
        return (
            self.west,
            self.south,
            self.west + self.n_columns * self.box_m,
            self.south + self.n_rows * self.box_m,
        )

    def box_id(self, index: int) -> str:
        """The name of a box: size, column, row."""
        row, column = divmod(index, self.n_columns)
        return f"b{self.box_m:g}-{column:04d}-{row:04d}"

    def index(self, box_id: str) -> int:
        """The index of the box called ``box_id``; ``NotThereError`` (``unknown-box``) where this grid has none."""
        match = _ID.fullmatch(box_id) if isinstance(box_id, str) else None
        if match and float(match["size"]) == self.box_m:
            column, row = int(match["column"]), int(match["row"])
            if column < self.n_columns and row < self.n_rows:
                return row * self.n_columns + column
        raise NotThereError(
            kind="unknown-box",
            expected=f"a box from {self.box_id(0)} to {self.box_id(self.n_boxes - 1)}",
            found=repr(box_id)[:60],
            do="give the id as the plan prints it; another box size or another corner makes another grid",
        )

    def polygon(self, index: int) -> BaseGeometry:
        """The square of a box in ``crs``."""
        row, column = divmod(index, self.n_columns)
        west, south = self.west + column * self.box_m, self.south + row * self.box_m
        return shapely.box(west, south, west + self.box_m, south + self.box_m)

    def polygons(self) -> list[BaseGeometry]:
        """The squares of all boxes, in order of their index."""
        return [self.polygon(index) for index in range(self.n_boxes)]

    def locate(self, x: float, y: float) -> int | None:
        """The index of the box that holds a point (its west and south sides belong to it), or ``None`` outside."""
        column, row = math.floor((x - self.west) / self.box_m), math.floor((y - self.south) / self.box_m)
        if 0 <= column < self.n_columns and 0 <= row < self.n_rows:
            return row * self.n_columns + column
        return None

    def around(self, index: int, rings: int) -> Iterator[int]:
        """The boxes within ``rings`` steps of a box (diagonals count as one), itself included, in order of index."""
        row, column = divmod(index, self.n_columns)
        for near_row in range(max(0, row - rings), min(self.n_rows, row + rings + 1)):
            for near in range(max(0, column - rings), min(self.n_columns, column + rings + 1)):
                yield near_row * self.n_columns + near


def parse_bounds(value: object) -> tuple[float, float, float, float]:
    """Return west, south, east, north as finite numbers in that order; ``InputError`` (``bad-bounds``) otherwise."""
    try:
        west, south, east, north = (float(part) for part in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError) as error:
        raise _bad_bounds(value) from error
    if not all(math.isfinite(part) for part in (west, south, east, north)) or west >= east or south >= north:
        raise _bad_bounds(value)
    return west, south, east, north


def _bad_bounds(value: object) -> InputError:
    return InputError(
        kind="bad-bounds",
        expected="west, south, east, north as four numbers, west < east and south < north",
        found=repr(value)[:80],
        do="give them in that order and in the units of the coordinate system",
    )


def make_grid(bounds: object, crs: str, box_m: float = 50.0) -> BoxGrid:
    """Lay a grid over ``bounds``; ``crs`` must be projected in metres.

    Raises ``InputError``: ``bad-bounds``, ``not-metres``, ``bad-box-size``, ``too-many-boxes``.
    """
    west, south, east, north = parse_bounds(bounds)
    parse_projected_crs(crs)
    if not (math.isfinite(box_m) and box_m > 0):
        raise InputError(
            kind="bad-box-size",
            expected="the side of a box in metres, more than 0",
            found=f"{box_m!r}",
            do="give the national standard's size; 50 is common",
        )
    # A part of a millionth of a box is rounding in the caller's arithmetic, not ground.
    n_columns = max(1, math.ceil((east - west) / box_m - 1e-6))
    n_rows = max(1, math.ceil((north - south) / box_m - 1e-6))
    if n_columns * n_rows > MOST_BOXES:
        raise InputError(
            kind="too-many-boxes",
            expected=f"at most {MOST_BOXES} boxes",
            found=f"{n_columns} x {n_rows} boxes of {box_m:g} m",
            do="check that the bounds are metres in the given system, or plan one part at a time",
        )
    return BoxGrid(west, south, n_columns, n_rows, float(box_m), crs)
