"""What the records lead one to expect: the prior mean of the intensity, before any field is laid over it.

Each record's expected items (number carried x share that fails x share still there x chance of being real) are smeared by the
spread of a strike and by its position error: own error, datum shift and gross errors as sums of Gaussians, because their tails
are heavy. Strikes that nobody recorded and strays are spread evenly. A casing that no record near it explains stands for a
strike of unknown number within ``fallow.hazard.engines._likelihood``'s reach of casings.

What is common to all strikes of a scene (removal, claims, soil) is not here: it is the constant of the field. Duds lie about a
centre that is unknown, so the mean is wide where the truth is narrow; the field's own deviation stands for that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from fallow.hazard.engines._arrays import (
    AT_X,
    AT_Y,
    GROSS,
    LOG_POSITION,
    LOG_STRAYS,
    LOGIT_ON,
    MEAN,
    NUMBER,
    NUMBER_SD,
    SD,
    SIGMA,
    SIZE,
    SIZE_SHIFT,
    Belief,
)
from fallow.hazard.engines._likelihood import CASING_REACH_M, CASINGS_ELSEWHERE
from fallow.hazard.engines._prior import DATUM_HEAVINESS, DATUM_SCALE_M, GROSS_SHARE, HEAVINESS, SIZE_SD
from fallow.hazard.grid import Grid
from fallow.hazard.splat import prior_intensity

Floats = NDArray[np.float64]
_LEVELS = (1.0 / 6.0, 0.5, 5.0 / 6.0)
"""Levels at which the squared scale of a t is read: a t as the mean of three Gaussians."""


@dataclass(frozen=True, slots=True)
class Offset:
    """``density`` (squares,): expected items per m2, row-major from the south-west, nowhere zero; ``even`` the part of it that no
    record explains, and ``recorded`` the share of the expected items of the ground that records explain. ``scene_variance`` is
    the squared coefficient of variation of all items of the scene, what its strikes share apart.
    """

    density: Floats
    even: float
    recorded: float
    scene_variance: float


def expected_density(grid: Grid, belief: Belief, casings: Floats) -> Offset:
    """Return the prior mean over the squares of ``grid``; ``casings`` is ``(n, 2)`` metres."""
    n = int(belief.n_recorded[0])
    items = special.expit(belief.slots[:n, LOGIT_ON]) * _mean_number(belief.slots[:n])
    x, y, sigma, weight = _smeared(belief)
    blots = [np.repeat(belief.slots[:n, AT_X], 10), np.repeat(belief.slots[:n, AT_Y], 10), sigma]
    blots.append(np.repeat(items, 10) * weight)
    even, strikes_per_m2, even_variance = _even(grid, belief)
    near = _casing_blots(belief, casings, strikes_per_m2, (x, y, sigma, weight))
    together = [np.concatenate(pair) for pair in zip(blots, near, strict=True)]
    side = grid.square_m
    rows, columns = (round(k * grid.cell_m / side) for k in (grid.n_rows, grid.n_columns))
    west, south = grid.bounds[0], grid.bounds[1]
    lit = prior_intensity(
        *together, bounds=(west, south, west + columns * side, south + rows * side), cell_m=side, threads=1
    ).astype(np.float64)
    density = lit.ravel() / 1e4 + even
    total = float(items.sum()) + even * len(density) * side**2
    real = special.expit(belief.slots[:n, LOGIT_ON])
    variance = float((real * _square_number(belief.slots[:n]) - items**2).sum()) + even_variance
    return Offset(density, even, float(1.0 - even * len(density) / density.sum()), variance / total**2)


def _mean_number(slots: Floats) -> Floats:
    """Expected items of a strike that is there, with what the scene shares at its middle."""
    return np.asarray(np.exp(slots[:, NUMBER] + 0.5 * slots[:, NUMBER_SD] ** 2))


def _square_number(slots: Floats) -> Floats:
    """Expected square of the same."""
    return np.asarray(np.exp(2.0 * slots[:, NUMBER] + 2.0 * slots[:, NUMBER_SD] ** 2))


def _smeared(belief: Belief) -> tuple[Floats, Floats, Floats, Floats]:
    """Ten Gaussians a record: ``x``, ``y``, standard deviation per axis, and weight, each ``(10 records,)``."""
    slots = belief.slots[: int(belief.n_recorded[0])]
    stretch = 2.0 * (belief.scene[SIZE_SHIFT, SD] ** 2 + SIZE_SD**2)
    spread = np.exp(2.0 * slots[:, SIZE] + stretch)
    scale = slots[:, SIGMA] ** 2 * math.exp(
        2.0 * (belief.scene[LOG_POSITION, MEAN] + belief.scene[LOG_POSITION, SD] ** 2)
    )
    own = scale[:, None] * _tails(HEAVINESS)
    datum = DATUM_SCALE_M**2 * _tails(DATUM_HEAVINESS)
    usual = (own[:, :, None] + datum[None, None, :]).reshape(len(slots), 9)
    variance = np.column_stack([usual, slots[:, GROSS] ** 2]) + spread[:, None]
    weight = np.tile([*[(1.0 - GROSS_SHARE) / 9.0] * 9, GROSS_SHARE], len(slots))
    return np.repeat(slots[:, AT_X], 10), np.repeat(slots[:, AT_Y], 10), np.sqrt(variance).ravel(), weight


def _tails(heaviness: float) -> Floats:
    return np.asarray(heaviness / stats.chi2.isf(_LEVELS, heaviness))


def _even(grid: Grid, belief: Belief) -> tuple[float, float, float]:
    """Items and strikes per m2 of what no record explains, and the variance of the number of such items."""
    spare = len(belief.log_count) - 1
    counts = np.arange(spare + 1)
    sets = special.gammaln(spare + 1) - special.gammaln(counts + 1) - special.gammaln(spare - counts + 1)
    mass = np.exp(belief.log_count + sets)
    mass /= mass.sum()
    strikes = float(mass @ counts)
    rows, columns = grid.blocks
    area = rows * columns * grid.block_m**2
    log_mean, log_sd = belief.scene[LOG_STRAYS]
    strays = math.exp(log_mean + 0.5 * log_sd**2)
    number, square = float(_mean_number(belief.slots[-1:])[0]), float(_square_number(belief.slots[-1:])[0])
    own = strikes * (square - number**2) + float(mass @ counts**2 - strikes**2) * number**2
    return strikes * number / area + strays, strikes / area, own + (strays * area) ** 2 * math.expm1(log_sd**2)


def _casing_blots(
    belief: Belief, casings: Floats, strikes_per_m2: float, told: tuple[Floats, Floats, Floats, Floats]
) -> list[Floats]:
    """A strike about each casing, by the chance that no record explains it: ``x``, ``y``, spread, items."""
    if len(casings) == 0:
        return [np.zeros(0)] * 4
    x, y, sigma, weight = told
    real = np.repeat(special.expit(belief.slots[: int(belief.n_recorded[0]), LOGIT_ON]), 10)
    reach = math.exp(belief.slots[-1, SIZE]) + CASING_REACH_M
    variance = sigma**2 + reach**2
    apart = (casings[:, 0, None] - x) ** 2 + (casings[:, 1, None] - y) ** 2
    explained = (real * weight * np.exp(-0.5 * apart / variance) / (2.0 * math.pi * variance)).sum(axis=1)
    unrecorded = strikes_per_m2 / (strikes_per_m2 * (1.0 + CASINGS_ELSEWHERE) + explained)
    items = unrecorded * float(_mean_number(belief.slots[-1:])[0])
    return [casings[:, 0], casings[:, 1], np.full(len(casings), reach), items]
