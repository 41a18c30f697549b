"""How many items may lie in an area: posterior predictive counts, joint over the areas.

A draw is a whole realisation: every cell gets its Poisson count, every item its place in the cell. An area's drawn count
is the number of places in it, so overlapping areas agree, and disjoint ones add up to their union, draw by draw,
whatever areas are asked together. Expectation, quantiles and ``p_at_least_one`` are computed from the same distribution
without drawing: the intensity over the exact share of each cell, then the mixture of Poisson counts over the draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import special
from shapely.geometry.base import BaseGeometry

from fallow.hazard.coverage import cell_shares
from fallow.hazard.grid import Grid

Floats = NDArray[np.float64]

OUTSIDE_SHARE = 0.01
"""An area with more than this share outside the bounds has no numbers: they would speak of a part of it."""
_EDGE = 0.001


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area: the count of items still in the ground inside it. ``None`` where the area reaches outside the bounds.

    ``assessed`` is the share of the area that was searched to the end; ``draws`` are joint with those of other rows.
    """

    id: str
    expected: float | None
    q05: int | None
    q25: int | None
    q50: int | None
    q75: int | None
    q95: int | None
    p_at_least_one: float | None
    assessed: float
    draws: NDArray[np.int32] | None = None

    def assessed_text(self) -> str:
        """``true``, ``false``, or the share covered."""
        if self.assessed >= 1 - _EDGE:
            return "true"
        return "false" if self.assessed <= _EDGE else f"{self.assessed:.4f}"


def query_areas(
    grid: Grid,
    items: NDArray[np.float32],
    mean_items: Floats,
    certain: Floats,
    searched: BaseGeometry,
    areas: Mapping[str, BaseGeometry],
    *,
    seed: int,
    n_draws: int = 0,
) -> list[AreaRow]:
    """Return a row for each area, in their order. ``items`` is ``(draws, rows, columns)``, ``mean_items`` ``(rows, columns)``.

    Row 0 is the northernmost.
    """
    flat = items[:, ::-1, :].reshape(len(items), -1)
    flat_mean = mean_items[::-1].ravel()
    bounds = shapely.box(*grid.bounds)
    counts = _joint_counts(grid, flat, certain, list(areas.values()), seed, n_draws) if n_draws else None
    rows = []
    for number, (name, area) in enumerate(areas.items()):
        assessed = shapely.area(shapely.intersection(area, searched)) / area.area
        if shapely.area(shapely.difference(area, bounds)) > OUTSIDE_SHARE * area.area:
            rows.append(AreaRow(name, None, None, None, None, None, None, None, float(assessed)))
            continue
        index, share = cell_shares(area, grid, grid.cell_m)
        mean = flat[:, index].astype(np.float64) @ share
        known = int(shapely.intersects_xy(area, certain[:, 0], certain[:, 1]).sum()) if len(certain) else 0
        q = [known + count_quantile(mean, level) for level in (0.05, 0.25, 0.5, 0.75, 0.95)]
        rows.append(
            AreaRow(
                id=name,
                expected=float(flat_mean[index] @ share) + known,
                q05=q[0],
                q25=q[1],
                q50=q[2],
                q75=q[3],
                q95=q[4],
                p_at_least_one=1.0 if known else float(-np.expm1(-mean).mean()),
                assessed=float(assessed),
                draws=None if counts is None else counts[:, number],
            )
        )
    return rows


def count_quantile(mean: Floats, level: float) -> int:
    """Return the least count whose chance of not being exceeded is at least ``level``: Poisson mixed over ``mean``."""

    def below(count: int) -> float:
        return float(special.pdtr(count, mean).mean())

    low, high = -1, 1
    while below(high) < level:
        low, high = high, 2 * high + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if below(middle) >= level else (middle, high)
    return high


def _joint_counts(
    grid: Grid, flat: NDArray[np.float32], certain: Floats, areas: list[BaseGeometry], seed: int, n_draws: int
) -> NDArray[np.int32]:
    """Counts ``(n_draws, areas)`` from realisations that depend on the field and its seed alone."""
    counts = np.zeros((n_draws, len(areas)), np.int32)
    for area in areas:
        shapely.prepare(area)
    boxes = shapely.bounds(areas) if areas else np.zeros((0, 4))
    known = [
        int(shapely.intersects_xy(area, certain[:, 0], certain[:, 1]).sum()) if len(certain) else 0 for area in areas
    ]
    for d in range(n_draws):
        x, y = realise(grid, flat[d % len(flat)], np.random.default_rng([seed, 991, d]))
        order = np.argsort(x, kind="stable")
        x, y = x[order], y[order]
        first, last = np.searchsorted(x, boxes[:, 0]), np.searchsorted(x, boxes[:, 2], side="right")
        for a, area in enumerate(areas):
            near = slice(first[a], last[a])
            inside = (y[near] >= boxes[a, 1]) & (y[near] <= boxes[a, 3])
            if inside.any():
                inside[inside] = shapely.intersects_xy(area, x[near][inside], y[near][inside])
            counts[d, a] = known[a] + int(inside.sum())
    return counts


def realise(grid: Grid, expected: NDArray[np.float32], rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Draw items: a Poisson count in every cell (row-major from the south-west), each item uniform in its cell."""
    cell = np.repeat(np.arange(len(expected)), rng.poisson(expected.astype(np.float64)))
    x = grid.bounds[0] + (cell % grid.n_columns + rng.random(len(cell))) * grid.cell_m
    y = grid.bounds[1] + (cell // grid.n_columns + rng.random(len(cell))) * grid.cell_m
    return x, y
