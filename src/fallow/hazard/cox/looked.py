"""What was observed, as the Cox field reads it: which share of each block's expected items each search could have shown.

Everything stands already in the linear form that the strike mixture uses (``fallow.hazard.ground``): points of ground,
groups of points over which the same searches went, terms that read groups. Here the points are weighed with the expected
density and summed into blocks, the cells of the field. Exact positions of finds place them in their block.

How much of an unfinished search was searched, and how much people report from a reporting cell, is unknown: see ``shares``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fallow.hazard.cox.offset import Offset
from fallow.hazard.engines._arrays import (
    AREA,
    BEFORE,
    COUNT,
    EXPONENT,
    KIND,
    OWN,
    PARTIAL_SEARCH,
    SEARCHED_CELL,
    X0,
    Y0,
)
from fallow.hazard.ground import Ground

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Looked:
    """Observations by block. ``block``, ``items``, ``group`` (entries,): expected items of a block in a group of points.

    ``before``, ``own`` (groups,): told effort; ``kind``, ``count`` (terms,): see ``_arrays``; ``term`` (groups,). ``y``,
    ``searched`` and ``located`` (blocks,): items of complete searches, of all searches, and of everyone. ``classes``: finds by
    effort before and own.
    """

    n_blocks: int
    block: Whole
    items: Floats
    group: Whole
    before: Floats
    own: Floats
    term: Whole
    kind: Whole
    count: Floats
    y: Floats
    searched: Floats
    located: Floats
    classes: Floats

    def shown(self, effort: float) -> Floats:
        """Share of each group's items that its search would have found first, at a factor ``effort`` on told effort."""
        return np.asarray(-np.exp(-effort * self.before) * np.expm1(-effort * self.own))

    def of_kind(self, kind: int) -> NDArray[np.bool_]:
        """Entries whose term is of that kind, (entries,)."""
        return np.asarray(self.kind[self.term[self.group]] == kind)

    def exposed(self, effort: float) -> Floats:
        """Expected finds of complete searches in each block, (blocks,), where the field is one."""
        mine = self.of_kind(SEARCHED_CELL)
        return np.asarray(
            np.bincount(self.block[mine], self.items[mine] * self.shown(effort)[self.group[mine]], self.n_blocks),
            np.float64,
        )

    def thinned(self, effort: float, share: Floats) -> Floats:
        """Expected finds by unfinished searches and by people, (blocks,), with ``share`` (terms,) of each term."""
        mine = ~self.of_kind(SEARCHED_CELL)
        held = self.items[mine] * (self.shown(effort) * share[self.term])[self.group[mine]]
        return np.asarray(np.bincount(self.block[mine], held, self.n_blocks), np.float64)

    def by_term(self, effort: float) -> sparse.csr_array:
        """What unfinished searches and reporting cells would show in full of each block: ``(blocks, terms)``."""
        mine = ~self.of_kind(SEARCHED_CELL)
        held = self.items[mine] * self.shown(effort)[self.group[mine]]
        shape = (self.n_blocks, len(self.kind))
        return sparse.csr_array((held, (self.block[mine], self.term[self.group[mine]])), shape=shape)

    def whole(self, effort: float, factor: Floats) -> Floats:
        """What each unfinished search or reporting cell would show in full, (..., terms), under ``factor`` (..., blocks)."""
        return np.asarray(factor @ self.by_term(effort))

    def log_which(self, effort: Any) -> Floats:
        """Log chance of which search found what, given that some search did: it teaches detection. Shape of ``effort``."""
        given = np.asarray(effort, np.float64)[..., None]
        count, before, own = self.classes.T
        found = np.log(np.maximum(-np.expm1(-given * own), 1e-300))
        return np.asarray((count * (-given * before + found)).sum(axis=-1))


def looked_at(ground: Ground, offset: Offset) -> Looked:
    """Return the observations of ``ground`` weighed by the expected density."""
    grid, seen = ground.grid, ground.seen
    rows, columns = grid.blocks
    kind = seen.terms[:, KIND].astype(np.int64)
    at_find = (seen.groups[:, EXPONENT] == 1.0) & (seen.groups[:, OWN] == 0.0) & (kind[seen.term] != SEARCHED_CELL)
    find, partly = at_find[seen.group], kind[seen.term] == PARTIAL_SEARCH
    x, y = _inside(ground, seen.points[:, X0], seen.points[:, Y0])
    block = grid.index_of(x, y, grid.block_m, columns)
    square = grid.index_of(x, y, grid.square_m, round(grid.n_columns * grid.cell_m / grid.square_m))
    key = block[~find] * len(seen.groups) + seen.group[~find]
    known, entry = np.unique(key, return_inverse=True)
    held = offset.density[square[~find]] * seen.points[~find, AREA]
    items = np.asarray(np.bincount(entry, held, len(known)), np.float64)
    return Looked(
        n_blocks=rows * columns,
        block=known // max(1, len(seen.groups)),
        items=items,
        group=known % max(1, len(seen.groups)),
        before=seen.groups[:, BEFORE],
        own=seen.groups[:, OWN],
        term=seen.term.astype(np.int64),
        kind=kind,
        count=seen.terms[:, COUNT],
        y=ground.block_y,
        searched=ground.block_y + np.bincount(block[find & partly[seen.group]], minlength=rows * columns),
        located=ground.block_y + np.bincount(block[find], minlength=rows * columns),
        classes=seen.classes,
    )


def _inside(ground: Ground, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Points on the outer edge belong to the last cell; blocks may reach past the cells."""
    grid = ground.grid
    east, north = (grid.bounds[i] + n * grid.cell_m - 1e-6 for i, n in ((0, grid.n_columns), (1, grid.n_rows)))
    return np.clip(x, grid.bounds[0], east), np.clip(y, grid.bounds[1], north)
