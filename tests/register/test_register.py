"""The register: nothing is edited, nothing is lost, and what was known when always has an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core import ConflictError, FallowError, InputError, IntegrityError, NotThereError, parse_instant
from fallow.register import Draft, Entry, Register, parse_entry, seal

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def note(text: str, since: date | None = None) -> Draft:
    return Draft("note", {"text": text}, since)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.create(tmp_path / "a.fallow", writer="w-test") as opened:
        yield opened


def test_what_was_appended_is_there_after_reopening(register: Register) -> None:
    (entry,) = register.append([note("one")], now=NOON)
    with Register.open(register.path) as again:
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
    with Register.open(register.path) as other:
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
    prev: Entry | None = None
    for number, text in enumerate(texts, start=1):
        entry = seal(note(text), writer="w", seq=number, prev=prev.id if prev else None, recorded_at=NOON)
        assert parse_entry(entry.raw, entry.id) == entry
        prev = entry


def test_the_same_entries_at_the_same_time_give_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with Register.create(tmp_path / name, writer="w-same") as register:
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


class TestTampering:
    """Each way in which an owner of the file could change it, and that verification says so."""

    @pytest.fixture
    def path(self, register: Register) -> Path:
        entries = register.append([note(str(n)) for n in range(5)], now=NOON)
        with register.transaction(NOON) as tx:
            tx.put_blob(b"page")
        assert len(entries) == 5
        register.close()
        return register.path

    def change(self, path: Path, *statements: str) -> set[str]:
        database = sqlite3.connect(path, isolation_level=None)
        for trigger in ("entry_no_update", "entry_no_delete", "blob_no_update", "blob_no_delete"):
            database.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            database.execute(statement)
        database.close()
        with Register.open(path) as opened:
            verdict = opened.verify()
        assert not verdict
        return {problem.kind for problem in verdict.problems} - {"missing-guard"}

    def test_accidents_are_stopped_by_the_file_itself(self, path: Path) -> None:
        database = sqlite3.connect(path)
        for statement in ("UPDATE entry SET kind = 'x'", "DELETE FROM entry", "DELETE FROM blob"):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(statement)
        database.close()

    def test_removed_guards(self, path: Path) -> None:
        assert self.change(path) == set()  # and yet not verified: the missing guards alone are a problem

    def test_flipped_byte(self, path: Path) -> None:
        found = self.change(
            path, 'UPDATE entry SET bytes = CAST(replace(bytes, \'"text":"2"\', \'"text":"9"\') AS BLOB)'
        )
        assert "changed-bytes" in found

    def test_removed_entry(self, path: Path) -> None:
        assert "broken-chain" in self.change(path, "DELETE FROM entry WHERE seq = 3")

    def test_altered_index(self, path: Path) -> None:
        assert "altered-column" in self.change(path, "UPDATE entry SET known_at = '2001' WHERE seq = 3")

    def test_swapped_attachment(self, path: Path) -> None:
        assert "changed-blob" in self.change(path, "UPDATE blob SET bytes = CAST('other' AS BLOB)")
        with Register.open(path) as opened, pytest.raises(IntegrityError):
            opened.blob(_name_of(path))

    def test_bytes_that_are_no_entry(self, path: Path) -> None:
        import hashlib

        fake = hashlib.sha256(b"{}").hexdigest()
        statement = f"UPDATE entry SET bytes = CAST('{{}}' AS BLOB), id = '{fake}' WHERE seq = 5"
        assert "not-an-entry" in self.change(path, statement)

    def test_the_same_value_in_other_bytes(self, path: Path) -> None:
        import hashlib

        database = sqlite3.connect(path)
        raw = database.execute("SELECT bytes FROM entry WHERE seq = 5").fetchone()[0]
        database.close()
        spaced = raw.replace(b'"v":1', b'"v": 1')
        statement = (
            f"UPDATE entry SET bytes = X'{spaced.hex()}', id = '{hashlib.sha256(spaced).hexdigest()}' WHERE seq = 5"
        )
        assert "not-canonical" in self.change(path, statement)


def _name_of(path: Path) -> str:
    database = sqlite3.connect(path)
    name = database.execute("SELECT sha256 FROM blob").fetchone()[0]
    database.close()
    return str(name)


def test_a_carried_on_copy_is_a_fork_and_forks_alone_are_no_problem(register: Register, tmp_path: Path) -> None:
    from fallow.register import verify_chain

    first = seal(note("common"), writer="w", seq=1, prev=None, recorded_at=NOON)
    left = seal(note("left"), writer="w", seq=2, prev=first.id, recorded_at=NOON)
    right = seal(note("right"), writer="w", seq=2, prev=first.id, recorded_at=NOON)
    verdict = verify_chain((e.id, e.raw) for e in (first, left, right))
    assert verdict
    assert verdict.forks == (tuple(sorted((left.id, right.id))),)
    assert verdict.heads == tuple(sorted((left.id, right.id)))


def test_a_clock_that_went_back_inside_a_chain_is_noticed() -> None:
    from fallow.register import verify_chain

    first = seal(note("a"), writer="w", seq=1, prev=None, recorded_at=NOON)
    second = seal(note("b"), writer="w", seq=2, prev=first.id, recorded_at=NOON - timedelta(days=1))
    verdict = verify_chain((e.id, e.raw) for e in (first, second))
    assert [p.kind for p in verdict.problems] == ["clock-set-back"]


def test_a_read_only_disk_is_a_clear_error(register: Register) -> None:
    register._recorder._db.execute("PRAGMA query_only = ON")
    with pytest.raises(FallowError) as caught:
        register.append([note("x")], now=NOON)
    assert "nothing was written" in str(caught.value)
