"""Each way in which somebody with the file in hand could change a register, named for the danger, and that it is noticed."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fallow.core import IntegrityError
from fallow.core.canonical import canonical_bytes, parse_json
from fallow.register import Draft, Key, Register, Verdict

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
KEY = Key.from_seed(b"an author of these tests, 32 b..")
THIEF = Key.from_seed(b"somebody else altogether, 32 b..")
PLACE = "(number & 4294967295)"


def note(text: str) -> Draft:
    return Draft("note", {"text": text})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two transactions of one author: notes 0 to 4 with an attachment, then notes 5 to 7."""
    with Register.create(tmp_path / "a.fallow", key=KEY) as register:
        with register.transaction(NOON) as tx:
            for number in range(5):
                tx.append(note(str(number)))
            tx.put_blob(b"page")
        register.append([note(str(number)) for number in (5, 6, 7)], now=NOON + timedelta(hours=1))
    return tmp_path / "a.fallow"


def verdict_of(path: Path) -> Verdict:
    with Register.open(path, key=KEY) as register:
        return register.verify()


def change(path: Path, *statements: str | tuple[str, tuple[object, ...]]) -> dict[str, str]:
    """Change the file behind Fallow's back, guards set aside and put back; what verification says then, by kind."""
    database = sqlite3.connect(path, isolation_level=None)
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(*((statement,) if isinstance(statement, str) else statement))
    for _, sql in guards:
        database.execute(sql)
    database.close()
    verdict = verdict_of(path)
    assert not verdict
    return {problem.kind: problem.sentence for problem in verdict.problems}


def value(path: Path, query: str) -> bytes:
    database = sqlite3.connect(path)
    found = database.execute(query).fetchone()[0]
    database.close()
    return bytes(found)


def test_an_untouched_register_verifies(path: Path) -> None:
    verdict = verdict_of(path)
    assert verdict
    assert (verdict.entries, len(verdict.heads), verdict.forks, verdict.missing) == (8, 1, (), ())
    assert dict(verdict.authors) == {KEY.author: 8}


