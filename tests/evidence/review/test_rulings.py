"""Rulings: the newest word of each person, agreement or nothing, and no entry of a stranger that means what it does not say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.evidence.review.rulings import gather, parse_ruling, person_key
from fallow.register import Entry
from fallow.register.tier import Tier

START = datetime(2021, 6, 1, tzinfo=UTC)
BODY = {"about": "claim", "claim": "c1", "facet": "polarity", "verdict": "confirmed", "reason": "seen"}


def entry(number: int, author: str, **body: Any) -> Entry:
    return Entry(
        f"{number:064x}",
        "decision",
        {**BODY, **body},
        START + timedelta(minutes=number),
        None,
        author,
        number,
        Tier.RESTRICTED,
        b"",
    )


answers = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["confirmed", "refused"])), min_size=1, max_size=8)


@settings(deadline=None, max_examples=50)
@given(answers, st.randoms())
def test_only_the_newest_word_of_each_person_counts_in_whatever_order_entries_come(
    found: list[tuple[str, str]], random: Any
) -> None:
    entries = [entry(number, author, verdict=verdict) for number, (author, verdict) in enumerate(found)]
    newest = dict(found)
    random.shuffle(entries)
    (ruling,) = gather(entries).about("claim")
    agreed = set(newest.values())
    assert ruling.verdict == (agreed.pop() if len(agreed) == 1 else None)
    assert {one.by: one.verdict for one in ruling.said} == newest
    assert [one.at for one in ruling.said] == sorted(one.at for one in ruling.said)


def test_two_corrections_that_say_different_things_are_no_agreement() -> None:
    one = {"verdict": "corrected", "set": {"when": {"start": "2021-05-01", "end": "2021-05-01"}}}
    two = {"verdict": "corrected", "set": {"when": {"start": "2021-05-02", "end": "2021-05-02"}}}
    assert gather([entry(1, "a", **one), entry(2, "b", **two)]).about("claim")[0].contested
    assert not gather([entry(1, "a", **one), entry(2, "b", **one, reason="other words")]).about("claim")[0].contested


def test_a_link_is_one_question_from_either_end() -> None:
    ends = {"about": "link", "facet": None, "claim": None}
    found = gather([entry(1, "a", **ends, a="s1", b="s2"), entry(2, "b", **ends, a="s2", b="s1", verdict="refused")])
    (ruling,) = found.about("link")
    assert ruling.contested


def test_a_candidate_that_lost_a_claim_is_asked_about_again_and_one_that_gained_one_is_not() -> None:
    found = gather([entry(1, "a", about="candidate", claims=["c1", "c2"])])
    for claims, decided in ((["c1", "c2"], True), (["c1", "c2", "c3"], True), (["c1"], False)):
        assert (found.on_candidate(claims) is not None) is decided


def test_decisions_about_other_things_are_nobodys_business_here() -> None:
    assert gather([entry(1, "a", about="grade", verdict="B2"), entry(2, "a", about="same_strike")]).found == {}


PLACE = {"name": "Pell", "country": "Tarsa", "lat": "-36.2", "lon": "-21.1", "precision_m": "500"}


@pytest.mark.parametrize(
    "bad",
    [
        {"reason": " "},
        {"verdict": "perhaps"},
        {"claim": 7},
        {"claims": "c2"},
        {"claims": [7]},
        {"verdict": "corrected"},
        {"verdict": "corrected", "set": {}},
        {"verdict": "corrected", "set": {"p_real": "1"}},
        {"verdict": "corrected", "set": {"polarity": "maybe"}},
        {"verdict": "corrected", "set": {"place": {**PLACE, "lat": "north"}}},
        {"verdict": "corrected", "set": {"place": {**PLACE, "lat": "91"}}},
        {"verdict": "corrected", "set": {"place": {**PLACE, "precision_m": "nan"}}},
        {"verdict": "corrected", "set": {"place": {"name": "Pell"}}},
        {"verdict": "corrected", "set": {"when": {"start": "2021-05-02", "end": "2021-05-01"}}},
        {"verdict": "corrected", "set": {"munition": ["x"]}},
        {"about": "person", "person": "p-1", "verdict": "speaks_for", "authority": "somebody"},
        {"about": "candidate", "claims": []},
    ],
)
def test_an_entry_that_is_no_answer_is_refused_by_name(bad: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        parse_ruling({**BODY, **bad})
    assert caught.value.kind == "bad-decision"
    assert parse_ruling({**BODY, "verdict": "corrected", "set": {"place": PLACE, "polarity": "deny"}})


def test_a_name_cannot_be_read_back_from_its_key_and_spelling_of_case_does_not_matter() -> None:
    assert person_key("Jonas  Wirt") == person_key("jonas wirt") != person_key("Jona Wirt")
    assert "irt" not in person_key("Jonas Wirt")
