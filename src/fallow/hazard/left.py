"""What is left: from a draw of strikes to the expected number of items still in the ground of each cell.

Ground that nobody searched holds the draw's intensity times the block's own factor (gamma, mean one); searched ground
holds what the search missed, with the factor learnt from what it found there. A search that was not carried to its end
covered an unknown share of its polygon, drawn given what it found. Items that people reported are known, counted apart;
those of the same cell that nobody reported stay.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fallow.hazard.engines._arrays import LOG_EFFORT, LOG_EVENNESS, LOG_RARITY, LOG_STRAYS, Belief
from fallow.hazard.engines._likelihood import NOBODY_REPORTS, REPORT_SHAPE
from fallow.hazard.engines._render import render
from fallow.hazard.engines.chains import Draws
from fallow.hazard.ground import Ground

Floats = NDArray[np.float64]


def left_in_cells(ground: Ground, belief: Belief, draws: Draws, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return ``(draws, cells)``: expected items still in the ground, row-major from the south-west, certain ones apart."""
    grid = ground.grid
    rows, columns = (round(n * grid.cell_m / grid.square_m) for n in (grid.n_rows, grid.n_columns))
    x, y = grid.centres(grid.square_m)
    cell = grid.index_of(x, y, grid.cell_m, grid.n_columns)
    block = grid.index_of(x, y, grid.block_m, grid.blocks[1])
    open_area = grid.square_m**2 - np.bincount(ground.piece_square, ground.piece_area, minlength=len(x))
    open_area = np.maximum(open_area, 0.0)
    out = np.empty((len(draws.scenes), grid.n_rows * grid.n_columns), np.float32)
    for d, scene in enumerate(draws.scenes):
        density = np.full(rows * columns, math.exp(scene[LOG_STRAYS]))
        render(draws.slots[d], grid.bounds[0], grid.bounds[1], grid.square_m, columns, rows, belief, density)
        missed = np.exp(-math.exp(scene[LOG_EFFORT]) * ground.piece_effort)
        held = density[ground.piece_square] * ground.piece_area
        shown = np.bincount(ground.piece_block, held * (1.0 - missed), minlength=len(ground.block_y))
        missed = missed * _past_partial(ground, held * missed, scene, rng)
        area = open_area + np.bincount(ground.piece_square, ground.piece_area * missed, minlength=len(x))
        k = math.exp(scene[LOG_EVENNESS])
        factor = rng.gamma(k + ground.block_y) / (k + shown)
        factor *= _unreported(ground, block, density, scene, rng)
        out[d] = np.bincount(cell, density * area * factor[block], minlength=out.shape[1])
    return out


def _past_partial(ground: Ground, held: Floats, scene: Floats, rng: np.random.Generator) -> Floats:
    """Share of each piece's items that partial searches over it left, each with a share searched drawn given its finds."""
    left = np.ones(len(held))
    if len(ground.partial) == 0:
        return left
    piece, search = ground.partial.T
    p = -np.expm1(-math.exp(scene[LOG_EFFORT]) * ground.partial_effort)
    whole = p * np.bincount(search, held[piece], minlength=len(p))
    n = ground.partial_y
    # share * whole is gamma(n + 1) cut at whole: the Poisson likelihood with a uniform share
    top = special.gammainc(n + 1.0, np.maximum(whole, 1e-9))
    share = special.gammaincinv(n + 1.0, rng.random(len(p)) * top) / np.maximum(whole, 1e-9)
    np.multiply.at(left, piece, 1.0 - np.clip(share, 0.0, 1.0)[search] * p[search])
    return left


def _unreported(
    ground: Ground, block: NDArray[np.int64], density: Floats, scene: Floats, rng: np.random.Generator
) -> Floats:
    """Share of each block's items that nobody reported, by reporting cell."""
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
    nobody = (found == 0) & (rng.random(n_cells) * (NOBODY_REPORTS + silent) < NOBODY_REPORTS)
    share = rng.gamma(REPORT_SHAPE + found) / (rarity + whole)
    return np.asarray(1.0 - np.where(nobody, 0.0, np.minimum(share, 1.0))[cell])
