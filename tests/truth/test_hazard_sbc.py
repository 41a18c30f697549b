"""The shipped sampler draws from the posterior that it claims: rank histograms, and a planted mistake that must show."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

sys.path.insert(0, str(Path(__file__).resolve().parent))

from hazard_sbc import run_sbc


def worst(ranks):
    """The smallest p-value over the ranked quantities, corrected for their number."""
    values, freedom = ranks.chi_square()
    return min(1.0, len(values) * min(stats.chi2.sf(value, freedom) for value in values.values()))


def test_ranks_are_even_in_small():
    assert worst(run_sbc(60, n_draws=5, seed=11, effort=0.25)) > 0.001


def test_a_planted_wrong_birth_ratio_is_found():
    """Births taken four times too often, as where a factor of the ratio is forgotten."""

    def spoil(belief):
        return belief._replace(log_count=belief.log_count + 1.5 * np.arange(len(belief.log_count)))

    assert worst(run_sbc(36, n_draws=5, seed=11, effort=0.25, spoil=spoil)) < 1e-4


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_ranks_are_even_in_large():
    for with_reports in (False, True):
        assert worst(run_sbc(600, n_draws=9, seed=23, effort=0.6, with_reports=with_reports)) > 0.005
