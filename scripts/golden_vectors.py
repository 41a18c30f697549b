"""Write spec/vectors/*.json: bytes, digests and verdicts that every reader and writer of registers must come to.

Keys, nonces and times are fixed, so every run gives the same bytes. ``--check`` compares and writes nothing; exit code 1
where a file is stale. A vector that changes is a change of the format: it needs a new version, not a new file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from nacl import bindings

from fallow.core.canonical import canonical_bytes, parse_json
from fallow.core.errors import FallowError
from fallow.core.ids import digest
from fallow.register import Draft, Entry, Key, Register, Tier, parse_entry, stamp
from fallow.register.checkpoint import make_checkpoint, note_key, parse_checkpoint
from fallow.register.clock import Reading, next_reading
from fallow.register.merge import merge_recorders
from fallow.register.merkle import EMPTY, path_of, root_of
from fallow.register.people import seal_value
from fallow.register.recorder import StoredEntry
from fallow.register.recorders.memory import MemoryRecorder
from fallow.register.seal import make_seal, microseconds
from fallow.register.transaction import stored

FOLDER = Path(__file__).resolve().parent.parent / "spec" / "vectors"
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ANN, BEN, EVE = (Key.from_seed(bytes([number]) * 32) for number in (1, 2, 3))
PERSON = "person-" + "0f" * 16


def at(hours: float) -> datetime:
    """Return the moment so many hours after noon of 1 May 2024."""
    return NOON + timedelta(hours=hours)


def note(text: str, **more: Any) -> Draft:
    """Return a note."""
    return Draft("note", {"text": text}, **more)


def correction(of: Entry, text: str, **more: Any) -> Draft:
    """Return a correction of a note; ``over`` and other members as given."""
    tier = more.pop("tier", None)
    return Draft("correction", {"of": of.id, "body": {"text": text}, "reason": "put right", **more}, tier=tier)


def withdrawal(of: Entry, **more: Any) -> Draft:
    """Return a withdrawal; ``over`` as given."""
    return Draft("withdrawal", {"of": of.id, "reason": "not so", **more})


def canonical() -> dict[str, Any]:
    """Canonical JSON: texts with the one form of their value, texts that are refused, and bytes that are not that form."""
    given = [
        '{"b": 1, "a": [true, false, null], "": {}}',
        r'{"text": "\u20ac\u0000\u001f\b\t\n\f\r\"\\\/\u007f\u2028 48.10"}',
        '{"\\ufb33": "Hebrew", "\\ud83d\\ude00": "Smiley", "\\u20ac": "Euro", "\\u00f6": "o", "1": "One", "\\r": "CR"}',
        "[9007199254740991, -9007199254740991, 0, -0, 10]",
        '{"lat": "48.10", "e": "é", "decomposed": "e\\u0301"}',
        '"text alone"',
    ]
    refused = ["1.5", "1e2", "[9007199254740992]", '{"a": 1, "a": 2}', '"\\ud800"', "NaN", "{'a': 1}", ""]
    other = ['{"b":1,"a":2}', '{"a": 1}', '"\\u00e9"', "[-0]", "[1.0]", '{"a":1}\n', '{"a":1,"a":1}', '"\\/"']
    return {
        "says": "The value of `json` has the canonical bytes `canonical` (UTF-8) and their SHA-256 `digest`.",
        "values": [
            {"json": text, "canonical": raw.decode("utf-8"), "digest": digest(raw)}
            for text in given
            for raw in [canonical_bytes(parse_json(text))]
        ],
        "refused": [text for text in refused if _refused(text)],
        "not_canonical": other,
    }


def _refused(text: str) -> bool:
    try:
        canonical_bytes(parse_json(text))
    except FallowError:
        return True
    raise ValueError(f"{text!r} was taken")


def merkle() -> dict[str, Any]:
    """Merkle trees over the digests of the decimal texts 0, 1, 2 ...: roots, and paths of every leaf."""
    trees = []
    for size in (1, 2, 3, 5, 7, 8, 9):
        leaves = [bytes.fromhex(digest(str(number).encode())) for number in range(size)]
        paths = [[step.hex() for step in path_of(leaves, number)] for number in range(size)]
        trees.append({"leaves": [leaf.hex() for leaf in leaves], "root": root_of(leaves).hex(), "paths": paths})
    return {"says": "RFC 6962 with SHA-256; a path goes from the leaf upward.", "empty": EMPTY.hex(), "trees": trees}


def clock() -> dict[str, Any]:
    """The hybrid clock: own time, latest reading followed so far, reading of the next seal."""
    day, hour = timedelta(days=1), timedelta(hours=1)
    cases = [
        (NOON, None),
        (NOON, Reading(NOON - hour, 4)),
        (NOON, Reading(NOON, 0)),
        (NOON, Reading(NOON, 7)),
        (NOON, Reading(NOON + hour, 2)),
        (NOON, Reading(NOON + day, 0)),
        (NOON, Reading(NOON + day + timedelta(microseconds=1), 0)),
    ]
    return {
        "says": "`seen` is the latest reading in the register whose clock is at most a day ahead of `now`, or any given one.",
        "cases": [
            {"now": stamp(now), "seen": _reading(seen), "next": _reading(next_reading(now, seen))}
            for now, seen in cases
        ],
    }


def _reading(reading: Reading | None) -> list[Any] | None:
    return [stamp(reading.moment), reading.tick] if reading else None


def sealed() -> dict[str, Any]:
    """Sealed personal values: key, nonce, padded plaintext and the object that stands in a body."""
    cases = []
    for number, value in enumerate(["Ada", "", {"name": "Ö", "born": "1970"}, "x" * 61, "x" * 62, 7, None]):
        key, nonce = bytes([number + 1]) * 32, bytes([number + 101]) * 24
        padded = bindings.sodium_pad(canonical_bytes(value), 64)
        given = {"value": value, "person": PERSON, "key": key.hex(), "nonce": nonce.hex(), "padded": padded.hex()}
        cases.append({**given, "sealed": seal_value(value, PERSON, key, nonce)})
    first = cases[0]["sealed"]
    other = "person-" + "1f" * 16
    spoilt = [
        {"says": "moved to another person", "sealed": {**first, "person": other}, "key": cases[0]["key"]},
        {"says": "another person's key", "sealed": first, "key": cases[1]["key"]},
        {"says": "a member more", "sealed": {**first, "note": "x"}, "key": cases[0]["key"]},
    ]
    return {
        "says": "XChaCha20-Poly1305-IETF; associated bytes `fallow-sealed-1:` and the person.",
        "cases": cases,
        "not_opened": spoilt,
    }


def registers() -> dict[str, Any]:
    """Small registers, seal by seal, with the order of views and what stands, known and recorded, by clearance."""
    scenes = [_plain, _replaced, _side_by_side, _decided, _withdrawn, _unseen, _tiers, _ahead, _forked, _from_later]
    return {
        "says": "`order` lists the visible entries, `stands` those of kind note that stand, both in the order of views.",
        "registers": [_told(scene) for scene in scenes],
    }


def _told(scene: Callable[[Register, Register], None]) -> dict[str, Any]:
    recorder = MemoryRecorder()
    scene(Register(recorder, key=ANN), Register(recorder, key=BEN))
    verdict = Register(recorder).verify()
    if not verdict:
        raise ValueError(f"{scene.__name__}: {verdict.problems}")
    seals = []
    for seal in recorder.seals():
        entries = [
            {"id": entry.id.hex(), "bytes": entry.raw.decode("utf-8")}
            for entry in recorder.entries(seal.number, seal.number)
        ]
        told = {"id": seal.id.hex(), "bytes": seal.raw.decode("utf-8"), "signature": seal.signature.hex()}
        seals.append({**told, "entries": entries})
    text = make_checkpoint(recorder, EVE)
    checkpoint = parse_checkpoint(text)
    return {
        "name": scene.__name__.strip("_").replace("_", " "),
        "says": scene.__doc__,
        "seals": seals,
        "heads": list(verdict.heads),
        "forks": [list(fork) for fork in verdict.forks],
        "checkpoint": {"text": text, "vkey": note_key(EVE.author).to_vkey(), "root": checkpoint.root.hex()},
        "views": _views(recorder),
    }


def _views(recorder: MemoryRecorder) -> list[dict[str, Any]]:
    asked: list[tuple[str, datetime | None, Tier]] = [("known", None, tier) for tier in Tier]
    asked += [(clock, at(hours), Tier.PERSONAL) for clock in ("known", "recorded") for hours in (-24, 0, 2.5, 3.5)]
    return [_view(recorder, clock, moment, tier) for clock, moment, tier in asked]


def _view(recorder: MemoryRecorder, clock: str, moment: datetime | None, tier: Tier) -> dict[str, Any]:
    register = Register(recorder, clearance=tier)
    when: dict[str, Any] = {f"as_{clock}": moment}
    return {
        "clock": clock,
        "moment": stamp(moment) if moment else None,
        "clearance": tier.word,
        "order": [entry.id for entry in register.entries(**when)],
        "stands": [
            {
                "id": entry.id,
                "body": entry.body,
                "corrected_by": entry.corrected_by,
                "sides": list(entry.alternatives),
            }
            for entry in register.current("note", **when)
        ],
    }


def _plain(ann: Register, ben: Register) -> None:
    """Entries of two authors, one claimed as public earlier; nothing amended."""
    ann.append(
        [note("one"), note("two", known_since=date(2024, 4, 1)), note("today", known_since=NOON.date())], now=NOON
    )
    ben.append([note("Ünïcode \u2028 😀")], now=at(1))


def _replaced(ann: Register, ben: Register) -> None:
    """Corrections that replace each other: by the same author without `over`, by another with it."""
    (one,) = ann.append([note("one")], now=NOON)
    ann.append([correction(one, "first")], now=at(1))
    (second,) = ann.append([correction(one, "second")], now=at(2))
    ben.append([correction(one, "third", over=[second.id])], now=at(3))


def _side_by_side(ann: Register, ben: Register) -> None:
    """Two authors correct one entry unseen by each other, above a correction that both saw: the latter is shown."""
    (one,) = ann.append([note("one")], now=NOON)
    (seen,) = ann.append([correction(one, "seen by both", over=[])], now=at(1))
    ann.append([correction(one, "by Ann", over=[seen.id])], now=at(2))
    ben.append([correction(one, "by Ben", over=[seen.id])], now=at(3))


def _decided(ann: Register, ben: Register) -> None:
    """A conflict, open at first, closed by a correction over both sides."""
    (one,) = ann.append([note("one")], now=NOON)
    (left,) = ann.append([correction(one, "by Ann", over=[])], now=at(1))
    (right,) = ben.append([correction(one, "by Ben", over=[])], now=at(2))
    ann.append([correction(one, "decided", over=[left.id, right.id])], now=at(3))


def _withdrawn(ann: Register, ben: Register) -> None:
    """A withdrawal, and a withdrawal of that withdrawal; a correction that is withdrawn."""
    one, two, three = ann.append([note("one"), note("two"), note("three")], now=NOON)
    (gone,) = ann.append([withdrawal(one)], now=at(1))
    ben.append([withdrawal(gone), withdrawal(two)], now=at(2))
    (wrong,) = ann.append([correction(three, "wrong")], now=at(2.2))
    ann.append([withdrawal(wrong)], now=at(3))


def _unseen(ann: Register, ben: Register) -> None:
    """A withdrawal over nothing and a correction that its author did not see: both sides stand until somebody decides."""
    one, two = ann.append([note("one"), note("two")], now=NOON)
    (seen,) = ann.append([correction(two, "seen", over=[])], now=at(0.5))
    ann.append([correction(one, "meanwhile", over=[])], now=at(1))
    ben.append([withdrawal(one, over=[]), withdrawal(two, over=[seen.id])], now=at(2))


def _tiers(ann: Register, ben: Register) -> None:
    """An amendment above a reader's clearance is not there for that reader; one of a secret takes the secret's tier."""
    one, two = ann.append([note("one"), note("secret", tier=Tier.PERSONAL)], now=NOON)
    ann.append([correction(one, "only for some", tier=Tier.CONFIDENTIAL), correction(two, "still secret")], now=at(1))
    find = {"id": "f1", "geometry": {"type": "Point", "coordinates": ["36.1", "49.99"]}, "kind": "unexploded"}
    fact = {"state": "XAA", "fact": "report", "date": "2024-04-30"}
    ben.append([Draft("find", find), Draft("treaty_fact", fact)], now=at(2))


def _ahead(ann: Register, ben: Register) -> None:
    """One computer is hours ahead, another a year: the first is followed, the second is not, and order holds on every copy."""
    ben.append([note("three hours ahead")], now=at(3))
    ann.append([note("after it, by a slow clock")], now=NOON)
    ann.append([note("and again")], now=NOON)
    ben.append([note("a year ahead")], now=at(24 * 365))
    ann.append([note("does not follow")], now=at(1))


def _forked(ann: Register, ben: Register) -> None:
    """A copy carried on under one key: both branches are kept; the entry that both wrote to the byte is shown once."""
    (one,) = ann.append([note("before")], now=NOON)
    copy = MemoryRecorder()
    merge_recorders(copy, ann.recorder)
    ann.append([note("the same"), correction(one, "here")], now=at(1))
    Register(copy, key=ANN).append([note("the same"), note("there")], now=at(1))
    merge_recorders(ann.recorder, copy)


def _from_later(ann: Register, ben: Register) -> None:
    """What a later version may write: further members of an entry and of a body, and a kind nobody here knows."""
    ann.append([Draft("note", {"text": "one", "later": {"member": [1, None, "48.10"]}})], now=NOON)
    shared = {"author": BEN.author, "recorded_at": stamp(at(1)), "v": 1}
    entries = [
        {**shared, "seq": 1, "kind": "note", "body": {"text": "two"}, "later": "a member of the entry"},
        {**shared, "seq": 2, "kind": "later_kind", "body": {}},
        {**shared, "seq": 3, "kind": "later_kind", "body": {}, "tier": "public"},
    ]
    recorder, moment = ann.recorder, microseconds(at(1))
    with recorder.transaction():
        number, rows = recorder.reserve(), []
        for place, value in enumerate(entries):
            entry = parse_entry(canonical_bytes(value))
            identifier = bytes.fromhex(entry.id)
            rows.append(StoredEntry(number, place, identifier, entry.kind, int(entry.tier), moment, moment, entry.raw))
        recorder.insert_entries(rows)
        seal = make_seal(
            BEN,
            first=1,
            count=len(rows),
            recorded_at=at(1),
            reading=Reading(at(1), 0),
            prev=None,
            root=root_of(row.id for row in rows),
        )
        recorder.insert_seal(stored(seal, number))


FILES: dict[str, Callable[[], dict[str, Any]]] = {
    "canonical.json": canonical,
    "merkle.json": merkle,
    "clock.json": clock,
    "sealed.json": sealed,
    "registers.json": registers,
}
"""Every file and what makes it."""


def text_of(name: str) -> str:
    """Return the whole text of a file."""
    return json.dumps(FILES[name](), indent=1, ensure_ascii=True, sort_keys=False) + "\n"


def main() -> int:
    """Write the files, or compare them; 1 where one is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    stale = []
    check = parser.parse_args().check
    for name in FILES:
        path, text = FOLDER / name, text_of(name)
        if check and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(
            f"spec/vectors differs in {', '.join(stale)}: the format changed. To write it: python scripts/golden_vectors.py"
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
