"""The page of a reading: nothing of a document can run, load or hide in it, and every word is there once."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from click.testing import CliRunner

from fallow.cli.read import command
from fallow.evidence.reading import Related
from fallow.evidence.reading.page import page_of

HOSTILE = """<script>alert(1)</script> on cluster bombs

Published 14 May 2031

“<img src=x onerror=alert(1)> cluster munitions were used & dropped at Halvik,” said Mara Holt, a "spokeswoman" for the Norrin defence ministry.

The cluster shells have a dud rate of less than 3 per cent, Holt said. The \u202eevil\u0000 road was closed.
"""


def test_a_hostile_page_cannot_run_or_load_anything(read: Callable[..., Related]) -> None:
    page = page_of(read(HOSTILE), "a parser")
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "\u0000" not in page
    assert not re.search(r"(?:https?:|src=|url\(|@import|javascript:)", re.sub(r"&lt;.*?&gt;", "", page))


def test_every_word_of_a_document_stands_in_it_once_and_in_order(
    read: Callable[..., Related], pages: dict[str, str]
) -> None:
    page = page_of(read(pages["original"]), None)
    shown = unescape(
        re.sub(r"<span class=kind>.*?</span>|<[^>]+>", " ", page.split("<div class=text>")[1].split("</div>")[0])
    )
    assert "".join(shown.split()) == "".join(pages["original"].split())


def test_the_page_tells_contradiction_copies_and_rates_in_words(
    read: Callable[..., Related], pages: dict[str, str]
) -> None:
    page = page_of(read(*pages.values(), HOSTILE), None)
    for words in (
        "contradicts",
        "is a copy of",
        "less than 3 %",
        "by rules alone",
        "a person must confirm",
        "strike candidate",
    ):
        assert words in page, words


def test_the_same_reading_gives_the_same_page(read: Callable[..., Related], pages: dict[str, str]) -> None:
    assert page_of(read(*pages.values()), None) == page_of(read(*pages.values()), None)


def test_the_command_writes_it_and_says_where(tmp_path: Path, pages: dict[str, str]) -> None:
    source = tmp_path / "page.txt"
    source.write_text(pages["original"], encoding="utf-8")
    done = CliRunner().invoke(command, [str(source), "--html", str(tmp_path / "out.html")], catch_exceptions=False)
    assert done.exit_code == 0
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")
