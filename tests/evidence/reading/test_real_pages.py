"""The five real pages beside the repository: no strike may come out of them, and every span must be theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from fallow.evidence.reading import Related, read_documents

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def related(shared: Path) -> Related:
    """All of them, read together with whatever gazetteer is installed."""
    return read_documents([(path.name, path.read_bytes()) for path in sorted((shared / "documents").glob("*.txt"))])


def test_pages_that_place_no_strike_give_no_strike(related: Related) -> None:
    assert related.reading.strike_candidates == ()


def test_no_scrape_date_is_taken_for_publication(related: Related) -> None:
    assert [document.published for document in related.reading.documents] == [None] * 5


def test_no_two_of_them_are_copies(related: Related) -> None:
    assert [link for link in related.reading.links if link.kind == "derived_from"] == []


def test_the_one_rewritten_by_a_machine_is_told(related: Related) -> None:
    assert [document.rewritten.suspected for document in related.reading.documents] == [
        False,
        False,
        False,
        False,
        True,
    ]


def test_every_dud_rate_has_its_bound(related: Related) -> None:
    rates = [
        claim.fields
        for document in related.reading.documents
        for claim in document.claims
        if claim.kind.value == "dud_rate"
    ]
    assert sorted((rate["op"], rate["value"]) for rate in rates) == [("<", 0.03), ("=", 0.4), ("~", 0.2)]


def test_no_speaker_is_a_pronoun(related: Related) -> None:
    names = {statement.speaker.name for document in related.reading.documents for statement in document.statements}
    assert not {name for name in names if name is not None and name.lower() in {"he", "she", "they", "it", "who", "we"}}
