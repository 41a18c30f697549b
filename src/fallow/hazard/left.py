"""What is left: from a draw of strikes to the expected number of items still in the ground of each cell.

Ground that nobody searched holds the draw's intensity times the block's own factor (gamma, mean one); searched ground
holds what the search missed, with the factor learnt from what it found there. A search that was not carried to its end
covered an unknown share of its polygon, drawn given what it found. Items that people reported are known, counted apart;
those of the same cell that nobody reported stay.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fallow.hazard.engines._arrays import (
    LOG_EFFORT,
    LOG_EVENNESS,
    LOG_RARITY,
    LOG_STRAYS,
    Belief,
    empty_chain,
    empty_work,
)
from fallow.hazard.engines._likelihood import NOBODY_REPORTS, REPORT_SHAPE
from fallow.hazard.engines._render import render
from fallow.hazard.engines._wander import wander
from fallow.hazard.engines.chains import Draws
from fallow.hazard.ground import Ground

Floats = NDArray[np.float64]


ROUNDS = 16
"""Further places of each strike, for the mean."""


@dataclass(frozen=True, slots=True)
class Left:
    """``items`` (draws, cells): joint draws of the expected items of each cell. ``mean`` (cells,): their mean, smoother.

    Row-major from the south-west; certain items apart.
    """

    items: NDArray[np.float32]
    mean: Floats


def left_in_cells(ground: Ground, belief: Belief, draws: Draws, seed: int) -> Left:
    """Return the expected items still in the ground of each cell; deterministic in ``seed``.

    The mean takes the average of a block's factor for the factor, and further places of strikes for their one place
    in each draw: the same quantity as the mean over the draws, with less noise.
    """
    grid, rng = ground.grid, np.random.default_rng([seed, 1])
    rows, columns = (round(n * grid.cell_m / grid.square_m) for n in (grid.n_rows, grid.n_columns))
    x, y = grid.centres(grid.square_m)
    cell = grid.index_of(x, y, grid.cell_m, grid.n_columns)
    block = grid.index_of(x, y, grid.block_m, grid.blocks[1])
    open_area = np.maximum(
        grid.square_m**2 - np.bincount(ground.piece_square, ground.piece_area, minlength=len(x)), 0.0
    )
    n_cells = grid.n_rows * grid.n_columns
    items, mean = np.empty((len(draws.scenes), n_cells), np.float32), np.zeros(n_cells)
    chain, work = empty_chain(ground.seen, len(belief.slots)), empty_work(ground.seen, len(belief.slots))
    seeds = np.random.SeedSequence([seed, 2]).generate_state(len(items))
    (west, south, _, _), side = grid.bounds, grid.square_m
    for d, scene in enumerate(draws.scenes):
        density = np.full(rows * columns, math.exp(scene[LOG_STRAYS]))
        spread = density.copy()
        render(draws.slots[d], west, south, side, columns, rows, belief, density)
        wander(
            draws.slots[d], scene, ground.seen, belief, chain, work, int(seeds[d]), ROUNDS, side, columns, rows, spread
        )
        missed, partly = np.exp(-math.exp(scene[LOG_EFFORT]) * ground.piece_effort), rng.random(len(ground.partial_y))
        for which in (density, spread):
            held = which[ground.piece_square] * ground.piece_area
            shown = np.bincount(ground.piece_block, held * (1.0 - missed), minlength=len(ground.block_y))
            stays = missed * _past_partial(ground, held * missed, scene, partly)
            area = open_area + np.bincount(ground.piece_square, ground.piece_area * stays, minlength=len(x))
            shape = math.exp(scene[LOG_EVENNESS]) + ground.block_y
            if which is density:
                factor = (
                    rng.gamma(shape)
                    / (shape - ground.block_y + shown)
                    * _unreported(ground, block, density, scene, rng)
                )
                items[d] = np.bincount(cell, density * area * factor[block], minlength=n_cells)
            else:
                factor = shape / (shape - ground.block_y + shown) * _unreported(ground, block, spread, scene, None)
                mean += np.bincount(cell, spread * area * factor[block], minlength=n_cells) / len(items)
    return Left(items, mean)


def _past_partial(ground: Ground, held: Floats, scene: Floats, level: Floats) -> Floats:
    """Share of each piece's items that partial searches over it left, each with a share searched at ``level`` given its finds."""
    left = np.ones(len(held))
    if len(ground.partial) == 0:
        return left
    piece, search = ground.partial.T
    p = -np.expm1(-math.exp(scene[LOG_EFFORT]) * ground.partial_effort)
    whole = p * np.bincount(search, held[piece], minlength=len(p))
    n = ground.partial_y
    # share * whole is gamma(n + 1) cut at whole: the Poisson likelihood with a uniform share
    top = special.gammainc(n + 1.0, np.maximum(whole, 1e-9))
    share = special.gammaincinv(n + 1.0, level * top) / np.maximum(whole, 1e-9)
    np.multiply.at(left, piece, 1.0 - np.clip(share, 0.0, 1.0)[search] * p[search])
    return left


def _unreported(
    ground: Ground, block: NDArray[np.int64], density: Floats, scene: Floats, rng: np.random.Generator | None
) -> Floats:
    """Share of each block's items that nobody reported, by reporting cell: drawn, or without ``rng`` its mean."""
    rows, columns = ground.grid.blocks
    if len(ground.report_y) == 0:
        return np.ones(rows * columns)
    wide = math.ceil(columns / ground.report_side)
    index = np.arange(rows * columns)
    cell = (index // columns) // ground.report_side * wide + (index % columns) // ground.report_side
    n_cells = wide * math.ceil(rows / ground.report_side)
    whole = np.bincount(cell[block], density * ground.grid.square_m**2, minlength=n_cells)
    found = np.bincount(ground.report_y, minlength=n_cells)
    rarity = math.exp(scene[LOG_RARITY])
    silent = (1.0 - NOBODY_REPORTS) * (1.0 + whole / rarity) ** -REPORT_SHAPE
    if rng is None:
        heard = np.where(found > 0, 1.0, silent / (NOBODY_REPORTS + silent))
        return np.asarray(1.0 - np.minimum(heard * (REPORT_SHAPE + found) / (rarity + whole), 1.0)[cell])
    nobody = (found == 0) & (rng.random(n_cells) * (NOBODY_REPORTS + silent) < NOBODY_REPORTS)
    share = rng.gamma(REPORT_SHAPE + found) / (rarity + whole)
    return np.asarray(1.0 - np.where(nobody, 0.0, np.minimum(share, 1.0))[cell])
