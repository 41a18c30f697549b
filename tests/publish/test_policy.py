"""What is published is coarse and late, and no cleverness gets the fine position back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core import Precision, RefusalError, When
from fallow.core.place import Place, lonlat_
from fallow.publish.policy import PUBLIC, TEAM, allowed, coarse_view, refuse_links


@dataclass(frozen=True)
class Told:
    place: Place | None
    when: When | None
    p_real: float = 0.9


def told(lon: float, lat: float, day: date, p_real: float = 0.9) -> Told:
    return Told(Place.at(lonlat_(lon, lat), 100.0), When(day, day, Precision.DAY, ""), p_real)


ON = date(2024, 1, 1)
inside = st.floats(0.001, 0.099)


@given(inside, inside, inside, inside, st.integers(1, 28), st.integers(1, 28))
def test_moving_inside_a_cell_or_a_month_changes_nothing_published(
    a: float, b: float, c: float, d: float, first: int, second: int
) -> None:
    one = coarse_view([told(36 + a, 50 + b, date(2023, 3, first))], on=ON)
    other = coarse_view([told(36 + c, 50 + d, date(2023, 3, second))], on=ON)
    assert one == other


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-85, 85), st.integers(0, 400)), max_size=20))
def test_everything_is_either_published_or_counted_as_withheld(rows: list[tuple[float, float, int]]) -> None:
    strikes = [told(lon, lat, ON - timedelta(days=age)) for lon, lat, age in rows] + [
        Told(None, None),
        Told(told(1, 1, ON).place, None),
    ]
    view = coarse_view(strikes, on=ON)
    published = sum(cell.reports_high for cell in view.cells)
    assert published + view.withheld_recent + view.withheld_undated + view.withheld_without_place == len(strikes)
    assert view.withheld_recent == sum(age < PUBLIC.delay_days for _, _, age in rows)


@given(st.lists(st.tuples(inside, inside), min_size=2, max_size=6), st.randoms())
def test_the_order_in_which_reports_came_does_not_show(points: list[tuple[float, float]], random: object) -> None:
    strikes = [told(36 + 3 * a, 50 + 3 * b, date(2023, 1, 5)) for a, b in points]
    shuffled = list(strikes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert coarse_view(strikes, on=ON) == coarse_view(shuffled, on=ON)


def test_a_doubtful_report_widens_the_range_and_does_not_vanish() -> None:
    (cell,) = coarse_view([told(36, 50, date(2023, 1, 5)), told(36.01, 50.01, date(2023, 2, 5), 0.2)], on=ON).cells
    assert (cell.reports_low, cell.reports_high) == (1, 2)
    assert (cell.first_month, cell.last_month) == ("2023-01", "2023-02")


def test_a_cell_holds_its_report_south_and_west_of_zero_too() -> None:
    (cell,) = coarse_view([told(-20.05, -35.01, date(2023, 1, 5))], on=ON).cells
    west, south = cell.ring[0]
    assert west <= -20.05 <= west + 0.1
    assert south <= -35.01 <= south + 0.1


def test_no_exact_policy_makes_a_public_view() -> None:
    with pytest.raises(RefusalError):
        coarse_view([], on=ON, policy=TEAM)


def test_what_is_not_named_stays_inside() -> None:
    kept = allowed({"id": "s1", "description": "a child", "link": "https://x", "p_real": 0.5}, TEAM)
    assert kept == {"id": "s1", "p_real": 0.5}
    assert allowed({"id": "s1"}, PUBLIC) == {}


@pytest.mark.parametrize("text", ["see https://example.org/1", "HTTP://x", "at www.x.y"])
def test_a_link_in_a_publication_stops_it(text: str) -> None:
    with pytest.raises(RefusalError):
        refuse_links(text, "the report")
    assert refuse_links("no link", "the report") == "no link"
