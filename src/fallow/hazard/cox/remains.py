"""What is left, cell by cell: from draws of the field to the expected number of items still in the ground.

The same quantity as the strike mixture's (``fallow.hazard.left``): ground that nobody searched holds the field's intensity times
the block's own gamma factor, searched ground what the searches missed with that factor learnt from what they found, less the
share that people reported, which is known and counted apart. Nothing is zero.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fallow.hazard.cox.fields import Fields
from fallow.hazard.cox.looked import Looked
from fallow.hazard.cox.offset import Offset
from fallow.hazard.cox.settings import EFFORT, EVENNESS
from fallow.hazard.engines._arrays import PARTIAL_SEARCH, REPORTING_CELL
from fallow.hazard.ground import Ground

Floats = NDArray[np.float64]


def left_in_cells(
    ground: Ground, offset: Offset, looked: Looked, fields: Fields, rng: np.random.Generator
) -> tuple[NDArray[np.float32], Floats]:
    """Return ``(draws, cells)`` expected items left in each cell, and their mean ``(cells,)`` with less noise.

    Row-major from the south-west. The mean takes the average of a block's factor for the factor, and of people's share.
    """
    grid = ground.grid
    x, y = grid.centres(grid.square_m)
    cell = grid.index_of(x, y, grid.cell_m, grid.n_columns)
    block = grid.index_of(x, y, grid.block_m, grid.blocks[1])
    held = offset.density[ground.piece_square] * ground.piece_area
    searched = np.bincount(ground.piece_square, ground.piece_area, minlength=len(x))
    open_items = offset.density * np.maximum(grid.square_m**2 - searched, 0.0)
    n_cells = grid.n_rows * grid.n_columns
    people = _reporting_term(looked)
    items, mean = np.empty((len(fields.factor), n_cells), np.float32), np.zeros(n_cells)
    for d, (factor, settings, share) in enumerate(zip(fields.factor, fields.settings, fields.share, strict=True)):
        effort, k = settings[EFFORT], settings[EVENNESS]
        missed = np.exp(-effort * ground.piece_effort)
        stays = missed * _past_partial(ground, looked, effort, share)
        inside = open_items + np.bincount(ground.piece_square, held * stays, minlength=len(x))
        shown = factor * np.bincount(ground.piece_block, held * (1.0 - missed), minlength=looked.n_blocks)
        unreported = 1.0 - np.where(people >= 0, np.minimum(share[people], 1.0), 0.0) if len(share) else 1.0
        shape = k + ground.block_y
        lift = factor * unreported / (k + shown)
        items[d] = np.bincount(cell, inside * (lift * rng.gamma(shape))[block], minlength=n_cells)
        mean += np.bincount(cell, inside * (lift * shape)[block], minlength=n_cells) / len(items)
    return items, mean


def _reporting_term(looked: Looked) -> NDArray[np.int64]:
    """The term by which people report from each block, (blocks,); -1 where there is none."""
    term = np.full(looked.n_blocks, -1, np.int64)
    mine = looked.of_kind(REPORTING_CELL)
    term[looked.block[mine]] = looked.term[looked.group[mine]]
    return term


def _past_partial(ground: Ground, looked: Looked, effort: float, share: Floats) -> Floats:
    """Share of each piece's items that unfinished searches over it left."""
    left = np.ones(len(ground.piece_area))
    if len(ground.partial):
        piece, search = ground.partial.T
        p = -np.expm1(-effort * ground.partial_effort)
        # Searches without ground inside the bounds have no term; they have no pieces either.
        terms = np.flatnonzero(looked.kind == PARTIAL_SEARCH)
        place = np.full(len(p), -1, np.int64)
        place[np.unique(search)] = terms
        np.multiply.at(left, piece, 1.0 - share[place[search]] * p[search])
    return left
