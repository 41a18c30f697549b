"""Engine ``cox``: a log-Gaussian Cox field over what the records lead one to expect.

The log intensity is the log of the records' smeared expectation plus a constant plus a Matern field (Moller, Syversveen and
Waagepetersen, *Scandinavian Journal of Statistics* 25, 1998). It needs no strike to explain a find, which is its use: finds without usable
records, mines among them, and a check of the strike mixture that shares none of its sampler. It knows no patterns: where a strike's
place is learnt from a few finds, the mixture says more. All parts are in ``fallow.hazard.cox``; the method, its equations and
its measured calibration in ``docs/methods/cox-field.md``.
"""

from __future__ import annotations

import numpy as np

from fallow.hazard.cox.design import make_design
from fallow.hazard.cox.fields import ROUNDS, draw_fields
from fallow.hazard.cox.looked import looked_at
from fallow.hazard.cox.offset import expected_density
from fallow.hazard.cox.remains import left_in_cells
from fallow.hazard.cox.settings import EFFORT, EVENNESS, REACH, SIGMA, believed, frame_of
from fallow.hazard.engines._arrays import LOG_RARITY
from fallow.hazard.engines.role import Fit, Inputs, Posterior
from fallow.hazard.inputs import FindKind

METHOD = "log-Gaussian Cox field"
VERSION = "1"
LEAST_ROUNDS = 2
FEW = 4.0
"""Effective settings below which the field says that it rests on few."""


class CoxField:
    """Engine ``cox``: see the module."""

    name = "cox"
    method = METHOD
    version = VERSION

    def fits(self, inputs: Inputs) -> Fit:
        """The model has a meaning for any inputs; where it is the better one, it says so."""
        items = sum(find.kind is FindKind.UNEXPLODED for find in inputs.finds)
        if not inputs.strikes and items:
            return Fit(True, f"there are {items} finds and no strike on record to explain them")
        return Fit(True, "a smooth field over the records' expectation has a meaning for any ground")

    def solve(self, inputs: Inputs, *, seed: int, n_draws: int, effort: float) -> Posterior:
        """Return the posterior in ``n_draws`` joint draws; ``effort`` scales the rounds of correction of each."""
        by_design, by_field, by_ground = np.random.default_rng([seed, 3]).spawn(3)
        ground, belief = inputs.ground, inputs.belief
        offset = expected_density(ground.grid, belief, ground.seen.casings)
        looked = looked_at(ground, offset)
        frame = frame_of(ground.grid, looked, believed(belief, ground.grid, offset))
        design = make_design(frame, by_design)
        rarity = float(belief.scene[LOG_RARITY, 0]), float(belief.scene[LOG_RARITY, 1])
        fields = draw_fields(frame, design, rarity, n_draws, by_field, rounds=max(LEAST_ROUNDS, round(ROUNDS * effort)))
        items, mean = left_in_cells(ground, offset, looked, fields, by_ground)
        middle = np.median(fields.settings, axis=0)
        names = {"sigma": SIGMA, "reach_m": REACH, "evenness": EVENNESS, "effort_factor": EFFORT}
        warnings: tuple[str, ...] = ()
        if design.effective < FEW:
            warnings = (
                f"The field rests on {design.effective:.1f} effective settings: its intervals may be too narrow.",
            )
        return Posterior(
            items,
            mean,
            {
                "effective_settings": f"{design.effective:.1f}",
                "median_settings": {name: f"{middle[place]:.3g}" for name, place in names.items()},
                "slice_steps_stuck": f"{fields.stuck} of {fields.tried}",
            },
            (),
            warnings,
        )
