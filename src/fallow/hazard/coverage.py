"""What share of each square or cell a polygon covers, exactly, and which searches share a piece of ground.

Edges that miss a square's edge by a hair (a box written in degrees and read back) count as on it: a share above 0.995
is whole, below 0.005 none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from fallow.hazard.grid import Grid

HAIR = 0.005


def cell_shares(
    polygon: BaseGeometry, grid: Grid, side_m: float, *, hair: float = 0.0
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the indices of the pieces of side ``side_m`` that ``polygon`` touches, and the share of each it covers.

    Row-major from the south-west corner; pieces outside the grid are left out.
    """
    west, south = grid.bounds[0], grid.bounds[1]
    columns, rows = round(grid.n_columns * grid.cell_m / side_m), round(grid.n_rows * grid.cell_m / side_m)
    if polygon.is_empty:
        return np.zeros(0, np.int64), np.zeros(0)
    x1, y1, x2, y2 = polygon.bounds
    c = np.arange(max(0, int((x1 - west) // side_m)), min(columns - 1, int((x2 - west) // side_m)) + 1)
    r = np.arange(max(0, int((y1 - south) // side_m)), min(rows - 1, int((y2 - south) // side_m)) + 1)
    if len(c) == 0 or len(r) == 0:
        return np.zeros(0, np.int64), np.zeros(0)
    slack = 1e-3 if hair else 1e-9
    if polygon.area > (1 - slack) * (x2 - x1) * (y2 - y1):  # a box: no geometry needed
        wide = np.minimum(west + (c + 1) * side_m, x2) - np.maximum(west + c * side_m, x1)
        high = np.minimum(south + (r + 1) * side_m, y2) - np.maximum(south + r * side_m, y1)
        share = np.clip(high, 0, side_m)[:, None] * np.clip(wide, 0, side_m)[None, :] / side_m**2
    else:
        corner_x, corner_y = np.meshgrid(west + c * side_m, south + r * side_m)
        pieces = shapely.box(corner_x, corner_y, corner_x + side_m, corner_y + side_m)
        shapely.prepare(polygon)
        share = np.where(shapely.contains_properly(polygon, pieces), 1.0, np.nan)
        open_ = np.isnan(share)
        share[open_] = shapely.area(shapely.intersection(pieces[open_], polygon)) / side_m**2
    share = np.where(share > 1.0 - hair, 1.0, np.where(share <= hair, 0.0, share)).ravel()
    index = (r[:, None] * columns + c[None, :]).ravel()
    return index[share > 0], share[share > 0]


def split_ground(polygons: Sequence[BaseGeometry], grid: Grid) -> list[tuple[int, float, tuple[int, ...]]]:
    """Cut the squares that ``polygons`` touch into pieces that lie wholly in or out of each of them.

    Returns ``(square, area_m2, polygons that cover the piece)``, ordered by square; ground in none of them is left out.
    """
    side = grid.square_m
    whole: dict[int, list[int]] = {}
    part: dict[int, list[tuple[int, float]]] = {}
    for number, polygon in enumerate(polygons):
        for square, share in zip(
            *(array.tolist() for array in cell_shares(polygon, grid, side, hair=HAIR)), strict=True
        ):
            if share == 1.0:
                whole.setdefault(square, []).append(number)
            else:
                part.setdefault(square, []).append((number, share))
    pieces: list[tuple[int, float, tuple[int, ...]]] = []
    for square in sorted(whole.keys() | part.keys()):
        always = whole.get(square, [])
        for area, some in _cut(square, part.get(square, []), polygons, grid):
            covering = tuple(sorted(always + some))
            if covering:
                pieces.append((square, area, covering))
    return pieces


def _cut(
    square: int, partial: list[tuple[int, float]], polygons: Sequence[BaseGeometry], grid: Grid
) -> list[tuple[float, list[int]]]:
    side = grid.square_m
    if not partial:
        return [(side**2, [])]
    if len(partial) == 1:
        number, share = partial[0]
        return [(share * side**2, [number]), ((1 - share) * side**2, [])]
    row, column = divmod(square, round(grid.n_columns * grid.cell_m / side))
    x, y = grid.bounds[0] + column * side, grid.bounds[1] + row * side
    pieces: list[tuple[BaseGeometry, list[int]]] = [(shapely.box(x, y, x + side, y + side), [])]
    for number, _ in partial:
        polygon = polygons[number]
        pieces = [
            (cut, some + extra)
            for piece, some in pieces
            for cut, extra in ((piece.intersection(polygon), [number]), (piece.difference(polygon), []))
            if cut.area > 1e-9 * side**2
        ]
    return [(piece.area, some) for piece, some in pieces]
