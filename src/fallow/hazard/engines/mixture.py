"""The strike mixture: intensity as a sum of strikes of unknown place, number and shape, and of strays.

Method: reversible-jump Metropolis-Hastings (Green 1995, Biometrika 82, 711-732) over recorded and unrecorded strikes,
with an annealed start; counts of searched blocks are negative binomial. Assumes that duds lie about centres, that
recorded positions err as their sources say up to a factor, and that detection differs from what is told by one factor on
effort for the whole scene. When not to use it: where finds have no strikes behind them at all (mines), or where hundreds
of strikes overlap; docs/methods/strike-mixture.md has the equations and the measured calibration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from fallow.core.errors import InputError
from fallow.hazard.belief import build_belief
from fallow.hazard.duds import Munition
from fallow.hazard.engines._arrays import (
    LOG_EFFORT,
    LOG_EVENNESS,
    LOG_STRAYS,
    PARTIAL_SEARCH,
    REPORTING_CELL,
    SEARCHED_CELL,
    Seen,
)
from fallow.hazard.engines._render import render
from fallow.hazard.engines.chains import Chains, Draws
from fallow.hazard.grid import Grid
from fallow.hazard.inputs import Find, FindKind, StrikeRecord
from fallow.hazard.observed import SeenBuilder, add_reports, told_effort

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

METHOD = "strike-mixture"
VERSION = "1"
_POINTS = 3
"""Points along a box's side at which the intensity is read."""


