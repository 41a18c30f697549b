"""The hazard field: joint draws of what is left in each cell, with what was assessed, by which method, from what.

Numbers stand wherever there is a posterior, searched or not; ``assessed`` says apart which ground was searched to the
end. Nothing here says that land is safe: zero finds lower a number and never make it zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from fallow.core.outcome import Outcome
from fallow.hazard.coverage import cell_shares
from fallow.hazard.grid import Grid
from fallow.hazard.query import AreaRow, query_areas

Floats = NDArray[np.float64]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
DOES_NOT_KNOW = (
    "items buried beyond the reach of any search, or of another kind than submunitions",
    "items moved to other ground after the strikes (the share that left is a wide guess)",
    "whether reports of strikes are missing beyond the usual share; unrecorded strikes are allowed for, not known",
    "searches that were not carried out as they were written down",
    "real clearance results: calibration was measured on simulated scenes only",
)
"""What no figure of a field covers, in plain words; written into every field."""


@dataclass(frozen=True, slots=True)
class Field:
    """Joint draws over the cells of ``grid``; arrays are ``(rows, columns)`` with row 0 the NORTHERNMOST.

    ``items`` is ``(draws, rows, columns)`` float32: expected items still in the ground of the cell given the draw, apart
    from those of ``certain``, ``(n, 2)`` metres: items known to lie there. ``mean_items`` is the mean of ``items`` with less
    noise than their average: strikes that no find holds take more places in it than there are draws. ``searched`` is the ground
    searched to the end.
    """

    grid: Grid
    items: NDArray[np.float32]
    mean_items: Floats
    certain: Floats
    searched: BaseGeometry
    outcome: Outcome
    method: str
    version: str
    seed: int
    simulated: bool
    provenance: Mapping[str, Any]
    strikes: Floats  # (n, 3): x, y, told standard deviation in metres, for pictures
    finds: Floats  # (n, 4): x, y, kind (place in FindKind), removed; for pictures

    def certain_count(self) -> NDArray[np.int32]:
        """Items known to lie in each cell."""
        grid = self.grid
        count = np.zeros(grid.n_rows * grid.n_columns, np.int32)
        if len(self.certain):
            _, _, east, north = grid.bounds
            x, y = (
                np.minimum(self.certain[:, 0], east - 1e-6),
                np.minimum(self.certain[:, 1], north - 1e-6),
            )  # edges are inside
            np.add.at(count, grid.index_of(x, y, grid.cell_m, grid.n_columns), 1)
        return count.reshape(grid.n_rows, grid.n_columns)[::-1]

    def mean_items_per_ha(self) -> Floats:
        """Expected items per hectare of each cell, certain ones included."""
        return np.asarray((self.mean_items + self.certain_count()) * self._per_ha)

    def quantile_items_per_ha(self, q: float) -> Floats:
        """The ``q`` quantile, over the draws, of the expected items per hectare of each cell, certain ones included."""
        rows = [
            np.quantile(self.items[:, row], q, axis=0) for row in range(self.grid.n_rows)
        ]  # a row at a time: memory
        return np.asarray((np.array(rows, dtype=np.float64) + self.certain_count()) * self._per_ha)

    def p_at_least_one(self) -> Floats:
        """Chance that at least one item still lies in each cell."""
        some = np.zeros(self.items.shape[1:])
        for draw in self.items:
            some -= np.expm1(-draw.astype(np.float64))
        return np.where(self.certain_count() > 0, 1.0, some / len(self.items))

    def assessed_share(self) -> Floats:
        """Share of each cell that was searched to the end. 0 is "not assessed", which is not "nothing there"."""
        grid = self.grid
        share = np.zeros(grid.n_rows * grid.n_columns)
        for polygon in shapely.get_parts(self.searched):
            index, part = cell_shares(polygon, grid, grid.cell_m)
            np.add.at(share, index, part)
        share = np.where(share > 0.999, 1.0, np.where(share < 0.001, 0.0, share))
        return np.asarray(share.reshape(grid.n_rows, grid.n_columns)[::-1])

    def query(self, areas: Mapping[str, BaseGeometry], n_draws: int = 0) -> list[AreaRow]:
        """Return a row for each area (metres of the field's CRS): see ``fallow.hazard.query``."""
        return query_areas(
            self.grid,
            self.items,
            self.mean_items,
            self.certain,
            self.searched,
            areas,
            seed=self.seed,
            n_draws=n_draws,
        )

    @property
    def _per_ha(self) -> float:
        return 1e4 / self.grid.cell_area_m2
