"""Dangers of drawing the confirmed area: a find left out, an island left in, an area round nothing."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from fallow.core.errors import InputError
from fallow.hazard.inputs import Find, FindKind
from fallow.survey import confirmed_area, load_practice
from fallow.survey.delineation import evidence_points

RULE = load_practice()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)), min_size=1, max_size=25))
def test_a_confirmed_area_never_leaves_out_a_find(points):
    area = confirmed_area(points, RULE)
    assert all(area.contains(Point(point)) for point in points)
    # ... nor anything within 99.7 % of the buffer: chords of the circle cost no more.
    assert shapely.contains_properly(area, shapely.buffer(shapely.points(points), 49.7)).all()
    assert all(not part.interiors for part in shapely.get_parts(area))


def test_lone_finds_less_than_200_m_apart_are_joined_and_others_are_not():
    near = confirmed_area([(0, 0), (190, 0)], RULE)
    far = confirmed_area([(0, 0), (210, 0)], RULE)  # sqrt((50 + 75)^2 - 75^2) = 100 m on either side is the limit
    assert near.geom_type == "Polygon"
    assert near.contains(Point(95, 0))
    assert far.geom_type == "MultiPolygon"


def test_a_ring_of_finds_has_no_island_of_unconfirmed_ground():
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    area = confirmed_area([(400 * np.cos(a), 400 * np.sin(a)) for a in angles], RULE)
    assert area.contains(Point(0, 0))
    assert area.area == pytest.approx(np.pi * 450**2, rel=0.05)


def test_nothing_found_draws_nothing():
    assert confirmed_area([], RULE).is_empty


def test_the_area_follows_the_rule_and_not_the_program():
    wider = replace(RULE, values=RULE.values | {"buffer_m": replace(RULE.values["buffer_m"], value=100.0)})
    assert confirmed_area([(0, 0)], wider).area == pytest.approx(4 * confirmed_area([(0, 0)], RULE).area, rel=1e-6)


def test_a_find_without_a_position_is_refused():
    with pytest.raises(InputError, match="nan"):
        confirmed_area([(0.0, float("nan"))], RULE)


def test_an_unexploded_item_is_evidence_whatever_the_rule_lists():
    item, casing = Find("a", 0, 0), Find("b", 9, 9, kind=FindKind.CASING)
    assert evidence_points([item, casing], replace(RULE, evidence_kinds=())) == [(0, 0)]
    assert evidence_points([item, casing], RULE) == [(0, 0), (9, 9)]
