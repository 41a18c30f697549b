"""Merge, bundles, checkpoints, backups: several copies of one register, carried by hand, and nothing lost on the way."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fallow.core import ConflictError, FallowError, InputError, IntegrityError
from fallow.register import Draft, Key, Register, Tier
from fallow.register.backup import backup, restore
from fallow.register.bundle import Selection, write_bundle
from fallow.register.bundle_read import opened_bundle
from fallow.register.checkpoint import check_checkpoint, make_checkpoint, parse_checkpoint, witness
from fallow.register.merge import merge, merge_recorders, same
from fallow.register.verify import verify

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ANN = Key.from_seed(b"Ann, an author of these tests...")
BEN = Key.from_seed(b"Ben, another author of the tests")


def note(text: str, tier: Tier | None = None) -> Draft:
    return Draft("note", {"text": text}, tier=tier)


def at(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


@pytest.fixture
def ann(tmp_path: Path) -> Register:
    register = Register.create(tmp_path / "ann.fallow", key=ANN)
    with register.transaction(NOON) as tx:
        for number in range(5):
            tx.append(note(f"ann {number}"))
        page = tx.put_blob(b"page")
        tx.append(Draft("document", {"sha256": page, "name": "page.html"}))
    register.append([note("secret", Tier.CONFIDENTIAL), note("plain")], now=at(1))
    return register


@pytest.fixture
def ben(tmp_path: Path) -> Register:
    register = Register.create(tmp_path / "ben.fallow", key=BEN)
    for number in range(3):
        register.append([note(f"ben {number}")], now=at(number))
    return register


def test_the_union_does_not_depend_on_who_merges_whom(ann: Register, ben: Register, tmp_path: Path) -> None:
    backup(ann.recorder, tmp_path / "left.fallow")
    backup(ben.recorder, tmp_path / "right.fallow")
    left, right = Register.open(tmp_path / "left.fallow"), Register.open(tmp_path / "right.fallow")
    merged = merge(left, ben)
    assert (merged.entries, merged.seals) == (3, 3)
    merge(right, ann)
    assert same(left.recorder, right.recorder)
    assert [e.id for e in left.entries()] == [e.id for e in right.entries()]
    assert merge(left, right).entries == 0
    assert left.verify()
    assert right.blob(next(iter(ann.recorder.blobs()))) == b"page"


def test_a_dry_run_says_what_would_come_and_brings_nothing(ann: Register, ben: Register) -> None:
    assert merge(ann, ben, dry_run=True).entries == 3
    assert ann.count() == 8


def test_entries_written_after_a_merge_come_after_what_was_merged_even_with_a_slow_clock(
    ann: Register, ben: Register
) -> None:
    merge(ann, ben)  # Ben's last entry is at two o'clock, Ann's clock says one
    (mine,) = ann.append([note("after")], now=at(1))
    assert [e.id for e in ann.entries()][-1] == mine.id


def test_a_clock_years_ahead_does_not_drag_others_along(ann: Register, ben: Register) -> None:
    (far,) = ben.append([note("from the future")], now=at(24 * 365))
    merge(ann, ben)
    (mine,) = ann.append([note("today")], now=at(3))
    order = [e.id for e in ann.entries()]
    assert order.index(mine.id) < order.index(far.id)
    assert ann.verify()


def test_bad_entries_do_not_come_in(ann: Register, ben: Register) -> None:
    raw = ben.recorder.seals()
    seal = next(iter(raw))
    ben.recorder._db.execute("DROP TRIGGER seal_no_update")
    ben.recorder._db.execute("UPDATE seal SET signature = ? WHERE number = ?", (bytes(64), seal.number))
    with pytest.raises(IntegrityError) as caught:
        merge(ann, ben)
    assert caught.value.kind == "merge-refused"
    assert ann.count() == 8


def test_two_corrections_made_apart_stand_side_by_side_until_somebody_decides(ann: Register, tmp_path: Path) -> None:
    (record,) = ann.append([note("three bomblets")], now=at(2))
    other = Register.create(tmp_path / "other.fallow", key=BEN)
    merge(other, ann)
    (four,) = ann.append([_correction(record.id, "four")], now=at(3))
    (five,) = other.append([_correction(record.id, "five")], now=at(4))
    merge(ann, other)
    merge(other, ann)
    for register in (ann, other):
        (shown,) = [e for e in register.current("note") if e.id == record.id]
        assert shown.body == {"text": "three bomblets"}
        assert shown.alternatives == (four.id, five.id)
        (conflict,) = register.conflicts()
        assert (conflict.of, conflict.sides) == (record.id, (four.id, five.id))
    decision = _correction(record.id, "four")
    other.append([Draft("correction", {**decision.body, "over": [four.id, five.id]})], now=at(5))
    (shown,) = [e for e in other.current("note") if e.id == record.id]
    assert (shown.body, shown.alternatives) == ({"text": "four"}, ())
    assert other.conflicts() == []
    assert other.conflicts(as_known=at(4))  # the question was open that day, and still is when asked about that day


def test_a_withdrawal_does_not_silence_a_correction_it_had_not_seen(ann: Register, tmp_path: Path) -> None:
    (record,) = ann.append([note("a strike")], now=at(2))
    other = Register.create(tmp_path / "other.fallow", key=BEN)
    merge(other, ann)
    ann.append([_correction(record.id, "a strike further north")], now=at(3))
    other.append([Draft("withdrawal", {"of": record.id, "reason": "not seen", "over": []})], now=at(4))
    merge(ann, other)
    assert record.id in [e.id for e in ann.current("note")]
    assert [conflict.of for conflict in ann.conflicts()] == [record.id]


def _correction(of: str, text: str) -> Draft:
    return Draft("correction", {"of": of, "body": {"text": text}, "reason": "counted again"})


def test_a_correction_of_a_secret_is_one(ann: Register) -> None:
    (secret,) = ann.append([note("where it lies", Tier.CONFIDENTIAL)], now=at(2))
    (correction,) = ann.append([_correction(secret.id, "where it really lies")], now=at(3))
    assert correction.tier == Tier.CONFIDENTIAL
    public = Register.open(ann.location, clearance=Tier.RESTRICTED)
    assert secret.id not in {e.id for e in public.entries()}
    assert "where it really lies" not in {e.body.get("text") for e in public.current("note")}


class TestBundle:
    def test_a_whole_bundle_is_the_register(self, ann: Register, tmp_path: Path) -> None:
        contents = write_bundle(ann.recorder, tmp_path / "a.bundle", Selection(), ANN, at(5))
        assert (contents.entries, contents.attachments, contents.left_out) == (8, 1, {})
        with opened_bundle(tmp_path / "a.bundle") as bundle:
            assert same(bundle.recorder, ann.recorder)
            assert verify(bundle.recorder)
            assert bundle.checkpoint is not None
            assert check_checkpoint(bundle.recorder, parse_checkpoint(bundle.checkpoint)) == []

    def test_the_same_selection_gives_the_same_bytes(self, ann: Register, tmp_path: Path) -> None:
        for name in "ab":
            write_bundle(ann.recorder, tmp_path / name, Selection(), ANN, at(5))
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()

    def test_a_part_verifies_and_says_what_it_lacks(self, ann: Register, tmp_path: Path) -> None:
        selection = Selection(tier=Tier.RESTRICTED, kinds=("note",))
        contents = write_bundle(ann.recorder, tmp_path / "p.bundle", selection, ANN, at(5))
        assert contents.entries == 6
        assert contents.left_out == {"document": 1, "note": 1}
        receiver = Register.create(tmp_path / "receiver.fallow", key=BEN)
        with opened_bundle(tmp_path / "p.bundle") as bundle:
            merge_recorders(receiver.recorder, bundle.recorder)
        verdict = receiver.verify()
        assert verdict, verdict.problems
        assert verdict.entries == 6
        assert "2 entries of" in verdict.missing[0]
        assert merge(receiver, ann).entries == 2  # the whole copy completes the part
        verdict = receiver.verify()
        assert verdict
        assert (verdict.entries, verdict.missing) == (8, ())

    def test_a_part_of_a_part_still_verifies(self, ann: Register, tmp_path: Path) -> None:
        write_bundle(ann.recorder, tmp_path / "p", Selection(kinds=("note",)), ANN, at(5))
        middle = Register.create(tmp_path / "m.fallow", key=BEN)
        with opened_bundle(tmp_path / "p") as bundle:
            merge_recorders(middle.recorder, bundle.recorder)
        write_bundle(middle.recorder, tmp_path / "q", Selection(tier=Tier.RESTRICTED), BEN, at(6))
        with opened_bundle(tmp_path / "q") as bundle:
            assert verify(bundle.recorder)
            assert bundle.recorder.count() == 6
            assert bundle.about["missing"]["not_held_by_the_sender"] == 1

    @pytest.mark.parametrize("keep", [0, 3, 40, 0.5, -1])
    def test_a_bundle_cut_off_on_its_way_is_refused(self, ann: Register, tmp_path: Path, keep: float) -> None:
        path = tmp_path / "a.bundle"
        write_bundle(ann.recorder, path, Selection(), ANN, at(5))
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * keep) if isinstance(keep, float) else keep])
        with pytest.raises(FallowError) as caught, opened_bundle(path):
            pass
        assert caught.value.kind == "not-a-bundle"

    def test_a_changed_line_is_noticed(self, ann: Register, tmp_path: Path) -> None:
        write_bundle(ann.recorder, tmp_path / "a", Selection(), ANN, at(5))
        with zipfile.ZipFile(tmp_path / "a") as old, zipfile.ZipFile(tmp_path / "b", "w") as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, content.replace(b"ann 3", b"ann 9") if name == "entries.jsonl" else content)
        with opened_bundle(tmp_path / "b") as bundle:
            assert [problem.kind for problem in verify(bundle.recorder).problems] == ["bad-root"]

    def test_an_archive_made_to_burst_is_refused_unread(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "z", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bundle.json", b"{}")
            archive.writestr("entries.jsonl", bytes(600 * 2**20))
        with pytest.raises(InputError) as caught, opened_bundle(tmp_path / "z"):
            pass
        assert "unpacks to" in caught.value.found


class TestCheckpoint:
    def test_rolled_back_to_an_old_copy(self, ann: Register, tmp_path: Path) -> None:
        backup(ann.recorder, tmp_path / "old.fallow")
        ann.append([note("later")], now=at(6))
        kept = parse_checkpoint(make_checkpoint(ann.recorder, ANN))
        assert check_checkpoint(ann.recorder, kept) == []
        old = Register.open(tmp_path / "old.fallow")
        assert old.verify()  # an old copy is whole: only the checkpoint tells
        (problem,) = check_checkpoint(old.recorder, kept)
        assert problem.kind == "rolled-back"
        assert "9 entries" in problem.sentence

    def test_a_register_that_grew_or_was_merged_still_fits(self, ann: Register, ben: Register) -> None:
        kept = parse_checkpoint(make_checkpoint(ann.recorder, ANN))
        merge(ann, ben)
        ann.append([note("more")], now=at(6))
        assert check_checkpoint(ann.recorder, kept) == []

    def test_a_changed_checkpoint_is_no_checkpoint(self, ann: Register) -> None:
        text = make_checkpoint(ann.recorder, ANN)
        for old, new in (("fallow-entries 8", "fallow-entries 7"), ("fallow-head ", "fallow-tail ")):
            with pytest.raises(FallowError):
                parse_checkpoint(text.replace(old, new))

    def test_a_second_office_signs_what_it_holds_too(self, ann: Register, ben: Register) -> None:
        text = make_checkpoint(ann.recorder, ANN)
        with pytest.raises(InputError) as caught:
            witness(text, ben.recorder, BEN)
        assert caught.value.kind == "not-witnessed"
        merge(ben, ann)
        signed = witness(text, ben.recorder, BEN)
        assert signed.startswith(text)
        assert parse_checkpoint(signed) == parse_checkpoint(text)


class TestBackup:
    def test_a_backup_opens_verifies_and_comes_back(self, ann: Register, tmp_path: Path) -> None:
        copied = backup(ann.recorder, tmp_path / "backup.fallow")
        assert (copied.entries, copied.attachments) == (8, 1)
        restored = restore(tmp_path / "backup.fallow", tmp_path / "again.fallow")
        assert restored.entries == 8
        with Register.open(tmp_path / "again.fallow") as again:
            assert same(again.recorder, ann.recorder)

    def test_a_damaged_backup_is_not_restored(self, ann: Register, tmp_path: Path) -> None:
        backup(ann.recorder, tmp_path / "b.fallow")
        whole = (tmp_path / "b.fallow").read_bytes()
        (tmp_path / "b.fallow").write_bytes(whole.replace(b'"text":"ann 3"', b'"text":"ann 9"'))
        with pytest.raises(IntegrityError) as caught:
            restore(tmp_path / "b.fallow", tmp_path / "again.fallow")
        assert caught.value.kind == "copy-refused"
        assert sorted(path.name for path in tmp_path.glob("*again*")) == []

    def test_nothing_is_overwritten(self, ann: Register) -> None:
        with pytest.raises(ConflictError):
            backup(ann.recorder, Path(ann.location))

    def test_a_log_left_by_another_register_is_never_applied_to_a_restored_one(
        self, ann: Register, tmp_path: Path
    ) -> None:
        backup(ann.recorder, tmp_path / "b.fallow")
        (tmp_path / "again.fallow-wal").write_bytes(b"the log of a register that was moved away")
        with pytest.raises(ConflictError) as caught:
            restore(tmp_path / "b.fallow", tmp_path / "again.fallow")
        assert "again.fallow-wal" in str(caught.value)
        assert not (tmp_path / "again.fallow").exists()

    def test_only_the_later_branch_of_a_fork_of_one_moment(self, ann: Register, tmp_path: Path) -> None:
        backup(ann.recorder, tmp_path / "copy.fallow")
        with Register.open(tmp_path / "copy.fallow", key=ANN) as copy:
            copy.append([note("secret branch", Tier.CONFIDENTIAL)], now=at(7))
            ann.append([note("open branch")], now=at(7))
            merge(copy, ann)
            contents = write_bundle(copy.recorder, tmp_path / "f", Selection(tier=Tier.RESTRICTED), ANN, at(8))
        with opened_bundle(tmp_path / "f") as bundle:
            verdict = verify(bundle.recorder)
            assert verdict, verdict.problems
            assert verdict.entries == contents.entries
            assert len(verdict.forks) == 1

    def test_lines_that_a_courier_took_out_or_doubled_are_noticed(self, ann: Register, tmp_path: Path) -> None:
        write_bundle(ann.recorder, tmp_path / "a", Selection(), ANN, at(5))

        def altered(name: str, change: dict[str, object]) -> Path:
            with zipfile.ZipFile(tmp_path / "a") as old, zipfile.ZipFile(tmp_path / name, "w") as new:
                for member in old.namelist():
                    content = old.read(member)
                    new.writestr(member, change[member](content) if member in change else content)  # type: ignore[operator]
            return tmp_path / name

        for name, change in (
            ("fewer", {"entries.jsonl": lambda content: content[content.index(b"\n") + 1 :]}),
            ("none", {"entries.jsonl": lambda _: b""}),
            ("zz", {"seals.jsonl": lambda content: content.replace(b'"signature":"', b'"signature":"zz')}),
        ):
            with pytest.raises(FallowError) as caught, opened_bundle(altered(name, change)):
                pass
            assert caught.value.kind == "not-a-bundle", name
        double = altered("double", {"seals.jsonl": lambda content: content + content.splitlines(keepends=True)[0]})
        receiver = Register.create(tmp_path / "receiver.fallow", key=BEN)
        with pytest.raises(FallowError), opened_bundle(double) as bundle:
            merge_recorders(receiver.recorder, bundle.recorder)
        assert receiver.count() == 0
