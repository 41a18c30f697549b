"""``fallow ledger``: rows for people, objects for programs, a page that asks nobody for anything."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from fallow.cli.ledger import _NAMES, command
from fallow.core.errors import ConflictError
from fallow.evidence.ledgers import NAMES, ledger
from fallow.evidence.reading.capture import capture_documents
from fallow.register import Register

JUNE = datetime(2021, 6, 1, 12, tzinfo=UTC)
PAGE = """\
Velmark sends <b>shells</b> to Drovia

Published 13 May 2021

“Velmark will transfer M483A1 cluster munitions to Drovia,” said Petra Temmering, the defence minister of Velmark.

“Our army did not use cluster munitions at any place,” a spokesman of the government of Drovia said on Monday.
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    with Register.create(folder / "r.fallow") as opened:
        (folder / "page.txt").write_text(PAGE, "utf-8")
        capture_documents(opened, [folder / "page.txt"], JUNE)
    return folder / "r.fallow"


def run(*words: object) -> str:
    done = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_command_offers_every_ledger() -> None:
    assert _NAMES == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_ledger_prints_its_rows_or_says_that_there_are_none(register: Path, name: str) -> None:
    told = json.loads(run(register, name, "--json"))
    said = run(register, name, "--words")
    assert told["note"] in said
    assert ("no row" in said) == (not told["rows"])


def test_a_transfer_walks_back_to_its_words(register: Path) -> None:
    (row,) = json.loads(run(register, "transfers", "--json"))["rows"]
    assert (row["from"], row["to"], row["own_word"]) == ("Velmark", "Drovia", True)
    (step,) = row["lineage"]
    assert PAGE[step["start"] : step["end"]] in PAGE
    assert step["sentence"].startswith("“Velmark will transfer")
    assert step["reading"], "the entry that holds the reading"


def test_before_the_page_was_known_nothing_was_said(register: Path) -> None:
    assert json.loads(run(register, "transfers", "--json", "--as-known", "2021-05-20"))["rows"] == []
    with Register.open(register) as opened:
        assert ledger(opened, "denials", JUNE).documents == 1


def test_the_page_holds_everything_and_escapes_what_sources_say(register: Path, tmp_path: Path) -> None:
    run(register, "denials", "--html", tmp_path / "d.html")
    text = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|src=\"(?!data:)", text)
    assert "<b>shells</b>" not in text
    with pytest.raises(ConflictError):
        run(register, "denials", "--html", tmp_path / "d.html")
    run(register, "denials", "--html", tmp_path / "e.html", "--dry-run")
    assert not (tmp_path / "e.html").exists()
