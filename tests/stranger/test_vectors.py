"""The golden vectors: made by this code to the byte, and read to the same verdicts by a stranger."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import rfc8032
import standing as strangers
import verify_register as stranger
import xchacha

from fallow.core.canonical import canonical_bytes, is_canonical, parse_json
from fallow.core.errors import FallowError
from fallow.core.ids import digest
from fallow.register.clock import Reading, next_reading
from fallow.register.entry import parse_stamp
from fallow.register.merkle import root_from_path
from fallow.register.people import open_value

ROOT = Path(__file__).resolve().parents[2]
VECTORS = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "spec" / "vectors").glob("*.json")}
REGISTERS = VECTORS["registers"]["registers"]


def test_the_vectors_are_those_that_the_code_writes() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/golden_vectors.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_vectors_of_every_part_of_the_format() -> None:
    assert set(VECTORS) == {"canonical", "clock", "merkle", "registers", "sealed"}


def test_canonical_json_is_the_same_to_both() -> None:
    told = VECTORS["canonical"]
    for case in told["values"]:
        raw = case["canonical"].encode()
        assert stranger.canonical(json.loads(case["json"])) == raw == canonical_bytes(parse_json(case["json"]))
        assert digest(raw) == case["digest"]
    for text in told["not_canonical"]:
        assert not is_canonical(text.encode())
        assert not stranger.is_canonical(text.encode())
    for text in told["refused"]:
        assert not stranger.is_canonical(text.encode())
        with pytest.raises(FallowError):
            canonical_bytes(parse_json(text))


def test_merkle_roots_and_paths_are_the_same_to_both() -> None:
    told = VECTORS["merkle"]
    assert stranger.root_of([]).hex() == told["empty"]
    for tree in told["trees"]:
        leaves = [bytes.fromhex(leaf) for leaf in tree["leaves"]]
        assert stranger.root_of(leaves).hex() == tree["root"]
        for at, path in enumerate(tree["paths"]):
            steps = [bytes.fromhex(step) for step in path]
            for wrong in range(len(leaves)):
                mine = stranger.root_by_path(leaves[at], wrong, len(leaves), steps)
                assert mine == root_from_path(leaves[at], wrong, len(leaves), steps)
                assert (mine is not None and mine.hex() == tree["root"]) == (wrong == at)
            assert stranger.root_by_path(leaves[at], at, len(leaves), [*steps, bytes(32)]) is None


def test_clock_readings_are_the_next_ones() -> None:
    for case in VECTORS["clock"]["cases"]:
        seen = Reading(parse_stamp(case["seen"][0]), case["seen"][1]) if case["seen"] else None
        reading = next_reading(datetime.fromisoformat(case["now"]), seen)
        assert [parse_stamp(case["next"][0]), case["next"][1]] == [*reading]


def test_sealed_values_open_with_the_page_alone() -> None:
    for case in VECTORS["sealed"]["cases"]:
        key = bytes.fromhex(case["key"])
        assert xchacha.open_sealed(case["sealed"], key) == case["value"] == open_value(case["sealed"], key)
        box = base64.b64decode(case["sealed"]["box"])
        assert len(box) == len(bytes.fromhex(case["padded"])) + 16
    for case in VECTORS["sealed"]["not_opened"]:
        with pytest.raises(ValueError):
            xchacha.open_sealed(case["sealed"], bytes.fromhex(case["key"]))
        with pytest.raises(FallowError):
            open_value(case["sealed"], bytes.fromhex(case["key"]))


def found_in(case: dict[str, Any]) -> stranger.Found:
    found = stranger.Found()
    for told in case["seals"]:
        seal = stranger.read_seal(told["bytes"].encode(), bytes.fromhex(told["signature"]))
        assert seal.id == told["id"]
        for at, one in enumerate(told["entries"]):
            entry = stranger.read_entry(one["bytes"].encode(), seal)
            assert entry.id == one["id"]
            seal.held[at] = entry
        found.seals.append(seal)
    return found


@pytest.mark.parametrize("case", REGISTERS, ids=lambda case: case["name"])
def test_a_small_register_verifies_and_shows_the_same_views(case: dict[str, Any]) -> None:
    found = stranger.check(found_in(case), rfc8032.verify, case["checkpoint"]["text"].encode())
    assert found.problems == []
    assert found.heads == case["heads"]
    assert found.forks == case["forks"]
    for view in case["views"]:
        asked = {"known": None, "recorded": None, view["clock"]: view["moment"]}
        seen = strangers.visible(found.entries, clearance=view["clearance"], **asked)
        assert [entry.id for entry in seen] == view["order"]
        shown = strangers.standing(found.entries, clearance=view["clearance"], **asked)
        assert [
            {"id": key, **{name: one[name] for name in ("body", "corrected_by", "sides")}}
            for key, one in shown.items()
            if one["kind"] == "note"
        ] == view["stands"]


def test_the_cases_hold_what_they_are_there_for() -> None:
    shown = {case["name"]: case["views"][3]["stands"] for case in REGISTERS}  # now, with clearance personal
    assert [one["body"]["text"] for one in shown["replaced"]] == ["third"]
    (aside,) = shown["side by side"]
    assert (aside["body"]["text"], len(aside["sides"])) == ("seen by both", 2)
    assert [(one["body"]["text"], one["sides"]) for one in shown["decided"]] == [("decided", [])]
    assert [one["body"]["text"] for one in shown["withdrawn"]] == ["one", "three"]
    assert [(one["body"]["text"], len(one["sides"])) for one in shown["unseen"]] == [("one", 2)]
    forked = next(case for case in REGISTERS if case["name"] == "forked")
    assert len(forked["forks"]) == 1
    assert sum(len(seal["entries"]) for seal in forked["seals"]) == len(forked["views"][3]["order"]) + 1
    tiers = next(case for case in REGISTERS if case["name"] == "tiers")
    assert [len(view["order"]) for view in tiers["views"][:4]] == [1, 2, 4, 6]
