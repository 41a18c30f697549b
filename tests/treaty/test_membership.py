"""Status of real states against published counts, and the shipped table against the listing it was built from."""

from __future__ import annotations

import importlib.util
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.treaty import INSTRUMENTS, Mark, census, load_parties, load_states, status

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "build_treaty_tables.py"
STATES = st.sampled_from([state.iso3 for state in load_states()])
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("on", "party", "signatory", "source"),
    [
        (date(2008, 12, 4), 4, 90, "the end of the signing conference at Oslo: 94 signed, four of them deposited too"),
        (
            date(2010, 8, 1),
            38,
            70,
            "the table: 108 had signed when signature closed (UN Treaty Collection: 108 signatories)",
        ),
        (date(2017, 8, 1), 102, 17, "Cluster Munition Monitor 2017"),
        (date(2018, 8, 1), 103, 17, "Cluster Munition Monitor 2018"),
        (date(2022, 2, 10), 110, 13, "Wikipedia, Cluster munition, February 2022"),
        (date(2023, 12, 31), 112, 12, "Wikipedia, Convention on Cluster Munitions, December 2023"),
        (date(2025, 3, 5), 112, 12, "the day before Lithuania's withdrawal took effect"),
        (date(2025, 3, 6), 111, 12, "Philippine presidency of the 13th Meeting: withdrawal took effect"),
        (date(2025, 9, 4), 111, 12, "the day before Vanuatu's deposit"),
        (date(2025, 9, 8), 112, 12, "clusterconvention.org: Vanuatu is the 112th"),
    ],
)
def test_counts_on_ten_days_are_the_published_ones(on, party, signatory, source):
    assert census(on).counts == {"party": party, "signatory": signatory}, source


def test_without_lithuania_the_published_counts_could_not_be_met():
    acts = tuple(act for act in load_parties("ccm").acts if act.state != "LTU")
    without = type(load_parties("ccm"))(INSTRUMENTS["ccm"], acts)
    assert census(date(2017, 8, 1), parties=without).counts == {"party": 101, "signatory": 17}


@pytest.mark.parametrize(
    ("instrument", "on", "parties", "source"),
    [
        ("ccw_p5", date(2024, 5, 4), 97, "UN Treaty Collection, XXVI-2-d, status as at 4 May 2024"),
        ("ccw_p5", date(2018, 11, 30), 95, "Wikipedia, Protocol on Explosive Remnants of War: 95 as of November 2018"),
        ("mbc", date(2025, 12, 26), 166, "Arms Control Today, January 2026: 166 before the withdrawals"),
        ("mbc", date(2025, 12, 27), 163, "MAG, 27 December 2025: three left"),
    ],
)
def test_counts_of_the_other_instruments(instrument, on, parties, source):
    assert census(on, instrument=instrument).counts["party"] == parties, source


@pytest.mark.parametrize("instrument", sorted(INSTRUMENTS))
def test_the_day_that_brought_a_treaty_into_force_is_the_day_of_the_deposit_that_completed_the_number(instrument):
    known = INSTRUMENTS[instrument]
    days = sorted(act.day for act in load_parties(instrument).acts if act.kind.binds)
    assert days[known.threshold - 1] == known.trigger
    assert known.in_force_from(known.trigger) == known.in_force
    if known.entry.name == "FIRST_OF_SIXTH_MONTH":
        assert known.in_force_from(known.trigger + timedelta(days=0)).day == 1


@pytest.mark.parametrize(
    ("state", "expected", "since", "bound"),
    [
        ("Germany", "party", date(2009, 7, 8), date(2010, 8, 1)),
        ("France", "party", date(2009, 9, 25), date(2010, 8, 1)),
        ("United States", "not_bound", None, None),
        ("Russia", "not_bound", None, None),
        ("Ukraine", "not_bound", None, None),
        ("Angola", "signatory", date(2008, 12, 3), None),
        ("Japan", "party", date(2009, 7, 14), date(2010, 8, 1)),
        ("United Kingdom", "party", date(2010, 5, 4), date(2010, 11, 1)),
    ],
)
def test_who_was_bound_when_cluster_munitions_were_promised_in_july_2023(state, expected, since, bound):
    found = status(state, date(2023, 7, 7))
    assert (found.status, found.since, found.in_force_from) == (expected, since, bound)


def test_lithuania_leaves_and_the_day_from_which_it_was_bound_stays_known():
    before, after = status("Lithuania", date(2025, 3, 5)), status("Lithuania", date(2025, 3, 6))
    assert (before.status, after.status) == ("party", "withdrawn")
    assert after.since == date(2025, 3, 6)
    assert before.in_force_from == after.in_force_from == date(2011, 9, 1)
    notice = next(event for event in before.events if event.act == "withdrawal_notice")
    assert (notice.day, notice.effective) == (date(2024, 9, 6), date(2025, 3, 6))


def test_vanuatu_is_party_before_the_convention_binds_it():
    found = status("Vanuatu", date(2025, 9, 5))
    assert (found.status, found.in_force_from) == ("party", date(2026, 3, 1))
    assert status("Vanuatu", date(2025, 9, 4)).status == "not_bound"


def test_protocol_v_binds_the_users_that_the_convention_does_not():
    bound = {"USA": date(2009, 7, 21), "RUS": date(2009, 1, 21), "UKR": date(2006, 11, 12)}
    for state, day in bound.items():
        assert status(state, date(2023, 7, 7), instrument="ccw_p5").in_force_from == day


def test_every_status_object_has_the_keys_of_the_contract():
    assert list(status("DEU", date(2023, 7, 7)).to_json()) == [
        "state",
        "iso3",
        "status",
        "since",
        "in_force_from",
        "events",
    ]
    everyone = census(date(2023, 7, 7)).to_json()
    assert list(everyone) == ["on", "counts", "states"]
    assert len(everyone["states"]) == 197


@given(st.sampled_from(sorted(INSTRUMENTS)), STATES, DAYS)
def test_a_status_changes_on_the_day_of_an_event_and_on_no_other(instrument, state, day):
    today, yesterday = (
        status(state, day, instrument=instrument),
        status(state, day - timedelta(days=1), instrument=instrument),
    )
    if (today.status, today.since, today.in_force_from) != (yesterday.status, yesterday.since, yesterday.in_force_from):
        assert any(event.day == day for event in today.events)
    assert today.events[: len(yesterday.events)] == yesterday.events


@given(STATES, st.dates(date(1990, 1, 1), date(2008, 12, 2)))
def test_before_the_convention_was_opened_nobody_is_anything(state, day):
    found = status(state, day)
    assert (found.status, found.since, found.events) == ("not_bound", None, ())


def test_what_is_not_verified_says_where_it_comes_from():
    for name in INSTRUMENTS:
        for act in load_parties(name).acts:
            assert act.citation
            assert act.mark in (Mark.VERIFIED, Mark.INFERRED, Mark.UNVERIFIED)
    signed = next(act for act in load_parties("ccm").acts if act.state == "LTU")
    assert signed.mark is Mark.UNVERIFIED


@pytest.mark.shared
def test_the_shipped_tables_are_what_the_script_builds_from_the_listing(shared, tmp_path):
    spec = importlib.util.spec_from_file_location("build_treaty_tables", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    shipped = script.TABLES
    script.TABLES = tmp_path
    script.main(shared / "data" / "treaty" / "arms_control_ratifications.csv")
    for name in INSTRUMENTS:
        assert (tmp_path / f"{name}.csv").read_text() == (shipped / f"{name}.csv").read_text(), name
