"""What a box is worth: items that searching it would bring into the confirmed area.

For each posterior draw of the expected number of items still in the ground of each box: the chance that a search finds
something, times the items not yet inside the confirmed area that a find there would draw in (the drawing rule reaches
``buffer_m`` beyond a find, so neighbours come with it); averaged over the draws. Boxes are taken one after another, and within
each draw a box taken counts as drawn in with the chance that it finds something, so that a batch does not crowd.

Assumes that the rest of the survey is spent by the same rule: it looks one step ahead. When not to use: where walking
distance or access matters more than promise. Tried and left out, because it measured no better or worse (docs/methods/planner.md): a one-step
value of information, which pays for boxes that would teach where an unseen strike lies.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from fallow.survey.grid import BoxGrid

Floats = NDArray[np.float32]


CALM_BOXES = 2.0
"""Standard deviation, in boxes, over which the worth of loose ground is smoothed: about the size of a strike."""


@dataclass(frozen=True, slots=True)
class Belief:
    """Posterior draws that a choice of boxes rests on.

    ``items``: (draws, boxes), expected items still in the ground; ``p_detect``: (draws,), what a search truly finds;
    ``weights``: (draws,), summing to 1.
    """

    items: Floats
    p_detect: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Worth:
    """What a box promises: items drawn in (``gain``), the chance of a find, and the items expected in it."""

    box: int
    gain: float
    p_find: float
    items: float


@lru_cache(maxsize=32)
def reach_kernel(box_m: float, buffer_m: float) -> tuple[tuple[int, int, float], ...]:
    """Column step, row step and the share of that box which a find at a random place of the middle box draws in.

    By quadrature on a lattice of 24 x 24 points in each box; the share depends on distance only, so the result has the
    symmetries of the square. Boxes with a share under 1 % are left out.
    """
    rings = int(np.ceil(buffer_m / box_m)) + 1
    ticks = (np.arange(24) + 0.5) / 24 * box_m
    px, py = (part.ravel() for part in np.meshgrid(ticks, ticks))
    kept = []
    for row in range(-rings, rings + 1):
        for column in range(-rings, rings + 1):
            apart = np.hypot(px[:, None] - px - column * box_m, py[:, None] - py - row * box_m)
            share = float((apart <= buffer_m).mean())
            if share >= 0.01:
                kept.append((column, row, share))
    return tuple(kept)


def _shifted(grid: BoxGrid, column: int, row: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Slices of rows and columns: where the middle box stands, and where its neighbour by that step stands."""
    here, there = [], []
    for step, size in ((row, grid.n_rows), (column, grid.n_columns)):
        here.append(slice(max(0, -step), max(0, min(size, size - step))))
        there.append(slice(max(0, step), max(0, min(size, size + step))))
    return (here[0], here[1]), (there[0], there[1])


