"""Simulation-based calibration of the shipped sampler (Talts, Betancourt, Simpson, Vehtari, Gelman 2018).

Parameters are drawn from the prior, observations from the parameters by code of its own, the posterior by the shipped
sampler; the rank of the true value among posterior draws must be uniform.
"""

from __future__ import annotations

import math

import numpy as np

from fallow.core.when import parse_when
from fallow.hazard.belief import build_belief
from fallow.hazard.calibration.ranks import simulate_ranks
from fallow.hazard.dispersal import profile_tables
from fallow.hazard.engines import _arrays as A  # noqa: N812 - a column's name is read a hundred times here
from fallow.hazard.engines._moves import run
from fallow.hazard.engines.chains import Chains
from fallow.hazard.inputs import StrikeRecord
from fallow.hazard.observed import SeenBuilder, add_reports, report_points

SIDE, N = 50.0, 12
TABLES, REACH = profile_tables()


def records():
    when = parse_when("2020-01-01")
    return [
        StrikeRecord("a", 200.0, 200.0, 60.0, when, "simulated", bearing_deg=30.0, p_real=0.7),
        StrikeRecord("b", 420.0, 380.0, 120.0, when, "simulated", carriers=2.0),
    ]


def density(slots, x, y):
    """Intensity of the strikes at points, by the formula and not by the sampler."""
    total = np.zeros(np.broadcast(x, y).shape)
    for slot in slots:
        if slot[A.ON] < 0.5:
            continue
        size, ratio = math.exp(slot[A.LOG_SIZE]), math.exp(slot[A.LOG_RATIO])
        a, b = size / math.sqrt(ratio), size * math.sqrt(ratio)
        along = np.array([math.sin(slot[A.BEARING]), math.cos(slot[A.BEARING])])
        across = np.array([along[1], -along[0]])
        dx, dy = x - slot[A.X], y - slot[A.Y]
        u = ((dx * along[0] + dy * along[1]) / a) ** 2 + ((dx * across[0] + dy * across[1]) / b) ** 2
        kind = int(slot[A.PROFILE])
        grid = np.linspace(0, REACH[kind] ** 2, TABLES.shape[1])
        total += math.exp(slot[A.LOG_NUMBER]) / (a * b) * np.interp(u, grid, TABLES[kind], right=0.0)
    return total


def prior_draw(belief, empty, seed):
    chain = A.empty_chain(empty, len(belief.slots))
    room = np.empty((0, len(belief.slots), A.SLOT_WIDTH)), np.empty((0, A.SCENE_WIDTH))
    run(chain, empty, belief, A.empty_work(empty, len(belief.slots)), seed, True, 0, 1, *room)
    return chain.slots.copy(), chain.scene.copy()


def empty_seen():
    builder = SeenBuilder(0.0, 0.0, SIDE, N, N)
    builder.groups(builder.terms(A.SEARCHED_CELL, [0.0]), 0.0, 0.0, 0.0)
    builder.points([SIDE], [SIDE], 1.0, 0)
    return builder.build(np.zeros((0, 2)), np.zeros((0, 2)))


