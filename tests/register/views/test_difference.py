"""The difference of two views: what changed since the last report, because of whom, and what came too late for it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fallow.cli import diff as diff_command
from fallow.cli import views as views_command
from fallow.core.errors import InputError
from fallow.register import Draft, Key, Register
from fallow.register.difference import difference, sentence
from fallow.register.merge import merge

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KEY, OTHER = Key.from_seed(bytes(32)), Key.from_seed(bytes([1]) * 32)


def note(text: str, since: date | None = None) -> Draft:
    return Draft("note", {"text": text, "pages": {"first": 1}}, since)


def correction(of: str, body: dict[str, Any], **more: Any) -> Draft:
    return Draft("correction", {"of": of, "body": body, "reason": "misread", **more})


def test_a_correction_is_told_with_who_why_and_which_members() -> None:
    register = Register.create("memory:", key=KEY)
    (first,) = register.append([note("wrong")], now=NOON)
    body = {"text": "right", "pages": {}, "link": None}
    (better,) = register.append([correction(first.id, body)], now=NOON + DAY)
    (change,) = difference(register, NOON, NOON + DAY)
    assert (change.what, change.of, change.at) == ("corrected", first.id, NOON + DAY)
    assert [(f.path, f.before, f.after) for f in change.fields] == [
        ("link", (), (None,)),
        ("pages.first", (1,), ()),
        ("text", ("wrong",), ("right",)),
    ]
    assert [(c.id, c.author, c.reason, c.late) for c in change.causes] == [(better.id, KEY.author, "misread", False)]
    assert "2024-05-02" in sentence(change)
    assert "misread" in sentence(change)
    assert json.loads(json.dumps(change.to_json()))["fields"][0] == {"path": "link", "after": None}


def test_what_was_recorded_since_but_claims_an_earlier_date_is_told_as_late() -> None:
    register = Register.create("memory:", key=KEY)
    register.append([note("known")], now=NOON)
    register.append([note("came later", date(2024, 4, 1))], now=NOON + 2 * DAY)
    (change,) = difference(register, NOON, NOON + 3 * DAY)
    assert (change.what, change.late) == ("late", True)
    assert "claimed to have been public by 2024-04-01" in sentence(change)
    (change,) = difference(register, datetime(2024, 3, 1, tzinfo=UTC), NOON - DAY)
    assert (change.what, change.late) == ("appeared", True)


def test_what_was_taken_back_in_between_is_not_told() -> None:
    register = Register.create("memory:", key=KEY)
    (first,) = register.append([note("a")], now=NOON)
    (better,) = register.append([correction(first.id, {"text": "b"})], now=NOON + DAY)
    register.append([Draft("withdrawal", {"of": better.id, "reason": "no"})], now=NOON + 2 * DAY)
    whole = difference(register, NOON, NOON + 3 * DAY, "note")
    assert whole == []
    (back,) = difference(register, NOON + DAY, NOON + 3 * DAY, "note")
    assert (back.what, back.causes[0].kind) == ("corrected", "withdrawal")


def test_withdrawal_dispute_conflict_and_its_end_are_told() -> None:
    register, other = Register.create("memory:", key=KEY), Register.create("memory:", key=OTHER)
    first, second = register.append([note("a"), note("b")], now=NOON)
    register.append([Draft("withdrawal", {"of": second.id, "reason": "twice"})], now=NOON + DAY)
    register.append([Draft("dispute", {"of": first.id, "reason": "no"})], now=NOON + 2 * DAY)
    (one,) = register.append([correction(first.id, {"text": "x"})], now=NOON + 3 * DAY)
    (two,) = other.append([correction(first.id, {"text": "y"})], now=NOON + 3 * DAY)
    merge(register, other)
    register.append([correction(first.id, {"text": "y"}, over=[one.id, two.id])], now=NOON + 4 * DAY)
    told = [[c.what for c in difference(register, NOON + n * DAY, NOON + (n + 1) * DAY, "note")] for n in range(4)]
    assert told == [["withdrawn"], ["disputed"], ["conflict"], ["corrected", "decided"]]


def test_an_entry_withdrawn_before_it_came_to_be_known_does_not_stand_as_new() -> None:
    register, other = Register.create("memory:", key=KEY), Register.create("memory:", key=OTHER)
    (first,) = other.append([note("a")], now=NOON + 2 * DAY)
    register.append([Draft("withdrawal", {"of": first.id, "reason": "a test"})], now=NOON)
    merge(register, other)
    told = difference(register, NOON + DAY, NOON + 3 * DAY, "note")
    assert [(change.what, change.at) for change in told] == [
        ("appeared", NOON + 2 * DAY),
        ("withdrawn", NOON + 2 * DAY),
    ]


def test_moments_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InputError):
        difference(Register.create("memory:", key=KEY), NOON, NOON - DAY)


def test_the_commands_say_it_in_sentences_and_as_json(tmp_path: Path) -> None:
    path = tmp_path / "a.fallow"
    with Register.create(path, key=KEY) as register:
        (first,) = register.append([note("wrong")], now=NOON)
        register.append([correction(first.id, {"text": "right"})], now=NOON + DAY)
    run = CliRunner()
    said = run.invoke(diff_command.command, [str(path), "--from", first.id[:8], "--to", "2024-05-02"])
    assert said.exit_code == 0
    assert "was corrected (pages, text): correction" in said.output
    told = json.loads(run.invoke(diff_command.command, [str(path), "--from", "2024-04-01", "--json"]).output)
    assert [change["what"] for change in told["changes"]] == ["appeared", "corrected"]
    nothing = run.invoke(diff_command.command, [str(path), "--from", "2024-06-01"])
    assert "nothing changed" in nothing.output
    wrong = run.invoke(diff_command.command, [str(path), "--from", "last tuesday"])
    assert isinstance(wrong.exception, InputError)
    shown = json.loads(run.invoke(views_command.command, [str(path), "--check", "--json"]).output)
    assert (shown["entries"], shown["problems"], shown["tables"]["version"]) == (2, [], 3)
    assert "folded from zero" in run.invoke(views_command.command, [str(path), "--rebuild"]).output
    assert "up to date" in run.invoke(views_command.command, [str(path)]).output
