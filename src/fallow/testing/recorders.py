"""Conformance suite of recorders: inherit ``RecorderTests``, say how a store is made and opened again, and run pytest.

::

    class TestMine(RecorderTests):
        def recorder(self):
            return MyRecorder.create(fresh_place())

        def reopen(self, recorder):
            return MyRecorder.open(recorder.place)

Half of the tests hand the store bytes that mean nothing, because a recorder must not look into them; the other half
(``fallow.testing.recorders_registers``) keeps registers in it. Abilities that not every store has are declared by class
attributes. A store that passes keeps the promises of ``fallow.register.recorder``, except what no test inside a process can
show: that what it acknowledged survives a power cut.
"""

from __future__ import annotations

from itertools import islice

from fallow.core.ids import digest
from fallow.register.recorder import Recorder, StoredEntry, Wanted
from fallow.testing.expecting import equal, expect, refused
from fallow.testing.recorders_registers import RegisterTests
from fallow.testing.recording_rows import HOUR, entry_row, keep, seal_row

_FIRST_MOMENT = -2_208_988_800_000_000  # 1900-01-01, for what was known long ago
_LAST_MOMENT = 253_402_300_799_999_999  # the last microsecond of 9999
_LAST_PLACE = 2**32 - 1


class _OnPurposeError(Exception):
    """Raised inside a transaction by these tests."""


