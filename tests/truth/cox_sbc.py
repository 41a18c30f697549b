"""Simulation-based calibration of the shipped Cox field (Talts, Betancourt, Simpson, Vehtari, Gelman 2018).

Settings and field are drawn from the prior, searches, unfinished searches and reports from the field by code of its own; the
shipped code lays them out and draws the posterior. The rank of every true value among the draws must be uniform.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats
from shapely.geometry import box

from fallow.core.when import parse_when
from fallow.hazard.belief import build_belief
from fallow.hazard.cox.design import make_design
from fallow.hazard.cox.fields import draw_fields
from fallow.hazard.cox.looked import looked_at
from fallow.hazard.cox.offset import expected_density
from fallow.hazard.cox.remains import left_in_cells
from fallow.hazard.cox.settings import believed, frame_of
from fallow.hazard.engines import _arrays as A  # noqa: N812 - a column's name is read a hundred times here
from fallow.hazard.grid import make_grid
from fallow.hazard.ground import build_ground
from fallow.hazard.inputs import Find, FindKind, Search, StrikeRecord

SIDE, N = 50.0, 10
BOUNDS = (500_000.0, 6_000_000.0, 500_000.0 + N * SIDE, 6_000_000.0 + N * SIDE)
GRID = make_grid(BOUNDS, "EPSG:32727", SIDE)
NAMES = (
    "sigma",
    "reach",
    "evenness",
    "effort",
    "rarity",
    "left where searched",
    "left elsewhere",
    "left in the middle",
    "peak",
    "fit",
)


def belief():
    """One record, wide in its position; told effort and evenness as shipped."""
    when = parse_when("2020-01-01")
    return build_belief([StrikeRecord("a", BOUNDS[0] + 200, BOUNDS[1] + 250, 120.0, when, "simulated", carriers=12.0)])


@dataclass
class True_:  # noqa: N801 - "True" is taken
    settings: np.ndarray  # sigma, reach_m, evenness, effort
    rarity: float
    left: np.ndarray  # (cells,)
    factor: np.ndarray  # (blocks,) intensity over the expected one
    searches: list
    finds: list


def matern_field(rng, sigma, reach_m, constant_sd, pad=10):
    """A draw of the field by way of its covariance on a large lattice, by Fourier and not by cosine transform."""
    size = 2 * (N + 2 * pad)
    kappa = np.sqrt(8.0) * SIDE / reach_m
    w = 2 * np.pi * np.fft.fftfreq(size)
    spectrum = 1.0 / (kappa**2 + 4 - 2 * np.cos(w[:, None]) - 2 * np.cos(w[None, :])) ** 2
    spectrum *= sigma**2 / spectrum.mean()
    noise = np.fft.fft2(rng.normal(size=(size, size)))
    field = np.fft.ifft2(noise * np.sqrt(spectrum)).real[:N, :N]
    return field + constant_sd * rng.normal()


def make_true(rng, offset, wide, the_belief, *, partial=True, reports=True):
    """Settings and field from the prior, and what searches and people then see of it."""
    settings = np.exp(wide.log_mean + wide.log_sd * rng.normal(size=4))
    sigma, reach, k, effort = settings
    field = matern_field(rng, sigma, reach, wide.constant_sd)
    squares = round(SIDE / GRID.square_m)
    density = offset.density.reshape(N * squares, N * squares)
    intensity = density * np.kron(np.exp(field - 0.5 * sigma**2 - wide.constant_drop), np.ones((squares, squares)))
    held = intensity.reshape(N, squares, N, squares).sum(axis=(1, 3)) * GRID.square_m**2
    ground = rng.gamma(k, size=(N, N)) / k
    left = held * ground
    searches, finds = [], []
    chosen = rng.permutation(N * N)[:40]
    for i, b in enumerate(chosen[: 36 if partial else 40]):
        rest = held.flat[b] * ground.flat[b]
        for told in (0.85,) if i % 3 else (0.85, 0.7):
            p = -np.expm1(effort * np.log(1 - told))
            _search(rng, searches, finds, b, told, rng.poisson(rest * p), True, intensity, squares)
            rest *= 1 - p
        left.flat[b] = rest
    for b in chosen[36:] if partial else ():
        p, share = -np.expm1(effort * np.log(0.2)), rng.random()
        _search(rng, searches, finds, b, 0.8, rng.poisson(held.flat[b] * p * share), False, intensity, squares)
        left.flat[b] *= 1 - p * share
    rarity = np.exp(rng.normal(*the_belief.scene[A.LOG_RARITY]))
    if reports:
        _reports(rng, finds, held, left, rarity, intensity, squares)
    factor = np.exp(field - 0.5 * sigma**2 - wide.constant_drop).ravel()
    return True_(settings, rarity, left.ravel(), factor, searches, finds)


def _place(rng, b, intensity, squares):
    r, c = divmod(int(b), N)
    inside = intensity[r * squares : (r + 1) * squares, c * squares : (c + 1) * squares].ravel()
    s = rng.choice(len(inside), p=inside / inside.sum())
    step = SIDE / squares
    return (
        BOUNDS[0] + c * SIDE + (s % squares + rng.random()) * step,
        BOUNDS[1] + r * SIDE + (s // squares + rng.random()) * step,
    )


def _search(rng, searches, finds, b, told, n, complete, intensity, squares):
    r, c = divmod(int(b), N)
    west, south = BOUNDS[0] + c * SIDE, BOUNDS[1] + r * SIDE
    name = f"s{len(searches)}"
    searches.append(Search(name, box(west, south, west + SIDE, south + SIDE), told, complete))
    for _ in range(n):
        finds.append(Find(f"f{len(finds)}", *_place(rng, b, intensity, squares), name, FindKind.UNEXPLODED, True))


def _reports(rng, finds, held, left, rarity, intensity, squares):
    """People's reports by cells of 250 m; those items are known, and lie apart."""
    told = []
    share = np.zeros((2, 2))
    for r in range(2):
        for c in range(2):
            share[r, c] = 0.0 if rng.random() < 0.5 else rng.gamma(0.5) / rarity
            for i in range(5 * r, 5 * r + 5):
                for j in range(5 * c, 5 * c + 5):
                    told += [i * N + j] * rng.poisson(share[r, c] * held[i, j])
    for b in told:
        finds.append(Find(f"v{len(finds)}", *_place(rng, b, intensity, squares), None, FindKind.UNEXPLODED, True))
    left *= 1.0 - np.minimum(np.kron(share, np.ones((5, 5))), 1.0)


