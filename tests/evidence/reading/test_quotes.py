"""Quotes: the marks that pages really carry, and the ones they lose."""

from __future__ import annotations

import pytest

from fallow.evidence.reading.layout import layout_of
from fallow.evidence.reading.quote import scan_quotes


def quotes(text: str) -> list[str]:
    return [quote.span.of(text) for quote in scan_quotes(text, layout_of(text).paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “it is over” and left.", ["“it is over”"]),
        ('"It is over," he said. "Go home."', ['"It is over,"', '"Go home."']),
        ("«C’est fini», dit-il.", ["«C’est fini»"]),
        ("She called it ‘a crime’ and the soldiers’ guns fell silent.", ["‘a crime’"]),
        ("‘The soldiers’ guns were ours,’ she said.", ["‘The soldiers’ guns were ours,’"]),
        ("‘concerns from our allies’.", ["‘concerns from our allies’"]),
        ("The soldiers' guns and the farmers' fields are not quotes.", []),
        ("It was the '90s, and rock 'n' roll was king.", []),
        ("He said 'we don't know', and sat down.", ["'we don't know'"]),
        ("“The ‘hawks’ want it,” he said.", ["“The ‘hawks’ want it,”"]),
        ("A 6\" gun and a 5' wall.", []),
    ],
)
def test_apostrophes_are_not_quotes_and_quotes_are_not_apostrophes(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_a_quote_over_three_paragraphs_is_three_spans_that_continue() -> None:
    text = "She said: “First.\n\n“Second.\n\n“Third.” Then silence."
    found = scan_quotes(text, layout_of(text).paragraphs)
    assert [q.span.of(text) for q in found] == ["“First.", "“Second.", "“Third.”"]
    assert [q.continues for q in found] == [False, True, True]
    assert [q.closed for q in found] == [False, False, True]


def test_a_lost_closing_mark_does_not_swallow_the_next_quote() -> None:
    text = "“We came home, and found nothing there. “The roof was gone,” he said."
    assert quotes(text) == ["“We came home, and found nothing there.", "“The roof was gone,”"]


def test_a_lost_closing_mark_does_not_swallow_the_next_paragraph() -> None:
    text = "He said “we found nothing there at all.\n\nThe road is closed."
    assert quotes(text) == ["“we found nothing there at all."]
