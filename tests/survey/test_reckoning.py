"""Dangers of believing one's own forecast: a hopeful model that experience never corrects."""

import numpy as np
import pytest

from fallow.survey.reckoning import N_CLASSES, Reckoning, classes


def test_without_experience_the_model_is_taken_at_its_word():
    assert (Reckoning().factors() == 1).all()


def test_forecasts_that_do_not_come_true_lose_weight_in_their_own_class_only():
    reckoning = Reckoning()
    for _ in range(40):
        reckoning.note(4, 0.2, found=False)
        reckoning.note(0, 0.5, found=True)
    factors = reckoning.factors()
    assert factors[4] == pytest.approx(2 / (2 + 8))
    assert factors[0] == pytest.approx((2 + 40) / (2 + 20))
    assert factors[1] == 1


def test_an_honest_model_keeps_its_weight():
    rng = np.random.default_rng(0)
    reckoning = Reckoning()
    for chance in rng.uniform(0, 0.6, 3000):
        reckoning.note(2, chance, found=bool(rng.random() < chance))
    assert abs(reckoning.factors()[2] - 1) < 0.1


def test_classes_go_by_finds_first_and_then_by_records():
    inf = np.inf
    kinds = classes(
        np.array([30.0, 100.0, 190.0, 500.0, 500.0, inf]), np.array([inf, inf, inf, 299.0, 301.0, inf]), 50.0
    )
    assert kinds.tolist() == [0, 1, 2, 3, 4, 4]
    assert N_CLASSES == 5
