"""Position and munition of a strike: never finer than the best report, never a munition that the members do not agree on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from fallow.core.amount import Amount
from fallow.core.place import LonLat, Place
from fallow.evidence.claim import Claim
from fallow.strikes import hypotheses, load_catalogue
from fallow.strikes.position import ASSUMED_SIGMA_M, Position, combine, position_of

Make = Callable[..., Claim]
CATALOGUE = load_catalogue()

POSITIONS = st.builds(Position, st.floats(19.9, 20.1), st.floats(9.9, 10.1), st.floats(1, 5000), st.booleans())


@given(st.lists(POSITIONS, min_size=1, max_size=8))
def test_the_whole_is_never_finer_than_its_best_part(parts: list[Position]) -> None:
    whole = combine(parts)
    assert whole.sigma_m >= min(part.sigma_m for part in parts)
    assert min(part.lon for part in parts) - 1e-9 <= whole.lon <= max(part.lon for part in parts) + 1e-9
    assert whole.assumed == any(part.assumed for part in parts)


def test_positions_are_weighted_by_their_precision() -> None:
    fine, coarse = Position(20.0, 10.0, 100.0, assumed=False), Position(20.1, 10.0, 1000.0, assumed=False)
    assert combine([fine, coarse]).lon == pytest.approx(20.0 + 0.1 / 101)


def test_reports_that_disagree_by_more_than_they_admit_are_not_called_precise() -> None:
    apart = [Position(20.0, 10.0, 10.0, assumed=False), Position(20.0, 10.02, 10.0, assumed=False)]
    assert combine(apart).sigma_m == pytest.approx(0.01 * 111_195 / 2**0.5, rel=1e-3)


def test_positions_on_both_sides_of_the_date_line_meet_there() -> None:
    whole = combine([Position(179.999, 0.0, 100.0, assumed=False), Position(-179.999, 0.0, 100.0, assumed=False)])
    assert abs(abs(whole.lon) - 180.0) < 1e-9


def test_an_unknown_uncertainty_is_assumed_and_said_and_not_exact(claim: Make) -> None:
    (strike,) = hypotheses([claim("a", sigma_m=None)], CATALOGUE)
    assert strike.position_sigma_m == ASSUMED_SIGMA_M
    assert "position-uncertainty-assumed" in strike.flags


def test_an_area_is_as_uncertain_as_it_is_large(claim: Make) -> None:
    base = claim("a")
    area = Place(box(20.0, 10.0, 20.1, 10.1), "EPSG:4326", 100.0)
    made = Claim(**{name: area if name == "place" else getattr(base, name) for name in Claim.__slots__})
    position = position_of(made)
    assert position is not None
    assert position.lon == pytest.approx(20.05)
    assert position.sigma_m == pytest.approx(LonLat(20.0, 10.0).distance_m(LonLat(20.1, 10.1)) / 2, rel=0.01)


def test_a_place_in_metres_is_carried_to_degrees(claim: Make) -> None:
    base = claim("a")
    there = base.place.to("EPSG:32637") if base.place else None
    made = Claim(**{name: there if name == "place" else getattr(base, name) for name in Claim.__slots__})
    (strike,) = hypotheses([made], CATALOGUE)
    assert strike.place is not None
    assert strike.place.position.lon == pytest.approx(20.0, abs=1e-6)


def test_copies_of_one_position_do_not_sharpen_it(claim: Make) -> None:
    copies = [claim(f"a{n}", source=f"list {n}", origin="video", sigma_m=200.0 + n) for n in range(10)]
    (strike,) = hypotheses(copies, CATALOGUE)
    assert strike.position_sigma_m == 200.0


@pytest.mark.parametrize(
    ("one", "other", "munition", "conflict"),
    [
        ("9M27K", "9M27K", "9m27k", 0),
        ("9M27K", "BM-27 Uragan", "9m27k", 0),
        ("9M27K", None, "9m27k", 0),
        ("9M27K", "cluster munitions", "9m27k", 0),
        ("9M27K", "9M55K", None, 2),
        ("9M27K", "BLU-97", None, 2),
        ("Uragan", "cluster munitions", None, 0),
        (None, None, None, 0),
    ],
)
def test_the_munition_is_named_only_where_the_members_agree(
    claim: Make, one: str | None, other: str | None, munition: str | None, conflict: int
) -> None:
    pair = [claim("a", munition=one, origin="o"), claim("b", munition=other, origin="o", source="list b")]
    (strike,) = hypotheses(pair, CATALOGUE)
    assert strike.munition == munition
    assert len(strike.munition_conflict) == conflict
    assert ("munition-conflict" in strike.flags) == bool(conflict)


def test_a_launcher_is_a_class_and_not_a_munition(claim: Make) -> None:
    (strike,) = hypotheses([claim("a", munition="BM-27")], CATALOGUE)
    assert (strike.munition, strike.munition_class) == (None, "uragan")


def test_carriers_are_unknown_unless_stated_and_agreed(claim: Make) -> None:
    for stated, expected in (((None, None), None), ((4, None), 4), ((4, 4), 4), ((4, 6), None), ((0, None), None)):
        fields = [{} if count is None else {"carriers": count} for count in stated]
        pair = [claim("a", **fields[0]), claim("b", source="list b", **fields[1])]
        (strike,) = hypotheses(pair, CATALOGUE)
        assert strike.carriers == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"carriers": Amount.exactly(6)}, 6),
        ({"carriers": Amount(2, 6)}, None),
        ({"carriers": Amount.unknown()}, None),
        ({"seen": Amount.exactly(3)}, None),
    ],
)
def test_a_count_column_states_carriers_and_a_range_or_a_count_of_items_does_not(
    claim: Make, counts: dict[str, Amount], expected: int | None
) -> None:
    (strike,) = hypotheses([claim("a", counts=counts)], CATALOGUE)
    assert strike.carriers == expected


def test_windows_are_narrowed_where_they_agree_and_widened_where_they_do_not(claim: Make) -> None:
    week = claim("a", day=date(2022, 3, 1), days=7)
    day = claim("b", day=date(2022, 3, 3), source="list b")
    (strike,) = hypotheses([week, day], CATALOGUE)
    assert strike.when is not None
    assert (strike.when.start, strike.when.end) == (date(2022, 3, 3), date(2022, 3, 3))
    early = claim("c", day=date(2022, 3, 1), days=3, source="list c", origin="o")
    late = claim("d", day=date(2022, 3, 4), days=3, source="list d", origin="o")
    (strike,) = hypotheses([early, late], CATALOGUE)
    assert strike.when is not None
    assert (strike.when.start, strike.when.end) == (date(2022, 3, 1), date(2022, 3, 6))