def observe(slots, scene, rng, *, with_reports):
    """Draw searches with one or two passes, reports, and the place of a casing.

    ``None`` where people were to report and nobody did (the engine then says on purpose that silence says nothing, which is
    not what the model says), and where the casing lies outside the bounds. Leaving such scenes out conditions on an
    observation, and so keeps ranks even.
    """
    builder = SeenBuilder(0.0, 0.0, SIDE, N, N)
    effort = np.exp(scene[A.LOG_EFFORT])
    k = np.exp(scene[A.LOG_EVENNESS])
    offset = (np.arange(3) + 0.5) * SIDE / 3
    hot = []
    for block in rng.choice(N * N, 50, replace=False):
        bx, by = (block % N) * SIDE, (block // N) * SIDE
        xs, ys = (bx + np.tile(offset, 3)), (by + np.repeat(offset, 3))
        mean = (density(slots, xs, ys) + np.exp(scene[A.LOG_STRAYS])).sum() * (SIDE / 3) ** 2
        mean *= rng.gamma(k) / k
        told = [1.6] if rng.random() < 0.6 else [1.6, 2.3]
        left, found, before = mean, 0, 0.0
        for own in told:
            p = -np.expm1(-effort * own)
            count = rng.poisson(left * p)
            left *= 1 - p
            builder.found(float(count), before, own)
            before += own
            found += count
        term = builder.terms(A.SEARCHED_CELL, found)
        group = builder.groups(term, 0.0, sum(told), float(found))
        builder.points(xs, ys, (SIDE / 3) ** 2, group[0])
        if found:
            hot.append((bx + SIDE / 2, by + SIDE / 2))
    reports = _reports(slots, scene, rng)[0] if with_reports else np.zeros((0, 2))
    if with_reports and len(reports) == 0:
        return None
    add_reports(builder, reports, 5, A.REPORTING_CELL)
    casing = _casing(slots, rng)
    if not ((casing >= 0.0) & (casing <= N * SIDE)).all():
        return None  # finds outside the bounds are not used: the sampler never sees one
    return builder.build(casing, np.array([*hot, *reports.tolist(), *casing.tolist()]).reshape(-1, 2))


def _reports(slots, scene, rng):
    """Where people report, (n, 2), and the share that they report in each reporting cell, (9,)."""
    xs, ys = report_points(0.0, 0.0, SIDE, N, N)
    weight = (density(slots, xs, ys) + np.exp(scene[A.LOG_STRAYS])) * SIDE**2 / 2
    cell = (ys // 250).astype(int) * 3 + (xs // 250).astype(int)
    out, shares = [], np.zeros(9)
    for c in range(9):
        mine = np.flatnonzero(cell == c)
        if rng.random() < 0.5:
            continue
        shares[c] = rng.gamma(0.5) / np.exp(scene[A.LOG_RARITY])
        chosen = rng.choice(mine, rng.poisson(shares[c] * weight[mine].sum()), p=weight[mine] / weight[mine].sum())
        out.extend((xs[i], ys[i]) for i in chosen)
    return np.array(out).reshape(-1, 2), shares


def _casing(slots, rng):
    on = [slot for slot in slots if slot[A.ON] > 0.5]
    if rng.random() * (len(on) + 0.2) < 0.2:
        return rng.uniform(0, N * SIDE, (1, 2))
    slot = on[rng.integers(len(on))]
    reach = math.exp(slot[A.LOG_SIZE]) + 60.0
    return (slot[[A.X, A.Y]] + reach * rng.normal(size=2) * math.sqrt(4 / rng.chisquare(4)))[None, :]


NAMES = ("total", "on", "strays", "evenness", "effort", "number", "size", "datum", "position", "rarity", "east")


def quantities(slots, scene, rng):
    """What is ranked; ties of the number of strikes are broken at random."""
    numbers = np.where(slots[..., A.ON] > 0.5, np.exp(slots[..., A.LOG_NUMBER]), 0.0)
    on = slots[..., A.ON].sum(-1)
    east = (numbers * slots[..., A.X]).sum(-1) + rng.random(on.shape) * 1e-9
    jitter = 1e-6 * rng.random(on.shape)
    return np.stack(
        [
            numbers.sum(-1) + jitter,
            on + jitter,
            scene[..., A.LOG_STRAYS],
            scene[..., A.LOG_EVENNESS],
            scene[..., A.LOG_EFFORT],
            scene[..., A.NUMBER_SHIFT],
            scene[..., A.SIZE_SHIFT],
            scene[..., A.DATUM_X],
            scene[..., A.LOG_POSITION],
            scene[..., A.LOG_RARITY],
            east + jitter,
        ],
        axis=-1,
    )


def run_sbc(replicates, *, n_draws=7, seed=0, with_reports=True, spoil=None, blind=None, effort=0.5):
    """Rank the truth in ``replicates`` posteriors.

    ``spoil(belief)`` gives the sampler another prior than the truth's, ``blind(seen)`` other observations.
    """
    belief, empty = build_belief(records()), empty_seen()
    told = belief if spoil is None else spoil(belief)

    def replicate(rng):
        seen = None
        while seen is None:
            slots, scene = prior_draw(belief, empty, int(rng.integers(2**31)))
            seen = observe(slots, scene, rng, with_reports=with_reports)
        chains = Chains(told, int(rng.integers(2**31)), n_chains=n_draws)
        draws = chains.draw(seen if blind is None else blind(seen), n_draws, effort=effort)
        return quantities(slots, scene, rng), quantities(draws.slots, draws.scenes, rng)

    return simulate_ranks(NAMES, replicate, replicates=replicates, seed=seed)
