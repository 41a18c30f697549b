"""Reliability and Brier skill: identities, and forecasters whose worth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.hazard.calibration.pictures import draw_reliability
from fallow.hazard.calibration.reliability import brier_score, reliability


def forecasts(seed=0, n=20_000, scenes=200):
    """True chances, events drawn with them, and scenes in turn."""
    rng = np.random.default_rng(seed)
    chance = rng.beta(0.6, 2.0, n)
    return chance, (rng.random(n) < chance).astype(float), np.arange(n) % scenes


def test_who_states_the_true_chances_is_reliable():
    chance, happened, scene = forecasts()
    found = reliability(chance, happened, scene)
    assert all(abs(b.stated - b.happened) < 4 * b.error + 1e-3 for b in found.bins)
    assert found.brier.reliability < 1e-3
    assert found.brier.skill > 0.15


def test_who_states_too_much_is_found_out():
    chance, happened, scene = forecasts()
    sure = np.where(chance > 0.5, 0.98, 0.02)
    found = reliability(sure, happened, scene)
    assert found.brier.reliability > 0.02
    assert found.brier.skill < reliability(chance, happened, scene).brier.skill


def test_always_the_base_rate_has_no_skill():
    _, happened, scene = forecasts()
    found = reliability(np.full(len(happened), happened.mean()), happened, scene)
    assert found.brier.skill == pytest.approx(0.0, abs=1e-12)
    assert found.brier.resolution == pytest.approx(0.0, abs=1e-12)


@given(st.lists(st.tuples(st.sampled_from([0.05, 0.15, 0.35, 0.95]), st.booleans()), min_size=2, max_size=60))
def test_the_score_is_the_sum_of_its_parts(rows):
    """Murphy's decomposition, exact where chances within a bin are equal."""
    stated, happened = np.array([r[0] for r in rows]), np.array([float(r[1]) for r in rows])
    brier = reliability(stated, happened, np.arange(len(rows))).brier
    assert brier.score == pytest.approx(brier.reliability - brier.resolution + brier.uncertainty, abs=1e-12)
    assert brier.score == pytest.approx(brier_score(stated, happened))


def test_errors_are_over_scenes_and_not_over_cells():
    """A thousand cells that all say the same are one observation a scene."""
    rng = np.random.default_rng(1)
    scene = np.repeat(np.arange(30), 1000)
    happened = np.repeat((rng.random(30) < 0.5).astype(float), 1000)
    (one,) = reliability(np.full(30_000, 0.5), happened, scene).bins
    assert one.error == pytest.approx(math.sqrt(0.25 / 29), rel=0.15)


def test_skill_over_a_named_reference():
    chance, happened, scene = forecasts()
    same = reliability(chance, happened, scene, reference=chance).brier
    assert same.skill == pytest.approx(0.0)
    assert math.isnan(reliability(np.ones(3), np.ones(3), np.zeros(3, int)).brier.skill)


@pytest.mark.parametrize("stated", [[0.2, 1.2], [0.1], [0.1, math.nan]])
def test_what_is_no_chance_is_refused(stated):
    with pytest.raises(InputError) as error:
        reliability(np.array(stated), np.zeros(2), np.zeros(2, int))
    assert error.value.kind == "bad-chances"


def test_the_diagram_is_drawn(tmp_path):
    draw_reliability(reliability(*forecasts(n=500, scenes=10)), tmp_path / "r.png", title="SIMULATED")
    assert (tmp_path / "r.png").stat().st_size > 5000
