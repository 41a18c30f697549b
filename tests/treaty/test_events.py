"""Transitions of status: articles 16, 17 and 20 of the Convention on Cluster Munitions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.treaty import INSTRUMENTS, Act, ActKind, Mark, history, parse_act
from fallow.treaty.periods import plus_months

CCM = INSTRUMENTS["ccm"]


def act(kind, *ymd):
    return Act("XVE", ActKind(kind), date(*ymd), mark=Mark.VERIFIED, citation="test")


def brief(events):
    return [(event.day.isoformat(), event.act, event.status) for event in events]


def test_party_from_the_deposit_and_bound_from_the_first_of_the_sixth_month():
    events = history(CCM, [act("ratification", 2013, 5, 14), act("signature", 2009, 11, 12)])
    assert brief(events) == [
        ("2009-11-12", "signature", "signatory"),
        ("2013-05-14", "ratification", "party"),
        ("2013-11-01", "entry_into_force", "party"),
    ]
    assert events[1].effective == date(2013, 11, 1)
    assert "Article 17(2)" in events[2].citation


def test_article_20_3_a_withdrawal_takes_effect_six_months_after_receipt():
    events = history(CCM, [act("accession", 2015, 1, 10), act("withdrawal_notice", 2024, 9, 6)])
    assert brief(events)[-2:] == [
        ("2024-09-06", "withdrawal_notice", "party"),
        ("2025-03-06", "withdrawal", "withdrawn"),
    ]
    assert events[-1].mark is Mark.INFERRED


@pytest.mark.parametrize(
    ("conflicts", "effect"),
    [
        ([(date(2025, 1, 1), date(2026, 2, 3))], date(2026, 2, 3)),
        ([(date(2025, 1, 1), None)], None),
        ([(date(2020, 1, 1), date(2025, 3, 5))], date(2025, 3, 6)),
        ([(date(2025, 3, 7), date(2026, 1, 1))], date(2025, 3, 6)),
        ([(date(2025, 1, 1), date(2025, 6, 1)), (date(2025, 5, 1), date(2025, 8, 1))], date(2025, 8, 1)),
        ([(date(2025, 5, 1), None), (date(2025, 1, 1), date(2025, 6, 1))], None),
    ],
    ids=["held up", "goes on", "ended before", "began after", "one runs into the next", "the next goes on"],
)
def test_article_20_3_nobody_leaves_in_the_middle_of_an_armed_conflict(conflicts, effect):
    events = history(CCM, [act("accession", 2015, 1, 10), act("withdrawal_notice", 2024, 9, 6)], conflicts)
    left = [event.day for event in events if event.act == "withdrawal"]
    assert left == ([effect] if effect else [])
    assert events[-1].status == ("withdrawn" if effect else "party")


def test_who_left_may_join_again_and_is_bound_from_a_new_day():
    acts = [act("accession", 2015, 1, 10), act("withdrawal_notice", 2020, 1, 1), act("accession", 2022, 4, 4)]
    assert brief(history(CCM, acts)) == [
        ("2015-01-10", "accession", "party"),
        ("2015-07-01", "entry_into_force", "party"),
        ("2020-01-01", "withdrawal_notice", "party"),
        ("2020-07-01", "withdrawal", "withdrawn"),
        ("2022-04-04", "accession", "party"),
        ("2022-10-01", "entry_into_force", "party"),
    ]


@pytest.mark.parametrize(
    ("acts", "kind", "words"),
    [
        ([act("ratification", 2012, 1, 1), act("ratification", 2013, 1, 1)], "two-ratifications", "2012-01-01"),
        (
            [act("ratification", 2012, 1, 1), act("accession", 2013, 1, 1)],
            "two-ratifications",
            "accession on 2013-01-01",
        ),
        ([act("signature", 2009, 1, 1), act("signature", 2009, 2, 2)], "two-signatures", "2009-02-02"),
        (
            [act("withdrawal_notice", 2012, 1, 1), act("accession", 2013, 1, 1)],
            "withdrawal-before-accession",
            "not_bound",
        ),
        ([act("signature", 2009, 1, 1), act("withdrawal", 2012, 1, 1)], "withdrawal-before-accession", "signatory"),
        ([act("accession", 2007, 1, 1)], "act-out-of-time", "2008-12-03 or later"),
        ([act("signature", 2012, 1, 1)], "act-out-of-time", "2008-12-03 to 2010-08-01"),
        (
            [act("accession", 2012, 1, 1), act("withdrawal_notice", 2024, 9, 6), act("withdrawal", 2025, 3, 5)],
            "withdrawal-too-early",
            "2025-03-06 or later (Article 20(3))",
        ),
        (
            [act("accession", 2012, 1, 1), act("withdrawal_notice", 2024, 9, 6), act("withdrawal_notice", 2024, 10, 6)],
            "two-withdrawal-notices",
            "2024-10-06",
        ),
    ],
)
def test_acts_that_cannot_all_be_true_are_refused_in_one_line(acts, kind, words):
    with pytest.raises(InputError) as error:
        history(CCM, acts)
    assert error.value.kind == kind
    assert words in str(error.value)
    assert "XVE" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_withdrawal_that_the_depositary_dates_needs_no_notice():
    events = history(CCM, [act("accession", 2012, 1, 1), act("withdrawal", 2020, 5, 5)])
    assert brief(events)[-1] == ("2020-05-05", "withdrawal", "withdrawn")


def test_an_act_that_no_treaty_knows_is_refused_with_near_misses():
    with pytest.raises(InputError, match="ratification") as error:
        parse_act({"iso3": "XVE", "act": "ratificatoin", "date": "2012-01-01"})
    assert error.value.kind == "unknown-act"


def test_a_succession_binds_from_the_stated_day_although_the_deposit_came_later():
    succession = Act("XVE", ActKind.SUCCESSION, date(2011, 11, 11), effective=date(2011, 7, 9), mark=Mark.VERIFIED)
    events = history(INSTRUMENTS["mbc"], [succession])
    assert [event.effective for event in events] == [date(2011, 7, 9)] * 2
    assert events[0].day == date(2011, 11, 11)


@given(st.lists(st.integers(0, 800), min_size=1, max_size=6), st.booleans())
def test_joining_and_leaving_in_turns_always_makes_a_history_that_alternates(gaps, signs):
    day, acts = date(2010, 8, 1), []
    if signs:
        acts.append(act("signature", 2008, 12, 3))
    for turn, gap in enumerate(gaps):
        day += timedelta(days=gap + 1)
        kind = ActKind.WITHDRAWAL_NOTICE if turn % 2 else ActKind.ACCESSION
        acts.append(Act("XVE", kind, day))
        if turn % 2:
            day = plus_months(day, 6)
    events = history(CCM, acts)
    assert [event.day for event in events] == sorted(event.day for event in events)
    changes = [event.status for event in events if event.act in ("accession", "withdrawal")]
    assert changes == [("party", "withdrawn")[turn % 2] for turn in range(len(gaps))]
