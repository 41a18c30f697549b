"""The prior mean of many strikes on a large grid, without any file.

Each strike is a round Gaussian of its own spread and expected number of items: the exponential of a sum of squares is a
product of two exponentials, so a strike costs two short vectors and one multiplication and addition a cell. A wide strike is
smooth, so it is laid on a lattice that is coarser by a power of two, 2.5 to 5 of its cells a spread, and the coarse lattices are read at
the finer cells on the way down (``_lattice``): every strike then costs about as much as a narrow one. Cells are
visited in bands of rows that stay in the cache; threads own bands, so the sum is the same whatever their number. Cut at
four standard deviations: what is left out is at most 3.4e-4 of a strike's own peak. When not to use it: for a posterior
(``fallow.hazard.solve``), and for spreads below half a cell, where the middle of a cell no longer stands for its mean.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from fallow.core.errors import InputError
from fallow.hazard._lattice import BAND, CUT, lay_level, quarter_weights

LEAST_CELLS = 2.5
"""Cells a spread on the lattice that a strike is laid on, at least, where there is a choice."""
_WEIGHTS = quarter_weights()
_MARGIN = 4.0
"""Spreads by which the margins of coarser lattices widen a window: eight of their cells at most, each at most 0.4 spreads."""


def prior_intensity(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    sigma_m: NDArray[np.float64],
    items: NDArray[np.float64],
    *,
    bounds: tuple[float, float, float, float],
    cell_m: float,
    threads: int | None = None,
    out: NDArray[np.float32] | None = None,
) -> NDArray[np.float32]:
    """Return the expected items per hectare of every cell, ``(rows, columns)`` float32, row 0 the SOUTHERNMOST.

    ``x``, ``y`` are centres in metres, ``sigma_m`` the spread per axis (position error and dispersal together, their
    variances added), ``items`` the expected number of each strike: vectors of one length. ``bounds`` are west, south,
    east, north; the cells start in the south-west corner and reach past the north and east edges where they must. ``out``,
    if given, is added to and returned. The value is read at the middle of the cell; its error is below 1e-3 of the
    field's maximum where spreads are a cell or more. Raises ``InputError`` (``bad-strikes``).
    """
    rows, columns = (
        math.ceil((bounds[3] - bounds[1]) / cell_m - 1e-9),
        math.ceil((bounds[2] - bounds[0]) / cell_m - 1e-9),
    )
    if out is not None and (out.shape != (rows, columns) or out.dtype != np.float32):
        raise InputError(
            kind="bad-strikes",
            expected=f"an array of shape {(rows, columns)} and float32 to add to",
            found=f"{out.shape} {out.dtype}",
            do="leave out= away",
        )
    strikes = _checked(x, y, sigma_m, items)
    return _by_levels(strikes, bounds[:2], cell_m, (0, rows, 0, columns), threads or os.cpu_count() or 1, out)


def prior_window(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    sigma_m: NDArray[np.float64],
    items: NDArray[np.float64],
    *,
    corner: tuple[float, float],
    cell_m: float,
    window: tuple[int, int, int, int],
    threads: int | None = None,
) -> NDArray[np.float32]:
    """Return the window (first row, last row + 1, first column, last column + 1) of the grid from ``corner`` (west, south).

    The same bytes that ``prior_intensity`` of the whole grid has there, so that a country can be put together from tiles. Strikes
    that do not reach the window may be given or left out, in any case in the same order. Raises ``InputError`` (``bad-strikes``).
    """
    strikes = _checked(x, y, sigma_m, items)
    row0, row1, column0, column1 = window
    reach = CUT * strikes[:, 2] + _MARGIN * strikes[:, 2]
    near = (
        (strikes[:, 0] + reach >= corner[0] + column0 * cell_m)
        & (strikes[:, 0] - reach <= corner[0] + column1 * cell_m)
        & (strikes[:, 1] + reach >= corner[1] + row0 * cell_m)
        & (strikes[:, 1] - reach <= corner[1] + row1 * cell_m)
    )
    return _by_levels(strikes[near], corner, cell_m, window, threads or os.cpu_count() or 1, None)


def _checked(*vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    columns = [np.ascontiguousarray(v, dtype=np.float64) for v in vectors]
    lengths = {v.shape for v in columns}
    if (
        len(lengths) != 1
        or columns[0].ndim != 1
        or not all(np.isfinite(v).all() for v in columns)
        or (columns[2] <= 0).any()
    ):
        raise InputError(
            kind="bad-strikes",
            expected="four finite vectors of one length, every spread above zero",
            found=f"shapes {sorted(str(shape) for shape in lengths)}",
            do="leave strikes without a position out, and count them apart",
        )
    return np.column_stack(columns)


def _by_levels(
    strikes: NDArray[np.float64],
    corner: tuple[float, float],
    cell_m: float,
    window: tuple[int, int, int, int],
    threads: int,
    out: NDArray[np.float32] | None,
) -> NDArray[np.float32]:
    """Lay the strikes level by level, the coarsest first; level k has cells of ``cell_m * 2**k``."""
    level = np.maximum(np.floor(np.log2(strikes[:, 2] / (LEAST_CELLS * cell_m))), 0).astype(np.int64)
    top = int(level.max(initial=0))
    windows = [window]
    for _ in range(top):
        r0, r1, c0, c1 = windows[-1]
        windows.append((r0 // 2 - 3, (r1 - 1) // 2 + 4, c0 // 2 - 3, (c1 - 1) // 2 + 4))
    field, at = np.empty((0, 0), np.float32), (0, 0)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for k in range(top, -1, -1):
            cell, coarse, coarse_at = cell_m * 2**k, field, at
            r0, r1, c0, c1 = windows[k]
            at, fresh = (r0, c0), k > 0 or out is None
            field = out if k == 0 and out is not None else np.empty((r1 - r0, c1 - c0), np.float32)
            mine = strikes[level == k]
            members, start = _sorted_by_band(mine[:, 1], mine[:, 2], corner[1], cell, (r0, r1))
            jobs = [
                pool.submit(
                    lay_level,
                    mine,
                    members,
                    start,
                    first,
                    threads,
                    corner,
                    cell,
                    at,
                    coarse,
                    coarse_at,
                    _WEIGHTS,
                    fresh,
                    field,
                )
                for first in range(threads)
            ]
            for job in jobs:
                job.result()
    return field


def _sorted_by_band(
    y: NDArray[np.float64], sigma: NDArray[np.float64], south: float, cell_m: float, rows: tuple[int, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Strikes by the band of rows they touch: ``members[start[b]:start[b + 1]]`` are those of the b-th band of ``rows``."""
    lowest = rows[0] // BAND
    n_bands = max(0, (rows[1] - 1) // BAND - lowest + 1)
    low = np.floor((y - CUT * sigma - south) / (cell_m * BAND)) - lowest
    high = np.floor((y + CUT * sigma - south) / (cell_m * BAND)) - lowest
    first = np.clip(low, 0, n_bands).astype(np.int64)
    many = np.maximum(np.clip(high, -1, n_bands - 1).astype(np.int64) - first + 1, 0)
    members = np.repeat(np.arange(len(y)), many)
    within = np.arange(len(members)) - np.repeat(np.cumsum(many) - many, many)
    band = np.repeat(first, many) + within
    # numpy sorts sixteen bits by their digits, in one pass, and wider numbers by comparing them
    order = np.argsort(band.astype(np.uint16) if n_bands <= 65536 else band, kind="stable")
    return members[order], np.concatenate(([0], np.cumsum(np.bincount(band, minlength=n_bands)))).astype(np.int64)
