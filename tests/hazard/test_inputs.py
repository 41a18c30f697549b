"""What may not come in at the door."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import LineString, Polygon, box

from fallow.core.errors import FallowError, InputError, RefusalError
from fallow.hazard.inputs import (
    FindKind,
    parse_find,
    parse_search,
    parse_strike,
    refuse_duplicates,
)

ON = date(2023, 1, 1)
GOOD = {"id": "a", "position_sigma_m": 50, "date": "2022-05-01", "source": "simulated"}


def test_a_strike_of_tomorrow_is_refused():
    with pytest.raises(RefusalError, match="2023-01-02") as refused:
        parse_strike(GOOD | {"date": "2023-01-02"}, 0, 0, ON)
    assert refused.value.kind == "not-past"


def test_a_year_that_is_not_over_is_not_past():
    with pytest.raises(RefusalError):
        parse_strike(GOOD | {"date": "2023"}, 0, 0, ON)
    assert parse_strike(GOOD | {"date": "2022"}, 0, 0, ON).date.text == "2022"


@pytest.mark.parametrize("missing", ["date", "source"])
def test_a_strike_that_nobody_reported_or_dated_is_refused(missing):
    with pytest.raises(RefusalError):
        parse_strike(GOOD | {missing: None}, 0, 0, ON)


@pytest.mark.parametrize("blank", ["", "   ", 7, ["x"]])
def test_a_blank_source_is_no_source(blank):
    with pytest.raises(RefusalError):
        parse_strike(GOOD | {"source": blank}, 0, 0, ON)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("position_sigma_m", -1),
        ("position_sigma_m", "wide"),
        ("position_sigma_m", None),
        ("position_sigma_m", float("nan")),
        ("position_sigma_m", True),
        ("p_real", 1.2),
        ("p_real", -0.1),
        ("carriers", 0),
        ("carriers", -2),
        ("bearing_deg", 1000),
        ("munition", 7),
        ("id", None),
        ("id", ""),
        ("id", True),
    ],
)
def test_values_that_cannot_be_are_named_with_the_strike(key, value):
    with pytest.raises(InputError) as error:
        parse_strike(GOOD | {key: value}, 0, 0, ON)
    assert key in str(error.value) or key == "munition"


def test_unknown_stays_unknown_and_is_not_zero():
    strike = parse_strike(GOOD, 1.0, 2.0, ON)
    assert (strike.carriers, strike.bearing_deg, strike.p_real, strike.munition) == (None, None, None, None)


def test_numbers_may_be_whole_numbers_and_ids_too():
    strike = parse_strike(GOOD | {"id": 12, "carriers": 3}, 1.0, 2.0, ON)
    assert (strike.id, strike.carriers) == ("12", 3.0)


GROUND = {"id": "q", "p_detect": 0.9, "complete": True, "items_removed": True}


def test_a_broken_polygon_is_refused_and_not_repaired():
    bow = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    with pytest.raises(InputError, match="Self-intersection") as error:
        parse_search(GROUND, bow)
    assert error.value.kind == "broken-polygon"


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"p_detect": 1.5}, "bad-number"),
        ({"p_detect": None}, "no-p-detect"),
        ({"complete": None}, "bad-flag"),
        ({"complete": "yes"}, "bad-flag"),
        ({"items_removed": 1}, "bad-flag"),
        ({"id": None}, "no-id"),
    ],
)
def test_a_search_says_plainly_what_it_was(changed, kind):
    with pytest.raises(InputError) as error:
        parse_search(GROUND | changed, box(0, 0, 50, 50))
    assert error.value.kind == kind


def test_a_line_is_no_searched_ground():
    with pytest.raises(InputError, match="LineString"):
        parse_search(GROUND, LineString([(0, 0), (1, 1)]))


def search(**changed):
    return {"q": parse_search(GROUND | changed, box(0, 0, 50, 50))}


def test_a_find_of_an_unknown_search_is_refused():
    with pytest.raises(InputError) as error:
        parse_find({"id": "f", "search": "z", "kind": "unexploded"}, 1, 1, search())
    assert error.value.kind == "unknown-search"


def test_a_find_outside_its_search_is_refused_with_the_distance():
    with pytest.raises(InputError, match=r"50\.0 m outside") as error:
        parse_find({"id": "f", "search": "q", "kind": "unexploded"}, 100, 25, search())
    assert error.value.kind == "outside-search"
    assert parse_find({"id": "f", "search": "q", "kind": "unexploded"}, 60, 25, search()).x == 60


@pytest.mark.parametrize("kind", [None, "mine", "", 3])
def test_a_find_of_no_known_kind_is_refused(kind):
    with pytest.raises(InputError, match="fragment"):
        parse_find({"id": "f", "search": None, "kind": kind}, 1, 1, {})


@pytest.mark.parametrize(
    ("fields", "removes", "removed"),
    [
        ({"search": "q"}, True, True),
        ({"search": "q"}, False, False),
        ({"search": None}, True, False),
        ({"search": None, "removed": True}, True, True),
        ({"search": "q", "removed": False}, True, False),
    ],
)
def test_a_report_still_lies_there_and_a_searched_item_left(fields, removes, removed):
    find = parse_find({"id": "f", "kind": "unexploded"} | fields, 1, 1, search(items_removed=removes))
    assert find.removed is removed
    assert find.kind is FindKind.UNEXPLODED


def test_two_things_of_one_id_are_never_merged():
    with pytest.raises(InputError, match="'a' twice") as error:
        refuse_duplicates(["a", "b", "a"], "strike")
    assert error.value.kind == "duplicate-id"


def test_every_error_of_the_door_is_one_line():
    for make in (
        lambda: parse_strike({}, 0, 0, ON),
        lambda: parse_search({"id": "q"}, box(0, 0, 1, 1)),
        lambda: parse_find({"id": "f"}, 0, 0, {}),
    ):
        with pytest.raises(FallowError) as error:
            make()
        assert "\n" not in str(error.value)
        assert str(error.value).startswith("expected ")
