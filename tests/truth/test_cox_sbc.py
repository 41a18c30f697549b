"""The shipped Cox field draws from the posterior that it claims: rank histograms, and planted mistakes that must show."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from fallow.hazard.cox import design, fields
from fallow.hazard.cox.marginal import log_determinant
from fallow.hazard.cox.matern import draw_prior

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cox_sbc import run_sbc


def worst(ranks, bins=4, n_draws=15):
    """The smallest p-value over the ranked quantities, of evenness and of the mean rank, corrected for their number."""
    p = []
    for column in ranks.T:
        p.append(stats.chisquare(np.bincount(column * bins // (n_draws + 1), minlength=bins)).pvalue)
        spread = np.sqrt(((n_draws + 1) ** 2 - 1) / 12 / len(ranks))
        p.append(2 * stats.norm.sf(abs(column.mean() - n_draws / 2) / spread))
    return min(1.0, len(p) * float(min(p)))


def quick(replicates, **what):
    return run_sbc(replicates, seed=3, points=16, rounds=3, **what)


def test_ranks_are_even_in_small():
    assert worst(quick(20)) > 0.001


def test_a_determinant_with_the_wrong_sign_is_found(monkeypatch):
    """Laplace's marginal with the determinant added: settings that can explain anything win."""
    shipped = design.log_marginal

    def turned(spectrum, counts, mode):
        determinant = [log_determinant(s, w) for s, w in zip(spectrum, mode.bend, strict=True)]
        return shipped(spectrum, counts, mode) + np.array(determinant)

    monkeypatch.setattr(design, "log_marginal", turned)
    assert worst(quick(50, partial=False, reports=False)) < 1e-4


def test_draws_that_forget_the_observed_cells_are_found(monkeypatch):
    """Draws of the prior for draws about the mode: even in every unknown alone, but not in how they explain the finds."""

    def forgetful(spectra, bend, which):
        return lambda rng: draw_prior(spectra[which], rng)

    monkeypatch.setattr(fields, "_drawing", forgetful)
    assert worst(quick(36, partial=False, reports=False)) < 1e-3


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_ranks_are_even_in_large():
    for what in ({"partial": False, "reports": False}, {"reports": False}, {}):
        assert worst(run_sbc(400, seed=29, rounds=fields.ROUNDS, **what), bins=8) > 0.005
