"""Capture: the share of all items, strays included, that the confirmed area holds. A forecast, not a measurement.

Items already found count as inside (removed or not), because the area is drawn round every find. Items still in the ground are drawn from the posterior: Poisson counts inside
and outside the area, given each draw of the intensity. A draw without any item has no share and is left out; where no draw
has one there is no figure. What it does not cover: ground outside the bounds, and an engine's own mistakes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fallow.survey.gain import Belief

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q95": 0.95}
"""Names of the quantiles of the contract."""

_REPEATS = 8  # Poisson counts for each draw of the intensity


def capture_draws(belief: Belief, covered: NDArray[np.float32], found_inside: int, seed: int) -> NDArray[np.float64]:
    """Return draws of the share of all items inside the area; empty where no draw holds an item.

    ``covered`` (boxes,) is the share of each box inside the area; the count in a box falls inside in that proportion.
    """
    rng = np.random.Generator(np.random.PCG64([seed, 0xCA97]))
    weights = belief.weights.astype(np.float64)
    rows = rng.choice(len(weights), size=len(weights) * _REPEATS, p=weights / weights.sum())
    items = belief.items.astype(np.float64)
    inside = rng.poisson((items @ covered)[rows]) + found_inside
    total = inside + rng.poisson(np.clip(items @ (1 - covered), 0, None)[rows])
    held: NDArray[np.float64] = inside[total > 0] / total[total > 0]
    return held


def capture_summary(draws: NDArray[np.float64]) -> dict[str, float]:
    """Return mean and quantiles of ``capture_draws``; every figure is nan where there is no draw: unknown, not zero."""
    if draws.size == 0:
        return dict.fromkeys(["mean", *QUANTILES], float("nan"))
    return {"mean": float(draws.mean())} | {name: float(np.quantile(draws, level)) for name, level in QUANTILES.items()}
