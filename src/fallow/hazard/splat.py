"""The prior mean of many strikes on a large grid, strike by strike, without any file.

Each strike is a round Gaussian of its own spread and expected number of items: the exponential of a sum of squares is a
product of two exponentials, so a strike costs two short vectors and one multiplication and addition a cell, in an order
that the processor can do many of at a time. Cells are visited in bands of rows that stay in the cache; threads own bands,
so the sum is the same whatever their number. Cut at four standard deviations: what is left out is at most 3.4e-4 of a
strike's own peak. When not to use it: for a posterior (``fallow.hazard.solve``), and for spreads below half a cell, where
the middle of a cell no longer stands for its mean.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from fallow.core.errors import InputError
from fallow.hazard._jit import entry

_CUT = 4.0
_BAND = 64


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
    if given, is filled and returned. The value is read at the middle of the cell; its error is below 1e-3 of the
    field's maximum where spreads are a cell or more. Raises ``InputError`` (``bad-strikes``).
    """
    rows, columns = (
        math.ceil((bounds[3] - bounds[1]) / cell_m - 1e-9),
        math.ceil((bounds[2] - bounds[0]) / cell_m - 1e-9),
    )
    vectors = [np.ascontiguousarray(v, dtype=np.float64) for v in (x, y, sigma_m, items)]
    lengths = {v.shape for v in vectors}
    if (
        len(lengths) != 1
        or vectors[0].ndim != 1
        or not all(np.isfinite(v).all() for v in vectors)
        or (vectors[2] <= 0).any()
    ):
        raise InputError(
            kind="bad-strikes",
            expected="four finite vectors of one length, every spread above zero",
            found=f"shapes {sorted(str(shape) for shape in lengths)}",
            do="leave strikes without a position out, and count them apart",
        )
    field = np.zeros((rows, columns), np.float32) if out is None else out
    if field.shape != (rows, columns) or field.dtype != np.float32:
        raise InputError(
            kind="bad-strikes",
            expected=f"an array of shape {(rows, columns)} and float32 to fill",
            found=f"{field.shape} {field.dtype}",
            do="leave out= away",
        )
    strikes = np.column_stack(vectors)
    members, start = _sorted_by_band(vectors[1], vectors[2], bounds[1], cell_m, rows)
    workers = threads or os.cpu_count() or 1

    def work(first: int) -> None:
        _splat(strikes, members, start, first, workers, bounds[0], bounds[1], cell_m, field)

    with ThreadPoolExecutor(max_workers=workers) as pool:
        list(pool.map(work, range(workers)))
    return field


def _sorted_by_band(
    y: NDArray[np.float64], sigma: NDArray[np.float64], south: float, cell_m: float, rows: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Strikes by the band of rows they touch: ``members[start[b]:start[b + 1]]`` are those of band ``b``."""
    n_bands = max(1, math.ceil(rows / _BAND))
    low = np.floor((y - _CUT * sigma - south) / (cell_m * _BAND)).astype(np.int64)
    high = np.floor((y + _CUT * sigma - south) / (cell_m * _BAND)).astype(np.int64)
    low, high = np.maximum(low, 0), np.minimum(high, n_bands - 1)
    many = np.maximum(high - low + 1, 0)
    members = np.repeat(np.arange(len(y)), many)
    within = np.arange(len(members)) - np.repeat(np.cumsum(many) - many, many)
    band = np.repeat(low, many) + within
    order = np.argsort(band, kind="stable")
    return members[order], np.searchsorted(band[order], np.arange(n_bands + 1)).astype(np.int64)


@entry
def _splat(
    strikes: NDArray[np.float64],
    members: NDArray[np.int64],
    start: NDArray[np.int64],
    first: int,
    stride: int,
    west: float,
    south: float,
    cell: float,
    field: NDArray[np.float32],
) -> None:
    rows, columns = field.shape
    across = np.empty(columns, np.float32)
    for band in range(first, start.shape[0] - 1, stride):
        r_low, r_high = band * _BAND, min(rows, (band + 1) * _BAND)
        for m in range(start[band], start[band + 1]):
            j = members[m]
            x, y, s = strikes[j, 0], strikes[j, 1], strikes[j, 2]
            c0 = max(0, math.ceil((x - _CUT * s - west) / cell - 0.5))
            c1 = min(columns, math.floor((x + _CUT * s - west) / cell - 0.5) + 1)
            r0 = max(r_low, math.ceil((y - _CUT * s - south) / cell - 0.5))
            r1 = min(r_high, math.floor((y + _CUT * s - south) / cell - 0.5) + 1)
            if c0 >= c1 or r0 >= r1:
                continue
            # exp(-(u + h)^2 / 2) by recurrence: two multiplications instead of an exponential for each cell
            h = cell / s
            u = (west + (c0 + 0.5) * cell - x) / s
            value, ratio, curve = math.exp(-0.5 * u * u), math.exp(-u * h - 0.5 * h * h), math.exp(-h * h)
            width = c1 - c0
            for c in range(width):  # from zero, so that the compiler need not look for negative indices
                across[c] = value
                value *= ratio
                ratio *= curve
            u = (south + (r0 + 0.5) * cell - y) / s
            value = math.exp(-0.5 * u * u) * strikes[j, 3] * 1e4 / (2.0 * math.pi * s * s)
            ratio = math.exp(-u * h - 0.5 * h * h)
            for r in range(r0, r1):
                along = np.float32(value)
                line = field[r, c0:c1]
                for c in range(width):
                    line[c] += along * across[c]
                value *= ratio
                ratio *= curve
