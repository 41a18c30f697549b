"""Near pairs: which claims are close enough in space and time to be compared at all.

A grid of cells in earth-centred metres and days, so that poles and the date line are places like others. Two reaches: most
claims are known to a kilometre and a few days and look 10 km around; vaguer ones look 25 km around, which is the farthest
that two reports of one strike may lie apart. Memory is bounded by working through the cells in pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]

FARTHEST_M = 25_000.0
"""Two reports farther apart than this are never of one strike."""
FINE_REACH_M = 10_000.0
FINE_SIGMA_M = 1_500.0
FINE_WINDOW_DAYS = 8
LONGEST_GAP_DAYS = 7
"""Two reports whose days lie farther apart than this are never of one strike."""
VAGUE_SIGMA_M = 10_000.0
"""A place known no better than this is too vague to be linked by place."""
VAGUE_WINDOW_DAYS = 31
"""A time known no better than this is too vague to be linked by time."""

_PIECE = 2_000_000
_EARTH_M = 6_371_000.0
_STRIDES = np.array([1, 4_000, 16_000_000, 64_000_000_000], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Points:
    """Positions in degrees with standard deviation in metres, and first and last day as ordinals; arrays of one length."""

    lon: Floats
    lat: Floats
    sigma_m: Floats
    start: Whole
    end: Whole


def near_pairs(points: Points) -> tuple[Whole, Whole]:
    """Return index pairs ``i < j`` of points within reach of each other, in the order of ``(i, j)``, each once."""
    usable = (points.sigma_m <= VAGUE_SIGMA_M) & (points.end - points.start < VAGUE_WINDOW_DAYS)
    fine = usable & (points.sigma_m <= FINE_SIGMA_M) & (points.end - points.start < FINE_WINDOW_DAYS)
    xyz = _earth_centred(points)
    every, few = np.flatnonzero(usable), np.flatnonzero(usable & ~fine)
    found = [
        *_joined(points, xyz, np.flatnonzero(fine), np.flatnonzero(fine), FINE_REACH_M, FINE_WINDOW_DAYS),
        *_joined(points, xyz, few, every, FARTHEST_M, VAGUE_WINDOW_DAYS),
    ]
    if not found:
        empty = np.empty(0, dtype=np.int64)
        return empty, empty
    low = np.concatenate([np.minimum(i, j) for i, j in found])
    high = np.concatenate([np.maximum(i, j) for i, j in found])
    code = np.unique(low * len(points.lon) + high)
    return code // len(points.lon), code % len(points.lon)


def _earth_centred(points: Points) -> Floats:
    lon, lat = np.radians(points.lon), np.radians(points.lat)
    return _EARTH_M * np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def _joined(
    points: Points, xyz: Floats, left: Whole, right: Whole, reach_m: float, window_days: int
) -> Iterator[tuple[Whole, Whole]]:
    if not len(left) or not len(right):
        return
    # Middles of two windows of at most w days that are at most g days apart differ by less than w + g.
    side = np.array([reach_m, reach_m, reach_m, window_days + LONGEST_GAP_DAYS])
    middle = (points.start + points.end) / 2.0
    where = np.column_stack((xyz + 2 * _EARTH_M, middle))
    cells = np.floor(where / side).astype(np.int64) @ _STRIDES
    right = right[np.argsort(cells[right], kind="stable")]
    there = cells[right]
    left = left[np.argsort(cells[left], kind="stable")]
    for offset in product((-1, 0, 1), repeat=4):
        wanted = cells[left] + int(np.array(offset, dtype=np.int64) @ _STRIDES)
        first, last = np.searchsorted(there, wanted, "left"), np.searchsorted(there, wanted, "right")
        for piece in _pieces(last - first):
            i = np.repeat(left[piece], (last - first)[piece])
            j = right[_runs(first[piece], last[piece])]
            apart = np.linalg.norm(xyz[i] - xyz[j], axis=1)
            gap = np.maximum(points.start[i] - points.end[j], points.start[j] - points.end[i])
            kept = (i != j) & (apart <= reach_m) & (gap <= LONGEST_GAP_DAYS)
            yield i[kept], j[kept]


def _pieces(counts: Whole) -> Iterator[slice]:
    total = np.cumsum(counts)
    at = 0
    while at < len(counts):
        before = total[at - 1] if at else 0
        end = max(at + 1, int(np.searchsorted(total, before + _PIECE, "right")))
        if total[end - 1] > before:
            yield slice(at, end)
        at = end


def _runs(first: Whole, last: Whole) -> Whole:
    counts = last - first
    ends = np.cumsum(counts)
    return np.asarray(np.arange(ends[-1], dtype=np.int64) + np.repeat(first - (ends - counts), counts))