def test_accidents_are_stopped_by_the_file_itself(path: Path) -> None:
    database = sqlite3.connect(path)
    for table in ("entry", "seal", "blob", "author", "proof", "partial"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid + 1"):
            if database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
                with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                    database.execute(statement)
    database.close()


def test_removed_guards(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("DROP TRIGGER entry_no_update")
    database.close()
    assert [problem.kind for problem in verdict_of(path).problems] == ["missing-guard"]


def test_flipped_byte(path: Path) -> None:
    raw = value(path, f"SELECT bytes FROM entry WHERE {PLACE} = 2 LIMIT 1")
    flipped = raw.replace(b'"text":"2"', b'"text":"9"')
    told = change(path, ("UPDATE entry SET bytes = ? WHERE bytes = ?", (flipped, raw)))
    assert "changed-bytes" in told
    assert hashlib.sha256(raw).hexdigest()[:10] in told["changed-bytes"]


def test_flipped_byte_with_a_new_digest_beside_it(path: Path) -> None:
    raw = value(path, f"SELECT bytes FROM entry WHERE {PLACE} = 2 LIMIT 1")
    flipped = raw.replace(b'"text":"2"', b'"text":"9"')
    fake = hashlib.sha256(flipped).digest()
    told = change(path, ("UPDATE entry SET bytes = ?, id = ? WHERE bytes = ?", (flipped, fake, raw)))
    assert set(told) == {"bad-root"}


def test_removed_entry(path: Path) -> None:
    told = change(path, f"DELETE FROM entry WHERE {PLACE} = 3")
    assert set(told) == {"missing-entry"}
    assert "missing number 4" in told["missing-entry"]


def test_removed_transaction(path: Path) -> None:
    told = change(path, "DELETE FROM entry WHERE number >> 32 = 1", "DELETE FROM seal WHERE number = 1")
    assert "broken-chain" in told


def test_removed_seal(path: Path) -> None:
    assert "no-seal" in change(path, "DELETE FROM seal WHERE number = 2")


def test_removal_passed_off_as_a_partial_copy_is_still_said(path: Path) -> None:
    told = change(path, f"DELETE FROM entry WHERE {PLACE} = 3", "INSERT INTO partial VALUES (1)")
    assert set(told) == {"bad-proof"}


def test_reordered_entries(path: Path) -> None:
    told = change(
        path,
        "UPDATE entry SET number = -1 WHERE number = (1 << 32) + 1",
        "UPDATE entry SET number = (1 << 32) + 1 WHERE number = (1 << 32) + 2",
        "UPDATE entry SET number = (1 << 32) + 2 WHERE number = -1",
    )
    assert "reordered" in told


def test_reordered_transactions(path: Path) -> None:
    swap = ["UPDATE entry SET number = number + ((3 - 2 * (number >> 32)) << 32) + (10 << 32)"]
    told = change(
        path,
        *swap,
        "UPDATE entry SET number = number - (10 << 32)",
        "UPDATE seal SET number = 13 - number",
        "UPDATE seal SET number = number - 10",
    )
    assert "reordered" in told


def test_truncated_file(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    try:
        verdict = verdict_of(path)
    except IntegrityError as error:
        assert error.kind == "damaged-file"  # noqa: PT017
    else:
        assert "damaged-file" in {problem.kind for problem in verdict.problems}


def test_altered_index(path: Path) -> None:
    assert set(change(path, f"UPDATE entry SET known = 1 WHERE {PLACE} = 3")) == {"altered-column"}
    assert set(change(path, "UPDATE entry SET tier = 0")) == {"altered-column"}


def test_altered_index_of_a_seal(path: Path) -> None:
    assert "altered-column" in change(path, "UPDATE seal SET clock = 1 WHERE number = 2")


def test_swapped_attachment(path: Path) -> None:
    told = change(path, "UPDATE blob SET bytes = CAST('other' AS BLOB)")
    assert set(told) == {"changed-blob"}
    name = hashlib.sha256(b"page").hexdigest()
    with Register.open(path, key=KEY) as register, pytest.raises(IntegrityError):
        register.blob(name)


def test_signed_again_by_another_key(path: Path) -> None:
    raw = value(path, "SELECT bytes FROM seal WHERE number = 2")
    told = change(path, ("UPDATE seal SET signature = ? WHERE number = 2", (THIEF.sign(raw),)))
    assert set(told) == {"bad-signature"}


def test_rewritten_under_another_author(path: Path) -> None:
    raw = value(path, "SELECT bytes FROM seal WHERE number = 2")
    seal = {**parse_json(raw), "author": THIEF.author}
    forged = canonical_bytes(seal)
    told = change(
        path,
        ("INSERT INTO author VALUES (7, ?)", (THIEF.author,)),
        (
            "UPDATE seal SET author = 7, bytes = ?, id = ?, signature = ? WHERE number = 2",
            (forged, hashlib.sha256(forged).digest(), THIEF.sign(forged)),
        ),
    )
    assert {"wrong-author", "broken-chain"} <= set(told)


def test_bytes_that_are_no_entry(path: Path) -> None:
    fake = hashlib.sha256(b"{}").digest()
    told = change(path, (f"UPDATE entry SET bytes = CAST('{{}}' AS BLOB), id = ? WHERE {PLACE} = 4", (fake,)))
    assert {"not-an-entry", "bad-root"} <= set(told)


def test_the_same_value_in_other_bytes(path: Path) -> None:
    raw = value(path, f"SELECT bytes FROM entry WHERE {PLACE} = 4 LIMIT 1")
    spaced = raw.replace(b'"v":1', b'"v": 1')
    fake = hashlib.sha256(spaced).digest()
    told = change(path, ("UPDATE entry SET bytes = ?, id = ? WHERE bytes = ?", (spaced, fake, raw)))
    assert "not-canonical" in told


def test_clock_set_back_inside_a_chain(tmp_path: Path) -> None:
    from fallow.register.clock import Reading
    from fallow.register.entry import Sealer
    from fallow.register.merkle import root_of
    from fallow.register.recorder import StoredEntry
    from fallow.register.seal import make_seal, microseconds
    from fallow.register.transaction import stored

    with Register.create(tmp_path / "b.fallow", key=KEY) as register:
        register.append([note("a")], now=NOON)
        before = register.recorder.head(KEY.author)
        assert before is not None
        earlier = NOON - timedelta(days=1)
        entry = Sealer(KEY.author, earlier).seal(note("b"), 2)
        identifier = bytes.fromhex(entry.id)
        seal = make_seal(
            KEY,
            first=2,
            count=1,
            recorded_at=earlier,
            reading=Reading(earlier, 0),
            prev=before.id.hex(),
            root=root_of([identifier]),
        )
        at = microseconds(earlier)
        with register.recorder.transaction():
            register.recorder.insert_entries(
                [StoredEntry(2, 0, identifier, "note", int(entry.tier), at, at, entry.raw)]
            )
            register.recorder.insert_seal(stored(seal, 2))
        assert [problem.kind for problem in register.verify().problems] == ["clock-set-back"]


def test_a_carried_on_copy_is_a_fork_and_forks_alone_are_no_problem(path: Path, tmp_path: Path) -> None:
    from fallow.register.merge import merge

    shutil.copy(path, tmp_path / "copy.fallow")
    with Register.open(path, key=KEY) as left, Register.open(tmp_path / "copy.fallow", key=KEY) as right:
        (mine,) = left.append([note("left")], now=NOON + timedelta(hours=2))
        (theirs,) = right.append([note("right")], now=NOON + timedelta(hours=3))
        merge(left, right)
        verdict = left.verify()
    assert verdict
    assert verdict.forks == (tuple(sorted((mine.id, theirs.id))),)
    assert verdict.heads == tuple(sorted((mine.id, theirs.id)))


def test_an_altered_order_of_views(path: Path) -> None:
    for column in ("late = 1", "top_clock = 1", "top_tick = 9"):
        before = path.read_bytes()
        assert "altered-order" in change(path, f"UPDATE seal SET {column} WHERE number = 2")
        path.write_bytes(before)


def test_bytes_stored_as_text(path: Path) -> None:
    told = change(path, f"UPDATE entry SET bytes = CAST(bytes AS TEXT) WHERE {PLACE} = 2")
    assert "changed-bytes" in told
    path2 = change(path, "UPDATE seal SET bytes = CAST(bytes AS TEXT)")
    assert "not-a-seal" in path2


def test_a_fork_that_the_copy_no_longer_admits(path: Path, tmp_path: Path) -> None:
    from fallow.register.merge import merge

    shutil.copy(path, tmp_path / "copy.fallow")
    with Register.open(path, key=KEY) as left, Register.open(tmp_path / "copy.fallow", key=KEY) as right:
        left.append([note("same")], now=NOON + timedelta(hours=2))
        right.append([note("same"), note("more")], now=NOON + timedelta(hours=2))
        merge(left, right)
        assert left.verify()
        assert len([entry for entry in left.entries() if entry.body == {"text": "same"}]) == 1
    assert "altered-setting" in change(path, "DELETE FROM meta WHERE key = 'forked'")


def test_a_seal_whose_author_was_taken_away_does_not_vanish_from_verification(path: Path) -> None:
    assert "altered-column" in change(path, "UPDATE seal SET author = 77 WHERE number = 2")


def test_a_guard_of_the_same_name_that_guards_nothing(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("DROP TRIGGER entry_no_update")
    database.execute("CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END")
    database.close()
    assert [problem.kind for problem in verdict_of(path).problems] == ["altered-schema"]


def test_a_view_for_people_that_says_something_else(path: Path) -> None:
    told = change(path, "DROP VIEW entries", "CREATE VIEW entries AS SELECT 'safe' AS body")
    assert set(told) == {"altered-schema"}


def test_a_removed_attachment_that_an_entry_names_is_said(tmp_path: Path) -> None:
    with Register.create(tmp_path / "b.fallow", key=KEY) as register:
        with register.transaction(NOON) as tx:
            tx.append(Draft("document", {"sha256": tx.put_blob(b"page"), "name": "page.html"}))
        assert register.verify().missing == ()
        register.recorder._db.execute("DROP TRIGGER blob_no_delete")
        register.recorder._db.execute("DELETE FROM blob")
        assert "1 attachments" in register.verify().missing[0]


def test_what_could_not_be_read_back_is_refused_at_the_door(tmp_path: Path) -> None:
    from fallow.core import InputError

    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    with Register.create(tmp_path / "b.fallow", key=KEY) as register:
        with pytest.raises(InputError) as caught:
            register.append([Draft("note", {"text": "t", "x": deep})], now=NOON)
        assert caught.value.kind == "too-deep"
        for _ in range(102):
            deep = deep[0]  # type: ignore[index]
        register.append([Draft("note", {"text": "t", "x": deep, "y": [[]] * 300})], now=NOON)
        assert register.verify()


@pytest.mark.parametrize(
    ("one", "other"), [(b'"v":1}', b'"v":true}'), (b'"seq":1,', b'"seq":true,'), (b'"v":1}', b'"v":1.0}')]
)
def test_a_number_is_not_hidden_behind_a_truth_value(one: bytes, other: bytes) -> None:
    from fallow.register.clock import Reading
    from fallow.register.entry import Sealer, stamp
    from fallow.register.recorder import StoredEntry
    from fallow.register.seal import make_seal, microseconds
    from fallow.register.verify_seal import check_entry

    # A key that begins with a letter: a digit after the colon of its name would be counted too.
    key = next(key for key in (Key.from_seed(bytes([n]) * 32) for n in range(99)) if key.author[8].isalpha())
    entry = Sealer(key.author, NOON).seal(note("x"), 1)
    seal = make_seal(key, first=1, count=1, recorded_at=NOON, reading=Reading(NOON, 0), prev=None, root=bytes(32))
    at = microseconds(NOON)
    for raw, good in ((entry.raw, True), (entry.raw.replace(one, other).replace(b'"x"', b"1.5"), False)):
        stored = StoredEntry(1, 0, hashlib.sha256(raw).digest(), "note", int(entry.tier), at, at, raw)
        assert (list(check_entry(stored, seal, stamp(NOON))) == []) is good
