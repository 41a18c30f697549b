"""Patterns have hard edges, and what is drawn from one lies in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.testing.patterns import KINDS, Annulus, Crescent, Disc, Stick, draw_pattern, turned, turned_back
from fallow.testing.salvo import Lay, SoftGround, lay


@given(st.integers(0, 10_000), st.sampled_from(KINDS), st.floats(0.3, 3.0))
def test_no_point_falls_outside_its_pattern(seed, kind, scale):
    rng = np.random.default_rng(seed)
    pattern = draw_pattern(rng, (kind,), scale)
    points = pattern.sample(rng, 200)
    assert pattern.kind == kind
    assert pattern.contains(points).all()
    assert not pattern.contains(points + 10_000.0).any()


@given(st.integers(0, 10_000), st.floats(-720.0, 720.0))
def test_turning_there_and_back_changes_nothing(seed, bearing):
    points = np.random.default_rng(seed).normal(0.0, 500.0, (20, 2))
    assert np.allclose(turned_back(turned(points, bearing), bearing), points, atol=1e-6)


def test_a_bearing_of_ninety_degrees_points_east_and_not_north():
    assert np.allclose(turned(np.array([[100.0, 0.0]]), 90.0), [[100.0, 0.0]])
    assert np.allclose(turned(np.array([[100.0, 0.0]]), 0.0), [[0.0, 100.0]])


def test_a_ring_is_empty_in_the_middle_and_a_crescent_behind():
    middle = np.array([[0.0, 0.0]])
    assert Disc(50.0).contains(middle).all()
    assert not Annulus(40.0, 80.0).contains(middle).any()
    crescent = Crescent(40.0, 80.0, 60.0)
    assert crescent.contains(np.array([[60.0, 0.0]])).all()
    assert not crescent.contains(np.array([[-60.0, 0.0]])).any()


def test_a_stick_is_symmetric_about_its_centre():
    stick = Stick(4, 60.0, 25.0)
    points = stick.sample(np.random.default_rng(3), 4_000)
    assert abs(points[:, 0].mean()) < 5.0
    assert stick.contains(-points).all()


@pytest.mark.parametrize("pattern", [Disc(90.0, 1.7), Annulus(50.0, 90.0, 1.3), Crescent(40.0, 90.0, 80.0)])
def test_points_are_even_over_the_area_and_not_over_the_radius(pattern):
    """Compared with rejection from a square, which knows nothing of radii."""
    rng = np.random.default_rng(11)
    square = rng.uniform(-200.0, 200.0, (200_000, 2))
    wanted = square[pattern.contains(square)]
    drawn = pattern.sample(rng, 20_000)
    for power in (1, 2):
        assert np.allclose(np.mean(np.abs(drawn) ** power, axis=0), np.mean(np.abs(wanted) ** power, axis=0), rtol=0.03)


def test_an_unknown_pattern_is_named_in_the_error():
    with pytest.raises(InputError, match="'blob'"):
        draw_pattern(np.random.default_rng(0), ("blob",))


def _plan(**changed):
    from datetime import date

    given_plan = {
        "id": "s01",
        "x_m": 1_000.0,
        "y_m": 1_000.0,
        "day": date(2021, 4, 1),
        "munition": "m483a1",
        "submunitions": 88,
        "carriers": 6,
        "bearing_deg": 33.0,
        "pattern": Annulus(60.0, 110.0),
        "share_failed": 0.15,
    }
    return Lay(**{**given_plan, **changed})


def test_failed_items_lie_in_the_pattern_of_their_own_carrier():
    rng = np.random.default_rng(5)
    strike, points, carrier = lay(rng, _plan(), SoftGround.draw(rng, (0.0, 0.0, 2_000.0, 2_000.0), 5.0))
    assert strike.contains(points, carrier).all()
    assert strike.failed == len(points) == len(carrier)
    assert strike.delivered == 6 * 88
    assert not strike.contains(points + 400.0, carrier).all()


def test_the_share_that_fails_is_the_one_planned_whatever_the_ground():
    rng = np.random.default_rng(6)
    soft = SoftGround.draw(rng, (0.0, 0.0, 2_000.0, 2_000.0), 6.0)
    failed = sum(lay(rng, _plan(), soft)[0].failed for _ in range(60))
    expected = 60 * 6 * 88 * 0.15
    assert abs(failed - expected) < 5 * np.sqrt(expected)


def test_soft_ground_makes_clumps():
    """Counts on 25 m squares vary more than on even ground, where each would be binomial."""

    def spread(strength):
        rng = np.random.default_rng(7)
        ratios = []
        for _ in range(25):
            soft = SoftGround(rng.uniform(850.0, 1150.0, (3, 2)), 25.0, strength)
            _, points, _ = lay(rng, _plan(pattern=Disc(110.0), carriers=12), soft)
            counts, _, _ = np.histogram2d(*points.T, bins=12, range=[[850, 1150], [850, 1150]])
            ratios.append(counts.var() / counts.mean())
        return np.mean(ratios)

    assert spread(15.0) > 1.3 * spread(0.0)
