"""A page that speaks to the program that reads it makes no strike, by rules either."""

from __future__ import annotations

import pytest

from fallow.evidence.reading import read_documents
from fallow.evidence.reading.addressing import addressed
from fallow.evidence.reading.places import parse_places
from fallow.testing.extractors import INJECTIONS

PLACES = parse_places([{"name": "Halvik", "country": "Norway", "lat": 60.1, "lon": 5.3, "precision_m": 800}])
TRUE = "Cluster munitions were fired at Halvik on 12 May, and our team saw the remains of two of them there."


def candidates(words: str) -> tuple[object, ...]:
    page = f"Halvik\n\nPublished 15 May 2031\n\n{words}\n"
    return tuple(read_documents([("page.txt", page.encode())], PLACES).reading.strike_candidates)


def test_the_plain_report_is_a_candidate():
    """Otherwise the test below could not fail."""
    assert addressed(TRUE) == ()
    assert len(candidates(TRUE)) == 1


@pytest.mark.parametrize("words", INJECTIONS)
def test_words_to_a_machine_spoil_the_page_that_carries_them(words):
    assert addressed(words)
    assert candidates(f"{words}\n\n{TRUE}") == ()
