"""Pairs worth comparing: what the short way leaves out must be what the long way would have thrown away."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from light import light_reading
from made import Made, made_archive

from fallow.evidence.reading import ReadDocument, copies, nearcopies
from fallow.evidence.reading.copies import find_copies
from fallow.evidence.reading.nearcopies import near_pairs, reprint_pairs
from fallow.evidence.reading.utterances import utterance_links

STORIES = 240


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(made_archive(STORIES, seed=11, copies=0.4))


@pytest.fixture(scope="module")
def documents(made: list[Made]) -> list[ReadDocument]:
    return [light_reading(one) for one in made]


def pool() -> list[ReadDocument]:
    """The pool of copies of the development set's first half, segments taken line by line: 124 pages of another hand."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "development"))
    from generate import build  # the words of real English, rewritten from a list
    from markup import parse

    return [light_reading(Made(one.name, parse(one)[0])) for one in build(1).pool.pages]


def always(monkeypatch: pytest.MonkeyPatch, up_to: int) -> None:
    monkeypatch.setattr(nearcopies, "EXACT_UP_TO", up_to)
    monkeypatch.setattr(copies, "EXACT_UP_TO", up_to)


def both_ways(monkeypatch: pytest.MonkeyPatch, documents: Sequence[ReadDocument]) -> None:
    always(monkeypatch, 10**9)
    long_way = find_copies(documents), utterance_links(documents)
    always(monkeypatch, 0)
    assert (find_copies(documents), utterance_links(documents)) == long_way
    assert long_way[0]


def test_the_short_way_finds_the_copies_and_utterances_of_the_long_way(
    documents: list[ReadDocument], monkeypatch: pytest.MonkeyPatch
) -> None:
    both_ways(monkeypatch, documents[:100])


def test_the_short_way_finds_them_among_pages_of_the_development_set(monkeypatch: pytest.MonkeyPatch) -> None:
    both_ways(monkeypatch, pool()[:48])


def test_planted_reprints_and_rewritings_are_found_by_the_short_way(
    made: list[Made], documents: list[ReadDocument]
) -> None:
    at = {one.name: i for i, one in enumerate(made)}
    planted = [one for one in made if one.origin]
    assert len({one.changed for one in planted}) == 7
    copied = find_copies(documents)
    linked = {one.copy for one in copied} | {one.origin for one in copied}
    found = [one for one in planted if at[one.name] in linked and at[one.origin or ""] in linked]
    assert len(found) >= 0.98 * len(planted)


def test_a_story_printed_by_more_than_all_its_words_may_be_common_to_is_still_found() -> None:
    """Half of all pages are one story: each of its words is common, and none weighs anything."""
    story = frozenset(f"word{i}" for i in range(60))
    words = [story if i % 2 else frozenset(f"other{i}-{j}" for j in range(60)) for i in range(400)]
    assert not list(near_pairs(words))
    runs = [sorted((word,) for word in one) for one in words]
    found = set(reprint_pairs(runs))
    assert all((1, i) in found for i in range(3, 400, 2))
    assert not any(i % 2 == 0 or j % 2 == 0 for i, j in found)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.frozensets(st.sampled_from("abcdefghijklmnop"), max_size=9), max_size=25))
def test_pairs_come_once_in_order_and_hold_every_pair_of_equal_texts(words: list[frozenset[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearcopies, "EXACT_UP_TO", 0)
        pairs = list(near_pairs(words))
    assert pairs == sorted(set(pairs))
    assert all(i < j for i, j in pairs)
    equal = {(i, j) for j in range(len(words)) for i in range(j) if words[i] and words[i] == words[j]}
    assert equal <= set(pairs)
