"""Tests of ranks pass what is uniform as often as they say and fail what is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.hazard.calibration.pictures import draw_ranks
from fallow.hazard.calibration.ranks import Ranks, rank_of, simulate_ranks
from fallow.hazard.calibration.uniformity import band, uniformity, worst_p


def conjugate(rng, *, shift=0.0, spread=1.0, n_draws=9):
    """A normal mean with a normal prior and one observation: the exact posterior, or one that is off or too narrow."""
    true = rng.normal()
    seen = true + rng.normal()
    draws = 0.5 * seen + shift + spread * np.sqrt(0.5) * rng.normal(size=n_draws)
    return np.array([true]), draws[:, None]


def ranks(replicates=400, seed=1, **how):
    return simulate_ranks(["mean"], lambda rng: conjugate(rng, **how), replicates=replicates, seed=seed)


def test_an_exact_posterior_passes():
    assert worst_p(ranks()) > 0.01


@pytest.mark.parametrize("how", [{"shift": 0.25}, {"spread": 0.7}, {"spread": 1.5}])
def test_a_posterior_that_is_off_or_too_narrow_or_too_wide_fails(how):
    assert worst_p(ranks(**how)) < 1e-3


def test_a_right_sampler_is_failed_as_often_as_the_level_says():
    """Both tests' p-values over many uniform experiments."""
    rng = np.random.default_rng(3)
    made = [Ranks(("a",), rng.integers(0, 10, (120, 1)), 9) for _ in range(600)]
    for which in ("p_histogram", "p_cumulated"):
        values = np.array([getattr(uniformity(one)[0], which) for one in made])
        for level in (0.05, 0.2, 0.5):
            assert (values <= level).mean() == pytest.approx(level, abs=4 * np.sqrt(level * (1 - level) / 600) + 0.01)


def test_the_band_holds_whole_samples_and_not_only_points():
    low, high = band(200, 10)
    rng = np.random.default_rng(8)
    cumulated = rng.multinomial(200, np.full(10, 0.1), size=4000).cumsum(axis=1) / 200
    inside = ((cumulated >= low - 1e-12) & (cumulated <= high + 1e-12)).all(axis=1).mean()
    assert inside == pytest.approx(0.95, abs=0.02)


def test_a_constant_has_any_rank():
    """A quantity that neither truth nor draws change must not look like a fault."""
    found = simulate_ranks(["one"], lambda rng: (np.ones(1), np.ones((4, 1))), replicates=500, seed=2)
    assert worst_p(found) > 0.01


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.integers(0, 3), st.integers(0, 2**31))
@settings(max_examples=60)
def test_a_rank_lies_between_those_below_and_those_not_above(draws, true, seed):
    (rank,) = rank_of(np.array([float(true)]), np.array(draws, float)[:, None], np.random.default_rng(seed))
    assert sum(d < true for d in draws) <= rank <= sum(d <= true for d in draws)


def test_the_same_seed_ranks_the_same_and_experiments_join():
    one, two = ranks(20), ranks(20)
    assert np.array_equal(one.ranks, two.ranks)
    both = one.joined(ranks(30, seed=2))
    assert len(both.ranks) == 50
    assert both.histogram("mean").sum() == 50
    with pytest.raises(InputError, match="among 9 draws"):
        one.joined(ranks(5, n_draws=3))


def test_the_picture_is_the_same_for_the_same_ranks(tmp_path):
    found = Ranks(("a", "b"), np.column_stack([np.arange(100) % 10, np.zeros(100, int)]), 9)
    for name in ("1.png", "2.png"):
        draw_ranks(found, tmp_path / name, title="SIMULATED")
    assert (tmp_path / "1.png").read_bytes() == (tmp_path / "2.png").read_bytes()
    assert uniformity(found)[0].p > 0.5
    assert uniformity(found)[1].p < 1e-3
