"""Calendar arithmetic of the clauses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.treaty.periods import first_of_sixth_month, next_yearly, parse_day, plus_days, plus_months, plus_years

DAYS = st.dates(date(1950, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("deposit", "in_force", "published"),
    [
        (date(2010, 2, 17), date(2010, 8, 1), "one day after the thirtieth deposit"),
        (date(2011, 3, 24), date(2011, 9, 1), "Cluster Munition Coalition on Lithuania, 28 March 2011"),
        (date(2010, 11, 5), date(2011, 5, 1), "Lebanon Mine Action Centre: in force on 1 May 2011"),
        (date(2012, 7, 17), date(2013, 1, 1), "Swiss official compilation, 0.515.093"),
        (date(2025, 9, 5), date(2026, 3, 1), "ICBL-CMC on Vanuatu, 5 September 2025"),
        (date(2015, 10, 1), date(2016, 4, 1), "a deposit on the first of a month: that month does not count"),
        (date(2015, 8, 31), date(2016, 2, 1), "a deposit on the last of a month"),
    ],
)
def test_article_17_2_first_day_of_the_sixth_month_after_the_deposit(deposit, in_force, published):
    assert first_of_sixth_month(deposit) == in_force, published


@given(DAYS)
def test_the_sixth_month_begins_five_to_six_months_later_and_on_a_first(deposit):
    bound = first_of_sixth_month(deposit)
    assert bound.day == 1
    assert plus_months(deposit, 5) < bound <= plus_months(deposit, 6)


def test_ten_years_from_a_leap_day_end_on_the_last_of_february_and_not_in_march():
    assert plus_years(date(2012, 2, 29), 10) == date(2022, 2, 28)
    assert plus_years(date(2012, 2, 29), 8) == date(2020, 2, 29)
    assert plus_months(date(2024, 8, 31), 6) == date(2025, 2, 28)


@given(DAYS, DAYS, st.integers(-30, 30))
def test_an_earlier_event_never_gets_a_later_deadline(first, second, years):
    first, second = sorted((first, second))
    assert plus_years(first, years) <= plus_years(second, years)
    assert first_of_sixth_month(first) <= first_of_sixth_month(second)


@given(DAYS, st.integers(0, 400))
def test_days_are_counted_from_the_day_after(day, days):
    assert plus_days(day, days) - day == timedelta(days=days)


@given(DAYS)
def test_the_next_30_april_is_never_behind_nor_more_than_a_year_ahead(day):
    due = next_yearly(day, 4, 30)
    assert (due.month, due.day) == (4, 30)
    assert timedelta(0) <= due - day <= timedelta(days=365)


@pytest.mark.parametrize(
    "text", ["2023-02-30", "2023-13-01", "2023", "2023-05", "20230501", "5/1/2023", "", "soon", None]
)
def test_a_day_that_is_no_day_is_refused_with_its_text(text):
    with pytest.raises(InputError, match="a day of the calendar as the deposit") as error:
        parse_day(text, "the deposit")
    assert error.value.kind == "bad-date"
    assert str(text) in str(error.value)


def test_years_beyond_the_calendar_are_refused_in_one_line():
    with pytest.raises(InputError, match="9995-01-01 and 120 months"):
        plus_years(date(9995, 1, 1), 10)
