"""Machine code of the prior mean: strikes on one lattice, and a coarse lattice read at the cells of one twice as fine.

Reading between the nodes is Lagrange's formula through six of them, in each direction (Abramowitz and Stegun, *Handbook of
Mathematical Functions*, 25.2): for a Gaussian of spread s on nodes h apart it errs by at most 0.0035 * 15 (h/s)^6 of the peak
in each direction, 4.3e-4 in both where s is 2.5 h.

Rows and columns are counted from the corner of the whole lattice, also where only a window of it is filled, and every sum is
taken in the same order: a window has the bytes that the whole would have there.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from fallow.hazard._jit import entry, jit

CUT = 4.0
"""Spreads beyond which a strike is left out."""
BAND = 32
"""Rows that one thread works on at a time, few enough to stay in the cache. Bands are counted from the lattice's corner."""


def quarter_weights() -> NDArray[np.float32]:
    """Weights of the nodes -2 to 3 for the value at a quarter, float32; mirrored, for three quarters."""
    nodes = range(-2, 4)
    return np.array(
        [math.prod((0.25 - other) / (node - other) for other in nodes if other != node) for node in nodes], np.float32
    )


@jit
def _between(
    coarse: NDArray[np.float32],
    coarse_at: tuple[int, int],
    row: int,
    column: int,
    weights: NDArray[np.float32],
    across: NDArray[np.float32],
    line: NDArray[np.float32],
    fresh: bool,
) -> None:
    """Put (``fresh``) or add the coarse lattice's values at the cells of ``row``, from ``column`` on."""
    odd = row & 1
    base = row // 2 - 1 + odd - coarse_at[0]
    w0, w1, w2, w3, w4, w5 = weights[0], weights[1], weights[2], weights[3], weights[4], weights[5]
    a, b, c = coarse[base - 2], coarse[base - 1], coarse[base]
    d, e, f = coarse[base + 1], coarse[base + 2], coarse[base + 3]
    if odd:
        for i in range(across.shape[0]):
            across[i] = w0 * a[i] + w1 * b[i] + w2 * c[i] + w3 * d[i] + w4 * e[i] + w5 * f[i]
    else:
        for i in range(across.shape[0]):
            across[i] = w5 * a[i] + w4 * b[i] + w3 * c[i] + w2 * d[i] + w1 * e[i] + w0 * f[i]
    t = across[column // 2 - 3 - coarse_at[1] :]
    lead = column & 1  # an odd first column is the second of its pair
    if lead:
        value = w0 * t[1] + w1 * t[2] + w2 * t[3] + w3 * t[4] + w4 * t[5] + w5 * t[6]
        line[0] = value if fresh else line[0] + value
        t = t[1:]
    pairs = line[lead:]
    n = pairs.shape[0]
    if fresh:
        for m in range(n // 2):
            pairs[2 * m] = w5 * t[m] + w4 * t[m + 1] + w3 * t[m + 2] + w2 * t[m + 3] + w1 * t[m + 4] + w0 * t[m + 5]
            pairs[2 * m + 1] = (
                w0 * t[m + 1] + w1 * t[m + 2] + w2 * t[m + 3] + w3 * t[m + 4] + w4 * t[m + 5] + w5 * t[m + 6]
            )
    else:
        for m in range(n // 2):
            pairs[2 * m] += w5 * t[m] + w4 * t[m + 1] + w3 * t[m + 2] + w2 * t[m + 3] + w1 * t[m + 4] + w0 * t[m + 5]
            pairs[2 * m + 1] += (
                w0 * t[m + 1] + w1 * t[m + 2] + w2 * t[m + 3] + w3 * t[m + 4] + w4 * t[m + 5] + w5 * t[m + 6]
            )
    if n & 1:
        m = n // 2
        value = w5 * t[m] + w4 * t[m + 1] + w3 * t[m + 2] + w2 * t[m + 3] + w1 * t[m + 4] + w0 * t[m + 5]
        pairs[n - 1] = value if fresh else pairs[n - 1] + value


@entry
def lay_level(
    strikes: NDArray[np.float64],
    members: NDArray[np.int64],
    start: NDArray[np.int64],
    first: int,
    stride: int,
    corner: tuple[float, float],
    cell: float,
    at: tuple[int, int],
    coarse: NDArray[np.float32],
    coarse_at: tuple[int, int],
    weights: NDArray[np.float32],
    fresh: bool,
    field: NDArray[np.float32],
) -> None:
    """Fill or add to the bands ``first``, ``first + stride`` ... of ``field`` (rows, columns; row 0 southernmost).

    ``strikes`` is ``(n, 4)``: easting, northing, spread, items; ``members[start[b]:start[b + 1]]`` are those of the b-th band
    that the field touches. ``corner`` is the south-west corner of the whole lattice, ``at`` the row and column in it of the field's
    first cell; ``coarse`` and ``coarse_at`` say the same of the lattice twice as coarse, empty where there is none.
    """
    rows, columns = field.shape
    along = np.empty(columns, np.float32)
    across = np.empty(coarse.shape[1], np.float32)
    west, south = corner
    row_at, column_at = at
    for b in range(first, start.shape[0] - 1, stride):
        band = row_at // BAND + b
        r_low, r_high = band * BAND, min(row_at + rows, (band + 1) * BAND)
        for r in range(max(r_low, row_at), r_high):
            if coarse.shape[0]:
                _between(coarse, coarse_at, r, column_at, weights, across, field[r - row_at], fresh)
            elif fresh:
                field[r - row_at, :] = 0.0
        for m in range(start[b], start[b + 1]):
            j = members[m]
            x, y, s = strikes[j, 0], strikes[j, 1], strikes[j, 2]
            c0 = math.ceil((x - CUT * s - west) / cell - 0.5)
            c1 = min(column_at + columns, math.floor((x + CUT * s - west) / cell - 0.5) + 1)
            r0 = max(r_low, math.ceil((y - CUT * s - south) / cell - 0.5))
            r1 = min(r_high, math.floor((y + CUT * s - south) / cell - 0.5) + 1)
            if max(c0, column_at) >= c1 or max(r0, row_at) >= r1:
                continue
            # exp(-(u + h)^2 / 2) by recurrence: two multiplications instead of an exponential for each cell
            h = cell / s
            u = (west + (c0 + 0.5) * cell - x) / s
            value, ratio, curve = math.exp(-0.5 * u * u), math.exp(-u * h - 0.5 * h * h), math.exp(-h * h)
            while c0 < column_at:
                value *= ratio
                ratio *= curve
                c0 += 1
            width = c1 - c0
            for c in range(width):  # from zero, so that the compiler need not look for negative indices
                along[c] = value
                value *= ratio
                ratio *= curve
            u = (south + (r0 + 0.5) * cell - y) / s
            value = math.exp(-0.5 * u * u) * strikes[j, 3] * 1e4 / (2.0 * math.pi * s * s)
            ratio = math.exp(-u * h - 0.5 * h * h)
            for r in range(r0, r1):
                if r >= row_at:
                    height = np.float32(value)
                    line = field[r - row_at, c0 - column_at : c1 - column_at]
                    for c in range(width):
                        line[c] += height * along[c]
                value *= ratio
                ratio *= curve
