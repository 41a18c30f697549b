"""Dangers of a plan: names that move, zero finds taken for safety, a half-searched box taken for a searched one."""

import math
from datetime import date

import numpy as np
import pytest
from shapely.geometry import Point

from fallow.core.errors import ConflictError, FrameMismatchError, InputError, NotThereError, RefusalError
from fallow.core.outcome import Ending
from fallow.survey import Planner

CRS = "EPSG:32637"
BOUNDS = (500_000.0, 5_300_000.0, 500_500.0, 5_300_500.0)
ON = date(2024, 1, 1)


def middle(box):
    return box.polygon.centroid.x, box.polygon.centroid.y


def search_all(plan, find_in=()):
    for _ in range(400):
        boxes = plan.next(20)
        if not boxes:
            return
        for box in boxes:
            first = box.search_number == 1
            plan.record(box.id, finds=[middle(box)] if first and box.id in find_in else [])
    pytest.fail("the plan never ran out of ground")


def test_zero_finds_gives_no_zero_risk(plan):
    planner = plan([0.3] * 100)
    search_all(planner)
    assert planner.stopped.ending is Ending.NOT_ENOUGH_EVIDENCE
    assert "zero finds is not zero risk" in str(planner.stopped)
    assert planner.confirmed_area().is_empty
    assert planner._posterior.belief().items.sum() > 0
    assert planner.capture()["mean"] == 0.0


def test_a_box_searched_incompletely_does_not_clear(plan):
    planner = plan([0.0] * 44 + [3.0] + [0.0] * 55)
    (box,) = planner.next(1)
    assert box.id == planner.grid.box_id(44)
    before = planner._posterior.belief().items[:, 44].mean()
    planner.record(box.id, complete=False)
    assert planner._posterior.belief().items[:, 44].mean() == pytest.approx(before, rel=0.2)
    assert planner.next(1)[0].id == box.id
    assert planner.next(1)[0].search_number == 1


def test_box_ids_do_not_change_with_more_strikes(strikes):
    few = Planner(strikes((500_200, 5_300_200)), bounds=BOUNDS, crs=CRS, on=ON)
    many = Planner(strikes((500_200, 5_300_200), (500_400, 5_300_050)), bounds=BOUNDS, crs=CRS, on=ON)
    ground = {box.id: box.polygon.wkb for box in few.next(100)}
    assert {box.id: box.polygon.wkb for box in many.next(100)} == ground
    assert len(ground) == 100


def test_the_confirmed_area_holds_every_find_and_report(plan, finds):
    known = finds((500_100, 5_300_100), (500_480, 5_300_480), kind=["unexploded", "fragment"])
    planner = plan(finds=known)
    box = planner.next(1)[0]
    planner.record(box.id, finds=[middle(box)])
    area = planner.confirmed_area()
    for x, y in [(500_100, 5_300_100), (500_480, 5_300_480), middle(box)]:
        assert area.contains(Point(x, y))


def test_same_inputs_and_calls_give_the_same_plan(strikes, finds):
    def story():
        planner = Planner(
            strikes((500_200, 5_300_200), munition=None),
            finds((500_260, 5_300_210)),
            bounds=BOUNDS,
            crs=CRS,
            on=ON,
            seed=3,
        )
        said = []
        for _ in range(3):
            for box in planner.next(4):
                said.append((box.id, box.why, box.p_find))
                planner.record(box.id, finds=[middle(box)] if box.id.endswith("4") else [])
        return said, planner.capture(), planner.confirmed_area().wkb

    assert story() == story()


def test_asking_twice_without_a_record_gives_the_same_boxes(plan):
    planner = plan(np.random.default_rng(0).gamma(0.5, 1.0, 100))
    assert [box.id for box in planner.next(5)] == [box.id for box in planner.next(5)]


def test_frames_in_another_system_are_transformed_and_frames_without_one_refused(strikes, finds):
    here = strikes((500_200, 5_300_200))
    known = finds((500_210, 5_300_230))
    metres = Planner(here, known, bounds=BOUNDS, crs=CRS, on=ON)
    degrees = Planner(here.to_crs(4326), known.to_crs(4326), bounds=BOUNDS, crs=CRS, on=ON)
    assert metres.confirmed_area().symmetric_difference(degrees.confirmed_area()).area < 0.1
    assert metres._records[0].x == pytest.approx(degrees._records[0].x, abs=1e-3)
    with pytest.raises(FrameMismatchError, match="coordinate system"):
        Planner(here.set_crs(None, allow_override=True), bounds=BOUNDS, crs=CRS, on=ON)


