"""Writers who sign what the format forbids, with a key that is theirs: the signature holds and both readers say what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import verify_register as stranger

from fallow.core.canonical import canonical_bytes
from fallow.core.ids import digest
from fallow.register import Key, Register, stamp
from fallow.register.clock import Reading
from fallow.register.merkle import root_of
from fallow.register.recorder import StoredEntry
from fallow.register.seal import Seal, make_seal, microseconds
from fallow.register.transaction import stored

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ANN = Key.from_seed(b"Ann, an author of these tests...")
BEN = Key.from_seed(b"Ben, another author of the tests")

Write = Callable[..., Seal]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Append one seal over one entry; every rule may be broken by what is given. The file is ``bad.fallow``."""
    register = Register.create(tmp_path / "bad.fallow", key=ANN)

    def writes(
        entry: dict[str, Any] | None = None,
        *,
        raw: bytes | None = None,
        key: Key = ANN,
        first: int = 1,
        prev: Seal | None = None,
        recorded_at: datetime = NOON,
        reading: Reading | None = None,
        count: int = 1,
    ) -> Seal:
        value = {"author": key.author, "body": {"text": "a"}, "kind": "note", "recorded_at": stamp(recorded_at)}
        data = raw or canonical_bytes({**value, "seq": first, "v": 1, **(entry or {})})
        told, moment = json.loads(data), microseconds(recorded_at)
        identifier = bytes.fromhex(digest(data))
        seal = make_seal(
            key,
            first=first,
            count=count,
            recorded_at=recorded_at,
            reading=reading or Reading(recorded_at, 0),
            prev=prev.id if prev else None,
            root=root_of([identifier]),
        )
        with register.recorder.transaction():
            number = register.recorder.reserve()
            recorded = microseconds(datetime.fromisoformat(told["recorded_at"]))
            row = StoredEntry(number, 0, identifier, told["kind"], 2, recorded, recorded, data)
            register.recorder.insert_entries([row._replace(recorded=moment, known=moment)])
            register.recorder.insert_seal(stored(seal, number))
        return seal

    return writes


def assert_both_say(path: Path, *kinds: str) -> None:
    with Register.open(path, key=ANN) as register:
        verdict = register.verify()
    assert {problem.kind for problem in verdict.problems} == set(kinds)
    found = stranger.check(stranger.read_file(path))
    assert {kind for kind, _ in found.problems} == set(kinds)


def test_what_keeps_the_rules_is_good(write: Write, tmp_path: Path) -> None:
    one = write()
    two = write(first=2, prev=one, reading=Reading(NOON, 1))
    write(first=3, prev=two, recorded_at=NOON + timedelta(hours=1))
    write(key=BEN)
    assert_both_say(tmp_path / "bad.fallow")


def test_a_clock_that_stands_still_along_a_chain(write: Write, tmp_path: Path) -> None:
    write(first=2, prev=write())
    assert_both_say(tmp_path / "bad.fallow", "clock-set-back")


def test_a_recording_before_the_one_that_it_follows(write: Write, tmp_path: Path) -> None:
    one = write()
    write(first=2, prev=one, recorded_at=NOON - timedelta(seconds=1), reading=Reading(NOON, 1))
    assert_both_say(tmp_path / "bad.fallow", "clock-set-back")


def test_a_chain_that_goes_on_from_another_author(write: Write, tmp_path: Path) -> None:
    write(first=2, prev=write(), key=BEN, reading=Reading(NOON, 1))
    assert_both_say(tmp_path / "bad.fallow", "broken-chain")


@pytest.mark.parametrize("first", [1, 3])
def test_numbers_that_repeat_or_skip_along_a_chain(write: Write, tmp_path: Path, first: int) -> None:
    write(first=first, prev=write(), reading=Reading(NOON, 1))
    assert_both_say(tmp_path / "bad.fallow", "broken-chain")


def test_a_chain_that_does_not_begin_with_one(write: Write, tmp_path: Path) -> None:
    write(first=2)
    assert_both_say(tmp_path / "bad.fallow", "broken-chain")


def test_a_seal_over_more_entries_than_are_here(write: Write, tmp_path: Path) -> None:
    write(count=2)
    assert_both_say(tmp_path / "bad.fallow", "missing-entry")


def test_an_entry_of_somebody_else_under_a_seal(write: Write, tmp_path: Path) -> None:
    write({"author": BEN.author})
    assert_both_say(tmp_path / "bad.fallow", "wrong-author")


def test_an_entry_of_another_number_or_time_under_a_seal(write: Write, tmp_path: Path) -> None:
    write({"seq": 7})
    assert_both_say(tmp_path / "bad.fallow", "reordered")


def test_an_entry_with_another_time_than_its_seal(write: Write, tmp_path: Path) -> None:
    write({"recorded_at": stamp(NOON + timedelta(hours=1))})
    assert_both_say(tmp_path / "bad.fallow", "wrong-time", "altered-column")


@pytest.mark.parametrize(
    "spoil", [(b'{"author"', b'{ "author"'), (b'"text":"a"', b'"text":"\\u0061"'), (b":1}", b':1,"v":1}')]
)
def test_a_second_spelling_of_an_entry(write: Write, tmp_path: Path, spoil: tuple[bytes, bytes]) -> None:
    value = {"author": ANN.author, "body": {"text": "a"}, "kind": "note", "recorded_at": stamp(NOON), "seq": 1, "v": 1}
    raw = canonical_bytes(value).replace(*spoil)
    assert raw != canonical_bytes(value)
    write(raw=raw)
    assert_both_say(tmp_path / "bad.fallow", "not-canonical")


@pytest.mark.parametrize(
    "entry",
    [
        {"v": 2},
        {"body": ["text"]},
        {"known_since": "last spring"},
        {"tier": "secret"},
        {"seq": "1"},
        {"recorded_at": "2024-05-01T12:00:00Z"},
    ],
    ids=str,
)
def test_what_is_no_entry_of_this_version(write: Write, tmp_path: Path, entry: dict[str, Any]) -> None:
    write(entry)
    assert_both_say(tmp_path / "bad.fallow", "not-an-entry")


def test_a_float_in_a_body(write: Write, tmp_path: Path) -> None:
    value = {"author": ANN.author, "body": {"text": 1}, "kind": "note", "recorded_at": stamp(NOON), "seq": 1, "v": 1}
    write(raw=canonical_bytes(value).replace(b'"text":1', b'"text":1.5'))
    assert_both_say(tmp_path / "bad.fallow", "not-canonical")
