"""Which settings the field is solved under, and with what weight: none is plugged in.

A design in the manner of integrated nested Laplace approximations (Rue, Martino and Chopin, *Journal of the Royal
Statistical Society B* 71, 2009): each point is weighed by Laplace's marginal likelihood times its prior. The points are drawn twice, by a
scrambled Sobol sequence each: from the prior, then from a normal fitted to what the first showed; all are weighed against the
mixture of both (adaptive multiple importance sampling: Cornuet, Marin, Mira and Robert, *Scandinavian Journal of Statistics* 39,
2012). Unlike a grid about the mode this needs no gradient and does not mind a posterior that is the prior.

People's reports are left out of the weights: their effort is unknown to an order of magnitude, so they teach little of the
settings; they count in full where fields are drawn. Above ``MOST_DENSE`` searched blocks the weights rest on a part of the
ground, whole tiles of it: that is less than what is known, so the settings are held less surely than they could be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from fallow.hazard.cox.counts import Counts
from fallow.hazard.cox.marginal import log_marginal
from fallow.hazard.cox.mode import find_mode
from fallow.hazard.cox.settings import EFFORT, SIGMA, Frame
from fallow.hazard.cox.shares import usual_shares
from fallow.hazard.engines._arrays import REPORTING_CELL

Floats = NDArray[np.float64]

POINTS = 64
"""Points of each round on lattices of up to ``SMALL`` cells; a third of it on larger ones."""
SMALL = 20_000
MOST_DENSE = 1200
TILE = 8
_WIDER = 1.4
"""By how much the second round is wider than what the first showed: too wide costs points, too narrow costs the tails."""
_TEMPERED = 8.0
"""Fewer effective points than this in the first round: its weights are evened out before a normal is fitted."""


@dataclass(frozen=True, slots=True)
class Design:
    """Settings ``(points, 4)`` with ``weight`` ``(points,)`` that adds up to one, and the ``normals`` they stand for."""

    settings: Floats
    normals: Floats
    weight: Floats

    @property
    def effective(self) -> float:
        """Number of points of equal weight that would say as much."""
        return float(1.0 / (self.weight**2).sum())

    def draw(self, n: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Return ``n`` points by weight, with the least possible chance in their numbers (systematic resampling), shuffled.

        Points are taken in the order of their ``sigma``, so that designs alike, from one state of ``rng``, give draws alike: what
        differs between two fields of one seed is then what differs between their inputs.
        """
        order = np.argsort(self.normals[:, SIGMA], kind="stable")
        places = (np.arange(n) + rng.random()) / n
        chosen = np.searchsorted(np.cumsum(self.weight[order]), places).clip(0, len(order) - 1)
        return np.asarray(rng.permutation(order[chosen]), np.int64)


def make_design(frame: Frame, rng: np.random.Generator, *, points: int | None = None) -> Design:
    """Return the weighed settings given the searches of ``frame``."""
    size = frame.lattice.rows * frame.lattice.columns
    n = points or (POINTS if size <= SMALL else POINTS // 4)
    kept = _kept(frame, rng)
    first = _normals(n, rng)
    if not kept.any():
        return Design(frame.wide.at(first), first, np.full(n, 1.0 / n))
    first_log = _log_evidence(frame, first, kept)
    mean, root = _fitted(first, first_log)
    second = mean + _normals(n, rng) @ root.T
    both = np.concatenate([first, second])
    log_evidence = np.concatenate([first_log, _log_evidence(frame, second, kept)])
    prior = _log_normal(both, np.zeros(4), np.eye(4))
    log_weight = log_evidence + prior - np.logaddexp(prior, _log_normal(both, mean, root)) + math.log(2.0)
    weight = np.exp(log_weight - log_weight.max())
    return Design(frame.wide.at(both), both, weight / weight.sum())


def _normals(n: int, rng: np.random.Generator) -> Floats:
    sequence = qmc.MultivariateNormalQMC(np.zeros(4), engine=qmc.Sobol(4, scramble=True, rng=rng), inv_transform=True)
    return np.asarray(sequence.random(n), np.float64)


def _log_evidence(frame: Frame, normals: Floats, kept: NDArray[np.bool_]) -> Floats:
    settings = frame.wide.at(normals)
    counts, looked = _searches_alone(frame, settings, kept), frame.looked
    spectrum = frame.spectrum(settings)
    out = []
    for part in np.array_split(np.arange(len(settings)), max(1, spectrum.size // 2_000_000)):
        chosen = counts.part(part)
        out.append(log_marginal(spectrum[part], chosen, find_mode(spectrum[part], chosen)))
    lowered = (
        frame.wide.flat(settings) * looked.searched[kept].sum()
    )  # what the flattening of the mean takes from each item
    return np.asarray(np.concatenate(out) + looked.log_which(settings[:, EFFORT]) - lowered)


def _searches_alone(frame: Frame, settings: Floats, kept: NDArray[np.bool_]) -> Counts:
    """The counts that the weights rest on: searches, on the kept blocks."""
    looked = frame.looked
    plain = np.ones(looked.n_blocks)
    share = usual_shares(looked, looked.whole(1.0, plain), 1.0)
    share[looked.kind == REPORTING_CELL] = 0.0
    counts = frame.counts(settings, np.tile(share, (len(settings), 1)), located=looked.searched)
    mask = frame.laid(kept[None, :].astype(np.float64))
    return counts.mapped(lambda cells: cells * mask)


def _kept(frame: Frame, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Blocks that were searched, or whole tiles of them, at most ``MOST_DENSE``."""
    looked = frame.looked
    searched = np.zeros(looked.n_blocks, np.bool_)
    searched[looked.block[~looked.of_kind(REPORTING_CELL)]] = True
    if searched.sum() <= MOST_DENSE:
        return searched
    columns = frame.lattice.inner[1]
    row, column = np.divmod(np.arange(looked.n_blocks), columns)
    tile = (row // TILE) * math.ceil(columns / TILE) + column // TILE
    order = rng.permutation(tile.max() + 1)
    many = np.bincount(tile[searched], minlength=len(order))[order]
    return np.asarray(searched & np.isin(tile, order[np.cumsum(many) <= MOST_DENSE]))


def _fitted(normals: Floats, log_weight: Floats) -> tuple[Floats, Floats]:
    """Mean and root of the covariance of a normal that is as the weighed points are, wider."""
    power = 1.0
    weight = np.exp(log_weight - log_weight.max())
    while weight.sum() ** 2 / (weight**2).sum() < _TEMPERED:
        power *= 0.8
        weight = np.exp(power * (log_weight - log_weight.max()))
    weight /= weight.sum()
    mean = weight @ normals
    off = normals - mean
    covariance = _WIDER * ((weight[:, None] * off).T @ off + 0.02 * np.eye(normals.shape[1]))
    return mean, np.linalg.cholesky(covariance)


def _log_normal(at: Floats, mean: Floats, root: Floats) -> Floats:
    white = np.linalg.solve(root, (at - mean).T)
    return np.asarray(-0.5 * (white**2).sum(axis=0) - np.log(np.diag(root)).sum())
