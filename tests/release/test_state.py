"""Dangers of land release: a step left out, a state that means safe, a reopened area released on the spot."""

import pytest

from fallow.core.errors import InputError, RefusalError
from fallow.release import RELEASED, TRANSITIONS, AreaState, parse_state, transition

S = AreaState


def test_released_land_can_only_be_reopened():
    for state in RELEASED:
        assert {held.after for held in TRANSITIONS if held.before is state} == {S.REOPENED}


def test_reopened_land_is_never_released_in_one_step():
    assert not {held.after for held in TRANSITIONS if held.before is S.REOPENED} & RELEASED


def test_confirmed_land_is_never_cancelled():
    with pytest.raises(RefusalError, match="from confirmed one of: cleared, reduced") as caught:
        transition(S.CONFIRMED, S.CANCELLED)
    assert caught.value.kind == "transition-not-permitted"


def test_nothing_is_released_that_was_never_on_record():
    assert not {held.after for held in TRANSITIONS if held.before is None} & RELEASED


def test_every_act_has_a_clause_and_a_reason_and_stands_once():
    assert all(held.clause.startswith("IMAS ") and "reason" in held.requires for held in TRANSITIONS)
    pairs = [(held.before, held.after) for held in TRANSITIONS]
    assert len(set(pairs)) == len(pairs)


def test_every_clearance_states_its_depth():
    assert all("depth_m" in held.requires for held in TRANSITIONS if held.after is S.CLEARED)


@pytest.mark.parametrize("word", ["safe", "Cleared", "", None, 3])
def test_there_is_no_state_that_means_safe(word):
    with pytest.raises(InputError, match="suspected, confirmed, cancelled, reduced, cleared, reopened"):
        parse_state(word)


def test_the_table_for_people_is_the_table_of_the_program():
    import fallow.release.state as module

    for held in TRANSITIONS:
        assert held.after.value in module.__doc__
        assert held.clause.split(" (")[0] in module.__doc__
