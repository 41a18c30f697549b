"""Deadlines of real states, each from its deposit by the clause, against published days where one was found."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.treaty import DutyState, Facts, load_states, obligations, parse_facts, status

NONE = Facts(())


def one(state, article, on, **kwargs):
    found = [item for item in obligations(state, on, **kwargs) if item.article == article]
    assert len(found) == 1, (state, article, found)
    return found[0]


DEADLINES = [
    # state, deposit, in force (17), stocks (3(2), 8 years), clearance (4(1)(a), 10 years), published
    ("DEU", (2009, 7, 8), (2010, 8, 1), (2018, 8, 1), (2020, 8, 1), "berlin.de, September 2019: August 2020"),
    ("LAO", (2009, 3, 18), (2010, 8, 1), (2018, 8, 1), (2020, 8, 1), "ISU, 20 November 2018: 1 August 2020"),
    ("HRV", (2009, 8, 17), (2010, 8, 1), (2018, 8, 1), (2020, 8, 1), "ISU, 31 July 2020: 1 August 2020"),
    ("MNE", (2010, 1, 25), (2010, 8, 1), (2018, 8, 1), (2020, 8, 1), "ISU, 31 July 2020: 1 August 2020"),
    ("GBR", (2010, 5, 4), (2010, 11, 1), (2018, 11, 1), (2020, 11, 1), ""),
    ("BIH", (2010, 9, 7), (2011, 3, 1), (2019, 3, 1), (2021, 3, 1), "BHMAC, February 2021: March 1, 2021"),
    ("LBN", (2010, 11, 5), (2011, 5, 1), (2019, 5, 1), (2021, 5, 1), "LMAC: in force 1 May 2011"),
    (
        "CHL",
        (2010, 12, 16),
        (2011, 6, 1),
        (2019, 6, 1),
        (2021, 6, 1),
        "Subsecretaría de Defensa: six years after July 2013",
    ),
    ("LTU", (2011, 3, 24), (2011, 9, 1), (2019, 9, 1), (2021, 9, 1), "12MSP President: party since 1 September 2011"),
    ("BGR", (2011, 4, 6), (2011, 10, 1), (2019, 10, 1), (2021, 10, 1), "Monitor 2017: October 2019 deadline"),
    ("AFG", (2011, 9, 8), (2012, 3, 1), (2020, 3, 1), (2022, 3, 1), ""),
    ("MRT", (2012, 2, 1), (2012, 8, 1), (2020, 8, 1), (2022, 8, 1), ""),
    (
        "CHE",
        (2012, 7, 17),
        (2013, 1, 1),
        (2021, 1, 1),
        (2023, 1, 1),
        "Swiss official compilation: in force 1 January 2013",
    ),
    ("PER", (2012, 9, 26), (2013, 3, 1), (2021, 3, 1), (2023, 3, 1), "Monitor 2023: in force 1 March 2013"),
    ("TCD", (2013, 3, 26), (2013, 9, 1), (2021, 9, 1), (2023, 9, 1), ""),
    ("IRQ", (2013, 5, 14), (2013, 11, 1), (2021, 11, 1), (2023, 11, 1), "Monitor 2016 and ISU: 1 November 2023"),
    ("SVK", (2015, 7, 24), (2016, 1, 1), (2024, 1, 1), (2026, 1, 1), "RTVS: by the end of 2023"),
    ("SOM", (2015, 9, 30), (2016, 3, 1), (2024, 3, 1), (2026, 3, 1), ""),
    ("MUS", (2015, 10, 1), (2016, 4, 1), (2024, 4, 1), (2026, 4, 1), ""),
    ("VUT", (2025, 9, 5), (2026, 3, 1), (2034, 3, 1), (2036, 3, 1), "ICBL-CMC: in force 1 March 2026"),
]


@pytest.mark.parametrize("row", DEADLINES, ids=[row[0] for row in DEADLINES])
def test_articles_17_3_2_and_4_1_a_give_the_days_of_real_states(row):
    state, deposit, bound, stocks, clearance, published = row
    on = date(2024, 6, 1) if deposit[0] < 2025 else date(2026, 1, 1)
    found = status(state, on)
    assert (found.since, found.in_force_from) == (date(*deposit), date(*bound)), published
    assert one(state, "3(2)", on).due == date(*stocks), "article 3(2): eight years"
    item = one(state, "4(1)(a)", on)
    assert item.due == date(*clearance), "article 4(1)(a): ten years"
    assert any("Article 17" in step for step in item.derivation)
    assert any(f"+ 10 years = {date(*clearance)}" in step for step in item.derivation)


# The Cluster Munition Coalition's list of overdue initial reports, as of 18 June 2015.
PUBLISHED_INITIAL = {
    "BOL": (2014, 3, 30),
    "CMR": (2013, 6, 30),
    "TCD": (2014, 2, 28),
    "COM": (2011, 6, 30),
    "COK": (2012, 7, 30),
    "DOM": (2012, 11, 28),
    "FJI": (2011, 4, 30),
    "GNB": (2011, 10, 28),
    "HND": (2013, 2, 28),
    "MLI": (2011, 5, 30),
    "NRU": (2014, 1, 28),
    "NER": (2011, 1, 28),
    "PAN": (2011, 10, 28),
    "IRQ": (2014, 4, 30),  # Monitor, Iraq, March 2014
}


@pytest.mark.parametrize("state", sorted(PUBLISHED_INITIAL))
def test_article_7_1_180_days_are_counted_as_the_published_list_counts_them(state):
    assert one(state, "7(1)", date(2015, 6, 18)).due == date(*PUBLISHED_INITIAL[state])


@pytest.mark.parametrize(
    ("state", "published", "ours", "why"),
    [
        ("CPV", (2011, 10, 28), (2011, 9, 28), "the list is a month late: 1 April 2011 + 180 days is 28 September"),
        (
            "GIN",
            (2015, 4, 19),
            (2015, 9, 28),
            "the list counts from the deposit of 21 October 2014, not from entry into force",
        ),
    ],
)
def test_two_published_initial_reports_are_not_followed_since_they_miscount(state, published, ours, why):
    assert one(state, "7(1)", date(2015, 6, 18)).due == date(*ours) != date(*published), why


@pytest.mark.parametrize(
    ("state", "on", "extended", "why"),
    [
        ("LAO", (2019, 9, 3), None, "the Ninth Meeting had not ended"),
        ("LAO", (2019, 9, 4), (2025, 8, 1), "granted at the Ninth Meeting"),
        ("LAO", (2024, 9, 12), (2025, 8, 1), "the Twelfth Meeting had not ended"),
        ("DEU", (2020, 8, 2), (2025, 8, 1), "granted at the Ninth Meeting"),
        ("LBN", (2021, 4, 30), None, "decision not recorded: counted from the day that it moves"),
        ("LBN", (2021, 5, 1), (2026, 5, 1), "the same"),
        ("BIH", (2023, 1, 1), (2023, 9, 1), "two extensions in a row"),
        ("IRQ", (2024, 1, 1), None, "no extension that could be cited"),
    ],
)
def test_article_4_5_an_extension_counts_from_its_decision_and_leaves_the_first_day_visible(state, on, extended, why):
    item = one(state, "4(1)(a)", date(*on))
    assert item.extended == (date(*extended) if extended else None), why
    assert item.due == date(*next(row[4] for row in DEADLINES if row[0] == state))


def test_an_extension_whose_decision_was_not_read_says_so():
    item = one("Laos", "4(1)(a)", date(2025, 1, 1))
    assert item.extended == date(2030, 8, 1)
    assert any("2030-08-01" in step and "(unverified)" in step for step in item.derivation)


@pytest.mark.parametrize(
    ("state", "article", "due", "published"),
    [
        ("LAO", "4(5)", (2018, 12, 2), "ISU, November 2018: request due for submission in December 2018"),
        ("IRQ", "4(5)", (2022, 12, 11), "ISU, September 2022: no later than December 2022"),
    ],
)
def test_article_4_6_requests_go_in_nine_months_before_the_meeting_that_decides(state, article, due, published):
    assert one(state, article, date(2018, 6, 1)).due == date(*due), published


def test_a_request_for_a_day_far_ahead_has_an_outer_bound_and_says_so():
    item = one("Vanuatu", "4(5)", date(2026, 4, 1))
    assert item.due == date(2035, 6, 1)
    assert any("outer bound" in step for step in item.derivation)


@pytest.mark.parametrize(
    ("state", "article", "on", "expected", "why"),
    [
        ("HRV", "4(1)(a)", (2020, 7, 9), "running", "remnants known"),
        ("HRV", "4(1)(a)", (2020, 7, 10), "discharged", "ISU: clearance completed on 10 July 2020"),
        ("HRV", "4(1)(c)", (2020, 8, 1), "discharged", "declared on 31 July 2020"),
        ("MOZ", "4(1)(c)", (2017, 1, 1), "running", "completed, not declared as far as known"),
        ("BIH", "4(1)(a)", (2024, 1, 1), "discharged", "declared at the Eleventh Meeting"),
        ("BGR", "3(2)", (2023, 7, 1), "discharged", "stocks destroyed in June 2023"),
        ("BGR", "3(2)", (2023, 6, 1), "running", "granted more time, so stocks were left"),
        ("PER", "3(2)", (2023, 12, 15), "discharged", "last stocks destroyed"),
        ("IRQ", "4(1)(a)", (2023, 10, 31), "running", "remnants known"),
        ("IRQ", "4(1)(a)", (2023, 11, 1), "due", "the day itself"),
        ("IRQ", "4(1)(a)", (2023, 11, 2), "past", "nothing known here after the day: not called a defaulter"),
        ("NOR", "4(1)(a)", (2015, 1, 1), "conditional", "no remnants known"),
        ("NOR", "4(1)(a)", (2021, 1, 1), "past", "no remnants known"),
        ("NOR", "4(1)(b)", (2021, 1, 1), "conditional", "no hostilities known"),
        ("VUT", "1(1)(a)", (2026, 2, 28), "not_yet", "not in force for it"),
        ("VUT", "1(1)(a)", (2026, 3, 1), "running", "in force for it"),
        ("LTU", "1(1)(a)", (2025, 3, 5), "running", "still bound"),
        ("LTU", "1(1)(a)", (2025, 3, 6), "past", "withdrawal took effect"),
        ("NOR", "7(2)", (2015, 4, 30), "due", "the day itself"),
    ],
)
def test_where_a_duty_stands(state, article, on, expected, why):
    assert one(state, article, date(*on)).state.value == expected, why


def test_article_7_2_the_first_annual_report_follows_the_initial_one():
    # In force 1 November 2013: the initial report is due on 30 April 2014, so the first annual one is due a year later.
    assert one("Iraq", "7(2)", date(2014, 1, 1)).due == date(2015, 4, 30)
    assert one("Laos", "7(2)", date(2010, 9, 1)).due == date(2011, 4, 30)
    assert one("Laos", "7(2)", date(2024, 5, 1)).due == date(2025, 4, 30)
    assert one("Laos", "7(2)", date(2024, 4, 30)).due == date(2024, 4, 30)


def test_article_4_4_is_encouragement_and_never_called_binding():
    for state in load_states():
        for item in obligations(state.iso3, date(2023, 7, 7)):
            assert item.binding == (item.article != "4(4)")


def test_who_left_is_bound_by_nothing_and_gets_no_new_report_day():
    found = obligations("Lithuania", date(2025, 4, 1))
    assert found
    assert not any(item.binding for item in found)
    assert {item.state for item in found} <= {DutyState.PAST, DutyState.DISCHARGED}
    assert one("Lithuania", "7(2)", date(2025, 4, 1)).due is None
    assert all("Article 20(3)" in item.derivation[-1] for item in found)


@pytest.mark.parametrize("state", ["USA", "RUS", "UKR", "AGO"])
def test_who_never_joined_owes_nothing_under_the_convention(state):
    assert obligations(state, date(2023, 7, 7)) == ()


def test_protocol_v_makes_the_record_binding_where_the_convention_only_encourages():
    on = date(2023, 7, 7)
    record = one("USA", "4(1)", on, instrument="ccw_p5")
    assert record.binding
    assert one("USA", "10(2)(b)", on, instrument="ccw_p5").due == date(2024, 3, 31)
    assert not one("USA", "10(2)(b)", on, instrument="ccw_p5").binding
    assert one("USA", "4(2)", on, instrument="ccw_p5").state is DutyState.CONDITIONAL
    ended = parse_facts([{"state": "USA", "fact": "hostilities", "date": "2014-01-01", "until": "2021-08-30"}])
    assert one("USA", "4(2)", on, instrument="ccw_p5", facts=ended).state is DutyState.DUE


def test_duties_are_listed_in_the_order_of_the_articles_with_the_keys_of_the_contract():
    found = obligations("Germany", date(2023, 7, 7))
    articles = [item.article for item in found]
    assert articles.index("3(8)") < articles.index("4(1)(a)") < articles.index("4(1)(b)") < articles.index("4(2)(a)")
    assert articles.index("9") < articles.index("21(1)")
    keys = ["instrument", "article", "duty", "due", "binding", "extended", "derivation", "state"]
    assert list(found[0].to_json()) == keys


@given(
    st.sampled_from([state.iso3 for state in load_states()]),
    st.dates(date(2008, 1, 1), date(2040, 1, 1)),
    st.sampled_from(["ccm", "ccw_p5"]),
)
def test_every_duty_of_every_state_on_every_day_explains_itself(state, on, instrument):
    for item in obligations(state, on, instrument=instrument):
        assert item.derivation
        if item.due is not None:
            assert any(item.due.isoformat() in step for step in item.derivation), item
        if item.extended is not None:
            assert item.due is not None
            assert item.extended > item.due
        if item.state is DutyState.OVERDUE:
            pytest.fail(f"the shipped facts call nobody a defaulter: {item}")


@given(st.sampled_from([state.iso3 for state in load_states()]), st.dates(date(2009, 1, 1), date(2035, 1, 1)))
def test_the_unextended_days_of_a_state_never_move(state, on):
    def days(day):
        return {
            item.article: item.due
            for item in obligations(state, day, shipped=NONE)
            if item.article in ("3(2)", "4(1)(a)", "7(1)")
        }

    first = status(state, on)
    if first.status == "party":
        assert days(on) == days(first.since)
