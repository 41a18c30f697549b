"""From draws of the Gaussian approximation to draws of the posterior: elliptical slice steps about the mode.

The approximation is skew-blind: a searched cell in which nothing was found pulls its log intensity down without a floor, and a
Gaussian does not know that. Each draw is therefore moved by steps of generalised elliptical slice sampling (Nishihara, Murray and
Adams, *Journal of Machine Learning Research* 15, 2014; Murray, Adams and MacKay 2010), whose ellipse is the approximation itself.
What a step weighs is the likelihood less its own quadratic about the mode, a sum over observed cells: no determinant, no
transform. The steps leave the posterior as it is, whatever the approximation; a good one makes few steps enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
MOST_SHRINKS = 60


@dataclass(frozen=True, slots=True)
class Ellipse:
    """The Gaussian approximation in the observed cells: ``mode``, ``bend`` and ``pull``, each ``(batch, cells)``.

    ``pull`` is ``Q u`` at the mode ``u``: the slope of the likelihood there.
    """

    mode: Array
    bend: Array
    pull: Array

    def quadratic(self, off: Array) -> NDArray[np.float64]:
        """The approximation's own log likelihood at ``off`` from the mode, ``(batch,)``."""
        return np.asarray((off * (self.pull - 0.5 * self.bend * off)).sum(axis=1, dtype=np.float64))

    def part(self, chosen: Any) -> Ellipse:
        """The chosen ones of the batch."""
        return Ellipse(self.mode[chosen], self.bend[chosen], self.pull[chosen])


def slice_angle(
    ellipse: Ellipse,
    likelihood: Callable[[Any, Array], NDArray[np.float64]],
    off: Array,
    fresh: Array,
    rng: np.random.Generator,
) -> tuple[NDArray[np.float64], int]:
    """Return by what angle each field goes round its ellipse, and how many found no place and stay (angle zero).

    ``off`` (batch, cells) is how far the fields are from the mode in the observed cells, ``fresh`` a draw of the approximation
    about zero there, never used for that field before; a field moves to ``mode + cos(angle) off + sin(angle) fresh``, and
    not only in the observed cells. ``likelihood`` is the log likelihood of the chosen ones at ``(chosen, cells)``; it may be another
    than the one the ellipse was made of.
    """

    def remainder(part: Any, at: Array) -> NDArray[np.float64]:
        chosen = ellipse.part(part)
        return np.asarray(likelihood(part, chosen.mode + at) - chosen.quadratic(at))

    open_ = np.arange(len(off))
    level = remainder(open_, off) + np.log(rng.random(len(off)))
    angle = 2.0 * math.pi * rng.random(len(off))
    low, high = angle - 2.0 * math.pi, angle.copy()
    for _ in range(MOST_SHRINKS):
        turn = angle[open_].astype(off.dtype)[:, None]
        tried = np.cos(turn) * off[open_] + np.sin(turn) * fresh[open_]
        open_ = open_[~(remainder(open_, tried) > level[open_])]
        if len(open_) == 0:
            break
        below = angle[open_] < 0.0
        low[open_[below]] = angle[open_[below]]
        high[open_[~below]] = angle[open_[~below]]
        angle[open_] = low[open_] + rng.random(len(open_)) * (high[open_] - low[open_])
    angle[open_] = 0.0
    return angle, len(open_)
