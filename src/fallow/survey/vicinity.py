"""How far each box lies from what is known: finds, evidence points and records."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from fallow.survey.grid import BoxGrid

Floats = NDArray[np.float64]


class Vicinity:
    """Distances in metres from the middles of boxes to known points (x, y in the grid's frame)."""

    def __init__(self, grid: BoxGrid, records: list[tuple[float, float]]) -> None:
        row, column = np.divmod(np.arange(grid.n_boxes), grid.n_columns)
        self._middles = np.column_stack(
            (grid.west + (column + 0.5) * grid.box_m, grid.south + (row + 0.5) * grid.box_m)
        )
        self.record_m, self.record_index = self._nearest(records)

    def _nearest(self, points: list[tuple[float, float]]) -> tuple[Floats, NDArray[np.int64]]:
        if not points:
            return np.full(len(self._middles), np.inf), np.full(len(self._middles), -1, dtype=np.int64)
        apart, index = cKDTree(np.array(points)).query(self._middles)
        return np.asarray(apart), np.asarray(index)

    def find_m(self, finds: list[tuple[float, float]]) -> Floats:
        """(boxes,): metres from each middle to the nearest of ``finds``; inf where there are none."""
        return self._nearest(finds)[0]
