"""The grid of a field: square cells from the south-west corner of the bounds, row 0 the southernmost.

Two finer divisions belong to it: *blocks* of about 50 m, on which the engine lets the ground be better or worse than any
pattern says, and *squares*, the parts of a cell at whose middle the intensity is read. Both fit into the cells or the
cells into them, so that every square lies in one cell and in one block.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fallow.core.errors import InputError
from fallow.core.place import parse_projected_crs

BLOCK_M = 50.0
SQUARE_M = ((30.0, 17.0), (150.0, 25.0), (math.inf, 50.0))
"""Ground up to so many km2 is read in squares at most so wide: at 17 m a pattern of 20 m spread is integrated to about two
per cent, at 50 m one of 50 m."""
MOST_CELLS = 250_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells over ``bounds`` (west, south, east, north, metres of ``crs``).

    Where the bounds are no multiple of the cell, the last column and row reach past them.
    """

    bounds: tuple[float, float, float, float]
    crs: str
    cell_m: float

    @property
    def n_columns(self) -> int:
        """Cells from west to east."""
        return max(1, math.ceil((self.bounds[2] - self.bounds[0]) / self.cell_m - 1e-6))

    @property
    def n_rows(self) -> int:
        """Cells from south to north."""
        return max(1, math.ceil((self.bounds[3] - self.bounds[1]) / self.cell_m - 1e-6))

    @property
    def cell_area_m2(self) -> float:
        """Area of one cell."""
        return self.cell_m * self.cell_m

    @property
    def block_m(self) -> float:
        """Side of the engine's blocks: a multiple or a whole part of the cell, near 50 m."""
        if self.cell_m >= BLOCK_M:
            return self.cell_m / max(1, round(self.cell_m / BLOCK_M))
        return self.cell_m * max(1, round(BLOCK_M / self.cell_m))

    @property
    def square_m(self) -> float:
        """Side of the squares at whose middle the intensity is read."""
        least = min(self.cell_m, self.block_m)
        area_km2 = (self.bounds[2] - self.bounds[0]) * (self.bounds[3] - self.bounds[1]) / 1e6
        widest = next(side for most, side in SQUARE_M if area_km2 <= most)
        return least / math.ceil(least / widest - 1e-9)

    @property
    def blocks(self) -> tuple[int, int]:
        """Rows and columns of blocks, covering every cell."""
        rows = math.ceil(self.n_rows * self.cell_m / self.block_m - 1e-6)
        return rows, math.ceil(self.n_columns * self.cell_m / self.block_m - 1e-6)

    def index_of(
        self, x: NDArray[np.float64], y: NDArray[np.float64], side_m: float, n_columns: int
    ) -> NDArray[np.int64]:
        """Row-major index, from the south-west, of the piece of side ``side_m`` that holds each point."""
        column = np.floor((x - self.bounds[0]) / side_m).astype(np.int64)
        row = np.floor((y - self.bounds[1]) / side_m).astype(np.int64)
        return np.asarray(row * n_columns + column)

    def centres(self, side_m: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Middles of the pieces of side ``side_m`` that cover the cells, row-major from the south-west."""
        columns = round(self.n_columns * self.cell_m / side_m)
        rows = round(self.n_rows * self.cell_m / side_m)
        x = self.bounds[0] + (np.arange(columns) + 0.5) * side_m
        y = self.bounds[1] + (np.arange(rows) + 0.5) * side_m
        return np.tile(x, rows), np.repeat(y, columns)


def make_grid(bounds: tuple[float, float, float, float], crs: str, cell_m: float) -> Grid:
    """Return the grid, or raise ``InputError`` (``bad-bounds``, ``bad-cell``, ``too-many-cells``, ``not-metres``)."""
    parse_projected_crs(crs)
    west, south, east, north = bounds
    if not (all(math.isfinite(side) for side in bounds) and west < east and south < north):
        raise InputError(
            kind="bad-bounds",
            expected="bounds as west,south,east,north with west < east and south < north",
            found=",".join(f"{side:g}" for side in bounds),
            do="put them in that order, in the units of --crs",
        )
    if not (math.isfinite(cell_m) and 1.0 <= cell_m <= 1000.0):
        raise InputError(
            kind="bad-cell", expected="a cell of 1 to 1000 metres", found=f"{cell_m:g}", do="50 suits most surveys"
        )
    if cell_m > min(east - west, north - south) * (1 + 1e-9):
        raise InputError(
            kind="bad-cell",
            expected="a cell no wider than the bounds",
            found=f"{cell_m:g} m in bounds of {east - west:g} x {north - south:g} m",
            do="check whether the bounds are in metres",
        )
    grid = Grid((float(west), float(south), float(east), float(north)), crs, float(cell_m))
    if grid.n_columns * grid.n_rows > MOST_CELLS:
        raise InputError(
            kind="too-many-cells",
            expected=f"at most {MOST_CELLS} cells in one field",
            found=f"{grid.n_columns} x {grid.n_rows}",
            do="take a larger cell, or solve the ground in parts",
        )
    return grid
