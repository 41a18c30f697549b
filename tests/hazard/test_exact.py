"""Where the answer is known in closed form, the engine gives it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hazard_small import BOUNDS, CRS, found, searched
from scipy import stats

from fallow.hazard.belief import build_belief
from fallow.hazard.engines import _arrays as columns
from fallow.hazard.engines.chains import Chains
from fallow.hazard.grid import Grid
from fallow.hazard.ground import build_ground
from fallow.hazard.left import left_in_cells

DENSITY, EVENNESS = 5.0 / 1e4, 2.0


def no_strikes(stray_sd, *, evenness=EVENNESS, effort_sd=1e-6):
    """A belief in strays alone, everything else held where it is."""
    belief = build_belief([])
    scene = belief.scene.copy()
    scene[:, columns.SD] = 1e-6
    scene[columns.LOG_STRAYS] = math.log(DENSITY), stray_sd
    scene[columns.LOG_EVENNESS, columns.MEAN] = math.log(evenness)
    scene[columns.LOG_EFFORT] = 0.0, effort_sd
    sets = np.full(len(belief.log_count), -1e6)
    sets[0] = 0.0
    return belief._replace(scene=scene, log_count=sets)


def test_gamma_poisson_remainder_of_a_searched_block():
    """With intensity, detection and shape known, what is left is gamma with shape k + y: conjugate."""
    searches = [searched("s", 100, 100, p=0.8), searched("t", 300, 300, p=0.8)]
    finds = [found(f"f{i}", 110 + i, 120, "s") for i in range(4)]
    grid = Grid(BOUNDS, CRS, 50.0)
    ground = build_ground(grid, searches, finds)
    draws = Chains(no_strikes(1e-6), 3, 4).draw(ground.seen, 4000, effort=0.05)
    both = left_in_cells(ground, no_strikes(1e-6), draws, 0)
    left = both.items
    mean, p = DENSITY * 2500, 0.8
    for box, y in ((2 * 20 + 2, 4), (6 * 20 + 6, 0)):
        exact = stats.gamma(EVENNESS + y, scale=(1 - p) * mean / (EVENNESS + p * mean))
        assert left[:, box].mean() == pytest.approx(exact.mean(), rel=0.05)
        assert both.mean[box] == pytest.approx(exact.mean(), rel=1e-3)
        assert stats.kstest(left[:, box], exact.cdf).pvalue > 1e-4
    untouched = stats.gamma(EVENNESS, scale=mean / EVENNESS)
    assert stats.kstest(left[:, 399], untouched.cdf).pvalue > 1e-4


def test_the_stray_density_learnt_is_that_of_a_one_dimensional_integral():
    searches = [searched(f"s{i}", 50 * i, 0, p=0.9) for i in range(12)]
    finds = [found(f"f{i}", 60 * i + 20, 20, f"s{(60 * i + 20) // 50}") for i in range(9)]
    ground = build_ground(Grid(BOUNDS, CRS, 50.0), searches, finds)
    draws = Chains(no_strikes(1.0, evenness=3.0), 5, 4).draw(ground.seen, 3000, effort=0.3)
    log_density = np.linspace(math.log(DENSITY) - 5, math.log(DENSITY) + 5, 4001)
    mean = np.exp(log_density) * 2500 * 0.9
    counts = np.bincount([(60 * i + 20) // 50 for i in range(9)], minlength=12)
    value = stats.norm.logpdf(log_density, math.log(DENSITY), 1.0)
    for y in counts:
        value += stats.nbinom.logpmf(y, 3.0, 3.0 / (3.0 + mean))
    weight = np.exp(value - value.max())
    weight /= weight.sum()
    exact = (weight * log_density).sum()
    spread = math.sqrt((weight * (log_density - exact) ** 2).sum())
    drawn = draws.scenes[:, columns.LOG_STRAYS]
    assert drawn.mean() == pytest.approx(exact, abs=0.12 * spread)
    assert drawn.std() == pytest.approx(spread, rel=0.12)


def test_detection_is_learnt_from_a_second_search_as_by_hand():
    """Ten found first and eight in the second search: the telling of 0.9 was wrong, by the removal estimator."""
    searches = [searched("one", 100, 100, p=0.9), searched("two", 100, 100, p=0.9)]
    finds = [found(f"f{i}", 103 + 2 * i, 120, "one") for i in range(10)]
    finds += [found(f"g{i}", 103 + 2 * i, 140, "two") for i in range(8)]
    ground = build_ground(Grid(BOUNDS, CRS, 50.0), searches, finds)
    belief = no_strikes(2.0, evenness=5.0, effort_sd=0.6)
    draws = Chains(belief, 7, 4).draw(ground.seen, 3000, effort=0.3)
    factor = np.exp(np.linspace(-4, 2, 401))[:, None]
    density = np.exp(math.log(DENSITY) + np.linspace(-8, 8, 401))[None, :]
    told = -math.log(0.1)
    p = -np.expm1(-factor * told)
    shown = density * 2500 * (1 - (1 - p) ** 2)
    value = -0.5 * (np.log(factor) / 0.6) ** 2 - 0.5 * ((np.log(density / DENSITY)) / 2.0) ** 2
    value = value + 18 * np.log(density) - (5.0 + 18) * np.log(5.0 + shown) + 10 * np.log(p) + 8 * np.log((1 - p) * p)
    weight = np.exp(value - value.max())
    weight /= weight.sum()
    log_factor = np.log(factor)
    exact = (weight * log_factor).sum()
    spread = math.sqrt((weight * (log_factor - exact) ** 2).sum())
    drawn = draws.scenes[:, columns.LOG_EFFORT]
    assert exact < -0.5
    assert drawn.mean() == pytest.approx(exact, abs=0.15 * spread)
    assert drawn.std() == pytest.approx(spread, rel=0.15)
