"""Layout: a line that a mailer broke is no end of a sentence, and joining lines must not move a single offset."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.evidence.reading import Related
from fallow.evidence.reading.layout import layout_of

from .conftest import ORIGINAL, REPRINT

Read = Callable[..., Related]


def wrapped(text: str, width: int = 72, ending: str = "\n") -> str:
    """The page as a mailer sends it: every paragraph broken at a column, an empty line between paragraphs."""
    filled = [textwrap.fill(line, width) for line in text.split("\n") if line]
    return ("\n\n".join(filled) + "\n").replace("\n", ending)


def said(related: Related) -> list[tuple[str | None, str, tuple[str, ...]]]:
    (document,) = related.documents
    return [
        (one.speaker.name, one.type, tuple(" ".join(span.of(document.text).split()) for span in one.content))
        for one in document.reading.statements
    ]


@pytest.mark.parametrize("page", [ORIGINAL, REPRINT], ids=["original", "reprint"])
@pytest.mark.parametrize(("width", "ending"), [(72, "\n"), (64, "\r\n"), (90, "\n")])
def test_a_page_broken_at_a_column_says_what_it_said_before(read: Read, page: str, width: int, ending: str) -> None:
    broken = wrapped(page, width, ending)
    assert said(read(broken)) == said(read(page))


def test_paragraphs_without_an_empty_line_are_told_by_their_short_last_line() -> None:
    page = (
        "The ministry said on Tuesday that four people had been killed in the\n"
        "gardens near the mill, and that nobody should go there before the\n"
        "ground had been looked at.\n"
        "   Farmers have been told to keep their animals away from the meadows\n"
        "until then, because the harvest begins in six weeks and the ground is\n"
        "full of what did not explode.\n"
    )
    assert [span.of(page).split()[0] for span in layout_of(page).paragraphs] == ["The", "Farmers"]


def test_quoted_mail_is_read_without_its_marks() -> None:
    page = "He wrote:\n\n" + "".join(
        f"> {line}\n" for line in textwrap.wrap("The ground has not been looked at. " * 12, 66)
    )
    layout = layout_of(page)
    assert ">" not in layout.paragraphs[1].of(layout.shown)
    assert ">" in layout.paragraphs[1].of(page)


def test_a_list_of_headlines_is_no_paragraph() -> None:
    page = (
        "Storm cuts power in the valley\nBakers fear for the harvest this year\nFerry runs again after a week of repairs\n"
        * 4
    )
    assert len(layout_of(page).paragraphs) == 12


def test_turns_stay_apart_where_lines_are_broken() -> None:
    page = (
        "MR. ROE: The figure that you have is one that I do not know, and for\nthat reason I would not like to comment on it.\n"
        "QUESTION: Is it more than three per cent, as the other side has been\nsaying for a month?\nMR. ROE: It is not.\n"
        "QUESTION: Will you publish the tests, and if you will, on which day of\nthe month?\nMR. ROE: No.\n"
    )
    assert len(layout_of(page).paragraphs) == 5


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="ab .>\n\r\t“”A:", max_size=400)
    | st.lists(st.sampled_from(["> a b", "word " * 13, "", "End."]), max_size=30).map("\n".join)
)
def test_what_is_shown_has_the_length_of_the_text_and_its_words(text: str) -> None:
    layout = layout_of(text)
    assert len(layout.shown) == len(text)
    changed = {text[i] for i in range(len(text)) if text[i] != layout.shown[i]}
    assert changed <= set("\n\r\t>")
    assert all(a.end <= b.start for a, b in zip(layout.paragraphs, layout.paragraphs[1:], strict=False))
    assert all(span.of(text) == span.of(text).strip() for span in layout.paragraphs)