class MixtureSampler:
    """The engine for a planner: boxes of one size, searched one after the other, the chains kept warm between.

    Boxes are axis-parallel squares from the south-west corner of ``bounds`` (metres of ``crs``); ``box_index = row *
    n_columns + column``, row 0 the southernmost. ``finds`` outside any search are reports. Deterministic in ``seed`` and
    in the order of the updates. ``draws`` is the number of rows that it returns.
    """

    def __init__(
        self,
        strikes: Sequence[StrikeRecord],
        *,
        bounds: tuple[float, float, float, float],
        crs: str,
        box_m: float = 50.0,
        seed: int = 0,
        finds: Sequence[Find] = (),
        catalogue: Mapping[str, Munition] | None = None,
        draws: int = 256,
        chains: int = 8,
    ) -> None:
        self._grid = Grid(bounds, crs, box_m)
        self._belief = build_belief(strikes, catalogue)
        self._chains = Chains(self._belief, seed, chains)
        self._rng = np.random.default_rng([seed, 77])
        self._n_draws = draws
        self._finds = tuple(finds)
        self._searches: dict[int, list[tuple[float, int, bool]]] = {}
        self._last: Draws | None = None

    @property
    def n_columns(self) -> int:
        """Boxes from west to east."""
        return self._grid.n_columns

    @property
    def n_rows(self) -> int:
        """Boxes from south to north."""
        return self._grid.n_rows

    def update(self, box_index: int, *, p_detect: float, n_found: int, complete: bool = True) -> None:
        """Take in one search of one box, which may be its second. Cheap: the chains run at the next draws.

        ``n_found`` counts unexploded items, taken as removed. Raises ``InputError`` (``no-box``, ``bad-search``).
        """
        if not 0 <= box_index < self.n_columns * self.n_rows:
            raise InputError(
                kind="no-box",
                expected=f"a box index from 0 to {self.n_columns * self.n_rows - 1}",
                found=str(box_index),
                do="count row by row from the south-west corner",
            )
        if not (0.0 <= p_detect <= 1.0 and n_found >= 0):
            raise InputError(
                kind="bad-search",
                expected="p_detect from 0 to 1 and a count of 0 or more",
                found=f"p_detect={p_detect}, n_found={n_found}",
                do="put the record of the search right",
            )
        self._searches.setdefault(box_index, []).append((told_effort(p_detect), n_found, complete))

    def intensity_draws(self) -> NDArray[np.float32]:
        """Return (draws, boxes): expected items still in the ground of each box, jointly over the boxes.

        Given a row, the count in a box is Poisson of its value. Reported items that are known to lie in a box are not
        in it. Runs the chains on with everything taken in.
        """
        self._last = self._chains.draw(self._seen(), self._n_draws, effort=0.5)
        return self._boxes(self._last)

    def detection_draws(self, p_detect: float) -> Floats:
        """Return (draws,): what a told chance of detection may truly be, row for row with the last intensity draws."""
        draws = self._drawn()
        return np.asarray(-np.expm1(-np.exp(draws.scenes[:, LOG_EFFORT]) * told_effort(p_detect)))

    def stray_draws(self) -> Floats:
        """Return (draws,): expected items in an unsearched box that belong to no strike, within the intensity draws."""
        return np.asarray(np.exp(self._drawn().scenes[:, LOG_STRAYS]) * self._grid.cell_area_m2)

    def _drawn(self) -> Draws:
        if self._last is None:
            self._last = self._chains.draw(self._seen(), self._n_draws, effort=0.5)
        return self._last

    def _seen(self) -> Seen:
        grid = self._grid
        builder = SeenBuilder(grid.bounds[0], grid.bounds[1], grid.cell_m, self.n_columns, self.n_rows)
        whole = {box: [one for one in log if one[2]] for box, log in self._searches.items()}
        boxes = np.array([box for box, log in whole.items() if log], np.int64)
        found = [sum(one[1] for one in whole[int(box)]) for box in boxes]
        effort = [sum(one[0] for one in whole[int(box)]) for box in boxes]
        groups = builder.groups(builder.terms(SEARCHED_CELL, found), 0.0, effort, found)
        self._points(builder, boxes, groups)
        for box, log in self._searches.items():
            before = 0.0
            for own, count, complete in log:
                if complete:
                    builder.found(count, before, own)
                    before += own
                else:
                    term = builder.terms(PARTIAL_SEARCH, count)
                    # The ground as a whole, and again with the exponent of the finds: where in the box is not told.
                    group = builder.groups(term, before, own, float(count))
                    self._points(builder, np.array([box]), group)
                    builder.found(count, before, own)
        reports = [find for find in self._finds if find.kind is FindKind.UNEXPLODED and find.search is None]
        where = np.array([(f.x, f.y) for f in reports if self._inside(f)]).reshape(-1, 2)
        add_reports(builder, where, max(1, round(250.0 / grid.cell_m)), REPORTING_CELL)
        casings = [(f.x, f.y) for f in self._finds if f.kind is not FindKind.UNEXPLODED and self._inside(f)]
        hot = [self._middle(int(box)) for box, count in zip(boxes, found, strict=True) if count]
        return builder.build(
            np.array(casings).reshape(-1, 2), np.array([*where.tolist(), *hot, *casings]).reshape(-1, 2)
        )

    def _inside(self, find: Find) -> bool:
        west, south, east, north = self._grid.bounds
        return west <= find.x <= east and south <= find.y <= north

    def _middle(self, box: int) -> tuple[float, float]:
        row, column = divmod(box, self.n_columns)
        side = self._grid.cell_m
        return self._grid.bounds[0] + (column + 0.5) * side, self._grid.bounds[1] + (row + 0.5) * side

    def _points(self, builder: SeenBuilder, boxes: Whole, groups: Whole) -> None:
        if len(boxes) == 0:
            return
        side = self._grid.cell_m
        offset = (np.arange(_POINTS) + 0.5) / _POINTS * side
        x = self._grid.bounds[0] + (boxes % self.n_columns) * side
        y = self._grid.bounds[1] + (boxes // self.n_columns) * side
        xs = (x[:, None] + np.tile(offset, _POINTS)[None, :]).ravel()
        ys = (y[:, None] + np.repeat(offset, _POINTS)[None, :]).ravel()
        builder.points(xs, ys, (side / _POINTS) ** 2, np.repeat(groups, _POINTS**2))

    def _boxes(self, draws: Draws) -> NDArray[np.float32]:
        rows, columns = self.n_rows, self.n_columns
        effort, found = np.zeros(rows * columns), np.zeros(rows * columns)
        for box, log in self._searches.items():
            effort[box] = sum(one[0] for one in log if one[2])
            found[box] = sum(one[1] for one in log if one[2])
        out = np.empty((len(draws.scenes), rows * columns), np.float32)
        side = self._grid.cell_m / _POINTS
        for d in range(len(out)):
            fine = np.full(rows * columns * _POINTS**2, np.exp(draws.scenes[d, LOG_STRAYS]))
            render(draws.slots[d], *self._grid.bounds[:2], side, columns * _POINTS, rows * _POINTS, self._belief, fine)
            mean = fine.reshape(rows, _POINTS, columns, _POINTS).sum(axis=(1, 3)).ravel() * side**2
            missed = np.exp(-np.exp(draws.scenes[d, LOG_EFFORT]) * effort)
            k = np.exp(draws.scenes[d, LOG_EVENNESS])
            out[d] = mean * missed * self._rng.gamma(k + found) / (k + mean * (1.0 - missed))
        return out
