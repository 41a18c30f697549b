"""Searches tell one chance of detection and have another; reports are uneven; what is found and taken is gone."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from shapely.geometry import shape

from fallow.testing.ground import STRAY, Ground
from fallow.testing.patterns import Disc
from fallow.testing.salvo import TrueStrike
from fallow.testing.searching import Team, box_id, search_boxes
from fallow.testing.villagers import Reporting, reports

CRS = "EPSG:32727"
BOUNDS = (590_000.0, 6_126_000.0, 591_000.0, 6_127_000.0)
DAY = date(2021, 10, 4)


def _ground(n: int, seed: int = 1) -> Ground:
    rng = np.random.default_rng(seed)
    strike = TrueStrike(
        "s01",
        590_500.0,
        6_126_500.0,
        date(2021, 5, 1),
        "x",
        0.0,
        Disc(100.0),
        np.array([[590_500.0, 6_126_500.0]]),
        9,
        0,
        0.1,
    )
    strays = np.column_stack((rng.uniform(*BOUNDS[::2], n), rng.uniform(*BOUNDS[1::2], n)))
    return Ground.of([(strike, np.zeros((0, 2)), np.zeros(0, dtype=np.int64))], strays)


def _search(ground: Ground, seed: int = 2, **changed):
    plain = {"at_random": 0.0, "stops_at_first": 0.0, "gives_up": 0.0, "leaves_items": 0.0, "re_searches": 0.0}
    team = Team(**{"boxes": 400, "told": 0.9, "true": 0.6, "first_day": DAY, **plain, **changed})
    return search_boxes(np.random.default_rng(seed), ground, team, BOUNDS, np.zeros((0, 2)), CRS)


def _unexploded(log):
    return [one["properties"] for one in log.finds if one["properties"]["kind"] == "unexploded"]


def test_searches_find_the_true_share_and_not_the_told_one():
    ground = _ground(3_000)
    log = _search(ground)
    found = len(_unexploded(log))
    assert abs(found / 3_000 - 0.6) < 4 * np.sqrt(0.24 / 3_000)
    assert len(ground.remaining()) == 3_000 - found
    assert {one["properties"]["p_detect"] for one in log.searches} == {0.9}
    assert all(one["properties"]["complete"] for one in log.searches)


def test_a_second_search_finds_what_the_first_one_missed():
    ground = _ground(3_000)
    log = _search(ground, re_searches=1.0)
    again = [find for find in _unexploded(log) if find["search"].endswith("-again")]
    first = len(_unexploded(log)) - len(again)
    assert abs(len(again) / (3_000 - first) - 0.6) < 0.06
    assert len({one["properties"]["id"] for one in log.searches}) == 800


def test_a_find_lies_in_the_search_that_found_it():
    log = _search(_ground(1_500), re_searches=0.3, leaves_items=0.2)
    polygons = {one["properties"]["id"]: shape(one["geometry"]) for one in log.searches}
    for find in log.finds:
        assert polygons[find["properties"]["search"]].contains(shape(find["geometry"]))


def test_items_that_are_left_stay_in_the_ground():
    ground = _ground(500)
    log = _search(ground, leaves_items=1.0)
    assert len(ground.remaining()) == 500
    assert not any(find["removed"] for find in _unexploded(log))
    assert not any(one["properties"]["items_removed"] for one in log.searches)


def test_a_search_that_stopped_says_so_and_holds_one_find_at_most():
    log = _search(_ground(3_000), stops_at_first=1.0)
    counts: dict[str, int] = {}
    for find in _unexploded(log):
        counts[find["search"]] = counts.get(find["search"], 0) + 1
    for one in log.searches:
        stopped = not one["properties"]["complete"]
        assert counts.get(one["properties"]["id"], 0) == (1 if stopped else 0)


def test_a_search_given_up_half_way_is_never_complete():
    ground = _ground(3_000)
    log = _search(ground, gives_up=1.0)
    assert not any(one["properties"]["complete"] for one in log.searches)
    assert 0.15 < len(_unexploded(log)) / 3_000 < 0.45


def test_the_team_works_outward_from_what_it_knows():
    near = np.array([[590_225.0, 6_126_225.0]])
    team = Team(boxes=30, told=0.9, true=0.9, first_day=DAY, at_random=0.0, re_searches=0.0)
    log = search_boxes(np.random.default_rng(4), _ground(10), team, BOUNDS, near, CRS)
    assert box_id(50.0, 4, 4) in {one["properties"]["id"] for one in log.searches}
    columns = [int(one["properties"]["id"].split("-")[1]) for one in log.searches]
    assert np.median(columns) < 8


def test_an_item_taken_twice_was_taken_once():
    ground = _ground(3)
    ground.take(1, DAY, "search")
    ground.take(1, date(2022, 1, 1), "people")
    assert ground.items()[1].removed_on == DAY
    assert ground.items()[1].removed_by == "search"
    assert [item.strike for item in ground.items()] == [None] * 3
    assert int(ground.strike[0]) == STRAY


def test_people_report_what_lies_near_their_village_and_it_stays_there():
    ground = _ground(2_000)
    reporting = Reporting(0.5, 0.0, 150.0, 5.0, DAY, 20, fragments=0.0, casings=0.0)
    village = np.array([[590_200.0, 6_126_200.0]])
    told = reports(np.random.default_rng(9), ground, reporting, village, ["Here"], CRS)
    where = np.array([ground.points[item] for item in told.items if item is not None])
    assert len(where) == len(told.features) > 20
    assert np.median(np.hypot(*(where - village[0]).T)) < 300.0
    assert len(ground.remaining()) == 2_000
    assert all(one["properties"]["search"] is None for one in told.features)
    assert not any(one["properties"]["removed"] for one in told.features)


def test_a_report_is_marked_as_removed_once_a_search_has_taken_the_item():
    ground = _ground(400)
    reporting = Reporting(0.5, 0.0, 400.0, 5.0, DAY, 20, fragments=0.0, casings=0.0)
    told = reports(np.random.default_rng(9), ground, reporting, np.array([[590_500.0, 6_126_500.0]]), ["Here"], CRS)
    _search(ground, true=1.0, boxes=200)
    told.settle(ground)
    for item, feature in zip(told.items, told.features, strict=True):
        assert feature["properties"]["removed"] is (not bool(ground.present[item]))
    assert 0 < sum(one["properties"]["removed"] for one in told.features) < len(told.features)


@pytest.mark.parametrize(("column", "row", "name"), [(0, 0, "b50-0000-0000"), (12, 34, "b50-0012-0034")])
def test_boxes_are_named_like_the_survey_names_them(column, row, name):
    from fallow.survey.grid import BoxGrid

    grid = BoxGrid(0.0, 0.0, 40, 40, 50.0, CRS)
    assert box_id(50.0, column, row) == name == grid.box_id(row * 40 + column)
