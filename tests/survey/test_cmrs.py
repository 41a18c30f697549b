"""The baseline: it must be practice and not a straw man, and it must not claim what it never looked at."""

from datetime import date

import pytest

from fallow.survey import CmrsWalker
from fallow.survey.simulate import walk

CRS = "EPSG:32637"
BOUNDS = (500_000.0, 5_300_000.0, 501_000.0, 5_301_000.0)
GIVEN = {"bounds": BOUNDS, "crs": CRS, "on": date(2024, 1, 1)}


def searching(items):
    left = set(items)

    def search(box):
        west, south, east, north = box.polygon.bounds
        seen = sorted((x, y) for x, y in left if west <= x < east and south <= y < north)
        left.difference_update(seen)
        return seen

    return search


def test_it_searches_two_rings_round_a_report_and_stops(finds):
    walker = CmrsWalker(None, finds((500_525, 5_300_525)), **GIVEN)
    *_, last = walk(walker, searching([]), [1000])
    assert last.boxes == 25
    assert last.stopped
    assert "not looked at" in str(last.stopped)


def test_it_follows_finds_outward_ring_by_ring(finds):
    items = [(500_525 + 50 * step, 5_300_525) for step in range(6)]
    walker = CmrsWalker(None, finds(items[0]), **GIVEN)
    *_, last = walk(walker, searching(items), [1000])
    assert last.found == 6
    assert last.boxes == 5 * (5 + 5)  # from two boxes west of the first item to the edge, two boxes north and south
    assert all(last.area.contains(point) for point in _points(items))


def test_it_never_finds_a_strike_that_left_no_trace(finds):
    walker = CmrsWalker(None, finds((500_125, 5_300_125)), **GIVEN)
    *_, last = walk(walker, searching([(500_900, 5_300_900)]), [1000])
    assert last.found == 0


def test_records_come_after_evidence_and_can_be_left_out(strikes, finds):
    record, report = strikes((500_800, 5_300_800)), finds((500_125, 5_300_125))
    both = CmrsWalker(record, report, **GIVEN)
    first = both.next(26)
    assert first[0].id == "b50-0002-0002"
    assert "recorded strike" in first[25].why
    only = CmrsWalker(record, report, use_records=False, **GIVEN)
    assert len(only.next(1000)) == 25


def test_stages_are_read_at_the_boxes_asked_for(finds):
    walker = CmrsWalker(None, finds((500_525, 5_300_525)), **GIVEN)
    assert [stage.boxes for stage in walk(walker, searching([]), [4, 9, 30])] == [4, 9, 25]


def _points(items):
    from shapely.geometry import Point

    return [Point(item) for item in items]


def test_a_mistyped_box_is_refused_by_the_baseline_too(finds):
    from fallow.core.errors import NotThereError

    with pytest.raises(NotThereError):
        CmrsWalker(None, finds((500_525, 5_300_525)), **GIVEN).record("b50-0099-0099")
