"""``fallow duds`` as an analyst runs it: nothing moves unasked, each figure shows its words, and what a decision did is printed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fallow.cli.duds import command
from fallow.core.errors import ConflictError, InputError, NotThereError
from fallow.evidence.reading.capture import capture_documents
from fallow.register import Register

JUNE = datetime(2021, 6, 1, 12, tzinfo=UTC)
OWNER = """\
Orvenna defends its shells

Published 13 May 2021

The ministry of defence of Orvenna said on Monday that its M864 shells have a dud rate of less than 1 per cent.

The shells were sent by train in the winter and have lain in a depot since. Nobody outside has seen how they were tested.
"""
RUMOUR = """\
What people say in the south

Published 20 May 2021

Old cluster munitions reportedly have a dud rate of 40 per cent. Nobody could be found who had counted.

The river stood high and the ferry did not run. Apples were cheap at the market, and the school had no coal.
"""


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("duds")
    with Register.create(folder / "r.fallow") as register:
        for name, text in (("owner.txt", OWNER), ("rumour.txt", RUMOUR)):
            (folder / name).write_text(text, "utf-8")
        capture_documents(register, [folder / "owner.txt", folder / "rumour.txt"], JUNE)
    return folder / "r.fallow"


@pytest.fixture
def register(captured: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "r.fallow"
    copy.write_bytes(captured.read_bytes())
    return copy


def run(*words: object) -> str:
    done = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def listed(register: Path, *more: object) -> dict[str, dict[str, Any]]:
    return {row["document"]: row for row in json.loads(run("list", register, "--json", *more))}


def count(register: Path) -> int:
    with Register.open(register) as opened:
        return opened.count()


def test_every_claim_is_listed_with_its_words_and_what_it_would_do(register: Path) -> None:
    rows = listed(register)
    owner, rumour = rows["owner.txt"], rows["rumour.txt"]
    assert (owner["class"], owner["munition"], owner["confirmed"]) == ("official_claim", "m864", False)
    assert "its M864 shells have a dud rate of less than 1 per cent" in owner["sentence"]
    assert OWNER[owner["start"] : owner["end"]] in owner["sentence"]
    assert owner["moves"] is None
    assert owner["if_confirmed"]["with_it"]["q50"] < owner["if_confirmed"]["without"]["q50"]
    assert rumour["class"] == "hearsay"
    assert rumour["if_confirmed"] is None
    said = run("list", register)
    assert "moves nothing: no analyst has confirmed it" in said
    assert "hearsay is shown and weighs nothing" in said
    assert list(listed(register, "--munition", "M864")) == ["owner.txt"]


def test_a_confirmed_claim_moves_its_rate_and_says_by_how_much(register: Path) -> None:
    name = listed(register)["owner.txt"]["claim"]
    before = count(register)
    told = json.loads(run("confirm", register, name, "--reason", "on the record", "--json"))
    assert told["after"]["q50"] < told["before"]["q50"]
    assert count(register) == before + 1
    row = listed(register)["owner.txt"]
    assert (row["confirmed"], row["decision"], row["reason"]) == (True, told["id"], "on the record")
    assert row["moves"]["with_it"]["q50"] == told["after"]["q50"]
    then = listed(register, "--as-known", "2021-06-02")
    assert then["owner.txt"]["confirmed"] is False, "what was known then stays as it was"
    run("refuse", register, name, "--reason", "the briefing was withdrawn")
    assert "the briefing was withdrawn" in str(listed(register)["owner.txt"]["why_not"])


def test_a_dry_run_says_what_would_be_and_writes_nothing(register: Path) -> None:
    name = listed(register)["owner.txt"]["claim"]
    before = count(register)
    would = json.loads(run("confirm", register, name, "--reason", "try", "--dry-run", "--json"))
    assert would["id"] is None
    assert count(register) == before
    done = json.loads(run("confirm", register, name, "--reason", "try", "--json"))
    assert would["after"] == done["after"]


def test_hearsay_stays_weightless_when_confirmed(register: Path) -> None:
    name = listed(register)["rumour.txt"]["claim"]
    told = json.loads(run("confirm", register, name, "--munition", "m26", "--reason", "everybody says so", "--json"))
    assert told["before"] == told["after"]
    assert "weighs nothing" in told["step"]["why"]


def test_counts_are_believed_of_those_who_cleared_the_ground_only(register: Path) -> None:
    name = listed(register)["owner.txt"]["claim"]
    with pytest.raises(InputError) as caught:
        run("confirm", register, name, "--counts", "2/900", "--reason", "their own tests")
    assert caught.value.kind == "counts-of-no-field"
    told = json.loads(
        run("confirm", register, name, "--counts", "12/240", "--class", "field", "--reason", "a team", "--json")
    )
    assert told["step"]["says"] == "12 of 240"


@pytest.mark.parametrize(
    ("words", "error", "kind"),
    [
        (("confirm", "rumour.txt", "--reason", "x"), InputError, "no-munition-named"),
        (("confirm", "owner.txt", "--munition", "m999", "--reason", "x"), NotThereError, "no-munition"),
        (("confirm", "owner.txt", "--class", "field", "--counts", "twelve", "--reason", "x"), InputError, "bad-counts"),
        (("confirm", "owner.txt", "--class", "rumour", "--reason", "x"), InputError, "bad-decision"),
        (("confirm", "owner.txt", "--reason", " "), InputError, "bad-decision"),
    ],
)
def test_what_cannot_be_decided_says_so_and_writes_nothing(
    register: Path, words: tuple[str, ...], error: type[Exception], kind: str
) -> None:
    before = count(register)
    verb, page, *rest = words
    with pytest.raises(error) as caught:
        run(verb, register, listed(register)[page]["claim"], *rest)
    assert caught.value.kind == kind  # type: ignore[attr-defined]
    assert count(register) == before


def test_a_claim_that_is_not_there_is_named(register: Path) -> None:
    with pytest.raises(NotThereError, match="fallow duds list"):
        run("refuse", register, "zz", "--reason", "x")


def test_the_rates_are_written_with_their_lineage_and_drawn(register: Path, tmp_path: Path) -> None:
    run("confirm", register, listed(register)["owner.txt"]["claim"], "--reason", "on the record")
    said = run("prior", register, "--out", tmp_path / "p.json", "--plot", tmp_path / "p.png")
    assert "m864" in said
    told = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    (rate,) = told["munitions"]
    assert rate["lineage"][0]["decision"]
    assert len(told["names_no_munition"]) == 1
    assert (tmp_path / "p.png").read_bytes()[:4] == b"\x89PNG"
    with pytest.raises(ConflictError):
        run("prior", register, "--out", tmp_path / "p.json")
    run("prior", register, "--out", tmp_path / "q.json", "--dry-run")
    assert not (tmp_path / "q.json").exists()
    assert json.loads(run("prior", register, "M26", "--json"))["munitions"][0]["lineage"] == []
