"""When: dates are read in the order that their source states, and never guessed cell by cell."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core import DateOrder, InputError, Precision, When, parse_instant, parse_when


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_one_day_is_the_same_day_in_every_order_that_states_it(day: date) -> None:
    iso = parse_when(day.isoformat(), DateOrder.MDY)
    american = parse_when(f"{day.month}/{day.day}/{day.year}", DateOrder.MDY)
    european = parse_when(f"{day.day:02}.{day.month:02}.{day.year}", DateOrder.DMY)
    assert iso.start == iso.end == american.start == european.start == day


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("03/04/2022", DateOrder.YMD),  # could be either: the source must say
        ("13/13/2022", DateOrder.MDY),
        ("2022-02-30", DateOrder.YMD),
        ("29/02/2023", DateOrder.DMY),
        ("3/4/22", DateOrder.MDY),
        ("yesterday", DateOrder.YMD),
        ("", DateOrder.YMD),
        (None, DateOrder.YMD),
    ],
)
def test_a_date_that_is_not_of_the_calendar_or_could_be_two_is_refused(text: object, order: DateOrder) -> None:
    with pytest.raises(InputError) as caught:
        parse_when(text, order)
    assert caught.value.kind == "bad-date"


def test_a_time_with_a_zone_is_its_utc_day() -> None:
    assert parse_when("2016-09-11T23:30:00-02:00").start == date(2016, 9, 12)
    assert parse_when("2016-09-11 15:33:00+00:00").precision is Precision.INSTANT


def test_a_month_and_a_year_stay_as_wide_as_they_were_said() -> None:
    assert (parse_when("2024-02").start, parse_when("2024-02").end) == (date(2024, 2, 1), date(2024, 2, 29))
    assert parse_when("2022").days == 365


def test_gap_is_nothing_where_stretches_touch() -> None:
    march = parse_when("2022-03")
    assert march.gap_days(parse_when("2022-03-31")) == 0
    assert march.gap_days(parse_when("2022-04-02")) == 2
    assert parse_when("2022-04-02").gap_days(march) == 2


def test_an_interval_backwards_is_refused() -> None:
    with pytest.raises(InputError):
        When(date(2022, 3, 2), date(2022, 3, 1), Precision.INTERVAL, "")


def test_a_bare_date_means_the_end_of_that_day_and_a_time_needs_its_zone() -> None:
    assert parse_instant("2022-04-10") == datetime(2022, 4, 10, 23, 59, 59, 999999, UTC)
    assert parse_instant("2022-04-10T02:00:00+02:00") == datetime(2022, 4, 10, tzinfo=UTC)
    for bad in ("2022-04-10T02:00:00", "10/04/2022", "2022-13-01"):
        with pytest.raises(InputError):
            parse_instant(bad)
