"""Are ranks uniform? A chi-square test of the histogram, and a simultaneous band for the distribution function.

The chi-square test (Pearson 1900) looks at each bin; the band (Säilynoja, Bürkner, Vehtari, *Statistics and Computing* 32,
2022, their simulation method) looks at the cumulated ranks at all of their values at once and so sees a shift, or a slight
excess at both ends, with far fewer replicates. A quantity is as good as the worse of its two tests, and a
sampler as its worst quantity, both corrected for being the worst of several (Bonferroni).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from fallow.hazard.calibration.ranks import Ranks

Floats = NDArray[np.float64]

SIMULATIONS = 20_000
"""Uniform samples from which the band's level is read: p-values below one in so many are not told apart."""


@dataclass(frozen=True, slots=True)
class Uniformity:
    """One quantity: chi-square with its degrees of freedom, and the p-values of both tests."""

    name: str
    chi_square: float
    freedom: int
    p_histogram: float
    p_cumulated: float

    @property
    def p(self) -> float:
        """P-value of the worse of both tests, corrected for the choice."""
        return min(1.0, 2.0 * min(self.p_histogram, self.p_cumulated))


def uniformity(ranks: Ranks) -> tuple[Uniformity, ...]:
    """Test the ranks of every quantity."""
    return tuple(_tested(name, ranks.histogram(name)) for name in ranks.names)


def worst_p(ranks: Ranks) -> float:
    """P-value of the worst quantity, corrected for the number of quantities: small means that the sampler is wrong."""
    found = uniformity(ranks)
    return min(1.0, len(found) * min(one.p for one in found))


def band(replicates: int, bins: int, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return ``(low, high)``, each (bins,): the cumulated share of ranks stays within both at all bins with chance ``level``.

    Pointwise binomial intervals, all at the one level that the smallest tail chance of a uniform sample exceeds with chance
    ``level``.
    """
    tail = float(np.quantile(_tails(replicates, bins), 1.0 - level))
    z = np.arange(1, bins + 1) / bins
    low = stats.binom.ppf(tail / 2.0, replicates, z) / replicates
    high = stats.binom.isf(tail / 2.0, replicates, z) / replicates
    return np.asarray(low), np.asarray(high)


def _tested(name: str, counts: NDArray[np.int64]) -> Uniformity:
    replicates, bins = int(counts.sum()), len(counts)
    expected = replicates / bins
    chi_square = float(((counts - expected) ** 2).sum() / expected)
    tail = _least_tail(counts[None, :])[0]
    simulated = _tails(replicates, bins)
    return Uniformity(
        name,
        chi_square,
        bins - 1,
        float(stats.chi2.sf(chi_square, bins - 1)),
        float((1 + (simulated <= tail * (1 + 1e-9)).sum()) / (1 + len(simulated))),
    )


def _least_tail(counts: NDArray[np.int64]) -> Floats:
    """The smallest two-sided binomial tail chance of the cumulated counts, (samples,)."""
    replicates, bins = int(counts[0].sum()), counts.shape[1]
    cumulated = np.cumsum(counts, axis=1)[:, :-1]
    z = np.arange(1, bins) / bins
    lower, upper = stats.binom.cdf(cumulated, replicates, z), stats.binom.sf(cumulated - 1, replicates, z)
    return np.asarray(np.minimum(1.0, 2.0 * np.minimum(lower, upper)).min(axis=1))


@lru_cache(maxsize=32)
def _tails(replicates: int, bins: int) -> Floats:
    rng = np.random.default_rng([replicates, bins])
    return _least_tail(rng.multinomial(replicates, np.full(bins, 1.0 / bins), size=SIMULATIONS))
