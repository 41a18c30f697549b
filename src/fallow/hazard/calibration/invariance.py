"""Does a sampler leave its posterior as it is? Chains started at the truth, compared with where they started.

Draw a truth from the prior and observations from the truth, and start the chain *at the truth*: the start is then an exact
draw from the posterior, and after any number of right steps the chain is one too. Whatever is measured before and after has
the same distribution, however slowly the chain mixes and with no warm-up at all (Geweke, *Journal of the American
Statistical Association* 99, 2004; in this form Gandy and Scott, "Unit testing for MCMC", 2020). Against rank statistics it
needs a hundredth of the steps and sees mistakes that ranks miss, because before and after are paired. It says nothing about
whether the chain reaches every corner: that is for ranks and for the agreement of chains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from fallow.core.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drift:
    """One quantity: by how many standard errors its middle and its spread moved, and the p-value of the larger of both."""

    name: str
    middle_z: float
    spread_z: float

    @property
    def p(self) -> float:
        """Two-sided p-value of the larger drift, corrected for being the larger of two."""
        return float(min(1.0, 4.0 * stats.norm.sf(max(abs(self.middle_z), abs(self.spread_z)))))


def drift(names: tuple[str, ...], before: Floats, after: Floats) -> tuple[Drift, ...]:
    """Return the drift of every quantity; ``before`` and ``after`` are ``(replicates, quantities)``, paired by row.

    Values are replaced by normal scores of their ranks among both, so that heavy tails decide nothing. Raises
    ``InputError`` (``not-paired``).
    """
    if before.shape != after.shape or before.shape[1:] != (len(names),) or len(before) < 2:
        raise InputError(
            kind="not-paired",
            expected=f"two rows or more of {len(names)} quantities, before and after",
            found=f"{before.shape} and {after.shape}",
            do="measure the same quantities of the same replicates twice",
        )
    out = []
    for name, one, two in zip(names, before.T, after.T, strict=True):
        ranks = stats.rankdata(np.concatenate([one, two]))
        scores = special.ndtri((ranks - 0.5) / len(ranks))
        first, second = scores[: len(one)], scores[len(one) :]
        out.append(Drift(name, _z(second - first), _z(second**2 - first**2)))
    return tuple(out)


def worst_drift(found: tuple[Drift, ...]) -> float:
    """P-value of the worst quantity, corrected for the number of quantities."""
    return min(1.0, len(found) * min(one.p for one in found))


def _z(difference: Floats) -> float:
    spread = difference.std(ddof=1)
    return float(difference.mean() / spread * math.sqrt(len(difference))) if spread > 0 else 0.0
