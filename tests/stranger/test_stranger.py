"""A reader written from ``spec/`` alone must come to what Fallow says, of good registers and of tampered ones."""

from __future__ import annotations

import ast
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import rfc8032
import standing as strangers
import verify_register as stranger
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from fallow.core.canonical import canonical_bytes
from fallow.register import Draft, Key, Register, Tier
from fallow.register.backup import backup
from fallow.register.bundle import Selection, write_bundle
from fallow.register.bundle_read import opened_bundle
from fallow.register.checkpoint import check_checkpoint, make_checkpoint, parse_checkpoint
from fallow.register.entry import stamp
from fallow.register.merge import merge, merge_recorders
from fallow.register.recorders.memory import MemoryRecorder
from fallow.register.verify import verify

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ANN = Key.from_seed(b"Ann, an author of these tests...")
BEN = Key.from_seed(b"Ben, another author of the tests")
HERE = Path(__file__).resolve().parent


def by_nacl(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def note(text: str, **more: object) -> Draft:
    return Draft("note", {"text": text}, **more)


def correction(of: str, text: str, **more: object) -> Draft:
    return Draft("correction", {"of": of, "body": {"text": text}, "reason": "seen again", **more})


def withdrawal(of: str, **more: object) -> Draft:
    return Draft("withdrawal", {"of": of, "reason": "not so", **more})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Ann's register with Ben's merged in: tiers, a claimed date, an attachment, amendments, one of them contested."""
    with Register.create(tmp_path / "ann.fallow", key=ANN) as ann:
        with ann.transaction(NOON) as tx:
            first, second, third, *_ = (tx.append(note(f"Ann {number} – ü")) for number in range(5))
            page = tx.put_blob(b"page")
            tx.append(Draft("document", {"sha256": page, "name": "page.html"}, known_since=date(2024, 4, 1)))
            tx.append(Draft("treaty_fact", {"state": "XAA", "fact": "report", "year": 2023}))
            tx.append(note("a source", tier=Tier.CONFIDENTIAL))
        backup(ann.recorder, tmp_path / "ben.fallow")
        ann.append([correction(first.id, "by Ann"), withdrawal(third.id)], now=at(1))
        ann.append([correction(second.id, "by Ann", over=[])], now=at(2))
        with Register.open(tmp_path / "ben.fallow", key=BEN) as ben:
            ben.append([correction(second.id, "by Ben", over=[]), note("Ben")], now=at(-3))
            ben.append([withdrawal(first.id, over=[])], now=at(1.5))
            merge(ann, ben)
        ann.append([note("after the merge")], now=at(1.6).replace(microsecond=7) + timedelta(hours=1))
    return tmp_path / "ann.fallow"


OWN_STORE = {"missing-guard", "altered-order", "altered-setting"}
"""What only the store of a copy can say, and a reader of its entries need not."""


def assert_agrees(path: Path) -> stranger.Found:
    """The stranger and Fallow say the same of a register file; returns what the stranger found."""
    with Register.open(path, key=ANN) as register:
        verdict = register.verify()
    found = stranger.check(stranger.read_file(path), by_nacl)
    assert {kind for kind, _ in found.problems} == {p.kind for p in verdict.problems} - OWN_STORE
    assert len(found.entries) == verdict.entries
    assert tuple(found.heads) == verdict.heads
    assert tuple(map(tuple, found.forks)) == verdict.forks
    assert bool(found.missing) == bool(verdict.missing)
    return found


def assert_same_views(path: Path) -> None:
    entries = stranger.read_file(path).entries
    for clearance in Tier:
        with Register.open(path, clearance=clearance) as register:
            for moment in (None, *(at(hours) for hours in (-720, -4, 0, 1, 1.7, 2, 5))):
                told = None if moment is None else stamp(moment)
                for asked, mine in (
                    ({"as_known": moment}, {"known": told}),
                    ({"as_recorded": moment}, {"recorded": told}),
                ):
                    seen = strangers.visible(
                        entries, clearance=clearance.word, **{"known": None, "recorded": None, **mine}
                    )
                    assert [entry.id for entry in seen] == [entry.id for entry in register.entries(**asked)]
                    shown = strangers.standing(entries, clearance=clearance.word, **mine)
                    assert [
                        (key, one["body"], one["corrected_by"], tuple(one["sides"]))
                        for key, one in shown.items()
                        if one["kind"] == "note"
                    ] == [(e.id, e.body, e.corrected_by, e.alternatives) for e in register.current("note", **asked)]


def test_a_good_register_is_good_to_both(path: Path) -> None:
    found = assert_agrees(path)
    assert not found.problems
    assert len(found.entries) == 15
    assert len(found.heads) == 2


def test_the_order_of_views_and_what_stands_are_the_same(path: Path) -> None:
    assert_same_views(path)
    shown = strangers.standing(stranger.read_file(path).entries)
    assert sum(bool(one["sides"]) for one in shown.values()) == 2


def test_the_script_runs_with_the_standard_library_alone(path: Path) -> None:
    script = HERE / "verify_register.py"
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(path), "--log"], capture_output=True, text=True, check=True
    )
    *log, verdict = map(json.loads, done.stdout.splitlines())
    assert verdict["ok"]
    assert len(log) == verdict["entries"] == 15
    for name in ("verify_register", "standing", "rfc8032", "xchacha"):
        for node in ast.walk(ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for imported in names:
                root = imported.split(".")[0]
                assert root in sys.stdlib_module_names or root in ("standing", "rfc8032"), imported


TAMPERING: dict[str, tuple[str, ...]] = {
    "bad-root": ("UPDATE entry SET bytes = x'7b7d', id = x'{empty}' WHERE number & 4294967295 = 1",),
    "changed-bytes": ("UPDATE entry SET bytes = CAST(replace(bytes, 'Ann 3', 'Ann 4') AS BLOB)",),
    "missing-entry": ("DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)",),
    "altered-column": ("UPDATE entry SET tier = 1 WHERE tier = 3",),
    "bad-signature": ("UPDATE seal SET signature = zeroblob(64) WHERE number = 2",),
    "broken-chain": ("DELETE FROM entry WHERE number >> 32 = 1", "DELETE FROM seal WHERE number = 1"),
    "changed-seal": ("UPDATE seal SET id = zeroblob(32) WHERE number = 2",),
    "changed-blob": ("UPDATE blob SET bytes = x'00'",),
    "no-seal": ("DELETE FROM seal WHERE number = (SELECT max(number) FROM seal)",),
    "not-a-seal": ("UPDATE seal SET bytes = x'7b7d' WHERE number = 3",),
    "reordered": (
        "UPDATE seal SET number = 900 WHERE number = 1",
        "UPDATE entry SET number = number + (899 << 32) WHERE number >> 32 = 1",
    ),
    "nothing": (),
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_both_notice_the_same_tampering(path: Path, kind: str) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {name}")
    for statement in TAMPERING[kind]:
        database.execute(
            statement.replace("{empty}", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
        )
    database.close()
    found = assert_agrees(path)
    assert kind == "nothing" or kind in {kind for kind, _ in found.problems}


def test_an_entry_resigned_by_somebody_else_is_noticed_by_both(path: Path) -> None:
    thief = SigningKey(b"somebody else altogether, 32 b..")
    database = sqlite3.connect(path, isolation_level=None)
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {name}")
    raw = database.execute("SELECT bytes FROM seal WHERE number = 1").fetchone()[0]
    database.execute("UPDATE seal SET signature = ? WHERE number = 1", (thief.sign(raw).signature,))
    database.close()
    assert {kind for kind, _ in assert_agrees(path).problems} == {"bad-signature"}


def forked(tmp_path: Path) -> Path:
    with Register.create(tmp_path / "one.fallow", key=ANN) as one:
        one.append([note("before")], now=NOON)
        backup(one.recorder, tmp_path / "two.fallow")
        with Register.open(tmp_path / "two.fallow", key=ANN) as two:
            two.append([note("the same on both"), note("only on two")], now=at(1))
            one.append([note("the same on both")], now=at(1))
            one.append([note("only on one")], now=at(2))
            merge(one, two)
    return tmp_path / "one.fallow"


def test_a_copied_laptop_is_a_fork_to_both_and_its_repeated_entry_is_shown_once(tmp_path: Path) -> None:
    path = forked(tmp_path)
    found = assert_agrees(path)
    assert not found.problems
    assert len(found.forks) == 1
    assert len(found.entries) == 5
    assert len(stranger.in_order(found.entries)) == 4
    assert_same_views(path)


@pytest.mark.parametrize("tier", ["public", "restricted", "personal"])
def test_a_bundle_in_part_and_what_it_is_merged_into_verify_alike(path: Path, tmp_path: Path, tier: str) -> None:
    bundle, partial = tmp_path / "part.zip", tmp_path / "part.fallow"
    with Register.open(path, key=ANN) as register:
        write_bundle(register.recorder, bundle, Selection(tier=Tier[tier.upper()]), ANN, at(9))
    found = stranger.check(stranger.read_file(bundle), by_nacl)
    with opened_bundle(bundle) as opened, Register.create(partial, key=BEN) as into:
        verdict = verify(opened.recorder)
        told = parse_checkpoint(opened.checkpoint or "")
        merge_recorders(into.recorder, opened.recorder)
    assert verdict
    assert found.problems == []
    assert (len(found.entries), tuple(found.heads)) == (verdict.entries, verdict.heads)
    assert found.missing == told.entries - verdict.entries
    assert_agrees(partial)
    assert_same_views(partial)


def test_a_proof_of_another_entry_is_noticed_by_both(path: Path, tmp_path: Path) -> None:
    bundle, partial = tmp_path / "part.zip", tmp_path / "part.fallow"
    with Register.open(path, key=ANN) as register:
        write_bundle(register.recorder, bundle, Selection(tier=Tier.PUBLIC), ANN, at(9))
    with opened_bundle(bundle) as opened, Register.create(partial, key=BEN) as into:
        merge_recorders(into.recorder, opened.recorder)
    database = sqlite3.connect(partial, isolation_level=None)
    database.execute("DROP TRIGGER proof_no_update")
    database.execute("UPDATE proof SET path = zeroblob(length(path))")
    database.close()
    assert {kind for kind, _ in assert_agrees(partial).problems} == {"bad-proof"}


def test_an_older_copy_is_noticed_by_both_with_a_checkpoint(path: Path, tmp_path: Path) -> None:
    backup_path = tmp_path / "older.fallow"
    with Register.open(path, key=ANN) as register:
        backup(register.recorder, backup_path)
        register.append([note("later")], now=at(50))
        text = make_checkpoint(register.recorder, ANN)
        assert check_checkpoint(register.recorder, parse_checkpoint(text)) == []
    assert stranger.check(stranger.read_file(path), by_nacl, text.encode()).problems == []
    older = stranger.check(stranger.read_file(backup_path), by_nacl, text.encode())
    with Register.open(backup_path) as register:
        (problem,) = check_checkpoint(register.recorder, parse_checkpoint(text))
    assert older.problems == [(problem.kind, problem.where)]
    altered = text.replace("fallow-entries 16", "fallow-entries 15").encode()
    assert altered != text.encode()
    assert [kind for kind, _ in stranger.check(stranger.read_file(path), by_nacl, altered).problems] == [
        "bad-checkpoint"
    ]


def test_an_attachment_that_was_not_handed_over_is_no_fault_to_either(path: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "without.zip"
    with Register.open(path, key=ANN) as register:
        write_bundle(register.recorder, bundle, Selection(attachments=False), ANN, at(9))
    found = stranger.check(stranger.read_file(bundle), by_nacl)
    with opened_bundle(bundle) as opened:
        assert verify(opened.recorder)
    assert (found.problems, found.blobs) == ([], {})


def test_the_columns_that_speed_up_the_order_of_views_are_not_what_it_rests_on(path: Path) -> None:
    before = [entry.id for entry in stranger.in_order(stranger.read_file(path).entries)]
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("DROP TRIGGER seal_no_update")
    assert database.execute("SELECT count(*) FROM seal WHERE late").fetchone()[0]
    database.execute("UPDATE seal SET late = 0, top_clock = 1, top_tick = 0")
    database.close()
    assert [entry.id for entry in stranger.in_order(stranger.read_file(path).entries)] == before


Step = tuple[bool, str, int, tuple[int, ...] | None]


@st.composite
def steps(draw: Callable[..., object]) -> list[Step]:
    """Amendments by two authors: who, what, of which earlier entry, over which (``None``: says nothing)."""
    number = draw(st.integers(1, 9))
    one = st.tuples(
        st.booleans(),
        st.sampled_from(["correction", "correction", "withdrawal"]),
        st.integers(0, 11),
        st.none() | st.lists(st.integers(0, 11), max_size=4).map(tuple),
    )
    return draw(st.lists(one, min_size=number, max_size=number))


@settings(max_examples=120, deadline=None)
@given(steps())
def test_any_amendments_of_two_authors_are_folded_alike(given_steps: list[Step]) -> None:
    recorder = MemoryRecorder()
    registers = {True: Register(recorder, key=ANN), False: Register(recorder, key=BEN)}
    notes = registers[True].append([note("one"), note("two")], now=NOON)
    ids = [entry.id for entry in notes]
    for hour, (who, kind, of, over) in enumerate(given_steps, start=1):
        # Corrections name entries with content; withdrawals may name anything.
        target = ids[of % 2] if kind == "correction" else ids[of % len(ids)]
        more = {} if over is None else {"over": [ids[one % len(ids)] for one in over]}
        draft = correction(target, str(hour), **more) if kind == "correction" else withdrawal(target, **more)
        ids += [entry.id for entry in registers[who].append([draft], now=at(hour))]
    seals = {seal.number: stranger.read_seal(seal.raw, seal.signature) for seal in recorder.seals()}
    entries = [stranger.read_entry(stored.raw, seals[stored.seal]) for stored in recorder.entries(1, 10**6)]
    shown = strangers.standing(entries)
    assert [
        (key, one["body"], one["corrected_by"], tuple(one["sides"]))
        for key, one in shown.items()
        if one["kind"] == "note"
    ] == [(e.id, e.body, e.corrected_by, e.alternatives) for e in registers[True].current("note")]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_canonical_bytes_are_the_same_for_every_value(value: object) -> None:
    assert stranger.canonical(value) == canonical_bytes(value)
    assert stranger.is_canonical(canonical_bytes(value))


@settings(max_examples=12, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_the_plain_verification_of_signatures_agrees_with_libsodium(seed: bytes, message: bytes, flipped: int) -> None:
    key = SigningKey(seed)
    public, signature = key.verify_key.encode(), key.sign(message).signature
    other = bytearray(signature)
    other[flipped // 8] ^= 1 << flipped % 8
    assert rfc8032.verify(public, message, signature)
    assert not rfc8032.verify(public, message, bytes(other))
    assert not by_nacl(public, message, bytes(other))
    assert not rfc8032.verify(public, message + b".", signature)


@pytest.mark.parametrize("weak", ["00" * 32, "01" + "00" * 31, "ec" + "ff" * 30 + "7f", "00" * 31 + "80"])
def test_weak_keys_and_a_second_form_of_a_signature_are_refused_by_both(weak: str) -> None:
    public = bytes.fromhex(weak)
    forged = public + bytes(32)
    assert not rfc8032.verify(public, b"anything", forged)
    assert not by_nacl(public, b"anything", forged)
    key = SigningKey(b"Ann, an author of these tests...")
    signature = key.sign(b"text").signature
    second = signature[:32] + (int.from_bytes(signature[32:], "little") + rfc8032.L).to_bytes(32, "little")
    assert not rfc8032.verify(key.verify_key.encode(), b"text", second)
    assert not by_nacl(key.verify_key.encode(), b"text", second)
