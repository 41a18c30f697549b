"""The conjugate cells against the same numbers computed another way."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from cells_world import CellsWorld
from scipy import integrate, stats

from fallow.hazard.engines.cells_exact import Detection, lattice, occupied, pick, support
from fallow.hazard.engines.cells_posterior import SHARE_WEIGHTS, SHARES, cells_posterior
from fallow.hazard.engines.cells_prior import cell_prior
from fallow.hazard.engines.cells_seen import cells_seen
from fallow.hazard.grid import Grid
from fallow.hazard.inputs import Find, Search


@pytest.fixture(scope="module")
def world():
    return CellsWorld()


def box_at(world, block):
    return world._box(block)


def found(world, name, block, count, search, rng):
    return [world._find(f"{name}{i}", block, search, rng) for i in range(count)]


def posterior(world, searches, finds, prior=None):
    prior = world.prior if prior is None else prior
    seen = cells_seen(world.inputs(searches, finds).ground, prior)
    return cells_posterior(seen, prior)


@pytest.mark.parametrize(("log_mean", "log_sd"), [(-0.3, 0.5), (0.0, 0.1), (0.4, 1.0)])
def test_a_beta_detection_has_the_moments_of_the_belief(log_mean, log_sd):
    beta = Detection.of(log_mean, log_sd)
    q = stats.beta(beta.a, beta.b)
    first, _ = integrate.quad(lambda t: -math.log(q.ppf(t)), 0, 1)
    second, _ = integrate.quad(lambda t: math.log(q.ppf(t)) ** 2, 0, 1)
    wanted = stats.lognorm(log_sd, scale=math.exp(log_mean))
    assert first == pytest.approx(wanted.mean(), rel=1e-5)
    assert second - first**2 == pytest.approx(wanted.var(), rel=1e-4)
    chance, _ = integrate.quad(lambda t: 1 - q.ppf(t) ** 2.3, 0, 1)
    assert beta.chance(2.3) == pytest.approx(chance, rel=1e-6)


def test_with_all_common_factors_known_a_unit_is_negative_binomial(world):
    """What is left of a searched block is conjugate; its predictive count has the closed form of the textbook."""
    prior = replace(world.prior, effort=(0.0, 0.0), spread=np.full(len(world.prior.spread), 1e-3), shared_sd=1e-3)
    rng, block = np.random.default_rng(0), 3 * 12 + 3
    searches = [Search("s", box_at(world, block), 0.8)]
    found_here = found(world, "f", block, 3, "s", rng)
    exact = posterior(world, searches, found_here, prior)
    unit = prior.block_unit[block]
    k, mean = prior.shape[unit], prior.density[block] * 2500.0
    whole = prior.density[prior.block_unit == unit].sum() * 2500.0
    shown = 0.8 * mean / whole
    left = 0.2 * mean * (k + 3) / (k + whole * shown)
    assert exact.mean()[block] == pytest.approx(left, rel=1e-4)
    items, _ = exact.draw(4000, np.random.default_rng(1))
    gamma = stats.gamma(k + 3, scale=left / (k + 3))
    assert stats.kstest(items[:, block], gamma.cdf).pvalue > 1e-3
    odds = left / (k + 3)
    counts = np.random.default_rng(2).poisson(items[:, block])
    for n in range(3):
        predictive = stats.nbinom.pmf(n, k + 3, 1 / (1 + odds))
        assert (counts == n).mean() == pytest.approx(predictive, abs=4 * math.sqrt(predictive / 4000))


def test_a_groups_factor_is_that_of_a_one_dimensional_integral(world):
    """Detection known, the scene's factor too: one group, eight searched blocks, against adaptive quadrature."""
    prior = replace(world.prior, effort=(0.0, 0.0), shared_sd=1e-3)
    group = int(prior.unit_group[prior.block_unit[3 * 12 + 3]])
    blocks = np.flatnonzero(prior.unit_group[prior.block_unit] == group)[:20:2].tolist()
    searches = [Search(f"s{b}", box_at(world, b), 0.9) for b in blocks]
    rng = np.random.default_rng(3)
    counts = {b: int(rng.poisson(1.5)) for b in blocks}
    finds = [find for b in blocks for find in found(world, f"f{b}-", b, counts[b], f"s{b}", rng)]
    exact = posterior(world, searches, finds, prior)
    units = np.unique(prior.block_unit)
    items = prior.density * 2500.0
    whole = np.bincount(prior.block_unit, items)
    seen = np.bincount(prior.block_unit[blocks], 0.9 * items[blocks], len(whole))
    n = np.bincount(prior.block_unit[blocks], [counts[b] for b in blocks], len(whole))
    mine = [u for u in units if prior.unit_group[u] == group]
    s = prior.spread[group]

    def weight(log_c, power):
        c = math.exp(log_c)
        value = stats.norm.logpdf(log_c, -0.5 * s * s, s) + power * log_c
        for u in mine:
            value += stats.nbinom.logpmf(n[u], prior.shape[u], 1 / (1 + c * seen[u] / prior.shape[u]))
        return math.exp(value)

    total, _ = integrate.quad(weight, -12, 6, args=(0,), points=[-1, 0, 1], limit=400)
    first, _ = integrate.quad(weight, -12, 6, args=(1,), points=[-1, 0, 1], limit=400)
    free = next(u for u in mine if seen[u] == 0)
    block = int(np.flatnonzero(prior.block_unit == free)[0])
    assert exact.mean()[block] == pytest.approx(items[block] * first / total, rel=1e-5)
    assert exact.resolution >= 4.0


