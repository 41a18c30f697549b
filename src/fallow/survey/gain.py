"""What a box is worth: items that it would bring into the confirmed area, now and through what it would teach.

For each posterior draw of the expected number of items still in the ground of each box:

- *direct*: the chance that a search finds something, times the items not yet inside the confirmed area that a find there would
  take in (the drawing rule reaches ``buffer_m`` beyond a find, so neighbours come with it);
- *taught*: one-step value of information. A find (or none) at box i changes what is expected of box j near it; that is worth
  something only as far as it moves j above or below the best that could be had elsewhere, ``bar``:
  sum over j of E[max(n_j | outcome at i, bar)] - max(E n_j, bar). (Frazier, Powell and Dayanik, "The knowledge-gradient
  policy for correlated normal beliefs", INFORMS J. Computing 2009, for the idea; here with counts, a find as the outcome and the
  draws themselves as the belief.)

Early the direct part leads; as the known ground is drawn in, ``bar`` falls and unseen strikes are scouted. Boxes are
taken one after another, and within each draw a box taken is counted as drawn in with the chance that it finds something, so that a batch
does not crowd. When not to use: the teaching looks one step ahead only, and knows no walking distance.
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
    """What a box promises: items drawn in (``direct``), worth of what it teaches (``taught``), chance of a find."""

    box: int
    direct: float
    taught: float
    p_find: float
    items: float

    @property
    def total(self) -> float:
        """Items, the unit in which boxes are compared."""
        return self.direct + self.taught


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
    the model's forecasts there (see ``reckoning``), ``loose`` (boxes,) marks ground far from finds and records. ``reach`` lists the steps of the drawing
    rule (see ``reach_kernel``), ``lesson_rings`` how far a find teaches.
    """

    def __init__(
        self,
        grid: BoxGrid,
        belief: Belief,
        uncovered: Floats,
        factor: Floats,
        loose: NDArray[np.bool_],
        reach: tuple[tuple[int, int, float], ...],
        lesson_rings: int = 3,
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
        self._lesson_rings = lesson_rings
        self._loose = loose.reshape(shape[1:])
        self._raw = self._all_direct()
        self._direct = self._calmed(self._raw)
        self._taught = np.zeros_like(self._direct)

    def _all_direct(self) -> Floats:
        drawn_in = np.zeros_like(self._open)
        for column, row, share in self._reach:
            here, there = _shifted(self._grid, column, row)
            drawn_in[(slice(None), *here)] += np.float32(share) * self._open[(slice(None), *there)]
        direct: Floats = self._factor * np.einsum("d,drc->rc", self._w, self._p_find * drawn_in)
        return direct

    def teach(self, bar: float) -> None:
        """Work out the taught part of every box against ``bar``, the items that the best box elsewhere promises."""
        w, p_find, taught = self._w[:, None, None], self._p_find, np.zeros_like(self._direct)
        chance = np.einsum("d,drc->rc", self._w, p_find)
        mean_open = np.einsum("d,drc->rc", self._w, self._open)
        weighted = w * p_find
        rings = self._lesson_rings
        for row in range(-rings, rings + 1):
            for column in range(-rings, rings + 1):
                if row == column == 0:
                    continue
                here, there = _shifted(self._grid, column, row)
                with_find = np.einsum("drc,drc->rc", weighted[(slice(None), *here)], self._open[(slice(None), *there)])
                found, mean = chance[here], mean_open[there]
                without = mean - with_find
                # Each term is P(outcome) * max(E[n | outcome], bar), written without a division.
                value = np.maximum(with_find, found * bar) + np.maximum(without, (1 - found) * bar)
                taught[here] += np.maximum(value - np.maximum(mean, bar), 0.0)
        self._taught = self._calmed(taught * self._factor)

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

    def best_direct(self, eligible: NDArray[np.bool_]) -> float:
        """The most that any eligible box promises directly, in items; 0 where none is eligible."""
        allowed = np.where(eligible.reshape(self._direct.shape), self._direct, 0.0)
        return float(allowed.max(initial=0.0))

    def best_total(self, eligible: NDArray[np.bool_]) -> float:
        """The most that any eligible box promises in all, in items; 0 where none is eligible."""
        return float(np.where(eligible, (self._direct + self._taught).ravel(), 0.0).max(initial=0.0))

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
            direct=float(self._direct[row, column]),
            taught=float(self._taught[row, column]),
            p_find=float(self._w @ self._p_find[:, row, column]),
            items=float(self._mean_items[box]),
        )

    def take(self, eligible: NDArray[np.bool_]) -> Worth | None:
        """Take the eligible box of most worth (the first by index among equals) and count it as searched.

        Returns ``None`` where no box is eligible.
        """
        if not eligible.any():
            return None
        total = np.where(eligible, (self._direct + self._taught).ravel(), -np.inf)
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
        self._taught[row, column] = 0.0
        rings = 2 * max(max(abs(step_c), abs(step_r)) for step_c, step_r, _ in self._reach)
        for near in self._grid.around(box, rings):
            place = divmod(near, self._grid.n_columns)
            before, self._raw[place] = self._raw[place], self._direct_of(near)
            self._direct[place] *= self._raw[place] / before if before > 0 else 1.0
        # What a neighbour could still teach falls with what is still open round it.
        for near in self._grid.around(box, self._lesson_rings):
            r, c = divmod(near, self._grid.n_columns)
            self._taught[r, c] *= 1 - float(self._w @ found)

    def _direct_of(self, box: int) -> float:
        row, column = divmod(box, self._grid.n_columns)
        drawn_in = np.zeros_like(self._w)
        for step_c, step_r, share in self._reach:
            r, c = row + step_r, column + step_c
            if 0 <= r < self._grid.n_rows and 0 <= c < self._grid.n_columns:
                drawn_in += np.float32(share) * self._open[:, r, c]
        return float(self._factor[row, column] * (self._w @ (self._p_find[:, row, column] * drawn_in)))
