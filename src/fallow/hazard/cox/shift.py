"""A move of the field's constant: the whole field up or down by a slice, in the likelihood as it is.

How much there is altogether is the least sure and the most skew of all unknowns (few finds, unknown effort), and an ellipse made
at the mode follows its long tail only in small steps. Along the constant the prior is a normal of one number, and the
likelihood a sum over the watched cells, so a slice costs no transform and no solve (Neal, *Annals of Statistics* 31, 2003:
an interval of fixed width laid about the present place, shrunk where it fails).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
WIDTH = 4.0
"""Of the interval, in nats of log intensity."""
_MOST_SHRINKS = 60


def shift_constant(
    likelihood: Callable[[Any, Array], NDArray[np.float64]],
    seen: Array,
    level: NDArray[np.float64],
    precision: NDArray[np.float64],
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Return by how much each field is to be raised everywhere, ``(batch,)``.

    ``seen`` (batch, cells) are the fields in the watched cells, ``level`` (batch,) the mean of the whole lattice, ``precision``
    (batch,) the prior precision of that mean. Leaves the posterior as it is.
    """

    def height(part: NDArray[np.int64], by: NDArray[np.float64]) -> NDArray[np.float64]:
        moved = seen[part] + by.astype(seen.dtype)[:, None]
        return likelihood(part, moved) - 0.5 * precision[part] * (level[part] + by) ** 2

    open_ = np.arange(len(seen))
    bar = height(open_, np.zeros(len(seen))) + np.log(rng.random(len(seen)))
    low = -WIDTH * rng.random(len(seen))
    high = low + WIDTH
    by = np.zeros(len(seen))
    for _ in range(_MOST_SHRINKS):
        by[open_] = low[open_] + rng.random(len(open_)) * (high[open_] - low[open_])
        open_ = open_[~(height(open_, by[open_]) > bar[open_])]
        if len(open_) == 0:
            break
        below = by[open_] < 0.0
        low[open_[below]] = by[open_[below]]
        high[open_[~below]] = by[open_[~below]]
    by[open_] = 0.0
    return by