def weighed_truths(world, searches, counts, n, rng):
    """Truths from the prior with the likelihood of counts as weights: importance sampling, no closed form anywhere."""
    prior = world.prior
    factor = -np.log(rng.beta(world.detection.a, world.detection.b, n))
    shared = rng.normal(0.0, prior.shared_sd, n)
    level = np.exp(shared[:, None] - 0.5 * prior.spread**2 + prior.spread * rng.normal(size=(n, len(prior.spread))))
    unit = level[:, prior.unit_group] * rng.gamma(prior.shape, size=(n, len(prior.shape))) / prior.shape
    items = unit[:, prior.block_unit] * prior.density * 2500.0
    shares = rng.random((n, len(prior.shape)))
    log_weight = np.zeros(n)
    for (block, p, complete), count in zip(searches, counts, strict=True):
        chance = 1.0 - (1.0 - p) ** factor
        if not complete:
            chance = chance * shares[:, prior.block_unit[block]]
        log_weight += stats.poisson.logpmf(count, items[:, block] * chance)
        items[:, block] *= 1.0 - chance
    weight = np.exp(log_weight - log_weight.max())
    return weight / weight.sum(), items, factor


def test_the_whole_posterior_is_that_of_weighed_prior_draws(world):
    """Re-searched and unfinished ground, doubt about everything: a hundred thousand truths, weighed by their likelihood."""
    layout = [
        (39, 0.9, True), (39, 0.8, True), (40, 0.9, True), (27, 0.9, True), (52, 0.7, False), (130, 0.9, True)
    ]  # fmt: skip
    counts = [2, 1, 1, 0, 1, 0]
    weight, items, factor = weighed_truths(world, layout, counts, 100_000, np.random.default_rng(4))
    effective = 1 / (weight**2).sum()
    assert effective > 400
    rng = np.random.default_rng(5)
    searches = [Search(f"s{i}", box_at(world, b), p, whole) for i, (b, p, whole) in enumerate(layout)]
    finds: list[Find] = []
    for i, ((b, _, _), count) in enumerate(zip(layout, counts, strict=True)):
        finds += found(world, f"f{i}-", b, count, f"s{i}", rng)
    exact = posterior(world, searches, finds)
    mean = exact.mean()
    for block in (39, 40, 27, 52, 130, 38, 26, 131, 0):
        by_weight = weight @ items[:, block]
        error = math.sqrt(weight**2 @ (items[:, block] - by_weight) ** 2)
        assert abs(mean[block] - by_weight) < 4.5 * error + 1e-4 * by_weight
    total = weight @ items.sum(axis=1)
    assert mean.sum() == pytest.approx(total, rel=0.06)
    by_detection = np.exp(exact.log_mass).sum(axis=1)
    assert by_detection @ exact.factor == pytest.approx(weight @ factor, rel=0.03)


def test_draws_have_the_mean_that_the_sums_have(world):
    searches = [Search("a", box_at(world, 39), 0.9), Search("b", box_at(world, 40), 0.9, complete=False)]
    rng = np.random.default_rng(6)
    exact = posterior(world, searches, found(world, "f", 39, 2, "a", rng) + found(world, "g", 40, 2, "b", rng))
    items, common = exact.draw(1500, rng)
    mean = exact.mean()
    error = items.std(axis=0) / math.sqrt(1500)
    assert (np.abs(items.mean(axis=0) - mean) < 5 * error).all()
    assert common.shape == (1500, 2)


def test_the_prior_has_the_mean_of_the_strikes_that_it_stands_for():
    """The smeared records, against strikes drawn one by one from the strike mixture's prior."""
    grid = Grid((0.0, 0.0, 3000.0, 3000.0), "EPSG:32727", 50.0)
    world = CellsWorld()
    belief = world.belief._replace(slots=world.belief.slots.copy())
    belief.slots[:, [0, 1]] -= [500_000.0, 6_000_000.0]
    belief.slots[:, [0, 1]] += 1200.0
    prior = cell_prior(grid, belief)
    total = prior.density.sum() * 2500.0
    real = 1 / (1 + np.exp(-belief.slots[:3, 4]))
    numbers = real * np.exp(belief.slots[:3, 5] + 0.5 * belief.slots[:3, 6] ** 2)
    strays = math.exp(math.log(1e-6) + 0.5 * 1.3**2) * 9e6
    spare = math.exp(belief.slots[-1, 5] + 0.5 * belief.slots[-1, 6] ** 2) * 1.25
    assert total == pytest.approx(numbers.sum() + strays + spare, rel=0.05)
    assert prior.shape.min() >= 0.05
    assert prior.shape.max() <= 10.0


def test_shares_of_unfinished_searches_are_even():
    assert SHARE_WEIGHTS.sum() == pytest.approx(1.0)
    for power in (1, 7):
        moment = float(SHARE_WEIGHTS @ SHARES**power)
        assert moment == pytest.approx(1 / (power + 1))


def test_lattices_hold_what_they_are_to_hold():
    t, step = lattice(-9.0, 9.0, 37)
    density = stats.norm.logpdf(t)
    assert np.exp(density + step).sum() == pytest.approx(1.0, abs=1e-12)
    low, high = support(t, density)
    assert -8.6 < low < -7.4
    assert 7.4 < high < 8.6
    assert occupied(stats.norm.logpdf(np.arange(-9.0, 10.0))[None, :]) == pytest.approx(3.54, abs=0.01)
    assert lattice(2.0, 2.0, 9)[0].tolist() == [2.0]
    picked = pick(np.log([[0.2, 0.8]]).repeat(4000, axis=0), np.random.default_rng(0))
    assert picked.mean() == pytest.approx(0.8, abs=0.03)
