"""The strike mixture in the role of an engine: chains over strikes, then what each of their draws leaves in the ground.

The method, its citation and its assumptions stand in ``engines.mixture``; this file only joins the chains to
``fallow.hazard.left`` and measures whether they agree. When not to use it: finds with no strikes behind them (the Cox
field is for those), or more records than the chains have been shown to mix over.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from fallow.hazard.engines.chains import Chains
from fallow.hazard.engines.mixture import METHOD, VERSION
from fallow.hazard.engines.role import Fit, Inputs, Posterior
from fallow.hazard.left import left_in_cells

N_CHAINS = 8
MIXING_LIMIT = 1.15
MOST_STRIKES = 400
"""Records of one field up to which the chains have been run; beyond it, solve the ground in parts."""


class StrikeMixture:
    """Engine ``mixture``: intensity as a sum of strikes of unknown place, number and shape, and of strays."""

    name = "mixture"
    method = METHOD
    version = VERSION

    def fits(self, inputs: Inputs) -> Fit:
        """Whether the strikes are few enough for the chains; the model has a meaning for any inputs."""
        n = len(inputs.strikes)
        if n > MOST_STRIKES:
            return Fit(False, f"its chains have been run up to {MOST_STRIKES} strikes on record and there are {n}")
        if n == 0:
            return Fit(True, "it allows for strikes that nobody recorded")
        return Fit(
            True, f"there {'is a strike' if n == 1 else f'are {n} strikes'} on record to place, number and shape"
        )

    def solve(self, inputs: Inputs, *, seed: int, n_draws: int, effort: float) -> Posterior:
        """Return what is left given ``n_draws`` draws of the chains; ``effort`` scales their steps."""
        draws = Chains(inputs.belief, seed, N_CHAINS).draw(inputs.ground.seen, n_draws, effort=effort)
        left = left_in_cells(inputs.ground, inputs.belief, draws, seed)
        mixing = scale_reduction(left.items.sum(axis=1))
        warnings: tuple[str, ...] = ()
        if mixing > MIXING_LIMIT:
            warnings = (
                f"The chains agree only to {mixing:.2f} (1 is full agreement): solve again with more effort before relying on it.",
            )
        return Posterior(left.items, left.mean, {"mixing": f"{mixing:.3f}"}, (), warnings)


def scale_reduction(total: Any) -> float:
    """Potential scale reduction of the log total over the chains (Gelman and Rubin 1992): 1 where they agree.

    ``total`` is ``(draws,)``, draws of different chains alternating; not a number where a chain has fewer than four.
    """
    values = np.log(np.asarray(total, dtype=np.float64) + 1e-9)
    each = len(values) // N_CHAINS
    if each < 4:
        return math.nan
    chains = values[: each * N_CHAINS].reshape(each, N_CHAINS)
    within = chains.var(axis=0, ddof=1).mean()
    between = chains.mean(axis=0).var(ddof=1)
    return float(np.sqrt(((each - 1) / each * within + between) / within)) if within > 0 else 1.0
