"""Dangers of taking in earlier searches: half a box taken for a box, a find lost between boxes."""

import shapely

from fallow.hazard.inputs import Find, FindKind, Search
from fallow.survey import make_grid
from fallow.survey.past import onto_boxes

GRID = make_grid((0, 0, 500, 500), "EPSG:32637", 50)


def search(name, *bounds, **more):
    return Search(name, shapely.box(*bounds), 0.8, **more)


def test_a_search_that_coincides_with_a_box_is_that_box():
    past = onto_boxes(GRID, [search("q", 100.001, 50, 150, 100.002)], [Find("f", 120, 60, "q")])
    (visit,) = past.visits
    assert (visit.box, visit.finds, visit.p_detect, visit.complete) == (12, ((120, 60),), 0.8, True)


def test_half_a_box_is_not_a_box_and_is_said_to_be_unused():
    past = onto_boxes(
        GRID, [search("half", 100, 50, 125, 100), search("skew", 110, 60, 160, 110)], [Find("f", 120, 60, "half")]
    )
    assert past.visits == ()
    assert past.not_used == ("half", "skew")
    assert past.finds_not_used == ("f",)


def test_a_search_of_several_boxes_gives_each_its_finds_and_one_outside_goes_to_the_nearest():
    finds = [Find("a", 10, 10, "q"), Find("b", 103, 20, "q"), Find("c", 60, 10, "q", kind=FindKind.CASING)]
    past = onto_boxes(GRID, [search("q", 0, 0, 100, 50, complete=False)], finds)
    assert [(visit.box, visit.finds, visit.complete) for visit in past.visits] == [
        (0, ((10, 10),), False),
        (1, ((103, 20),), False),
    ]


def test_ground_outside_the_grid_is_not_taken_in():
    assert onto_boxes(GRID, [search("q", -100, 0, 50, 50)], []).not_used == ("q",)
    assert onto_boxes(GRID, [search("far", 5000, 0, 5050, 50)], []).not_used == ("far",)
