"""The register: nothing is edited, nothing is lost, and what was known when always has an answer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core import ConflictError, FallowError, InputError, NotThereError, parse_instant
from fallow.register import Draft, Key, Register, parse_entry
from fallow.register.entry import Sealer

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
KEY = Key.from_seed(bytes(range(32)))


def note(text: str, since: date | None = None) -> Draft:
    return Draft("note", {"text": text}, since)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.create(tmp_path / "a.fallow") as opened:
        yield opened


def test_what_was_appended_is_there_after_reopening(register: Register) -> None:
    (entry,) = register.append([note("one")], now=NOON)
    with Register.open(register.location) as again:
        assert [e.id for e in again.entries()] == [entry.id]
        assert again.get(entry.id[:8]).body == {"text": "one"}


def test_a_transaction_that_fails_leaves_nothing(register: Register) -> None:
    register.append([note("kept")], now=NOON)
    with pytest.raises(InputError), register.transaction(NOON) as tx:
        tx.append(note("half"))
        tx.put_blob(b"half")
        tx.append(Draft("no such kind", {}))
    assert [e.body["text"] for e in register.entries()] == ["kept"]
    with pytest.raises(NotThereError):
        register.blob("0" * 64)


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        (Draft("notes", {"text": "x"}), "unknown-kind"),
        (Draft("note", {"words": "x"}), "bad-body"),
        (Draft("note", "x"), "bad-body"),  # type: ignore[arg-type]
        (Draft("note", {"text": 1.5}), "float-in-body"),
        (Draft("note", {"text": "x"}, date(2024, 5, 2)), "known-in-future"),
    ],
)
def test_what_no_view_could_read_is_refused(register: Register, draft: Draft, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        register.append([draft], now=NOON)
    assert caught.value.kind == kind
    assert register.count() == 0


def test_two_writers_at_once_make_one_chain(register: Register) -> None:
    with Register.open(register.location) as other:
        for turn in range(6):
            (register if turn % 2 else other).append([note(str(turn))], now=NOON + timedelta(seconds=turn))
    verdict = register.verify()
    assert verdict
    assert (verdict.entries, len(verdict.heads), verdict.forks) == (6, 1, ())


def test_a_clock_set_back_is_refused_and_a_second_of_drift_is_not(register: Register) -> None:
    register.append([note("a")], now=NOON)
    (drifted,) = register.append([note("b")], now=NOON - timedelta(seconds=2))
    assert drifted.recorded_at == NOON
    with pytest.raises(ConflictError) as caught:
        register.append([note("c")], now=NOON - timedelta(days=1))
    assert caught.value.kind == "clock-set-back"
    assert register.verify()


def test_a_time_without_its_zone_is_refused(register: Register) -> None:
    with pytest.raises(InputError):
        register.append([note("a")], now=datetime(2024, 5, 1))  # a naive time on purpose


def test_an_import_may_state_that_its_content_was_public_earlier(register: Register) -> None:
    register.append([note("old", date(2022, 4, 10)), note("new")], now=NOON)
    as_known = [e.body["text"] for e in register.entries(as_known=parse_instant("2022-04-10"))]
    as_recorded = [e.body["text"] for e in register.entries(as_recorded=parse_instant("2022-04-10"))]
    assert (as_known, as_recorded) == (["old"], [])
    assert not list(register.entries(as_known=parse_instant("2022-04-09")))


def test_a_correction_changes_no_earlier_answer(register: Register) -> None:
    (entry,) = register.append([note("wrong")], now=NOON)
    later = NOON + timedelta(days=3)
    register.append([Draft("correction", {"of": entry.id, "body": {"text": "right"}, "reason": "typo"})], now=later)
    assert [e.body["text"] for e in register.current("note")] == ["right"]
    assert [e.body["text"] for e in register.current("note", as_known=NOON + timedelta(days=1))] == ["wrong"]
    assert [e.body["text"] for e in register.entries("note")] == ["wrong"]


def test_withdrawing_a_withdrawal_makes_the_entry_stand_again(register: Register) -> None:
    (entry,) = register.append([note("a")], now=NOON)
    (gone,) = register.append([Draft("withdrawal", {"of": entry.id, "reason": "x"})], now=NOON)
    assert not list(register.current("note"))
    register.append([Draft("withdrawal", {"of": gone.id, "reason": "y"})], now=NOON)
    assert [e.id for e in register.current("note")] == [entry.id]


def test_an_id_that_could_be_two_entries_is_not_guessed(register: Register) -> None:
    register.append([note(str(n)) for n in range(40)], now=NOON)
    first = {e.id[0] for e in register.entries()}
    with pytest.raises(InputError) as caught:
        register.get(next(c for c in first if sum(e.id[0] == c for e in register.entries()) > 1))
    assert caught.value.kind == "ambiguous-id"
    for bad in ("", "zz", "%", "f" * 64):
        with pytest.raises(NotThereError):
            register.get(bad)


def test_an_attachment_is_kept_once_and_checked(register: Register) -> None:
    with register.transaction(NOON) as tx:
        assert tx.put_blob(b"page") == tx.put_blob(b"page")
        name = tx.put_blob(b"page")
    assert register.blob(name) == b"page"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_sealing_and_reading_are_inverse_for_any_text(texts: list[str]) -> None:
    for number, text in enumerate(texts, start=1):
        entry = Sealer(KEY.author, NOON).seal(note(text), number)
        assert parse_entry(entry.raw, entry.id) == entry
        assert entry.raw == rfc8785.dumps(json.loads(entry.raw))


def test_the_same_entries_at_the_same_time_give_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with Register.create(tmp_path / name, key=KEY) as register:
            register.append([note("one"), note("two")], now=NOON)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_file_of_something_else_is_never_taken_for_a_register(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a database at all, but long enough to be looked at " * 40)
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (x)").connection.close()
    (tmp_path / "empty").touch()
    for name in ("text", "other.db", "empty"):
        with pytest.raises(InputError) as caught:
            Register.open(tmp_path / name)
        assert caught.value.kind == "not-a-register"
    with pytest.raises(NotThereError):
        Register.open(tmp_path / "absent")
    with pytest.raises(ConflictError):
        Register.create(tmp_path / "text")
    with pytest.raises(NotThereError):
        Register.create(tmp_path / "no" / "folder")


def test_a_read_only_disk_is_a_clear_error(register: Register) -> None:
    register.recorder._db.execute("PRAGMA query_only = ON")
    with pytest.raises(FallowError) as caught:
        register.append([note("x")], now=NOON)
    assert "nothing was written" in str(caught.value)
