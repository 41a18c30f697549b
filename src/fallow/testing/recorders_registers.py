"""The half of the conformance suite that keeps registers in a store: appends, merges, forks, parts, verification."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fallow.core.errors import ConflictError
from fallow.register import Draft, Key, Register
from fallow.register.merge import merge, merge_recorders, same
from fallow.register.merkle import path_of
from fallow.register.recorder import Fault, Recorder
from fallow.register.recorders import MemoryRecorder
from fallow.testing.expecting import equal, expect, refused

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
"""When the first entry of these tests is recorded."""

KEYS = tuple(Key.from_seed(bytes([number]) * 32) for number in range(1, 5))
"""Authors of these tests."""


class RegisterTests:
    """What a register needs of its store. Inherited by way of ``fallow.testing.recorders.RecorderTests``."""

    isolated = True
    """Whether two openings are two: a memory store has one opening, which sees what it writes and cannot be closed."""

    _opened: tuple[Recorder, ...] = ()

    def recorder(self) -> Recorder:
        """Return a new and empty store; supplied by the heir."""
        raise NotImplementedError(f"{type(self).__name__}.recorder")

    def reopen(self, recorder: Recorder) -> Recorder:
        """Return another opening of the store of ``recorder``; supplied by the heir. It gives up a lock after a second."""
        raise NotImplementedError(f"{type(self).__name__}.reopen")

    def remove_guard(self, recorder: Recorder) -> bool:
        """Take away a guard of the store behind its back and return ``True``; ``False`` where it has none."""
        return False

    def new(self) -> Recorder:
        """A new store, closed at the end of the test."""
        return self._kept(self.recorder())

    def again(self, recorder: Recorder) -> Recorder:
        """Another opening, closed at the end of the test."""
        return self._kept(self.reopen(recorder))

    def _kept(self, recorder: Recorder) -> Recorder:
        self._opened = (*self._opened, recorder)
        return recorder

    def teardown_method(self) -> None:
        """Close what the test opened."""
        for recorder in self._opened:
            recorder.close()
        self._opened = ()

    def test_a_register_is_the_same_after_reopening(self) -> None:
        """Entries, views in both times, corrections, attachments; and it verifies."""
        register = Register(self.new(), key=KEYS[0])
        (old, wrong) = register.append([_note("old", date(2022, 4, 10)), _note("wrong")], now=NOON)
        with register.transaction(NOON + timedelta(days=1)) as tx:
            tx.append(Draft("correction", {"of": wrong.id, "body": {"text": "right"}, "reason": "typo"}))
            name = tx.put_blob(b"page")
        before = _seen(register)
        register = Register(self.again(register.recorder), key=KEYS[0])
        equal(_seen(register), before, "register")
        equal([entry.body["text"] for entry in register.current("note")], ["old", "right"], "what stands")
        equal([entry.id for entry in register.entries(as_known=NOON - timedelta(days=9))], [old.id], "as known")
        equal(list(register.entries(as_recorded=NOON - timedelta(days=9))), [], "as recorded")
        equal((register.blob(name), register.get(old.id[:9]).id), (b"page", old.id), "by name")

    def test_a_transaction_that_fails_leaves_the_register_as_it_was(self) -> None:
        """Also in the middle of thousands of entries; the next append goes on in the chain."""
        register = Register(self.new(), key=KEYS[0])
        register.append([_note("kept")], now=NOON)
        before = _seen(register)
        with refused("unknown-kind"), register.transaction(NOON) as tx:
            for number in range(2_500):
                tx.append(_note(str(number)))
            tx.append(Draft("no such kind", {}))
        equal(_seen(register), before, "register")
        register.append([_note("next")], now=NOON)
        equal((bool(register.verify()), register.count()), (True, 2), "verdict and count")

    def test_many_writers_at_once_make_one_chain(self) -> None:
        """Under one key, each with an opening of its own: no fork, no gap, nobody's entry lost."""
        if not self.isolated:
            return
        register = Register(self.new(), key=KEYS[0])
        with ThreadPoolExecutor(4) as pool:
            told = [one for some in pool.map(lambda who: self._write(register.recorder, who), range(4)) for one in some]
        verdict = register.verify()
        equal((bool(verdict), verdict.forks, len(verdict.heads)), (True, (), 1), f"verdict {verdict.problems}")
        equal(sorted(entry.id for entry in register.entries()), sorted(told), "acknowledged entries")
        equal([seal.number for seal in register.recorder.seals()], list(range(1, len(told) + 1)), "numbers")

    def _write(self, recorder: Recorder, who: int) -> list[str]:
        told: list[str] = []
        register = Register(self.reopen(recorder), key=KEYS[0])  # opened, used and closed in this thread
        with register:
            for turn in range(6):
                for _ in range(200):
                    try:
                        told.append(register.append([_note(f"{who} {turn}")], now=NOON)[0].id)
                        break
                    except ConflictError as error:
                        expect(error.kind == "register-locked", f"a writer waits, not {error}")
        return told

    def test_verifying_while_others_append_raises_no_false_alarm(self) -> None:
        """What came after the look began is not taken for entries without a seal."""
        register = Register(self.new(), key=KEYS[0])
        register.append([_note("a"), _note("b")], now=NOON)
        other = Register(self.again(register.recorder), key=KEYS[0])
        verdict = Register(_Meanwhile(register.recorder, other)).verify()
        equal((bool(verdict), verdict.entries), (True, 2), f"verdict {verdict.problems}")
        equal(register.count(), 3, "entries")

    def test_a_merge_with_another_kind_of_store_is_a_union(self) -> None:
        """In both directions, twice over, and every view is the same."""
        mine = Register(self.new(), key=KEYS[0])
        theirs = Register(MemoryRecorder(), key=KEYS[1])
        for turn in range(3):
            mine.append([_note(f"mine {turn}")], now=NOON + timedelta(hours=turn))
            theirs.append([_note(f"theirs {turn} {at}") for at in range(30)], now=NOON + timedelta(minutes=90 * turn))
        with theirs.transaction(NOON + timedelta(hours=8)) as tx:
            tx.append(_note("with a page"))
            tx.put_blob(b"page")
        brought = merge(mine, theirs)
        equal((brought.seals, brought.entries, brought.attachments), (4, 91, 1), "brought in")
        merge(theirs, mine)
        for _ in range(2):
            expect(same(mine.recorder, theirs.recorder), "both hold the same")
            equal(_seen(mine)["view"], _seen(theirs)["view"], "view")
            equal((bool(mine.verify()), bool(theirs.verify())), (True, True), "verdicts")
            equal((merge(mine, theirs).seals, merge(theirs, mine).entries), (0, 0), "brought in a second time")

    def test_a_merge_that_is_refused_brings_nothing(self) -> None:
        """A copy with a changed byte comes in neither whole nor in part."""
        source = MemoryRecorder()
        Register(source, key=KEYS[1]).append([_note("a"), _note("b")], now=NOON)
        (seal,), entries = list(source.seals()), list(source.entries(1, 1))
        bad = MemoryRecorder()
        bad.insert_entries([entries[0], entries[1]._replace(raw=entries[1].raw.replace(b'"b"', b'"x"'))])
        bad.insert_seal(seal)
        store = self.new()
        with refused("merge-refused"):
            merge_recorders(store, bad)
        equal((store.count(), list(store.seals())), (0, []), "contents")

    def test_a_fork_is_kept_listed_and_an_entry_repeated_in_it_is_shown_once(self) -> None:
        """A copy carried on under one key; both branches begin with the same entry, to the byte."""
        left = Register(self.new(), key=KEYS[0])
        left.append([_note("before")], now=NOON)
        right = Register(MemoryRecorder(), key=KEYS[0])
        merge(right, left)
        later = NOON + timedelta(hours=1)
        (repeated,) = left.append([_note("same")], now=later)
        right.append([_note("same"), _note("right alone")], now=later)
        for one, other in ((left, right), (right, left)):
            merge(one, other)
        for register in (left, right, Register(self.again(left.recorder))):
            verdict = register.verify()
            equal((bool(verdict), len(verdict.forks), len(verdict.heads)), (True, 1, 2), f"verdict {verdict.problems}")
            equal(sorted(e.body["text"] for e in register.current("note")), ["before", "right alone", "same"], "view")
            equal(register.get(repeated.id[:6]).id, repeated.id, "by id")
        expect(same(left.recorder, right.recorder), "both hold the same")

    def test_a_seal_held_in_part_verifies_and_is_completed_by_a_merge(self) -> None:
        """What lacks is said; afterwards nothing lacks."""
        whole = Register(MemoryRecorder(), key=KEYS[1])
        whole.append([_note(str(number)) for number in range(5)], now=NOON)
        (seal,), entries = list(whole.recorder.seals()), list(whole.recorder.entries(1, 1))
        store = self.new()
        with store.transaction():
            store.insert_entries([entries[1], entries[4]])
            store.insert_seal(seal, partial=True)
            leaves = [entry.id for entry in entries]
            store.insert_proofs(1, [(at, b"".join(path_of(leaves, at))) for at in (1, 4)])
        verdict = Register(store).verify()
        equal((bool(verdict), verdict.entries, len(verdict.missing)), (True, 2, 1), f"verdict {verdict.problems}")
        equal(merge_recorders(store, whole.recorder).completed, 1, "completed")
        verdict = Register(self.again(store)).verify()
        equal((bool(verdict), verdict.entries, verdict.missing), (True, 5, ()), f"verdict {verdict.problems}")
        expect(same(store, whole.recorder), "both hold the same")

    def test_a_copy_that_came_in_any_order_shows_the_same(self) -> None:
        """Three authors, six orders of merging."""
        sources = []
        for number, key in enumerate(KEYS[:3]):
            source = Register(MemoryRecorder(), key=key)
            for turn in range(3):
                source.append([_note(f"{number} {turn}")], now=NOON + timedelta(minutes=7 * turn + number * (1 - turn)))
            sources.append(source)
        views = []
        for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
            register = Register(self.new())
            for number in order:
                merge(register, sources[number])
            views.append(_seen(register)["view"])
        equal(views[1:], views[:1] * 2, "views")


class _Meanwhile:
    """A store in which somebody appends once between the look at the seals and the count of the entries."""

    def __init__(self, recorder: Recorder, other: Register) -> None:
        self._recorder = recorder
        self._other: Register | None = other

    def __getattr__(self, name: str) -> Any:
        return getattr(self._recorder, name)

    def faults(self) -> Iterator[Fault]:
        return self._recorder.faults()

    def count(self, kind: str | None = None) -> int:
        if self._other is not None:
            self._other.append([_note("meanwhile")], now=NOON + timedelta(hours=1))
            self._other = None
        return self._recorder.count(kind)


def _note(text: str, since: date | None = None) -> Draft:
    return Draft("note", {"text": text}, since)


def _seen(register: Register) -> dict[str, object]:
    return {
        "view": [entry.id for entry in register.entries()],
        "standing": [(entry.id, entry.body) for entry in register.current("note")],
        "attachments": list(register.recorder.blobs()),
        "verdict": register.verify().to_json(),
        "count": register.count(),
    }
