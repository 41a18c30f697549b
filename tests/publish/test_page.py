"""Pages: self-contained, escaped, and absence is drawn as absence."""

from __future__ import annotations

import re

from fallow.publish.page import Drawing, Figure, Figures, Fold, Page, Picture, Section, Steps, Table, Words, render

EVIL = "<img src=x onerror=alert(1)>\"'"


def page(*blocks: object) -> str:
    return render(Page(EVIL, EVIL, EVIL, [Section("a", EVIL, blocks)], [EVIL]))  # type: ignore[arg-type]


def test_words_of_a_source_never_become_markup() -> None:
    text = page(
        Words(EVIL),
        Figures([Figure(EVIL, EVIL, EVIL, EVIL)]),
        Table([EVIL], [[EVIL]], EVIL),
        Picture(b"png", EVIL),
        Steps([(0, EVIL, EVIL)]),
        Fold(EVIL, [Words(EVIL)]),
    )
    assert "<img src=x" not in text
    assert text.count("&lt;img") >= 12


def test_nothing_is_fetched_from_anywhere() -> None:
    text = page(Picture(b"png", "a"), Drawing("<svg></svg>"))
    assert "default-src 'none'" in text
    assert not re.search(r'(?:src|href)="(?!data:|#)', text)
    assert "http:" not in text
    assert "https:" not in text
    assert "<script" not in text


def test_what_nobody_stated_is_a_dash_and_not_a_zero() -> None:
    text = page(Table(["a", "b"], [[None, 0]]))
    assert "<td>–</td><td>0</td>" in text


def test_the_same_page_is_the_same_bytes() -> None:
    assert page(Words("x")) == page(Words("x"))
