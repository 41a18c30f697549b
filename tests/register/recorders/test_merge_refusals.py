"""What a copy may bring in: a merge must not make a good register bad."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fallow.core import IntegrityError
from fallow.register import Draft, Key, Register
from fallow.register.clock import Reading
from fallow.register.entry import Sealer
from fallow.register.merge import merge
from fallow.register.merkle import root_of
from fallow.register.recorder import StoredEntry
from fallow.register.recorders import MemoryRecorder
from fallow.register.seal import make_seal, microseconds
from fallow.register.tier import Tier
from fallow.register.transaction import stored

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
KEY, THIEF = Key.from_seed(b"k" * 32), Key.from_seed(b"t" * 32)


def note(text: str) -> Draft:
    return Draft("note", {"text": text})


def signed_by(key: Key, prev: str | None, first: int, now: datetime = NOON) -> MemoryRecorder:
    """A store with one seal that is properly signed and stands on whatever it says it stands on."""
    entry = Sealer(key.author, now).seal(note("x"), first)
    identifier, at = bytes.fromhex(entry.id), microseconds(now)
    seal = make_seal(
        key, first=first, count=1, recorded_at=now, reading=Reading(now, 0), prev=prev, root=root_of([identifier])
    )
    store = MemoryRecorder()
    store.insert_entries([StoredEntry(1, 0, identifier, "note", int(Tier.RESTRICTED), at, at, entry.raw)])
    store.insert_seal(stored(seal, 1))
    return store


@pytest.fixture
def register() -> Register:
    made = Register(MemoryRecorder(), key=KEY)
    made.append([note("a"), note("b")], now=NOON)
    return made


def assert_refused(register: Register, source: MemoryRecorder, words: str) -> None:
    with pytest.raises(IntegrityError, match=words) as caught:
        merge(register, Register(source))
    assert caught.value.kind == "merge-refused"
    assert (register.count(), bool(register.verify())) == (2, True)


def test_a_stranger_cannot_continue_somebody_elses_chain(register: Register) -> None:
    head = register.recorder.head(KEY.author)
    assert head is not None
    assert_refused(register, signed_by(THIEF, head.id.hex(), 3), "broken-chain")


def test_a_chain_cannot_come_with_a_gap_or_an_overlap(register: Register) -> None:
    head = register.recorder.head(KEY.author)
    assert head is not None
    later = NOON + timedelta(hours=1)
    for first in (2, 4):
        assert_refused(register, signed_by(KEY, head.id.hex(), first, later), "broken-chain")
    assert_refused(register, signed_by(THIEF, None, 2), "broken-chain")
    assert_refused(register, signed_by(THIEF, "0" * 64, 2), "broken-chain")


def test_a_chain_cannot_come_with_its_clock_set_back(register: Register) -> None:
    head = register.recorder.head(KEY.author)
    assert head is not None
    assert_refused(register, signed_by(KEY, head.id.hex(), 3, NOON - timedelta(days=1)), "clock-set-back")


def test_an_index_that_was_altered_does_not_travel(register: Register) -> None:
    for change in ({"clock": 1}, {"recorded": 1}, {"first": 2}, {"author": KEY.author}):
        honest = signed_by(THIEF, None, 1)
        altered = MemoryRecorder()
        altered.insert_entries(list(honest.entries(1, 1)))
        altered.insert_seal(next(honest.seals())._replace(**change))
        assert_refused(register, altered, "altered-column")
    merge(register, Register(signed_by(THIEF, None, 1)))
    assert (register.count(), bool(register.verify())) == (3, True)


def test_seals_that_lie_in_the_wrong_order_do_not_come_in_that_order(register: Register) -> None:
    other = Register(MemoryRecorder(), key=THIEF)
    for hour in range(2):
        other.append([note(str(hour))], now=NOON + timedelta(hours=hour))
    turned = MemoryRecorder()
    for seal in other.recorder.seals():
        turned.insert_entries(
            [entry._replace(seal=3 - seal.number) for entry in other.recorder.entries(seal.number, seal.number)]
        )
        turned.insert_seal(seal._replace(number=3 - seal.number))
    assert_refused(register, turned, "broken-chain")
