"""The prior of the conjugate cells: a mean, a gamma shape and a group for every unit of ground, matched in two moments.

A *unit* is a square of about 150 m, the size of what one carrier leaves, and a *group* a set of records near enough to
reach the same ground; one further group is the ground that no record reaches. The items of unit ``u`` of group ``g``,
before anybody searched, are Poisson about

    C_g m_u G_u,   log C_g ~ Normal(W - s_g^2 / 2, s_g^2),   W ~ Normal(0, s_W^2),   G_u ~ Gamma(k_u, k_u)

- ``m_u`` is the mean of what the records say: number times chance of being real times dispersal, smeared by the position
  error and the datum shift (heavy tails as sums of Gaussians), plus unrecorded strikes and strays spread evenly;
- ``s_g`` is matched to the doubt about how many items the group's strikes left (numbers, dud rates, false records), which
  all of its ground shares; ``s_W`` is the doubt that all strikes of a scene share;
- ``k_u`` is matched to what is left of the unit's variance: where exactly the strikes lie, and how even the ground is.

Within a unit the items lie as the mean says. Approximations of this file, none of them in the posterior: dispersal is a
round Gaussian here, and a unit's average is read as a Gaussian widened by the unit's side.
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
    LOG_EFFORT,
    LOG_EVENNESS,
    LOG_POSITION,
    LOG_RARITY,
    LOG_STRAYS,
    LOGIT_ON,
    MEAN,
    NUMBER,
    NUMBER_SD,
    NUMBER_SHIFT,
    SD,
    SIGMA,
    SIZE,
    SIZE_SHIFT,
    Belief,
)
from fallow.hazard.engines._prior import DATUM_HEAVINESS, DATUM_SCALE_M, GROSS_SHARE, HEAVINESS, SIZE_SD
from fallow.hazard.grid import Grid

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

UNIT_M = 150.0
LEAST_SHAPE, MOST_SHAPE = 0.05, 10.0
"""Bounds of a unit's shape: below, a gamma draw is a lottery; above, no ground is known so well."""
_TAILS = (1.0 / 6.0, 0.5, 5.0 / 6.0)
"""Levels at which the scale of a heavy-tailed error is read: a t as the mean of three Gaussians."""
_NEAR = 2.0
"""Records whose reaches of so many standard deviations meet share ground, and so a group."""


@dataclass(frozen=True, slots=True)
class CellPrior:
    """What is believed of the ground before it is searched.

    ``block_unit`` (blocks,), ``unit_group`` (units,); ``density`` (blocks,): prior mean in items per m2 with all common
    factors at one; ``shape`` (units,): ``k_u``; ``spread`` (groups,): ``s_g``; ``shared_sd``: ``s_W``; ``effort`` mean and
    standard deviation of the log factor on effort; ``report_share``, the shares that people report where anybody does.
    """

    block_unit: Whole
    unit_group: Whole
    density: Floats
    shape: Floats
    spread: Floats
    shared_sd: float
    effort: tuple[float, float]
    report_share: Floats


def unit_count(grid: Grid) -> int:
    """Units of a grid."""
    side, (rows, columns) = _unit_side(grid), grid.blocks
    return math.ceil(rows / side) * math.ceil(columns / side)


