"""Vaults: a key that was given stays, and a destroyed one is nowhere, not even in a journal that was thrown away."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fallow.core import ConflictError, InputError, IntegrityError, NotThereError, RefusalError, canonical_bytes
from fallow.register import vault as vault_module
from fallow.register.people import new_person, opened, seal_value
from fallow.register.vault import FileVault, MemoryVault, Vault, apply_erasures, vault_beside

posix = pytest.mark.skipif(os.name != "posix", reason="file modes and kill -9 are POSIX")


def minted() -> str:
    return new_person(secrets.token_bytes(16))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "kept here? #1"  # what a careless connection string would trip over
    folder.mkdir()
    return vault_beside(folder / "a.fallow")


@pytest.fixture
def kept(path: Path) -> Iterator[FileVault]:
    opened_vault = FileVault(path)
    yield opened_vault
    opened_vault.close()


@pytest.fixture(params=["memory", "file"])
def vault(request: pytest.FixtureRequest, path: Path) -> Iterator[Vault]:
    made = MemoryVault() if request.param == "memory" else FileVault(path)
    yield made
    made.close()


def bytes_beside(path: Path) -> bytes:
    return b"\n".join(file.read_bytes() for file in sorted(path.parent.rglob("*")) if file.is_file())


# --- Every vault


def test_a_person_has_one_key_and_no_two_persons_share_one(vault: Vault) -> None:
    people = [minted() for _ in range(20)]
    first = {person: vault.make(person) for person in people}
    assert {person: vault.make(person) for person in people} == first
    assert {person: vault.key(person) for person in people} == first
    assert len(set(first.values())) == 20
    assert {len(key) for key in first.values()} == {32}
    assert vault.persons() == set(people)


def test_a_key_that_was_never_made_is_absent_and_not_made_by_asking(vault: Vault) -> None:
    assert vault.key(minted()) is None
    assert vault.persons() == frozenset()


def test_a_destroyed_key_is_gone_for_ever_and_the_others_stay(vault: Vault) -> None:
    erased, other = minted(), minted()
    key = vault.make(other)
    vault.make(erased)
    assert vault.destroy(erased)
    assert vault.key(erased) is None
    assert vault.persons() == {other}
    assert vault.key(other) == key
    assert not vault.destroy(erased)


def test_an_erased_person_is_not_given_a_second_key(vault: Vault) -> None:
    person = minted()
    vault.make(person)
    vault.destroy(person)
    with pytest.raises(RefusalError, match="new id") as caught:
        vault.make(person)
    assert caught.value.kind == "person-erased"
    assert vault.key(person) is None


def test_destroying_what_is_not_here_says_so_and_changes_nothing(vault: Vault) -> None:
    person = minted()
    assert not vault.destroy(person)
    assert len(vault.make(person)) == 32


@pytest.mark.parametrize("act", ["key", "make", "destroy"])
def test_a_name_is_no_key_to_a_vault(vault: Vault, act: str) -> None:
    with pytest.raises(InputError) as caught:
        getattr(vault, act)("Amal Al-Example")
    assert caught.value.kind == "bad-person"
    assert "Amal" not in str(caught.value)


def test_after_erasing_the_entry_has_the_same_bytes_and_a_mark_in_the_view(vault: Vault) -> None:
    person = minted()
    body = {"text": "hurt", "victim": seal_value("Amal", person, vault.make(person), secrets.token_bytes(24))}
    before = canonical_bytes(body)
    assert opened(body, vault.key) == {"text": "hurt", "victim": "Amal"}
    vault.destroy(person)
    assert canonical_bytes(body) == before
    assert opened(body, vault.key) == {"text": "hurt", "victim": {"$withheld": person}}
    assert opened(body, vault.key, {person}) == {"text": "hurt", "victim": {"$erased": person}}


# --- A vault in a file


def test_no_file_is_made_before_the_first_person_is_sealed(path: Path) -> None:
    kept = FileVault(path)
    person = minted()
    assert (kept.key(person), kept.persons(), kept.destroy(person)) == (None, frozenset(), False)
    assert list(path.parent.iterdir()) == []
    kept.make(person)
    assert path.is_file()
    kept.close()
    kept.close()


def test_keys_are_there_after_reopening(path: Path) -> None:
    person = minted()
    first, second = FileVault(path), FileVault(path)
    key = first.make(person)
    first.close()
    assert second.key(person) == key
    assert first.make(person) == key  # opened again by use
    second.close()
    first.close()


def test_destroyed_keys_are_found_nowhere_among_many(kept: FileVault) -> None:
    people = [minted() for _ in range(120)]  # several pages: they split while the keys come
    keys = {person: kept.make(person) for person in people}
    gone = sorted(people)[::3]
    for person in gone:
        assert kept.destroy(person)
    there = bytes_beside(kept.path)
    assert [person for person in gone if keys[person] in there] == []
    assert all(keys[person] in there for person in kept.persons())  # the search can find one
    assert len(kept.persons()) == 80


def at_each(kept: FileVault, statement: str, act: Callable[[int], None]) -> None:
    """Have SQLite call ``act(n)`` when it comes to the n-th ``statement``, before that runs."""
    seen = 0

    def trace(words: str) -> None:
        nonlocal seen
        if words == statement:
            seen += 1
            act(seen)

    kept._db.set_trace_callback(trace)


@posix
def test_a_destroyed_key_is_not_left_in_the_disk_blocks_of_the_journal(kept: FileVault, tmp_path: Path) -> None:
    person = minted()
    key = kept.make(person)
    journal = kept.path.with_name(kept.path.name + "-journal")
    blocks, during = tmp_path / "blocks", []

    def hold(turn: int) -> None:
        during.append(journal.read_bytes())
        os.link(journal, blocks)  # keeps the blocks of the file in sight, whatever happens to its name

    at_each(kept, "COMMIT", hold)
    kept.destroy(person)
    assert key in during[0]  # it was there, as it must be until the commit
    assert key not in blocks.read_bytes()
    assert not blocks.read_bytes().strip(b"\0")


def test_a_crash_between_erasing_and_scrubbing_is_made_good_at_the_next_opening(
    kept: FileVault, tmp_path: Path
) -> None:
    person, other = minted(), minted()
    key, others = kept.make(person), kept.make(other)
    crashed = tmp_path / "crashed"

    def crash(turn: int) -> None:
        if turn == 2:  # the first begins the change, the second the scrubbing
            shutil.copytree(kept.path.parent, crashed)

    at_each(kept, "BEGIN IMMEDIATE", crash)
    kept.destroy(person)
    found = crashed / kept.path.name
    assert key in bytes_beside(found)
    again = FileVault(found)
    assert again.key(person) is None
    assert key not in bytes_beside(found)
    assert again.key(other) == others
    again.close()


def test_a_crash_before_the_commit_of_an_erasure_leaves_the_key_whole(kept: FileVault, tmp_path: Path) -> None:
    person = minted()
    key = kept.make(person)
    crashed = tmp_path / "crashed"
    at_each(kept, "COMMIT", lambda turn: shutil.copytree(kept.path.parent, crashed))
    kept.destroy(person)
    again = FileVault(crashed / kept.path.name)
    assert again.key(person) == key
    assert again.destroy(person)
    assert key not in bytes_beside(again.path)
    again.close()


def test_a_key_that_something_else_copied_into_the_file_is_noticed(kept: FileVault) -> None:
    person = minted()
    key = kept.make(person)
    other = sqlite3.connect(kept.path)
    with other:
        other.execute("CREATE TABLE copied (key BLOB)")
        other.execute("INSERT INTO copied VALUES (?)", (key,))
    other.close()
    with pytest.raises(IntegrityError, match="no trace") as caught:
        kept.destroy(person)
    assert caught.value.kind == "key-lingers"
    assert key.hex() not in str(caught.value)
    assert kept.key(person) is None


def test_a_vault_from_before_an_erasure_is_brought_up_to_it(kept: FileVault, tmp_path: Path) -> None:
    erased, stays = minted(), minted()
    key = kept.make(erased)
    kept.make(stays)
    kept.close()
    backup = tmp_path / "backup"
    shutil.copy2(kept.path, backup)
    assert apply_erasures(kept, [erased]) == (erased,)
    kept.close()
    shutil.copy2(backup, kept.path)  # a restore brings the key back ...
    assert kept.key(erased) == key
    assert apply_erasures(kept, [erased, erased, minted()]) == (erased,)  # ... and the register's erasures end that
    assert apply_erasures(kept, [erased]) == ()
    assert key not in bytes_beside(kept.path)
    assert kept.persons() == {stays}


@posix
def test_others_on_this_computer_cannot_read_the_keys(kept: FileVault) -> None:
    before = os.umask(0)
    try:
        kept.make(minted())
    finally:
        os.umask(before)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in kept.path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert len(modes) == 2


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_vault_that_others_could_read_is_refused(kept: FileVault, mode: int) -> None:
    person = minted()
    key = kept.make(person)
    kept.close()
    kept.path.chmod(mode)
    with pytest.raises(RefusalError, match=f"mode 0{mode:o}") as caught:
        kept.key(person)
    assert caught.value.kind == "vault-not-private"
    kept.path.chmod(0o600)
    assert kept.key(person) == key


def test_two_programs_at_once_agree_on_one_key(path: Path) -> None:
    person, barrier, made = minted(), threading.Barrier(4), []

    def program() -> None:
        mine = FileVault(path)
        barrier.wait()
        made.append(mine.make(person))
        mine.close()

    threads = [threading.Thread(target=program) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_a_program_that_comes_a_moment_later_takes_the_key_that_is_there(kept: FileVault, path: Path) -> None:
    person, other, made = minted(), FileVault(path), []
    kept.make(minted())
    at_each(kept, "BEGIN IMMEDIATE", lambda turn: made.append(other.make(person)) if turn == 1 else None)
    assert kept.make(person) == made[0]
    other.close()


def test_an_erasure_by_another_program_is_seen_at_once(kept: FileVault, path: Path) -> None:
    person = minted()
    kept.make(person)
    other = FileVault(path)
    assert other.destroy(person)
    other.close()
    assert kept.key(person) is None
    with pytest.raises(RefusalError):
        kept.make(person)


def test_a_vault_in_use_says_so_and_loses_nothing(kept: FileVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault_module, "_BUSY_SECONDS", 0.05)
    person = minted()
    key = kept.make(person)
    other = sqlite3.connect(kept.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ConflictError) as caught:
        kept.destroy(person)
    assert caught.value.kind == "vault-locked"
    other.execute("ROLLBACK")
    other.close()
    assert kept.key(person) == key
    assert kept.destroy(person)


def test_opening_beside_a_writer_waits_and_does_not_scrub_its_journal(
    kept: FileVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_module, "_BUSY_SECONDS", 0.05)
    person = minted()
    key = kept.make(person)
    kept.close()
    other = sqlite3.connect(kept.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE person SET slot = slot + 1")
    journal = kept.path.with_name(kept.path.name + "-journal").read_bytes()
    assert journal.strip(b"\0")
    with pytest.raises(ConflictError) as caught:
        kept.key(person)
    assert caught.value.kind == "vault-locked"
    assert kept.path.with_name(kept.path.name + "-journal").read_bytes() == journal
    other.execute("ROLLBACK")
    other.close()
    assert kept.key(person) == key


def test_a_journal_of_zeros_may_be_deleted(kept: FileVault) -> None:
    person = minted()
    key = kept.make(person)
    journal = kept.path.with_name(kept.path.name + "-journal")
    assert not journal.read_bytes().strip(b"\0")
    journal.unlink()
    assert not kept.destroy(minted())
    assert kept.key(person) == key
    assert kept.destroy(person)


def test_a_database_that_cannot_keep_its_journal_in_sight_is_refused(path: Path) -> None:
    elsewhere = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(ConflictError, match="found journal mode memory"):
        vault_module._prepare(elsewhere, path)
    elsewhere.close()


def test_a_full_disk_is_said_and_the_keys_before_it_stay(kept: FileVault) -> None:
    person = minted()
    key = kept.make(person)
    kept._db.execute(f"PRAGMA max_page_count = {kept._db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(ConflictError, match="full") as caught:
        for _ in range(200):
            kept.make(minted())
    assert caught.value.kind == "storage"
    assert kept.key(person) == key
    assert kept.destroy(person)  # erasing takes no room


def test_another_database_is_left_as_it_is(path: Path) -> None:
    other = sqlite3.connect(path)
    with other:
        other.execute("CREATE TABLE person (id TEXT)")
    other.close()
    path.chmod(0o600)
    before = path.read_bytes()
    for act in (FileVault(path).persons, lambda: FileVault(path).make(minted())):
        with pytest.raises(InputError) as caught:
            act()
        assert caught.value.kind == "not-a-vault"
    assert path.read_bytes() == before


def test_a_damaged_vault_is_not_an_empty_one(kept: FileVault) -> None:
    person = minted()
    kept.make(person)
    kept.close()
    raw = bytearray(kept.path.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    kept.path.write_bytes(raw)
    for act in (lambda: kept.key(person), kept.persons, lambda: kept.make(person), lambda: kept.destroy(person)):
        with pytest.raises(IntegrityError) as caught:
            act()
        assert caught.value.kind == "damaged-vault"
    kept.close()
    kept.path.write_bytes(b"not a database at all" * 300)
    with pytest.raises(IntegrityError):
        kept.key(person)


def test_a_program_stopped_while_making_the_file_leaves_a_vault_to_be_made(kept: FileVault) -> None:
    kept.path.touch(0o600)
    person = minted()
    assert (kept.key(person), kept.persons(), kept.destroy(person)) == (None, frozenset(), False)
    assert kept.path.stat().st_size == 0
    assert kept.make(person) == kept.key(person)


def test_a_write_ahead_log_that_another_tool_set_is_taken_out_again(kept: FileVault) -> None:
    person = minted()
    key = kept.make(person)
    kept.close()
    other = sqlite3.connect(kept.path)
    assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    other.execute("UPDATE person SET slot = slot")
    other.commit()
    assert kept.path.with_name(kept.path.name + "-wal").exists()
    with pytest.raises(ConflictError) as caught:  # while that tool has it open
        kept.key(person)
    assert caught.value.kind == "vault-locked"
    other.close()
    assert kept.key(person) == key
    assert kept.destroy(person)
    assert key not in bytes_beside(kept.path)
    assert not kept.path.with_name(kept.path.name + "-wal").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotThereError, match="nowhere") as caught:
        FileVault(tmp_path / "nowhere" / "a.fallow.vault").make(minted())
    assert caught.value.kind == "no-folder"


def test_a_source_of_randomness_that_gives_nothing_makes_no_key(path: Path) -> None:
    broken = FileVault(path, random_bytes=bytes)  # zeros, which mean destroyed
    person = minted()
    with pytest.raises(IntegrityError):
        broken.make(person)
    assert broken.key(person) is None
    broken.close()
