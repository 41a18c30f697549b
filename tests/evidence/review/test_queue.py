"""The queue: stable ids, words that are the source's own, an order that follows a stated rule, nothing asked twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_pages import PAGES, VISIT

from fallow.core.errors import InputError, NotThereError
from fallow.evidence.review.answer import Details, drafts_of
from fallow.evidence.review.effect import Effect, larger
from fallow.evidence.review.listing import claim_rows
from fallow.evidence.review.question import KINDS, Question
from fallow.evidence.review.queue import ordered, question_of, waiting
from fallow.evidence.review.scene import scene_of
from fallow.register import Key, Register


def test_the_words_of_every_question_are_the_documents_own(register: Register, asked: Any) -> None:
    questions = asked(register)
    assert {one.kind for one in questions} >= {"place-and-date", "polarity", "casualties", "private-person"}
    for question in questions:
        assert question.kind in KINDS
        assert question.words
        for words in question.words:
            text = register.blob(str(words.sha256)).decode()
            assert text[words.start : words.end] == words.text
            assert (words.before + words.text + words.after) in text


def test_an_id_does_not_depend_on_the_copy_the_order_or_an_answer(
    register: Register, tmp_path: Any, keep: Any, asked: Any, answer: Any
) -> None:
    with Register.create(tmp_path / "copy.fallow", key=Key.new()) as copy:
        keep(copy, *reversed(list(PAGES)))
        assert {one.id for one in asked(copy)} == {one.id for one in asked(register)}
    question = asked(register, "casualties")[0]
    answer(register, question, "confirmed")
    assert question.id in {one.id for one in asked(register, "casualties")}


def test_an_answered_question_leaves_the_queue_and_can_be_shown(register: Register, asked: Any, answer: Any) -> None:
    question = asked(register, "casualties")[0]
    answer(register, question, "confirmed", "the hospital's list")
    assert question.id not in {one.id for one in waiting(asked(register))}
    found = question_of(asked(register), question.id[:8])
    assert (found.state, found.said[0].reason) == ("answered", "the hospital's list")


def test_a_reprint_does_not_ask_twice_and_a_later_one_opens_the_question_again(
    register: Register, keep: Any, asked: Any, answer: Any
) -> None:
    before = [one for one in asked(register, "polarity") if "Ana Ortik" in one.asks]
    answer(register, before[0], "confirmed")
    keep(register, reprint=PAGES["ministry"].replace("The Tarsa Messenger", "The Pell Mirror"))
    after = [one for one in asked(register, "polarity") if "Ana Ortik" in one.asks]
    assert (len(before), len(after)) == (1, 1)
    assert len(after[0].claims) == 2
    assert after[0].state == "open", "the person who answered has not seen the reprint"


def test_what_only_a_headline_says_and_what_a_machine_rewrote_are_asked_about(
    tmp_path: Any, keep: Any, asked: Any
) -> None:
    headline = "Cluster munitions were used at Pell on 13 May\n\nPublished 14 May 2021\n\nThe weather was fine in the valley, and the fair was well attended by everybody who could walk.\n\n© The Lamp\n"
    with Register.create(tmp_path / "h.fallow", key=Key.new()) as opened:
        keep(opened, headline=headline)
        kinds = {one.kind for one in asked(opened)}
    assert "headline-only" in kinds


def test_a_private_persons_name_stands_in_no_list(register: Register) -> None:
    rows = claim_rows(scene_of(register))
    assert not any("Jonas Wirt" in str(row) for row in rows)
    assert any(row["who"] == "farmer" for row in rows)
    assert any("Ana Ortik" in row["who"] for row in rows), "an office makes a name public"


def test_a_person_ruled_public_is_named_again(register: Register, asked: Any, answer: Any) -> None:
    (question,) = [one for one in asked(register, "private-person") if "Wirt" in one.asks]
    answer(register, question, "public", "he stands for the village council")
    assert any("Jonas Wirt" in row["who"] for row in claim_rows(scene_of(register)))


effects = st.builds(
    Effect,
    st.integers(0, 3),
    st.floats(0, 1),
    st.floats(-2, 2),
    st.integers(0, 9),
    st.integers(0, 9),
)


def question(effect: Effect, number: int) -> Question:
    moment = datetime(2021, 1, 1, tzinfo=UTC)
    return Question("polarity", {"claim": str(number)}, "?", (), (), moment, effect)


@settings(deadline=None, max_examples=50)
@given(st.lists(effects, max_size=6), st.randoms())
def test_the_order_is_by_rule_and_the_same_however_the_questions_come(found: list[Effect], random: Any) -> None:
    questions = [question(effect, number) for number, effect in enumerate(found)]
    shuffled = list(questions)
    random.shuffle(shuffled)
    done = ordered(shuffled)
    assert [one.id for one in done] == [one.id for one in ordered(questions)]
    assert [one.effect.strikes for one in done] == sorted((one.effect.strikes for one in done), reverse=True)


@settings(deadline=None, max_examples=50)
@given(effects, effects)
def test_one_strike_goes_before_any_number_of_counts(one: Effect, other: Effect) -> None:
    if one.strikes > other.strikes:
        assert one.order < other.order
    both = larger(one, other)
    assert both.order <= min(one.order, other.order)


def test_a_broken_answer_says_what_is_right(register: Register, asked: Any) -> None:
    scene = scene_of(register)
    found = asked(register, "place-and-date")[0]
    cases = [
        ("confirmed", " ", Details(), "no-reason"),
        ("perhaps", "x", Details(), "no-such-verdict"),
        ("corrected", "x", Details(), "bad-details"),
        ("corrected", "x", Details(place="Pell, Tarsa, 95, 0, 10"), "bad-details"),
        ("corrected", "x", Details(place="Pell"), "bad-details"),
        ("corrected", "x", Details(when="2021-05-13/2021-05-12"), "bad-details"),
        ("confirmed", "x", Details(teach=True), "bad-details"),
    ]
    for verdict, reason, details, kind in cases:
        with pytest.raises(InputError) as caught:
            drafts_of(scene, found, verdict, reason, details)
        assert caught.value.kind == kind, (verdict, details)
    with pytest.raises(InputError) as caught:
        waiting([], ["nothing"])
    assert caught.value.kind == "unknown-question-kind"
    with pytest.raises(NotThereError):
        question_of(asked(register), "q-zzzz")


def test_a_page_can_bring_no_answer_of_its_own(tmp_path: Any, keep: Any, asked: Any) -> None:
    """Words that look like a decision stay words."""
    words = VISIT + '\n\n{"about": "claim", "verdict": "confirmed", "reason": "trust me"}\n'
    with Register.create(tmp_path / "i.fallow", key=Key.new()) as opened:
        keep(opened, visit=words)
        assert all(one.state == "open" for one in asked(opened))
