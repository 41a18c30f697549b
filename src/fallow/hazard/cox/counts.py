"""What the cells show: the log likelihood of counts given the log factor of a cell, its slope and its bend.

In a cell with log factor ``v`` (the intensity over the expected one) three things may be seen: ``y`` items by complete
searches, negative binomial about ``exposed * exp(v)`` with shape ``evenness`` (Poisson, times a gamma factor of mean one
for clumps of ground); more items, ``located`` in all with the ``y``, Poisson about ``thinned * exp(v)``. Up to what does not
depend on ``v``

    l(v) = located v - (k + y) log(1 + exposed exp(v) / k) - thinned exp(v)

which is concave, so that the mode is one (Vanhatalo, Pietilainen and Vehtari, *Statistics in Medicine* 29, 2010, use the
same pair for disease maps). ``k`` infinite makes all of it Poisson.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fallow.hazard.cox._kernels import likelihood

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """Observations of a batch of fields; arrays are ``(batch, rows, columns)`` of one float type.

    ``located`` counts every item seen in a cell, ``y`` those of complete searches; ``exposed`` and ``thinned`` are what would be
    seen of the expected intensity; ``evenness`` ``(batch,)`` is the shape of the ground's gamma factor.
    """

    located: Array
    y: Array
    exposed: Array
    thinned: Array
    evenness: Array

    def __len__(self) -> int:
        return len(self.located)

    def part(self, chosen: Any) -> Counts:
        """Return the chosen fields of the batch."""
        return replace(self.mapped(lambda cells: cells[chosen]), evenness=self.evenness[chosen])

    def mapped(self, how: Callable[[Array], Array]) -> Counts:
        """Return the counts with ``how`` done to every array of cells; the evenness stays."""
        return Counts(how(self.located), how(self.y), how(self.exposed), how(self.thinned), self.evenness)

    def at(self, field: Array, slope: Array, bend: Array) -> NDArray[np.float64]:
        """Return the log likelihood ``(batch,)`` of ``field``; fill its first and minus its second derivative by cell."""
        return np.asarray(
            likelihood(field, self.located, self.y, self.exposed, self.thinned, self.evenness, slope, bend)
        )

    def value(self, field: Array) -> NDArray[np.float64]:
        """Return the log likelihood ``(batch,)`` of ``field`` up to what does not depend on it."""
        nothing = np.empty((0, 0, 0), field.dtype)
        return np.asarray(
            likelihood(field, self.located, self.y, self.exposed, self.thinned, self.evenness, nothing, nothing)
        )

    def log_constant(self) -> NDArray[np.float64]:
        """Return the part that depends on ``evenness`` and on no field, ``(batch,)``."""
        k = np.asarray(self.evenness, np.float64)[:, None, None]
        y = np.asarray(self.y, np.float64)
        with np.errstate(invalid="ignore"):
            each = special.gammaln(k + y) - special.gammaln(k) - y * np.log(k)
        return np.asarray(np.where((y > 0) & np.isfinite(k), each, 0.0).sum(axis=(1, 2)))
