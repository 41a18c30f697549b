"""Truths and observations of the conjugate cells' own model, drawn by plain loops that share no code with the engine.

Only the prior's parameters (means, shapes, spreads) are read from the engine: they are its assumptions, not its computation.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from scipy import special
from shapely.geometry import box

from fallow.core.when import parse_when
from fallow.hazard.belief import build_belief
from fallow.hazard.calibration.ranks import simulate_ranks
from fallow.hazard.engines.cells_exact import Detection
from fallow.hazard.engines.cells_posterior import NOBODY_REPORTS, cells_posterior
from fallow.hazard.engines.cells_prior import cell_prior
from fallow.hazard.engines.cells_seen import cells_seen
from fallow.hazard.engines.role import Inputs
from fallow.hazard.grid import Grid
from fallow.hazard.ground import build_ground
from fallow.hazard.inputs import Find, Search, StrikeRecord

WEST, SOUTH, SIDE = 500_000.0, 6_000_000.0, 600.0
WHEN = parse_when("2021-05-01")


class CellsWorld:
    """A square of 600 m with two strikes near each other and one apart, in blocks of 50 m."""

    def __init__(self, *, partial: bool = False, reports: bool = False):
        self.partial, self.reports = partial, reports
        self.grid = Grid((WEST, SOUTH, WEST + SIDE, SOUTH + SIDE), "EPSG:32727", 50.0)
        self.strikes = tuple(
            StrikeRecord(name, WEST + x, SOUTH + y, sigma, WHEN, "simulated")
            for name, x, y, sigma in (("a", 130.0, 150.0, 40.0), ("b", 260.0, 120.0, 60.0), ("c", 520.0, 540.0, 30.0))
        )
        self.belief = build_belief(self.strikes)
        self.prior = cell_prior(self.grid, self.belief)
        self.detection = Detection.of(*self.prior.effort)

    def truth(self, rng):
        """Factor on effort, scene's factor, intensity of each block, reporting share of each group."""
        prior = self.prior
        factor = -math.log(rng.beta(self.detection.a, self.detection.b))
        shared = rng.normal(0.0, prior.shared_sd)
        level = np.exp([rng.normal(shared - 0.5 * s * s, s) for s in prior.spread])
        unit = np.array([level[g] * rng.gamma(k) / k for g, k in zip(prior.unit_group, prior.shape, strict=True)])
        report = [0.0 if rng.random() < NOBODY_REPORTS else rng.choice(prior.report_share) for _ in level]
        return factor, shared, unit[prior.block_unit] * prior.density * 2500.0, np.array(report)

    def observe(self, truth, rng):
        """Searches (a second one of some boxes), finds at the middles of boxes, reports: and what is left of each block."""
        factor, _, items, report = truth
        n = len(items)
        searches, finds, left = [], [], items.copy()
        if self.reports:
            share = report[self.prior.unit_group[self.prior.block_unit]]
            told = rng.poisson(items * share)
            if told.sum() == 0:
                return None  # without a single report the engine says that silence says nothing
            finds += [self._find(f"v{b}-{i}", b, None, rng) for b in range(n) for i in range(told[b])]
            left = left * (1.0 - share)
        boxes = rng.choice(n, 40, replace=False)
        again = set(boxes[:12].tolist())
        for turn, mine in enumerate((boxes, boxes[:12])):
            for b in mine:
                p = 0.7 if turn else 0.9
                left[b] = self._search(f"s{turn}-{b}", int(b), p, 1.0, factor, left[b], searches, finds, rng)
        if self.partial:
            shares = {u: rng.random() for u in range(len(self.prior.shape))}
            for b in rng.permutation([b for b in range(n) if b not in again])[:20]:
                share = shares[int(self.prior.block_unit[b])]
                left[b] = self._search(f"p{b}", int(b), 0.8, share, factor, left[b], searches, finds, rng)
        return searches, finds, left

    def inputs(self, searches, finds):
        ground = build_ground(self.grid, searches, finds)
        return Inputs(self.strikes, tuple(searches), tuple(finds), ground, self.belief)

    def _search(self, name, b, p, share, factor, items, searches, finds, rng):
        searches.append(Search(name, self._box(b), p, complete=share == 1.0))
        found = share * (1.0 - (1.0 - p) ** factor)
        count = rng.poisson(items * found)
        finds += [self._find(f"{name}-{i}", b, name, rng) for i in range(count)]
        return items * (1.0 - found)

    def _corner(self, b):
        row, column = divmod(b, 12)
        return WEST + 50.0 * column, SOUTH + 50.0 * row

    def _box(self, b):
        x, y = self._corner(b)
        return box(x, y, x + 50.0, y + 50.0)

    def _find(self, name, b, search, rng):
        x, y = self._corner(b)
        return Find(name, x + rng.uniform(1, 49), y + rng.uniform(1, 49), search, removed=search is not None)


NAMES = ("total", "factor", "shared", "hot", "cold", "quarter")


def quantities(left, factor, shared):
    """What is ranked: items left in all, in a block amid strikes, in one far from them, in a quarter; and the factors."""
    by = np.asarray(left).reshape(*np.shape(left)[:-1], 12, 12)
    parts = [by.sum((-2, -1)), factor, shared, by[..., 3, 3], by[..., 10, 1], by[..., :6, :6].sum((-2, -1))]
    return np.stack([np.asarray(part, np.float64) for part in parts], axis=-1)


def beta_moment(a, b, effort):
    """Chance to miss with told effort, by the Beta function."""
    return math.exp(special.betaln(a + effort, b) - special.betaln(a, b))


def cells_ranks(world, replicates, *, seed, planted=None):
    """Ranks of truths of the cells' model among nine draws of the shipped posterior, or of one with a planted mistake."""

    def replicate(rng):
        observed = None
        while observed is None:
            truth = world.truth(rng)
            observed = world.observe(truth, rng)
        searches, finds, left = observed
        prior, seen = world.prior, cells_seen(world.inputs(searches, finds).ground, world.prior)
        if planted == "finds":
            seen = replace(seen, found=2.0 * seen.found)
        elif planted == "detection":
            prior = replace(prior, effort=(prior.effort[0] + 1.0, prior.effort[1]))
        items, common = cells_posterior(seen, prior).draw(9, rng)
        return quantities(left, truth[0], truth[1]), quantities(items, common[:, 0], common[:, 1])

    return simulate_ranks(NAMES, replicate, replicates=replicates, seed=seed)