def quantities(settings, rarity, left, searched):
    """What is ranked, ``(..., quantities)``."""
    middle = left.reshape(*left.shape[:-1], N, N)[..., 3:7, 3:7].sum(axis=(-1, -2))
    parts = [left[..., searched].sum(-1), left[..., ~searched].sum(-1), middle, left.max(-1)]
    return np.stack([*np.moveaxis(settings, -1, 0), rarity, *parts], axis=-1)


def fit(looked, factor, settings):
    """How well a field explains what complete searches found: draws that never saw them rank evenly in all else, not here.

    A quantity of the observations too, as Modrak and others, *Bayesian Analysis* 20, 2025, ask for. ``(...,)``.
    """
    exposed = np.stack([looked.exposed(effort) for effort in np.atleast_2d(settings)[:, 3]])
    out = (looked.y * np.log(factor) - exposed * factor).sum(axis=-1)
    return out.reshape(settings.shape[:-1])


def run_sbc(replicates, *, n_draws=15, seed=0, points=32, rounds=4, spoil=None, **what):
    """Return ranks ``(replicates, quantities)`` in 0..n_draws; ``spoil`` changes what the engine believes of the settings.

    Where reports are asked for, a truth in which nobody reported anything is redrawn: the engine takes full silence for nothing
    at all, so it is calibrated where somebody spoke.
    """
    the_belief = belief()
    offset = expected_density(GRID, the_belief, np.zeros((0, 2)))
    wide = believed(the_belief, GRID, offset)
    rarity = tuple(float(v) for v in the_belief.scene[A.LOG_RARITY])
    ranks = []
    for r in range(replicates):
        rng = np.random.default_rng([seed, r])
        true = make_true(rng, offset, wide, the_belief, **what)
        while what.get("reports", True) and all(find.search is not None for find in true.finds):
            true = make_true(rng, offset, wide, the_belief, **what)
        ground = build_ground(GRID, true.searches, true.finds)
        looked = looked_at(ground, offset)
        frame = frame_of(GRID, looked, wide if spoil is None else spoil(wide))
        design = make_design(frame, rng, points=points)
        fields = draw_fields(frame, design, rarity, n_draws, rng, rounds=rounds)
        items, _ = left_in_cells(ground, offset, looked, fields, rng)
        searched = np.bincount(ground.piece_block, ground.piece_effort, N * N) > 0
        mine = quantities(fields.settings, fields.rarity, items.astype(float), searched)
        his = quantities(true.settings, true.rarity, true.left, searched)
        mine = np.column_stack([mine, fit(looked, fields.factor, fields.settings)])
        his = np.append(his, fit(looked, true.factor[None, :], true.settings))
        less = (mine < his).sum(axis=0)
        ranks.append(less + rng.integers(0, (mine == his).sum(axis=0) + 1))
    return np.array(ranks)


def chi_square(ranks, n_draws, bins=None):
    """p-value of each quantity's rank histogram against the uniform."""
    bins = bins or n_draws + 1
    out = {}
    for name, column in zip(NAMES, ranks.T, strict=True):
        counts = np.bincount(column * bins // (n_draws + 1), minlength=bins)
        out[name] = float(stats.chisquare(counts).pvalue)
    return out
