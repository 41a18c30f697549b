"""Simulation-based calibration of the field itself: from searches and finds as files hold them to what is left in cells.

The truth is drawn from the strike mixture's prior, items fall, teams search whole boxes (some twice) and people report; the
observations go in by the front door's own parts (``build_ground``, the engine's ``solve``), and what is ranked is what a
field says. The parameters are ranked in ``hazard_sbc``. SIMULATED.
"""

from __future__ import annotations

import numpy as np
from hazard_sbc import SIDE, N, _reports, density, empty_seen, prior_draw, records
from shapely.geometry import box

from fallow.hazard.belief import build_belief
from fallow.hazard.calibration.ranks import simulate_ranks
from fallow.hazard.engines import _arrays as A  # noqa: N812 - as in hazard_sbc
from fallow.hazard.engines.role import Inputs
from fallow.hazard.engines.strike_mixture import N_CHAINS, StrikeMixture
from fallow.hazard.grid import Grid
from fallow.hazard.ground import build_ground
from fallow.hazard.inputs import Find, Search

GRID = Grid((0.0, 0.0, N * SIDE, N * SIDE), "EPSG:32727", SIDE)
NAMES = ("total", "searched", "twice", "quarter", "north", "amid", "far")


def block_items(slots, scene):
    """Expected items of each block before anybody searched, and the clumps in it: (blocks,)."""
    offset = (np.arange(3) + 0.5) * SIDE / 3
    column, row = np.tile(np.arange(N), N), np.repeat(np.arange(N), N)
    xs = column[:, None] * SIDE + np.tile(offset, 3)
    ys = row[:, None] * SIDE + np.repeat(offset, 3)
    return (density(slots, xs, ys) + np.exp(scene[A.LOG_STRAYS])).sum(axis=1) * (SIDE / 3) ** 2


def observe(slots, scene, rng, *, with_reports):
    """Searches, finds and what is left of each block; ``None`` as in ``hazard_sbc``."""
    effort, k = np.exp(scene[A.LOG_EFFORT]), np.exp(scene[A.LOG_EVENNESS])
    left = block_items(slots, scene) * rng.gamma(k, size=N * N) / k
    boxes = rng.choice(N * N, 50, replace=False)
    searches, finds = [], []
    for turn, (p, mine) in enumerate(((0.8, boxes), (0.9, boxes[:20]))):
        chance = 1.0 - (1.0 - p) ** effort
        for b in mine:
            x, y = (b % N) * SIDE, (b // N) * SIDE
            name = f"{turn}-{b}"
            searches.append(Search(name, box(x, y, x + SIDE, y + SIDE), p))
            finds += [
                Find(f"{name}-{i}", x + rng.uniform(1, 49), y + rng.uniform(1, 49), name, removed=True)
                for i in range(rng.poisson(left[b] * chance))
            ]
            left[b] *= 1.0 - chance
    if with_reports:
        told, share = _reports(slots, scene, rng)
        if len(told) == 0:
            return None
        finds += [Find(f"v{i}", float(x), float(y), removed=True) for i, (x, y) in enumerate(told)]
        cell = (np.arange(N * N) // N // 5) * 3 + (np.arange(N * N) % N) // 5
        left = left * (1.0 - np.minimum(share, 1.0)[cell])
    return searches, finds, left, boxes


def said(left, boxes):
    """The ranked quantities of ``left`` (..., blocks)."""
    by = np.asarray(left, np.float64).reshape(*np.shape(left)[:-1], N, N)
    mine = np.asarray(left, np.float64)
    parts = [
        mine.sum(-1), mine[..., boxes].sum(-1), mine[..., boxes[:20]].sum(-1), by[..., :6, :6].sum((-2, -1)),
        by[..., 6:, :].sum((-2, -1)), by[..., 4, 4], by[..., 11, 0],
    ]  # fmt: skip
    return np.stack(parts, axis=-1)


def field_ranks(replicates, *, seed=0, with_reports=False, effort=0.3, engine=None):
    """Ranks of what is truly left among as many draws as the engine has chains: one of each, so that they are independent."""
    belief, empty, strikes = build_belief(records()), empty_seen(), tuple(records())
    engine = StrikeMixture() if engine is None else engine

    def replicate(rng):
        observed = None
        while observed is None:
            slots, scene = prior_draw(belief, empty, int(rng.integers(2**31)))
            observed = observe(slots, scene, rng, with_reports=with_reports)
        searches, finds, left, boxes = observed
        given = Inputs(strikes, tuple(searches), tuple(finds), build_ground(GRID, searches, finds), belief)
        found = engine.solve(given, seed=int(rng.integers(2**31)), n_draws=N_CHAINS, effort=effort)
        return said(left, boxes), said(found.items, boxes)

    return simulate_ranks(NAMES, replicate, replicates=replicates, seed=seed)
