"""Patterns are densities, whichever way they are integrated."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hazard_sbc import density

from fallow.hazard.belief import build_belief
from fallow.hazard.dispersal import PROFILES, profile_log_weights, profile_tables
from fallow.hazard.engines import _arrays as columns
from fallow.hazard.engines._render import render

TABLES, REACH = profile_tables()


@pytest.mark.parametrize("kind", range(len(PROFILES)))
def test_every_profile_integrates_to_one_with_variance_one(kind):
    u = np.linspace(0, REACH[kind] ** 2, TABLES.shape[1])
    assert np.trapezoid(TABLES[kind] * np.pi, u) == pytest.approx(1.0, abs=1e-3)
    assert np.trapezoid(TABLES[kind] * np.pi * u / 2, u) == pytest.approx(1.0, abs=2e-3)
    assert (TABLES[kind] >= 0).all()


def test_prior_weights_of_profiles_add_up():
    assert np.exp(profile_log_weights()).sum() == pytest.approx(1.0)


def slot(kind, size=45.0, ratio=0.5, bearing=0.7, number=12.0):
    one = np.zeros((1, columns.SLOT_WIDTH))
    one[0] = 1, 310.0, 290.0, math.log(number), math.log(size), math.log(ratio), bearing, kind
    return one


@pytest.mark.parametrize("kind", range(len(PROFILES)))
def test_the_footprint_in_a_polygon_the_second_way_by_throwing_items(kind):
    """Items thrown from the profile by their radius fall into a box as often as the squares' middles say."""
    belief = build_belief([])
    strike = slot(kind)
    side, n = 50 / 3, 36
    out = np.zeros(n * n)
    render(strike, 0.0, 0.0, side, n, n, belief, out)
    assert out.sum() * side**2 == pytest.approx(12.0, rel=0.02)
    rng = np.random.default_rng(kind)
    u = np.linspace(0, REACH[kind] ** 2, 200_001)
    weight = np.interp(u, np.linspace(0, REACH[kind] ** 2, TABLES.shape[1]), TABLES[kind])
    radius = np.sqrt(rng.choice(u, 300_000, p=weight / weight.sum()))
    angle = rng.uniform(0, 2 * np.pi, len(radius))
    a, b = 45.0 / math.sqrt(0.5), 45.0 * math.sqrt(0.5)
    long, short = a * radius * np.cos(angle), b * radius * np.sin(angle)
    x = 310 + long * math.sin(0.7) + short * math.cos(0.7)
    y = 290 + long * math.cos(0.7) - short * math.sin(0.7)
    for west, south in ((300, 250), (350, 300), (250, 300), (300, 300)):
        thrown = 12 * ((x > west) & (x < west + 50) & (y > south) & (y < south + 50)).mean()
        grid = out.reshape(n, n)[int(south / side + 0.5) : int(south / side + 0.5) + 3, int(west / side + 0.5) :][:, :3]
        assert grid.sum() * side**2 == pytest.approx(thrown, rel=0.08, abs=0.03)


def test_the_long_axis_points_along_its_bearing_clockwise_from_north():
    east = slot(0, ratio=0.2, bearing=math.pi / 2)
    assert density(east, np.array(310.0 + 60), np.array(290.0)) > 5 * density(
        east, np.array(310.0), np.array(290.0 + 60)
    )
    out = np.zeros(36 * 36)
    render(east, 0.0, 0.0, 50 / 3, 36, 36, build_belief([]), out)
    picture = out.reshape(36, 36)
    rows, cols = np.nonzero(picture > 0.2 * picture.max())
    assert np.ptp(cols) > 2 * np.ptp(rows)


def test_the_picture_of_a_strike_is_its_formula():
    strike = slot(0)
    out = np.zeros(36 * 36)
    render(strike, 0.0, 0.0, 50 / 3, 36, 36, build_belief([]), out)
    middle = (np.arange(36) + 0.5) * 50 / 3
    x, y = np.meshgrid(middle, middle)
    assert np.allclose(out.reshape(36, 36), density(strike, x, y), rtol=1e-6, atol=1e-12)