class RecorderTests(RegisterTests):
    """Every promise of the role, one test each. Makes its own stores; closes what it opened."""

    def test_an_empty_store_has_nothing(self) -> None:
        """No seal, entry, attachment or fault, and the first number is 1."""
        store = self.new()
        equal(list(store.seals()) + list(store.entries(0, 2**31 - 1)) + list(store.select(Wanted())), [], "rows")
        equal(
            (store.count(), list(store.blobs()), store.partial(), store.seal_numbers()), (0, [], set(), {}), "contents"
        )
        equal((store.head("a"), store.latest(HOUR), store.setting("x")), (None, None, None), "absent")
        equal((store.read(b"\0" * 32), store.find("00"), store.blob("0" * 64)), (None, [], None), "absent")
        equal(list(store.faults()), [], "faults")
        with store.transaction():
            equal(store.reserve(), 1, "first number")

    def test_everything_kept_is_there_after_reopening(self) -> None:
        """Seals, entries, proofs, what is partial, attachments and settings, byte for byte."""
        store = self.new()
        seal, entries = seal_row(1, size=3), [entry_row(1, 0), entry_row(1, 2)]
        with store.transaction():
            equal(store.reserve(), 1, "first number")
            store.insert_entries(entries)
            store.insert_seal(seal, partial=True)
            store.insert_proofs(1, [(0, b"\x00" * 64), (2, b"\xff" * 32)])
            name = store.put_blob(b"page\x00\xff")
            store.keep_setting("inside", "1")
        store.keep_setting("outside", "2")
        store = self.again(store)
        equal(list(store.seals()), [seal], "seals")
        equal(list(store.entries(1, 1)), entries, "entries")
        equal(store.proofs(1), {0: b"\x00" * 64, 2: b"\xff" * 32}, "proofs")
        equal((store.partial(), store.seal_numbers()), ({1}, {seal.id: 1}), "seals by number")
        equal((store.blob(name), name), (b"page\x00\xff", digest(b"page\x00\xff")), "attachment")
        equal((store.setting("inside"), store.setting("outside")), ("1", "2"), "settings")

    def test_a_setting_keeps_its_last_value(self) -> None:
        """Settings are the one thing that changes."""
        store = self.new()
        for value in ("first", "second", "zweite Fassung, größer"):
            store.keep_setting("key", value)
        equal(self.again(store).setting("key"), "zweite Fassung, größer", "setting")

    def test_what_is_raised_inside_a_transaction_leaves_nothing_of_it(self) -> None:
        """Whatever is raised, also what no handler expects, and whatever was kept before it."""
        store = self.new()
        keep(store, seal_row(1), entry_row(1))
        for error in (_OnPurposeError, KeyboardInterrupt, SystemExit):
            try:
                with store.transaction():
                    number = store.reserve()
                    store.insert_entries([entry_row(number, at) for at in range(100)])
                    store.insert_seal(seal_row(number, size=100, author="b"), partial=True)
                    store.insert_proofs(number, [(0, b"x" * 32)])
                    store.put_blob(b"half")
                    store.keep_setting("half", "1")
                    raise error
            except error:
                pass
            for one in (store, self.again(store)):
                equal((one.count(), list(one.blobs()), one.setting("half")), (1, [], None), f"left by {error.__name__}")
                equal(
                    (len(list(one.seals())), one.partial(), one.proofs(2)), (1, set(), {}), f"left by {error.__name__}"
                )
                equal(one.head("b"), None, "head of a seal that was taken back")
        keep(store, seal_row(2, author="b"), entry_row(2))
        equal(store.head("b"), seal_row(2, author="b"), "head after a failed transaction")

    def test_a_swallowed_error_never_turns_a_commit_into_a_loss(self) -> None:
        """Either the transaction ends in a refusal and nothing is there, or the rest of it is durable."""
        store = self.new()
        keep(store, seal_row(1), entry_row(1))
        told = True
        try:
            with store.transaction():
                store.insert_entries([entry_row(2)])
                with refused():
                    store.insert_entries([entry_row(1, mark="another")])
                store.insert_seal(seal_row(2, first=2))
        except Exception:  # noqa: BLE001 - whatever it is, the caller was told
            told = False
        equal(
            self.again(store).count(),
            2 if told else 1,
            "entries, where the transaction " + ("ended well" if told else "failed"),
        )

    def test_a_taken_place_or_number_is_refused(self) -> None:
        """What was kept is never written over."""
        store = self.new()
        keep(store, seal_row(1), entry_row(1))
        with refused(), store.transaction():
            store.insert_entries([entry_row(1, 0, mark="another")])
        with refused(), store.transaction():
            store.insert_seal(seal_row(1, mark="another"))
        equal((list(store.entries(1, 1)), list(store.seals())), ([entry_row(1)], [seal_row(1)]), "what was kept")

    def test_numbers_are_the_order_of_commits(self) -> None:
        """Also through two openings in turn; ``seals`` begins after any number."""
        store = self.new()
        both = (store, self.again(store))
        for turn in range(6):
            one = both[turn % 2]
            with one.transaction():
                equal(one.reserve(), turn + 1, "number")
                one.insert_entries([entry_row(turn + 1)])
                one.insert_seal(seal_row(turn + 1, first=turn + 1))
        equal([seal.number for seal in store.seals(2)], [3, 4, 5, 6], "numbers after 2")
        equal(list(store.seals(6)), [], "seals after the last")

    def test_the_head_is_the_seal_recorded_last_whatever_its_clock(self) -> None:
        """Of its author alone."""
        store = self.new()
        for number, author, clock in ((1, "a", 3), (2, "b", 9), (3, "a", 2)):
            keep(store, seal_row(number, author=author, clock=clock * HOUR), entry_row(number))
        equal([store.head(author) and store.head(author).number for author in "abc"], [3, 2, None], "heads")  # type: ignore[union-attr]

    def test_the_latest_reading_is_the_greatest_up_to_a_moment(self) -> None:
        """By clock, then by tick, wherever it was committed."""
        store = self.new()
        for number, (clock, tick) in enumerate(((5, 0), (3, 7), (3, 9), (3, 8), (1, 0)), start=1):
            keep(store, seal_row(number, clock=clock, tick=tick, mark=str(number)), entry_row(number))
        equal([store.latest(until) for until in (9, 5, 4, 2, 0)], [(5, 0), (5, 0), (3, 9), (1, 0), None], "latest")

    def test_views_are_in_the_order_of_the_clock_and_not_of_arrival(self) -> None:
        """Clock, tick, seal id, place: with seals that came late, and with equal readings."""
        readings = [(5, 0), (5, 1), (3, 0), (5, 0), (9, 0), (5, 0), (1, 4), (9, 0)]
        for seals in (readings, sorted(readings)):
            store = self.new()
            rows: list[tuple[object, ...]] = []
            for number, (clock, tick) in enumerate(seals, start=1):
                seal = seal_row(number, clock=clock, tick=tick, size=2, mark=str(number))
                entries = [entry_row(number, at) for at in (0, 1)]
                keep(store, seal, *entries)
                rows.extend((clock, tick, seal.id, entry.at, entry.id, entry.raw) for entry in entries)
            for one in (store, self.again(store)):
                equal(list(one.select(Wanted())), [row[4:] for row in sorted(rows)], "order of views")

    def test_what_a_reader_asks_for_is_what_comes(self) -> None:
        """Each narrowing alone and all together; bounds are inclusive."""
        store = self.new()
        kept: list[StoredEntry] = []
        for number in range(1, 9):
            rows = [
                entry_row(
                    number, at, kind=("note", "find")[at % 2], tier=1 + at % 4, recorded=number, known=number - at
                )
                for at in range(4)
            ]
            keep(store, seal_row(number, clock=number, size=4, first=4 * number), *rows)
            kept.extend(rows)
        for wanted in (
            Wanted("find"),
            Wanted("absent"),
            Wanted(known_until=3),
            Wanted(recorded_until=3),
            Wanted(tier_until=2),
            Wanted("note", known_until=6, recorded_until=7, tier_until=3),
            Wanted(known_until=-99),
        ):
            equal([one[0] for one in store.select(wanted)], [row.id for row in kept if _fits(row, wanted)], str(wanted))
        equal([store.count(kind) for kind in (None, "note", "absent")], [32, 16, 0], "counts")

    def test_a_thousand_entries_and_more_come_back_in_order(self) -> None:
        """Under one seal and under many, across whatever pages the store reads by."""
        store = self.new()
        many = [entry_row(1, at, mark="x" * (at % 700)) for at in range(4_501)]
        with store.transaction():
            store.insert_entries(many[:7])
            store.insert_entries(many[7:])
            store.insert_seal(seal_row(1, size=len(many)))
            for number in range(2, 150):
                store.insert_entries([entry_row(number)])
                store.insert_seal(seal_row(number, first=number, clock=number * HOUR))
        equal(list(store.entries(1, 1)), many, "entries of one seal")
        equal([entry.seal for entry in store.entries(100, 102)], [100, 101, 102], "entries of a range")
        equal(list(store.entries(150, 160)), [], "entries of no seal")
        equal([raw for _, raw in store.select(Wanted())][:4_501], [entry.raw for entry in many], "view")

    def test_extreme_values_are_kept_as_they_are(self) -> None:
        """Moments of other centuries, the last place, long chains, an empty entry and a large one."""
        store = self.new()
        seal = seal_row(1, first=2**40, size=2**32, clock=_LAST_MOMENT, tick=2**40)
        large = entry_row(1, 1, recorded=_LAST_MOMENT)._replace(raw=bytes(range(256)) * 1_200)
        empty = entry_row(1, _LAST_PLACE, recorded=_LAST_MOMENT, known=_FIRST_MOMENT)._replace(raw=b"")
        keep(store, seal, large, empty)
        equal(list(store.seals()), [seal], "seal")
        equal(list(store.entries(1, 1)), [large, empty], "entries")
        equal(
            [identifier for identifier, _ in store.select(Wanted(known_until=_FIRST_MOMENT))],
            [empty.id],
            "known in 1900",
        )

    def test_an_id_is_found_by_its_beginning(self) -> None:
        """Of any length, odd or even; at most three; each once."""
        store = self.new()
        entries = [entry_row(1, at) for at in range(300)]
        keep(store, seal_row(1, size=300), *entries)
        ids = [entry.id for entry in entries]
        for length in (1, 2, 3, 7, 16, 17, 63, 64):
            prefix = ids[7].hex()[:length]
            fits = {one for one in ids if one.hex().startswith(prefix)}
            found = store.find(prefix)
            expect(
                set(found) <= fits and len(set(found)) == len(found) == min(3, len(fits)),
                f"{prefix} finds {fits}, not {found}",
            )
        equal((store.read(ids[7]), store.read(ids[7][:31] + b"x")), (entries[7].raw, None), "by whole id")

    def test_an_attachment_is_kept_once_under_its_digest(self) -> None:
        """Empty, with any bytes, and large; names come sorted."""
        store = self.new()
        contents = [b"", b"\x00", bytes(range(256)) * 8_000, *(str(number).encode() for number in range(20))]
        with store.transaction():
            names = [store.put_blob(content) for content in [*contents, *contents]]
        equal(names, [digest(content) for content in contents] * 2, "names")
        with store.transaction():
            store.put_blob(contents[1])
        store = self.again(store)
        equal(list(store.blobs()), sorted(set(names)), "names")
        equal([store.blob(name) for name in names[: len(contents)]], contents, "contents")

    def test_a_proof_that_is_here_stays_as_it_is(self) -> None:
        """Another copy may hand over the same proof; it adds what is missing and changes nothing."""
        store = self.new()
        keep(store, seal_row(1, size=4), entry_row(1), partial=True)
        for path in (b"a" * 32, b"b" * 32):
            with store.transaction():
                store.insert_proofs(1, [(0, path), (len(store.proofs(1)) + 1, path)])
        equal(store.proofs(1), {0: b"a" * 32, 1: b"a" * 32, 3: b"b" * 32}, "proofs")
        equal(store.proofs(2), {}, "proofs of another seal")

    def test_a_seal_held_in_part_takes_further_entries_later(self) -> None:
        """In its gaps, and they come in the order of places."""
        store = self.new()
        keep(store, seal_row(1, size=3), entry_row(1, 1), partial=True)
        keep(store, seal_row(2, clock=2 * HOUR, first=4), entry_row(2))
        with store.transaction():
            store.insert_entries([entry_row(1, 2), entry_row(1, 0)])
        equal([entry.at for entry in store.entries(1, 1)], [0, 1, 2], "places")
        equal(
            [one[0] for one in store.select(Wanted())],
            [entry_row(1, at).id for at in range(3)] + [entry_row(2).id],
            "view",
        )

    def test_one_writer_at_a_time(self) -> None:
        """A second transaction on the same opening, and one on another, are refused while the first is open."""
        store = self.new()
        other = self.again(store)
        with store.transaction():
            store.insert_entries([entry_row(1)])
            for one in (store, other):
                with refused("register-locked"), one.transaction():
                    pass
            store.insert_seal(seal_row(1))
        keep(other, seal_row(2), entry_row(2))
        equal(store.count(), 2, "entries after both wrote")

    def test_nobody_sees_half_a_transaction(self) -> None:
        """Other openings see all of it once it is over."""
        if not self.isolated:
            return
        store = self.new()
        other = self.again(store)
        with store.transaction():
            store.insert_entries([entry_row(1)])
            store.insert_seal(seal_row(1))
            equal((other.count(), list(other.seals()), other.read(entry_row(1).id)), (0, [], None), "seen from outside")
            equal(store.read(entry_row(1).id), entry_row(1).raw, "seen from inside")
        equal((other.count(), len(list(other.select(Wanted())))), (1, 1), "seen afterwards")

    def test_what_is_written_while_one_reads_is_not_read(self) -> None:
        """Neither by the reader itself nor by another; the read goes on to its end and blocks nobody."""
        store = self.new()
        for number in range(1, 4):
            keep(store, seal_row(number, clock=number), *[entry_row(number, at) for at in range(1_500)])
        for turn, taken in enumerate((None, 2, 1), start=4):
            wanted = store.count()
            rows = store.select(Wanted())
            equal(next(rows)[1], entry_row(1).raw, "first")
            writer = (store, self.again(store))[turn % 2]
            keep(writer, seal_row(turn, clock=turn), entry_row(turn))
            rest = 1 + sum(1 for _ in islice(rows, taken and taken - 1))
            equal(rest, taken or wanted, "entries read")
            del rows  # an abandoned read
        equal(store.count(), 4_503, "entries")

    def test_a_place_is_named_without_its_password(self) -> None:
        """So that it can stand in a log."""
        location = self.new().location
        expect(location and "password" not in location, f"{location!r} names a place and no password")

    def test_a_removed_guard_is_a_fault(self) -> None:
        """Where the store has guards."""
        store = self.new()
        if self.remove_guard(store):
            equal({fault.kind for fault in self.again(store).faults()}, {"missing-guard"}, "faults")

    def test_a_closed_store_does_not_take_anything(self) -> None:
        """Whatever it raises; nothing is acknowledged into nowhere."""
        store: Recorder = self.recorder()
        if not self.isolated:
            return
        store.close()
        try:
            keep(store, seal_row(1), entry_row(1))
        except Exception:  # noqa: BLE001 - any error tells
            return
        raise AssertionError(f"{store.location} took an entry after it was closed")


def _fits(row: StoredEntry, wanted: Wanted) -> bool:
    return (
        wanted.kind in (None, row.kind)
        and (wanted.known_until is None or row.known <= wanted.known_until)
        and (wanted.recorded_until is None or row.recorded <= wanted.recorded_until)
        and (wanted.tier_until is None or row.tier <= wanted.tier_until)
    )
