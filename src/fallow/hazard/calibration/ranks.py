"""Ranks of the truth among posterior draws: simulation-based calibration (Talts, Betancourt, Simpson, Vehtari, Gelman 2018).

The caller draws a truth from the prior, observations from the truth by code of its own, and a posterior by the code that
ships; this file counts. A rank is the number of draws below the truth; draws equal to it are put above or below at random,
so that quantities that are whole numbers keep uniform ranks. Draws of a chain must be thinned until they are nearly
independent, else ranks pile up at both ends of a right sampler.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fallow.core.errors import InputError

Floats = NDArray[np.float64]
Replicate = Callable[[np.random.Generator], tuple[Floats, Floats]]
"""One truth, ``(quantities,)``, and posterior draws of it, ``(draws, quantities)``; all randomness from the generator."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """``ranks`` is ``(replicates, quantities)``, each from 0 to ``n_draws``; ``names`` are those of the quantities."""

    names: tuple[str, ...]
    ranks: NDArray[np.int64]
    n_draws: int

    def histogram(self, name: str) -> NDArray[np.int64]:
        """Counts of the ranks 0 to ``n_draws`` of one quantity, (n_draws + 1,)."""
        return np.bincount(self.ranks[:, self.names.index(name)], minlength=self.n_draws + 1).astype(np.int64)

    def joined(self, other: Ranks) -> Ranks:
        """These replicates and those of ``other``, which ranked the same quantities among as many draws."""
        if (other.names, other.n_draws) != (self.names, self.n_draws):
            raise InputError(
                kind="other-ranks",
                expected=f"ranks of {', '.join(self.names)} among {self.n_draws} draws",
                found=f"{', '.join(other.names)} among {other.n_draws}",
                do="join ranks of one experiment only",
            )
        return Ranks(self.names, np.vstack([self.ranks, other.ranks]), self.n_draws)


def rank_of(true: Floats, draws: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the rank of each of ``true`` (quantities,) among ``draws`` (draws, quantities), ties at random."""
    below, same = (draws < true).sum(axis=0), (draws == true).sum(axis=0)
    return np.asarray(below + rng.integers(0, same + 1), np.int64)


def simulate_ranks(names: Sequence[str], replicate: Replicate, *, replicates: int, seed: int) -> Ranks:
    """Return the ranks of ``replicates`` truths; the ``r``-th depends on ``seed`` and ``r`` alone."""
    rows, n_draws = [], 0
    for r in range(replicates):
        rng = np.random.default_rng([seed, r])
        true, draws = replicate(rng)
        n_draws = len(draws)
        rows.append(rank_of(true, draws, rng))
    return Ranks(tuple(names), np.array(rows, np.int64).reshape(-1, len(names)), n_draws)
