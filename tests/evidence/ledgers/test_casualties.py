"""Casualties: ranges and never sums, strikes and remnants apart, revised figures kept, an empty cell that is not nought."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.evidence.claim import Basis, ClaimKind, Modality
from fallow.evidence.ledgers import ledger_of
from fallow.evidence.ledgers.casualties import Range
from fallow.evidence.ledgers.manner import manner_of

PLACE = {"name": "Dunmarrow", "country": "Orvenna", "lat": 0.0, "lon": 0.0, "precision_m": 400.0}
DAY = {"start": "2031-04-13", "end": "2031-04-13", "basis": "by hand"}
WORDS = "The attack on the village killed people."


def count(low, high=...):
    return (
        None
        if low is None
        else {"low": float(low), "high": None if high is None else float(low if high is ... else high)}
    )


def tell(press, page, killed=None, injured=None, unspecified=None, words=WORDS, **given):
    fields = {
        "killed": killed,
        "injured": injured,
        "casualties": unspecified,
        "place": PLACE,
        "when": DAY,
        "cause": None,
    }
    told = {key: given.pop(key) for key in ("place", "when", "cause") if key in given}
    return press.says(page, ClaimKind.CASUALTIES, words, **{**fields, **told, **given})


def rows(press):
    return ledger_of(press.related(), "casualties").rows


def test_two_independent_figures_are_a_range_and_not_a_sum(press):
    tell(press, "a", killed=count(2), voice="state:x")
    tell(press, "b", killed=count(3, 5), voice="ngo:y", basis=Basis.OBSERVED)
    (row,) = rows(press)
    assert row.ranges == {"killed": Range(2, 5)}
    assert row.cells()[3:6] == ("2-5", None, None), "injured and either are not said, which is not nought"
    assert row.to_json()["injured"] is None


def test_a_copy_that_garbles_the_figure_widens_nothing(press):
    tell(press, "a", killed=count(2), origin="one", day="2031-04-14")
    tell(press, "b", killed=count(200), origin="one", day="2031-04-15", voice="media:z")
    (row,) = rows(press)
    assert row.ranges["killed"] == Range(2, 2)
    assert row.pro.documents == 2


def test_a_revised_total_stands_and_keeps_its_past(press):
    first = tell(press, "a", killed=count(2), day="2031-04-14")
    tell(press, "b", killed=count(7), day="2031-04-20")
    (row,) = rows(press)
    assert row.ranges["killed"] == Range(7, 7)
    (past,) = row.past
    assert (past.figure, past.claim, past.published) == (Range(2, 2), first, "2031-04-14")
    assert "killed 2 (2031-04-14)" in row.cells()[-1]


def test_two_figures_of_one_family_on_one_day_replace_nothing(press):
    tell(press, "a", killed=count(2), day="2031-04-14")
    tell(press, "b", killed=count(7), day="2031-04-14")
    assert rows(press)[0].ranges["killed"] == Range(2, 7)
    assert rows(press)[0].past == ()


def test_at_least_stays_open_above(press):
    tell(press, "a", killed=count(3, None), voice="ngo:a")
    tell(press, "b", killed=count(10), voice="ngo:b")
    (row,) = rows(press)
    assert row.ranges["killed"] == Range(3, None)
    assert row.cells()[3] == "3 or more"


@pytest.mark.parametrize(
    ("ends", "figure"),
    [
        ({"low": None, "high": 5.0}, Range(0, 5)),
        ({"low": 3.0, "high": float("inf")}, Range(3, None)),
        ({"low": None, "high": None}, None),
        ({"low": float("inf"), "high": None}, None),
    ],
)
def test_an_open_or_endless_count_is_no_number_that_nobody_gave(press, ends, figure):
    tell(press, "a", killed=ends)
    assert rows(press)[0].ranges.get("killed") == figure


def test_hearsay_widens_nothing_and_is_shown(press):
    tell(press, "a", killed=count(2))
    tell(press, "b", killed=count(50), basis=Basis.HEARSAY, voice=None)
    tell(press, "c", injured=count(9), basis=Basis.HEARSAY, voice=None)
    (row,) = rows(press)
    assert row.ranges["killed"] == Range(2, 2)
    assert row.cells()[4] == "hearsay: 9"


def test_strike_and_remnant_of_one_day_and_place_are_two_rows(press):
    tell(press, "a", killed=count(2), words="The attack killed two.")
    tell(press, "b", killed=count(1), words="A boy stepped on a bomblet and was killed after the attack.")
    assert [(row.how, str(row.ranges["killed"])) for row in rows(press)] == [("remnant", "1"), ("strike", "2")]


def test_a_maybe_is_a_row_of_its_own(press):
    tell(press, "a", killed=count(2))
    tell(press, "b", killed=count(9), modality=Modality.POSSIBLE)
    assert [row.modality for row in rows(press)] == ["asserted", "possible"]


@pytest.mark.parametrize(
    "vague",
    [
        {"place": None},
        {"when": None},
        {"when": {"start": "2031-04-01", "end": "2031-04-30", "basis": "by hand"}},
        {"place": {**PLACE, "name": "Kelvary"}},
        {"when": {"start": "2031-04-16", "end": "2031-04-16", "basis": "by hand"}},
    ],
)
def test_what_may_be_another_event_is_never_joined(press, vague):
    tell(press, "a", killed=count(2), voice="ngo:a")
    tell(press, "b", killed=count(3), voice="ngo:b", **vague)
    assert len(rows(press)) == 2


def test_two_origins_without_a_place_are_never_joined(press):
    for page in "ab":
        tell(press, page, killed=count(2), place=None, when=None)
    assert len(rows(press)) == 2


@given(figures=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=6), seed=st.randoms())
def test_the_range_covers_every_standing_figure_and_nothing_beyond(new_press, figures, seed):
    press = new_press()
    pairs = [(min(pair), max(pair)) for pair in figures]
    order = list(enumerate(pairs))
    seed.shuffle(order)
    for at, (low, high) in order:
        tell(press, f"p{at}", killed=count(low, high), voice=f"ngo:{at}")
    (row,) = rows(press)
    assert row.ranges["killed"] == Range(min(low for low, _ in pairs), max(high for _, high in pairs))


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("The rocket strike killed three people.", "strike"),
        ("Two children were hurt by an unexploded bomblet.", "remnant"),
        ("A farmer was injured while ploughing after the attack.", "remnant"),
        ("The attack killed three and left duds behind.", None),
        ("Two people died.", None),
        ("He was killed when he picked up a bomblet.", "remnant"),
    ],
)
def test_how_is_said_only_where_the_sentence_says_it(sentence, how):
    assert manner_of(sentence) == how
