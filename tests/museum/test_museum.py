"""Registers of earlier versions open for ever, verify, and show what they showed on the day they were made."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from fallow.core.ids import digest_file
from fallow.register import Draft, Key, Register, Tier
from fallow.register.bundle_read import opened_bundle
from fallow.register.checkpoint import check_checkpoint, note_key, parse_checkpoint
from fallow.register.merge import merge_recorders
from fallow.register.note import parse_note, verified
from fallow.register.people import opened
from fallow.register.personal import erased
from fallow.register.verify import verify

HERE = Path(__file__).resolve().parent
V1 = HERE / "v1"
EXPECTED: dict[str, Any] = json.loads((V1 / "expected.json").read_text("utf-8")) if V1.is_dir() else {}

DIGESTS: dict[str, str] = {
    "v1/checkpoint.txt": "87637c9f8915b10992338b5542012c8d65d14faaaf0adef2f22bc167c6267d24",
    "v1/expected.json": "847d4d98e7cd2a42300824e6b41f7324413e5f552e9d33c6ce2796f3125085ae",
    "v1/part.bundle": "6138d16b8d429dd4e8915be12c249b1746d714a6e3cd77447fe138f8a6570425",
    "v1/register.sqlite": "a2122a1f3072179b61b568beb70ba9b7ab71ef1f212ed2d42279977f7ea9f626",
}
"""Of every piece. Add lines for new pieces; never change one."""

LATER = Key.from_seed(b"somebody who writes years later.")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A copy of the register of version 1."""
    return Path(shutil.copy(V1 / "register.sqlite", tmp_path / "register.fallow"))


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"museum_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_pieces_are_those_of_the_day_they_were_made() -> None:
    there = {str(path.relative_to(HERE)): digest_file(path) for path in V1.iterdir()}
    assert there == DIGESTS, "a piece of the museum changed: bring it back, never make it anew (README.md)"
    assert sum(path.stat().st_size for path in V1.iterdir()) < 400_000


def test_a_register_of_version_1_verifies_and_reading_leaves_it_as_it_is(register: Path) -> None:
    before = digest_file(register)
    with Register.open(register) as opened_register:
        verdict, told = opened_register.verify().to_json(), EXPECTED["verdict"]
        assert {name: verdict[name] for name in told if name != "missing"} | {"missing": told["missing"]} == told
        assert len(verdict["missing"]) == len(told["missing"])  # a sentence for people may be put better
        for entry, of_old in zip(opened_register.entries(), EXPECTED["entries"], strict=True):
            assert entry.to_json() | of_old == entry.to_json()  # a later version may say more of an entry
        assert sorted(opened_register.recorder.blobs()) == EXPECTED["attachments"]
        for name in EXPECTED["attachments"]:
            assert opened_register.blob(name)
        found = [{"of": one.of, "sides": list(one.sides)} for one in opened_register.conflicts()]
        assert found == EXPECTED["conflicts"]
    assert digest_file(register) == before


def test_a_register_of_version_1_shows_the_views_of_that_day(register: Path) -> None:
    written = {entry["id"]: entry["body"] for entry in EXPECTED["entries"]}
    for told in EXPECTED["views"]:
        when = {f"as_{told['clock']}": datetime.fromisoformat(told["moment"]) if told["moment"] else None}
        with Register.open(register, clearance=Tier[told["clearance"].upper()]) as opened_register:
            assert [entry.id for entry in opened_register.entries(**when)] == told["order"]
            kinds = sorted({entry.kind for entry in opened_register.entries(**when)} - {"correction", "withdrawal"})
            stands = [one for kind in kinds for one in opened_register.current(kind, **when)]
        assert [
            {"id": one.id, "corrected_by": one.corrected_by, "alternatives": list(one.alternatives)} for one in stands
        ] == told["stands"]
        for one in stands:
            assert one.body == (written[one.corrected_by]["body"] if one.corrected_by else written[one.id])


def test_sealed_words_of_version_1_open_with_their_key_and_those_of_the_erased_do_not(register: Path) -> None:
    told = EXPECTED["opened"]
    with Register.open(register) as opened_register:
        gone = erased(opened_register)
        texts = [
            opened(entry.body, lambda _person: bytes.fromhex(told["key"]), gone)["text"]
            for entry in opened_register.entries("note")
            if b"$sealed" in entry.raw
        ]
    assert texts == [told["value"], {"$erased": told["erased"]}]


def test_a_checkpoint_of_version_1_holds_and_its_witness_too(register: Path) -> None:
    text = (V1 / "checkpoint.txt").read_bytes()
    checkpoint = parse_checkpoint(text)
    makers = _load(HERE / "make_v1.py")
    assert checkpoint.signer == makers.ANN.author
    signers = verified(parse_note(text), [note_key(makers.ANN.author), note_key(makers.BEN.author)])
    assert len(signers) == 2
    with Register.open(register) as opened_register:
        assert check_checkpoint(opened_register.recorder, checkpoint) == []


def test_a_bundle_of_version_1_opens_and_its_entries_are_those_of_the_register(tmp_path: Path) -> None:
    whole = {entry["id"] for entry in EXPECTED["entries"]}
    with opened_bundle(V1 / "part.bundle") as bundle, Register.create(tmp_path / "new.fallow", key=LATER) as into:
        assert verify(bundle.recorder)
        merge_recorders(into.recorder, bundle.recorder)
        assert into.verify()
        ids = {entry.id for entry in into.entries()}
        assert ids < whole
        assert all(entry.tier <= Tier.RESTRICTED for entry in into.entries())
        assert len(ids) == sum(entry["tier"] in ("public", "restricted") for entry in EXPECTED["entries"])


def test_a_register_of_version_1_is_carried_on_by_this_version(register: Path) -> None:
    with Register.open(register, key=LATER) as opened_register:
        (entry,) = opened_register.append(
            [Draft("note", {"text": "years later"})], now=datetime(2034, 1, 1, tzinfo=UTC)
        )
        assert opened_register.verify()
        assert [one.id for one in opened_register.entries()] == [*(one["id"] for one in EXPECTED["entries"]), entry.id]
        checkpoint = parse_checkpoint((V1 / "checkpoint.txt").read_bytes())
        assert check_checkpoint(opened_register.recorder, checkpoint) == []


def test_a_stranger_reads_the_pieces_too(register: Path) -> None:
    stranger = _load(HERE.parent / "stranger" / "verify_register.py")
    found = stranger.check(stranger.read_file(register), checkpoint=(V1 / "checkpoint.txt").read_bytes())
    assert found.problems == []
    assert [entry.id for entry in stranger.in_order(found.entries)] == [entry["id"] for entry in EXPECTED["entries"]]
    assert stranger.check(stranger.read_file(V1 / "part.bundle")).problems == []


def test_the_pieces_hold_what_they_are_kept_for() -> None:
    kinds = {entry["kind"] for entry in EXPECTED["entries"]}
    assert len(kinds) == 20
    assert len(EXPECTED["verdict"]["forks"]) == 1
    assert len(EXPECTED["verdict"]["missing"]) == 1
    assert len(EXPECTED["conflicts"]) == 1
    assert {entry["tier"] for entry in EXPECTED["entries"]} == {tier.word for tier in Tier}
    assert any(entry["known_since"] for entry in EXPECTED["entries"])