class GainMap:
    """Worth of every box of a grid under one belief, kept up to date while boxes are taken.

    ``uncovered`` (boxes,) is the share of each box outside the confirmed area, ``factor`` (boxes,) what experience makes of
    the model's forecasts there (see ``reckoning``), ``loose`` (boxes,) marks ground far from finds and records. ``reach`` lists the steps of the
    drawing rule (see ``reach_kernel``).
    """

    def __init__(
        self,
        grid: BoxGrid,
        belief: Belief,
        uncovered: Floats,
        factor: Floats,
        loose: NDArray[np.bool_],
        reach: tuple[tuple[int, int, float], ...],
    ) -> None:
        self._grid = grid
        shape = (-1, grid.n_rows, grid.n_columns)
        self._w = belief.weights.astype(np.float32)
        items = belief.items.astype(np.float32)
        self._mean_items = self._w @ items
        self._p_find = (1 - np.exp(-belief.p_detect[:, None] * items)).reshape(shape).astype(np.float32)
        self._open = (items * uncovered[None, :]).reshape(shape).astype(np.float32)
        self._factor = factor.reshape(shape[1:]).astype(np.float32)
        self._reach = reach
        self._loose = loose.reshape(shape[1:])
        self._raw = self._all_gains()
        self._gain = self._calmed(self._raw)

    def _all_gains(self) -> Floats:
        drawn_in = np.zeros_like(self._open)
        for column, row, share in self._reach:
            here, there = _shifted(self._grid, column, row)
            drawn_in[(slice(None), *here)] += np.float32(share) * self._open[(slice(None), *there)]
        gain: Floats = self._factor * np.einsum("d,drc->rc", self._w, self._p_find * drawn_in)
        return gain

    def copy(self) -> GainMap:
        """A map of its own, on which boxes can be taken without changing this one."""
        return copy.deepcopy(self)

    def _calmed(self, part: Floats) -> Floats:
        """``part`` with the loose boxes smoothed among themselves.

        Far from finds and records an unrecorded strike may lie anywhere; what makes one such box look better than its
        neighbour is a handful of draws. Smoothing keeps the level and takes out that noise.
        """
        mask = self._loose.astype(np.float32)
        ground = gaussian_filter(mask, CALM_BOXES, mode="constant")
        smooth = gaussian_filter(part * mask, CALM_BOXES, mode="constant") / np.maximum(ground, np.float32(1e-9))
        calmed: Floats = np.where(self._loose, smooth, part)
        return calmed

    def best(self, eligible: NDArray[np.bool_]) -> float:
        """The most that any eligible box promises, in items; 0 where none is eligible."""
        return float(np.where(eligible, self._gain.ravel(), 0.0).max(initial=0.0))

    @property
    def p_find(self) -> Floats:
        """(boxes,): forecast chance that a search of the box finds something."""
        chance: Floats = np.einsum("d,drc->rc", self._w, self._p_find).ravel()
        return chance

    def worth(self, box: int) -> Worth:
        """What one box promises."""
        row, column = divmod(box, self._grid.n_columns)
        return Worth(
            box=box,
            gain=float(self._gain[row, column]),
            p_find=float(self._w @ self._p_find[:, row, column]),
            items=float(self._mean_items[box]),
        )

    def take(self, eligible: NDArray[np.bool_]) -> Worth | None:
        """Take the eligible box of most worth (the first by index among equals) and count it as searched.

        Returns ``None`` where no box is eligible.
        """
        if not eligible.any():
            return None
        total = np.where(eligible, self._gain.ravel(), -np.inf)
        worth = self.worth(int(np.argmax(total)))
        self._draw_in(worth.box)
        return worth

    def _draw_in(self, box: int) -> None:
        row, column = divmod(box, self._grid.n_columns)
        found = self._p_find[:, row, column].copy()
        for step_c, step_r, share in self._reach:
            r, c = row + step_r, column + step_c
            if 0 <= r < self._grid.n_rows and 0 <= c < self._grid.n_columns:
                self._open[:, r, c] *= 1 - np.float32(share) * found
        self._p_find[:, row, column] = 0.0
        rings = 2 * max(max(abs(step_c), abs(step_r)) for step_c, step_r, _ in self._reach)
        for near in self._grid.around(box, rings):
            place = divmod(near, self._grid.n_columns)
            before, self._raw[place] = self._raw[place], self._gain_of(near)
            self._gain[place] *= self._raw[place] / before if before > 0 else 1.0

    def _gain_of(self, box: int) -> float:
        row, column = divmod(box, self._grid.n_columns)
        drawn_in = np.zeros_like(self._w)
        for step_c, step_r, share in self._reach:
            r, c = row + step_r, column + step_c
            if 0 <= r < self._grid.n_rows and 0 <= c < self._grid.n_columns:
                drawn_in += np.float32(share) * self._open[:, r, c]
        return float(self._factor[row, column] * (self._w @ (self._p_find[:, row, column] * drawn_in)))
