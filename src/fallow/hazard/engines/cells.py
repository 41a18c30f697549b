"""The conjugate cells: an exact posterior in closed form, for laptops, for teaching and for a second opinion.

Method: gamma-Poisson units with common factors summed on lattices; the model stands at the head of ``cells_prior``, what
was observed in ``cells_seen``, the closed forms and their errors in ``cells_exact``, the sums in ``cells_posterior``. There is
no chain: the mean is a finite sum and the draws are independent. Citation: Gelman and others, *Bayesian Data Analysis*, 3rd
edition, sections 2.6 and 3.7 (conjugate families, integration on a grid); Clayton and Kaldor, *Biometrics* 43 (1987), for
gamma-Poisson maps of relative risk.

Assumes that units of about 150 m are independent given what their group shares, and that strikes lie as their records say,
up to the smear of their position errors: finds teach how many, not where. When not to use it: to locate strikes, to learn
of unrecorded strikes from finds beyond the unit they lie in, where casings matter (they are set aside, with a word); use the
strike mixture. docs/methods/cell-model.md has the equations and the measured calibration.
"""

from __future__ import annotations

import numpy as np

from fallow.hazard.engines.cells_posterior import RESOLVED, CellsPosterior, cells_posterior
from fallow.hazard.engines.cells_prior import cell_prior, unit_count
from fallow.hazard.engines.cells_seen import cells_seen
from fallow.hazard.engines.role import Fit, Inputs, Posterior
from fallow.hazard.inputs import FindKind

MOST_UNITS = 6000
"""Units of one field: 135 square kilometres. The sums grow with the units, and so does what independence gets wrong."""


class ConjugateCells:
    """Engine ``cells``: a gamma factor for every unit of ground, few common factors, no chains."""

    name = "cells"
    method = "conjugate-cells"
    version = "1"

    def fits(self, inputs: Inputs) -> Fit:
        """Whether the ground is small enough for the sums; the model has a meaning for any inputs."""
        units = unit_count(inputs.ground.grid)
        if units > MOST_UNITS:
            return Fit(False, f"it sums over at most {MOST_UNITS} units of ground and there are {units}")
        return Fit(True, f"its {units} units of ground can be summed in full")

    def solve(self, inputs: Inputs, *, seed: int, n_draws: int, effort: float) -> Posterior:
        """Return the posterior; the draws are independent and ``effort`` is ignored: nothing has to converge."""
        found = posterior_of(inputs)
        items, _ = found.draw(n_draws, np.random.default_rng([seed, 3]))
        resolution = found.resolution
        warnings: tuple[str, ...] = ()
        if resolution < RESOLVED:
            warnings = (
                f"The sums of this engine were resolved by {resolution:.1f} nodes only, fewer than {RESOLVED:g}.",
            )
        return Posterior(
            items=items.astype(np.float32),
            mean=found.mean(),
            diagnostics={
                "resolution": f"{resolution:.1f}",
                "groups": len(found.groups),
                "units": len(found.prior.shape),
            },
            flags=_set_aside(inputs),
            warnings=warnings,
        )


def posterior_of(inputs: Inputs) -> CellsPosterior:
    """Return the posterior on its lattices, for those who want to look inside."""
    prior = cell_prior(inputs.ground.grid, inputs.belief)
    return cells_posterior(cells_seen(inputs.ground, prior), prior)


def _set_aside(inputs: Inputs) -> tuple[str, ...]:
    parts = sum(find.kind is not FindKind.UNEXPLODED for find in inputs.finds)
    if not parts:
        return ()
    return (f"{parts} casings or fragments say where strikes were, which this engine cannot learn: set aside",)