def test_a_plan_speaks_of_past_strikes_with_a_source_only(strikes):
    with pytest.raises(RefusalError, match="2030"):
        Planner(strikes((500_200, 5_300_200), date="2030-01-01"), bounds=BOUNDS, crs=CRS, on=ON)
    with pytest.raises(RefusalError, match="source"):
        Planner(strikes((500_200, 5_300_200), source=""), bounds=BOUNDS, crs=CRS, on=ON)


def test_missing_optional_columns_and_empty_frames_are_no_error(strikes, finds):
    Planner(strikes((500_200, 5_300_200)), None, bounds=BOUNDS, crs=CRS, on=ON)
    planner = Planner(strikes(), finds(), bounds=BOUNDS, crs=CRS, on=ON)
    assert len(planner.next(3)) == 3


@pytest.mark.parametrize("k", [0, -1, 1.5, True, "3"])
def test_a_count_of_boxes_is_a_count(plan, k):
    with pytest.raises(InputError, match="whole number"):
        plan().next(k)


def test_records_that_cannot_be_are_refused_and_change_nothing(plan):
    planner = plan()
    box = planner.next(1)[0]
    planner.record(box.id)
    before = planner.capture()
    with pytest.raises(ConflictError):
        planner.record(box.id)
    with pytest.raises(NotThereError):
        planner.record("b50-9999-0000")
    with pytest.raises(InputError, match="outside"):
        planner.record(planner.next(1)[0].id, finds=[(500_000.0, 5_400_000.0)])
    assert planner.capture() == before


def test_a_box_that_nobody_offered_may_be_recorded_once(plan):
    planner = plan([0.0] * 99 + [5.0])
    planner.record("b50-0000-0000")
    with pytest.raises(ConflictError):
        planner.record("b50-0000-0000")
    planner.record("b50-0000-0000", again=True)


def test_next_runs_out_only_when_every_box_was_searched_to_the_end(plan):
    planner = plan([0.05] * 100)
    search_all(planner, find_in=("b50-0003-0003",))
    assert len(planner._ledger.searched_boxes()) == 100
    assert planner.next(1) == []
    assert planner.stopped is not None


def test_stopped_on_purpose_needs_the_rings_round_finds_closed(plan):
    mean = np.full(100, 1e-5)
    mean[44] = 3.0
    planner = plan(mean)
    (box,) = planner.next(1)
    planner.record(box.id, finds=[middle(box)])
    assert planner.stopped is None
    for _ in range(8):
        ring = planner.next(1)[0]
        assert ring.polygon.distance(box.polygon) == 0
        planner.record(ring.id)
    assert planner.stopped.ending is Ending.STOPPED
    assert "safe" in str(planner.stopped)
    assert planner.next(1)  # and yet the plan goes on for whoever wants to go on


def test_little_promise_with_much_outside_is_want_of_evidence(plan):
    mean = np.full(100, 0.03)
    mean[44] = 3.0
    planner = plan(mean)
    (box,) = planner.next(1)
    planner.record(box.id, finds=[middle(box)])
    search_all(planner)
    assert planner.capture()["q05"] < 0.75
    assert planner.stopped.ending is Ending.NOT_ENOUGH_EVIDENCE


def test_capture_agrees_with_the_exact_answer(plan):
    mean = np.full(100, 0.4)
    planner = plan(mean)
    box = planner.grid.polygon(55)
    planner.record(planner.grid.box_id(55), finds=[(box.centroid.x, box.centroid.y)] * 1)
    inside = planner.confirmed_area().area / 2500
    share = planner.capture()
    # About (1 + items left in the disc) / (1 + all items left); the disc covers its own box and parts of eight others.
    assert share["mean"] == pytest.approx((1 + 0.4 * (inside - 1)) / (1 + 0.4 * 99), abs=0.03)
    assert share["q05"] <= share["q25"] <= share["q50"] <= share["q75"] <= share["q95"]


def test_capture_without_any_item_is_unknown_and_not_zero(plan):
    planner = plan([0.0] * 100)
    assert math.isnan(planner.capture()["mean"])


def test_an_item_reported_first_and_found_later_counts_once(plan, finds):
    from fallow.survey.outlook import items_known

    planner = plan(finds=finds((500_110, 5_300_110), (500_300, 5_300_300)))
    planner.record("b50-0002-0002", finds=[(500_111, 5_300_111)])
    assert items_known(planner._ledger, planner._evidence, 5.0) == 2


def test_every_box_says_why(plan, finds, strikes):
    planner = Planner(strikes((500_200, 5_300_200)), finds((500_410, 5_300_110)), bounds=BOUNDS, crs=CRS, on=ON)
    for box in planner.next(30):
        assert box.why.endswith(".")
        assert "%" in box.why
        assert "safe" not in box.why
