"""Any interleaving of appends, failures, kills, restarts, merges and forks equals a model made of plain sets.

Three registers are kept three times: in the store under test, in a memory store, and as a dictionary that knows only what a
set union is. After every step the touched register is compared; at the end everything is merged in several orders.
"""

from __future__ import annotations

import copy
import itertools
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from fallow.core import ConflictError
from fallow.register import Draft, Key, Register
from fallow.register.merge import merge, merge_recorders, same
from fallow.register.recorder import Recorder
from fallow.register.recorders import MemoryRecorder, SqliteRecorder
from fallow.register.seal import parse_seal

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
KEYS = [Key.from_seed(bytes([number]) * 32) for number in range(1, 5)]
PLACES = st.integers(0, 2)
TEXTS = st.lists(st.sampled_from("ab"), min_size=1, max_size=3)  # few, so that forks repeat each other to the byte
STEPS = st.sampled_from(
    [timedelta(), timedelta(microseconds=1), timedelta(seconds=-2), timedelta(minutes=20), timedelta(days=3)]
)


class KilledError(Exception):
    """Nobody catches a kill; here it stands for one."""


class SqliteStores:
    """Files in a folder. Not flushed: what a power cut does is tried elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.names = (folder / f"{number}.fallow" for number in itertools.count())

    def create(self) -> Recorder:
        return self._quick(SqliteRecorder.create(next(self.names)))

    def reopen(self, recorder: Any) -> Recorder:
        return self._quick(SqliteRecorder.open(recorder.path))

    def copy(self, recorder: Any) -> Recorder:
        path = next(self.names)
        recorder.backup(path)
        return self._quick(SqliteRecorder.open(path))

    def _quick(self, recorder: SqliteRecorder) -> Recorder:
        recorder._db.execute("PRAGMA synchronous = OFF")
        return recorder


class PostgresStores:
    """Schemas of a server."""

    def __init__(self, server: Any) -> None:
        self.server = server

    def create(self) -> Recorder:
        from fallow.register.recorders.postgres import PostgresRecorder

        return PostgresRecorder.create(self.server.fresh())

    def reopen(self, recorder: Any) -> Recorder:
        from fallow.register.recorders.postgres import PostgresRecorder

        return PostgresRecorder.open(recorder.location)

    def copy(self, recorder: Recorder) -> Recorder:
        made = self.create()
        merge_recorders(made, recorder)
        return made


@dataclass
class Plain:
    """The model: what a register holds, as sets. ``seals`` is id -> (order in views, author, prev, ids of its entries)."""

    seals: dict[str, tuple[Any, str, str | None, tuple[str, ...]]] = field(default_factory=dict)
    blobs: set[str] = field(default_factory=set)

    def view(self) -> list[str]:
        listed = [one for seal in sorted(self.seals.values(), key=lambda seal: seal[0]) for one in seal[3]]
        return list(dict.fromkeys(listed))

    def forks(self) -> int:
        return sum(
            count > 1 for count in Counter((author, prev) for _, author, prev, _ in self.seals.values()).values()
        )


@dataclass
class Office:
    """One register, three times, and the clock and key of its computer."""

    real: Register
    memory: Register
    plain: Plain
    key: Key
    now: datetime


class Machine(RuleBasedStateMachine):
    """Three offices. Supplied by ``run``: where their registers are kept."""

    def __init__(self, stores: Any) -> None:
        super().__init__()
        self.stores = stores
        self.offices = [
            Office(Register(stores.create(), key=key), Register(MemoryRecorder(), key=key), Plain(), key, NOON)
            for key in KEYS[:3]
        ]

    @initialize(shared=st.booleans(), copied=st.booleans())
    def begin(self, shared: bool, copied: bool) -> None:
        """Offices that have something in common: the same entries, or one of them a copy of another."""
        if shared:
            for at in range(3):
                self._append(at, [Draft("note", {"text": "first"})], timedelta(), None)
            for into, source in itertools.permutations(range(3), 2):
                self.merge_one_into_another(into, source, dry_run=False)
        if copied:
            self.carry_on_a_copy_under_the_same_key(0, 1)

    @rule(at=PLACES, texts=TEXTS, step=STEPS, page=st.sampled_from([None, b"", b"page"]))
    def append(self, at: int, texts: list[str], step: timedelta, page: bytes | None) -> None:
        self._append(at, [Draft("note", {"text": text}) for text in texts], step, page)

    @precondition(lambda self: any(office.plain.seals for office in self.offices))
    @rule(at=PLACES, step=STEPS, pick=st.integers(0, 10**6), gone=st.booleans())
    def amend(self, at: int, step: timedelta, pick: int, gone: bool) -> None:
        entries = self.offices[at].plain.view()
        if entries:
            of = entries[pick % min(3, len(entries))]  # the same few in every office, so that corrections meet
            body = {"of": of, "reason": "x"} | ({} if gone else {"body": {"text": f"corrected {pick % 3}"}})
            self._append(at, [Draft("withdrawal" if gone else "correction", body)], step, None)

    def _append(self, at: int, drafts: list[Draft], step: timedelta, page: bytes | None) -> None:
        office = self.offices[at]
        office.now += step
        results = [self._written(register, drafts, office.now, page) for register in (office.real, office.memory)]
        assert results[0] == results[1]
        if not isinstance(results[0], str):
            head = office.memory.recorder.head(office.key.author)
            seal = parse_seal(head.raw, head.signature)
            office.plain.seals[seal.id] = (seal.order, seal.author, seal.prev, tuple(results[0][0]))
            office.plain.blobs.update(results[0][1])
        self._compare(office)

    def _written(self, register: Register, drafts: list[Draft], now: datetime, page: bytes | None) -> Any:
        try:
            with register.transaction(now) as tx:
                ids = [tx.append(draft).id for draft in drafts]
                return ids, [] if page is None else [tx.put_blob(page)]
        except ConflictError as error:
            return error.kind  # a clock that was set back, after a merge of what the same key wrote elsewhere

    @rule(at=PLACES, texts=TEXTS, kill=st.booleans())
    def fail_in_a_transaction(self, at: int, texts: list[str], kill: bool) -> None:
        office = self.offices[at]
        with suppress(Exception), office.real.transaction(office.now + timedelta(days=9)) as tx:
            for text in texts:
                tx.append(Draft("note", {"text": text}))
            tx.put_blob(b"lost")
            tx.flush()
            if kill:
                office.real.close()
            raise KilledError
        if kill:
            self._reopen(office)
        self._compare(office)

    @rule(at=PLACES)
    def restart(self, at: int) -> None:
        self.offices[at].real.close()
        self._reopen(self.offices[at])

    def _reopen(self, office: Office) -> None:
        office.real = Register(self.stores.reopen(office.real.recorder), key=office.key)

    @rule(into=PLACES, source=PLACES, dry_run=st.booleans())
    def merge_one_into_another(self, into: int, source: int, dry_run: bool) -> None:
        if into == source:
            return
        one, other = self.offices[into], self.offices[source]
        counted = merge(one.real, other.real, dry_run=dry_run)
        assert counted == merge(one.memory, other.memory, dry_run=dry_run)
        new = other.plain.seals.keys() - one.plain.seals.keys()
        assert (counted.seals, counted.completed) == (len(new), 0)
        assert counted.entries == sum(len(other.plain.seals[seal][3]) for seal in new)
        assert counted.attachments == len(other.plain.blobs - one.plain.blobs)
        if not dry_run:
            one.plain.seals |= other.plain.seals
            one.plain.blobs |= other.plain.blobs
        self._compare(one)

    @rule(source=PLACES, to=PLACES)
    def carry_on_a_copy_under_the_same_key(self, source: int, to: int) -> None:
        if source == to:
            return
        one, other = self.offices[source], self.offices[to]
        other.real.close()
        other.real = Register(self.stores.copy(one.real.recorder), key=one.key)
        other.memory = Register(copy.deepcopy(one.memory.recorder), key=one.key)
        other.plain, other.key = copy.deepcopy(one.plain), one.key
        other.now = one.now
        self._compare(other)

    @rule(at=PLACES, key=st.sampled_from(KEYS))
    def write_under_another_key(self, at: int, key: Key) -> None:
        office = self.offices[at]
        office.key = key
        office.real, office.memory = (Register(one.recorder, key=key) for one in (office.real, office.memory))

    def _compare(self, office: Office) -> None:
        real, memory, plain = office.real.recorder, office.memory.recorder, office.plain
        assert {identifier.hex() for identifier in real.seal_numbers()} == plain.seals.keys()
        assert set(real.blobs()) == plain.blobs
        assert [entry.id for entry in office.real.entries()] == plain.view()
        assert list(real.seals()) == list(memory.seals())
        last = 2**31 - 1
        assert list(real.entries(0, last)) == list(memory.entries(0, last))
        assert list(office.real.current("note")) == list(office.memory.current("note"))
        verdict = office.real.verify()
        assert verdict, verdict.problems
        assert len(verdict.forks) == plain.forks()
        assert verdict == office.memory.verify()

    def teardown(self) -> None:
        try:
            self._laws()
        finally:
            for office in self.offices:
                office.real.close()

    def _laws(self) -> None:
        sources = [office.real for office in self.offices]
        unions = [self._union(sources[at] for at in order) for order in itertools.permutations(range(3))]
        right = self._union([sources[1], sources[2]])
        unions.append(self._union([sources[0], right]))  # a + (b + c)
        for office in self.offices:
            for other in sources:
                merge(office.real, other)
                assert merge(office.real, other).seals == 0
            unions.append(office.real)
        views = [[(entry.id, entry.body) for entry in one.current("note")] for one in unions]
        for one, view in zip(unions[1:], views[1:], strict=True):
            assert same(one.recorder, unions[0].recorder)
            assert view == views[0]
            assert one.verify()
            assert one.conflicts() == unions[0].conflicts()

    @staticmethod
    def _union(sources: Any) -> Register:
        made = Register(MemoryRecorder())
        for source in sources:
            merge(made, source)
        return made


def run(make: Callable[[], Any], examples: int, steps: int, *, shrink: bool = False) -> None:
    # Making a failing history shorter takes minutes; the long form does it.
    run_state_machine_as_test(
        lambda: Machine(make()),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_interleaving_on_sqlite_equals_the_model(tmp_path: Path) -> None:
    stores = SqliteStores(tmp_path)
    run(lambda: stores, examples=25, steps=20)


def test_any_interleaving_on_postgresql_equals_the_model(postgres_server: Any) -> None:
    run(lambda: PostgresStores(postgres_server), examples=3, steps=15)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_many_interleavings_on_sqlite_equal_the_model(tmp_path: Path) -> None:
    stores = SqliteStores(tmp_path)
    run(lambda: stores, examples=1_000, steps=40, shrink=True)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_many_interleavings_on_postgresql_equal_the_model(postgres_server: Any) -> None:
    run(lambda: PostgresStores(postgres_server), examples=100, steps=40, shrink=True)