def cell_prior(grid: Grid, belief: Belief) -> CellPrior:
    """Return the prior of the ground of ``grid`` given the records of ``belief``."""
    x, y = _block_middles(grid)
    side, (rows, columns) = _unit_side(grid), grid.blocks
    index = np.arange(rows * columns)
    block_unit = (index // columns) // side * math.ceil(columns / side) + (index % columns) // side
    n_units = unit_count(grid)
    size = np.bincount(block_unit, minlength=n_units)
    unit_x, unit_y = (np.bincount(block_unit, v, n_units) / size for v in (x, y))
    n = int(belief.n_recorded[0])
    group, n_groups = _groups(belief.slots[:n])
    ground = _ground(grid, belief)
    reach = np.zeros((n_groups + 1, n_units))
    reach[n_groups] = ground.density
    density, variance = np.full(rows * columns, ground.density), np.full(n_units, ground.variance)
    total, doubt = np.zeros(n_groups + 1), np.zeros(n_groups + 1)
    total[n_groups], doubt[n_groups] = ground.total, ground.total_variance
    widened = (side * grid.block_m) ** 2 / 12.0
    for j in range(n):
        record = _Record.of(belief, j)
        density += record.mean(x, y, 0.0)
        first, second = record.mean(unit_x, unit_y, widened), record.square(unit_x, unit_y, widened)
        reach[group[j]] += first
        variance += np.maximum(second - first**2, 0.0)
        total[group[j]] += record.real * record.number
        doubt[group[j]] += record.real * record.number_square - (record.real * record.number) ** 2
    unit_group = reach.argmax(axis=0)
    common = doubt / total**2
    evenness = math.exp(belief.scene[LOG_EVENNESS, MEAN]) * side**2
    unit_mean = reach.sum(axis=0)
    left = (1.0 + variance / unit_mean**2) * (1.0 + 1.0 / evenness) / (1.0 + common[unit_group]) - 1.0
    shares = special.ndtri((np.arange(7) + 0.5) / 7) * belief.scene[LOG_RARITY, SD] - belief.scene[LOG_RARITY, MEAN]
    return CellPrior(
        block_unit=np.asarray(block_unit, np.int64),
        unit_group=np.asarray(unit_group, np.int64),
        density=density,
        shape=1.0 / np.clip(left, 1.0 / MOST_SHAPE, 1.0 / LEAST_SHAPE),
        spread=np.sqrt(np.log1p(common)),
        shared_sd=float(belief.scene[NUMBER_SHIFT, SD]),
        effort=(float(belief.scene[LOG_EFFORT, MEAN]), float(belief.scene[LOG_EFFORT, SD])),
        report_share=np.minimum(0.5 * np.exp(shares), 0.9),
    )


def _unit_side(grid: Grid) -> int:
    return max(1, round(UNIT_M / grid.block_m))


def _block_middles(grid: Grid) -> tuple[Floats, Floats]:
    rows, columns = grid.blocks
    x = grid.bounds[0] + (np.arange(columns) + 0.5) * grid.block_m
    y = grid.bounds[1] + (np.arange(rows) + 0.5) * grid.block_m
    return np.tile(x, rows), np.repeat(y, columns)


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: chance of being real, moments of its number, and its position error as weighed Gaussians."""

    x: float
    y: float
    real: float
    number: float
    number_square: float
    wide: float  # mean squared spread of the dispersal, per axis
    narrow: float  # harmonic mean of the same: what a square of densities sees
    errors: Floats  # (components, 2): weight, variance per axis

    @classmethod
    def of(cls, belief: Belief, j: int) -> _Record:
        row, scene = belief.slots[j], belief.scene
        number, sd = row[NUMBER], row[NUMBER_SD]
        size, doubt = math.exp(2.0 * row[SIZE]), 2.0 * (scene[SIZE_SHIFT, SD] ** 2 + SIZE_SD**2)
        scale = row[SIGMA] ** 2 * math.exp(2.0 * scene[LOG_POSITION, MEAN] + 2.0 * scene[LOG_POSITION, SD] ** 2)
        own, datum = _tails(scale, HEAVINESS), _tails(DATUM_SCALE_M**2, DATUM_HEAVINESS)
        usual = (own[:, None] + datum[None, :]).ravel()
        weights = np.append(np.full(len(usual), (1.0 - GROSS_SHARE) / len(usual)), GROSS_SHARE)
        return cls(
            x=float(row[AT_X]),
            y=float(row[AT_Y]),
            real=float(special.expit(row[LOGIT_ON])),
            number=math.exp(number + 0.5 * sd**2),
            number_square=math.exp(2.0 * number + 2.0 * sd**2),
            wide=size * math.exp(doubt),
            narrow=size * math.exp(-doubt),
            errors=np.column_stack([weights, np.append(usual, row[GROSS] ** 2)]),
        )

    def mean(self, x: Floats, y: Floats, widened: float) -> Floats:
        """Expected intensity at points, items per m2."""
        return self.real * self.number * self._smeared(x, y, self.wide + widened)

    def square(self, x: Floats, y: Floats, widened: float) -> Floats:
        """Expected square of the intensity: the square of a Gaussian is a Gaussian of half the variance."""
        spread = self.narrow + widened
        return self.real * self.number_square * self._smeared(x, y, 0.5 * spread) / (4.0 * math.pi * spread)

    def _smeared(self, x: Floats, y: Floats, spread: float) -> Floats:
        apart = (x - self.x) ** 2 + (y - self.y) ** 2
        out = np.zeros(len(x))
        for weight, error in self.errors:
            variance = spread + error
            out += weight * np.exp(-0.5 * apart / variance) / (2.0 * math.pi * variance)
        return out


def _tails(scale: float, heaviness: float) -> Floats:
    return np.asarray(scale * heaviness / stats.chi2.isf(_TAILS, heaviness))


@dataclass(frozen=True, slots=True)
class _Even:
    """Ground that no record reaches: density and its variance at one unit, total and its variance."""

    density: float
    variance: float
    total: float
    total_variance: float


def _ground(grid: Grid, belief: Belief) -> _Even:
    """Unrecorded strikes somewhere in the frame, and strays."""
    spare = len(belief.log_count) - 1
    rows, columns = grid.blocks
    area = rows * columns * grid.block_m**2
    counts = np.arange(spare + 1)
    sets = special.gammaln(spare + 1) - special.gammaln(counts + 1) - special.gammaln(spare - counts + 1)
    mass = np.exp(belief.log_count + sets)
    mass /= mass.sum()
    strikes = float(mass @ counts)
    spread_of_strikes = float(mass @ counts**2) - strikes**2
    log_mean, log_sd = belief.scene[LOG_STRAYS]
    strays = math.exp(log_mean + 0.5 * log_sd**2)
    strays_variance = strays**2 * math.expm1(log_sd**2)
    row = belief.slots[-1]
    number = math.exp(row[NUMBER] + 0.5 * row[NUMBER_SD] ** 2)
    square = math.exp(2.0 * row[NUMBER] + 2.0 * row[NUMBER_SD] ** 2)
    doubt = 2.0 * (belief.scene[SIZE_SHIFT, SD] ** 2 + SIZE_SD**2)
    spread = math.exp(2.0 * row[SIZE] - doubt) + (_unit_side(grid) * grid.block_m) ** 2 / 12.0
    return _Even(
        density=strikes * number / area + strays,
        variance=strikes * square / (4.0 * math.pi * spread * area) + strays_variance,
        total=strikes * number + strays * area,
        total_variance=strikes * (square - number**2) + spread_of_strikes * number**2 + strays_variance * area**2,
    )


def _groups(slots: Floats) -> tuple[Whole, int]:
    """Return the group of each record, numbered by its first one: records whose reaches meet, and theirs in turn."""
    n = len(slots)
    group = np.full(n, -1, np.int64)
    reach = _NEAR * np.sqrt(np.exp(2.0 * slots[:, SIZE]) + slots[:, SIGMA] ** 2)
    found = 0
    for first in range(n):
        if group[first] >= 0:
            continue
        group[first], edge = found, [first]
        while edge:
            j = edge.pop()
            apart = np.hypot(slots[:, AT_X] - slots[j, AT_X], slots[:, AT_Y] - slots[j, AT_Y])
            near = np.flatnonzero((group < 0) & (apart < reach + reach[j]))
            group[near] = found
            edge.extend(near.tolist())
        found += 1
    return group, found
