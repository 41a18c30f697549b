"""The shipped strategies make only what the values accept."""

from __future__ import annotations

from hypothesis import given

from fallow.core.canonical import canonical_bytes, parse_json
from fallow.testing.strategies import bodies, positions, whens


@given(bodies())
def test_a_body_survives_canonical_bytes(body):
    assert parse_json(canonical_bytes(body)) == body


@given(whens())
def test_a_when_ends_no_earlier_than_it_begins(when):
    assert 1 <= when.days <= 400
    assert when.text


@given(positions())
def test_a_position_is_a_position(position):
    assert position.distance_m(position) == 0.0
