"""Dangers of writing searches down: one search counted twice, a find in the wrong box, a stop taken for an end."""

import pytest

from fallow.core.errors import ConflictError, InputError
from fallow.survey import make_grid
from fallow.survey.ledger import Ledger


@pytest.fixture
def ledger():
    return Ledger(make_grid((0, 0, 500, 500), "EPSG:32637", 50), tolerance_m=25)


def add(ledger, box=0, finds=(), complete=True, **more):
    return ledger.add(box, finds, complete=complete, p_detect=0.9, **more)


def test_the_same_record_twice_is_refused_and_a_box_offered_again_is_not(ledger):
    add(ledger)
    with pytest.raises(ConflictError, match="b50-0000-0000"):
        add(ledger)
    ledger.offer([0])
    add(ledger)
    assert ledger.completed(0) == 2
    with pytest.raises(ConflictError):
        add(ledger)
    add(ledger, again=True)
    assert ledger.completed(0) == 3


def test_a_box_searched_in_part_is_not_searched(ledger):
    add(ledger, complete=False)
    assert ledger.searched_boxes() == []
    assert len(ledger.visits_of(0)) == 1


def test_a_find_far_outside_its_box_is_refused_with_the_distance_and_nothing_is_kept(ledger):
    with pytest.raises(InputError, match=r"70\.0 m outside") as caught:
        add(ledger, finds=[(10, 10), (120, 10)])
    assert caught.value.kind == "find-outside-box"
    assert ledger.visits == []
    assert add(ledger, finds=[(60, 10)]).finds == ((60.0, 10.0),)  # a receiver's error of 10 m


@pytest.mark.parametrize("find", [(float("nan"), 1), (1,), "ab", None, (1, float("inf"))])
def test_a_find_that_is_no_position_is_refused(ledger, find):
    with pytest.raises(InputError) as caught:
        add(ledger, finds=[find])
    assert caught.value.kind == "bad-position"
    assert ledger.visits == []


@pytest.mark.parametrize("complete", [None, "yes", 1])
def test_complete_is_said_plainly(ledger, complete):
    with pytest.raises(InputError, match="true or false"):
        add(ledger, complete=complete)


@pytest.mark.parametrize("chance", [0, -0.1, 1.5, float("nan")])
def test_a_chance_of_detection_is_a_chance(ledger, chance):
    with pytest.raises(InputError, match="0 and at most 1"):
        ledger.add(0, (), complete=True, p_detect=chance)
