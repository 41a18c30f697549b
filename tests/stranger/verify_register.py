"""A reader of registers that has never seen Fallow: the standard library and one function that verifies Ed25519.

Written from ``spec/register-v1.md``. Run it on a register file or a bundle, with a kept checkpoint if there is one::

    python verify_register.py REGISTER [--checkpoint FILE] [--log]

It prints what ``fallow verify --json`` says in its own words, and with ``--log`` every entry in the order of views.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sqlite3
import sys
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import rfc8032
from standing import TIERS, Read, in_order

Verify = Callable[[bytes, bytes, bytes], bool]
"""``verify(public key of 32 bytes, message, signature of 64 bytes)``."""

_HEX64 = re.compile(r"[0-9a-f]{64}")
_AUTHOR = re.compile(r"ed25519:[0-9a-f]{64}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Seal:
    """A seal, its bytes taken apart, and what of it is here: entries by place, proofs by place."""

    id: str
    value: dict[str, Any]
    raw: bytes
    signature: bytes
    held: dict[int, Read] = field(default_factory=dict)
    paths: dict[int, list[bytes]] = field(default_factory=dict)
    partial: bool = False

    @property
    def order(self) -> tuple[str, int, str]:
        return self.value["clock"], self.value["tick"], self.id


@dataclass
class Found:
    """What a stranger finds: seals in the order of the file, attachments, and what is wrong."""

    seals: list[Seal] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    missing: int = 0
    checkpoint: bytes | None = None

    @property
    def entries(self) -> list[Read]:
        return [entry for seal in self.seals for _, entry in sorted(seal.held.items())]

    @property
    def heads(self) -> list[str]:
        followed = {seal.value["prev"] for seal in self.seals}
        return sorted(_end(seal, -1) for seal in self.seals if seal.id not in followed)

    @property
    def forks(self) -> list[list[str]]:
        after: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for seal in self.seals:
            after[seal.value["author"], seal.value["prev"]].append(_end(seal, 0))
        return sorted(sorted(same) for same in after.values() if len(same) > 1)

    def say(self, kind: str, where: str) -> None:
        self.problems.append((kind, where))


def _end(seal: Seal, which: int) -> str:
    return seal.held[sorted(seal.held)[which]].id if seal.held else seal.id


# Canonical JSON: RFC 8785 without floats.


def canonical(value: Any) -> bytes:
    """The bytes of a value; raises ``ValueError`` for a float, a large number, a lone surrogate."""
    return _text(value).encode("utf-8")


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{_text(key)}:{_text(value[key])}" for key in keys) + "}"
    raise ValueError(f"{type(value).__name__} in canonical JSON")


def is_canonical(raw: bytes) -> bool:
    """Whether the bytes are the canonical form of what they hold."""
    try:
        return canonical(json.loads(raw)) == raw
    except (ValueError, RecursionError):
        return False


# Merkle trees: RFC 6962, 2.1.


def root_of(leaves: list[bytes]) -> bytes:
    """The root over the leaves, recursive as the RFC has it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root_of(leaves[:split]) + root_of(leaves[split:])).digest()


def root_by_path(leaf: bytes, at: int, size: int, path: list[bytes]) -> bytes | None:
    """The root that a path leads to from one leaf; ``None`` where the path does not fit the tree."""
    if not 0 <= at < size:
        return None
    if size == 1:
        return None if path else hashlib.sha256(b"\0" + leaf).digest()
    split = 1 << (size - 1).bit_length() - 1
    if not path:
        return None
    left = at < split
    below = root_by_path(leaf, at if left else at - split, split if left else size - split, path[:-1])
    if below is None:
        return None
    return hashlib.sha256(b"\1" + (below + path[-1] if left else path[-1] + below)).digest()


# Entries and seals.


def read_seal(raw: bytes, signature: bytes) -> Seal:
    """Take a seal apart; raises ``ValueError``, ``KeyError`` or ``TypeError`` where it is none."""
    value = json.loads(raw)
    if value["type"] != "fallow.seal" or value["v"] != 1:
        raise ValueError(value["type"])
    numbers = [value[name] for name in ("first", "count", "tick")]
    if any(type(number) is not int for number in numbers) or min(numbers[:2]) < 1 or numbers[2] < 0:
        raise ValueError(str(numbers))
    for pattern, name in ((_AUTHOR, "author"), (_STAMP, "recorded_at"), (_STAMP, "clock"), (_HEX64, "root")):
        if not pattern.fullmatch(value[name]):
            raise ValueError(name)
    if value["prev"] is not None and not _HEX64.fullmatch(value["prev"]):
        raise ValueError("prev")
    return Seal(hashlib.sha256(raw).hexdigest(), value, raw, signature)


def read_entry(raw: bytes, seal: Seal) -> Read:
    """Take an entry apart; raises like ``read_seal``."""
    value = json.loads(raw)
    if value["v"] != 1 or not isinstance(value["body"], dict) or not isinstance(value["kind"], str):
        raise ValueError("an entry")
    if type(value["seq"]) is not int or not _STAMP.fullmatch(value["recorded_at"]):
        raise ValueError("seq or recorded_at")
    if value.get("known_since"):
        date.fromisoformat(value["known_since"])
    if value.get("tier") and value["tier"] not in TIERS:
        raise ValueError("tier")
    return Read(hashlib.sha256(raw).hexdigest(), (*seal.order, value["seq"]), value)


def _micro(stamp: str) -> int:
    return (datetime.fromisoformat(stamp) - _EPOCH) // timedelta(microseconds=1)


# The two kinds of file.


def read_file(path: Path) -> Found:
    """Read a register file or a bundle, without judging what can be judged later."""
    with path.open("rb") as stream:
        return _bundle(path) if stream.read(4) == b"PK\3\4" else _register(path)


def _register(path: Path) -> Found:
    found = Found()
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        if db.execute("PRAGMA application_id").fetchone()[0] != 0x46414C57:
            raise ValueError("a database of something else")
        if db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone() != ("fallow-register-1",):
            raise ValueError("a register of another format")
        partial = {row[0] for row in db.execute("SELECT seal FROM partial")}
        proofs = dict(db.execute("SELECT number, path FROM proof"))
        names = dict(db.execute("SELECT number, name FROM author"))
        by_number: dict[int, Seal] = {}
        for number, *columns, raw, signature in db.execute(
            "SELECT number, id, author, first, count, recorded, clock, tick, bytes, signature FROM seal ORDER BY number"
        ):
            seal = _stored_seal(found, columns, names, raw, signature)
            if seal is not None:
                seal.partial = number in partial
                by_number[number] = seal
                found.seals.append(seal)
        for number, *columns, raw in db.execute(
            "SELECT number, id, kind, tier, known, bytes FROM entry ORDER BY number"
        ):
            seal = by_number.get(number >> 32)
            if seal is None:
                found.say("no-seal", columns[0].hex())
                continue
            path_bytes = proofs.get(number, b"")
            at = number & 0xFFFFFFFF
            seal.paths[at] = [path_bytes[step : step + 32] for step in range(0, len(path_bytes), 32)]
            _stored_entry(found, seal, at, columns, raw)
        found.blobs = dict(db.execute("SELECT sha256, bytes FROM blob"))
    finally:
        db.close()
    return found


def _stored_seal(found: Found, columns: list[Any], names: dict[int, str], raw: bytes, signature: bytes) -> Seal | None:
    try:
        seal = read_seal(raw, signature)
    except (ValueError, KeyError, TypeError):
        found.say("not-a-seal", columns[0].hex())
        return None
    if seal.id != columns[0].hex():
        found.say("changed-seal", columns[0].hex())
    value = seal.value
    told = [value["author"], value["first"], value["count"], _micro(value["recorded_at"]), _micro(value["clock"])]
    if [names.get(columns[1]), *columns[2:]] != [*told, value["tick"]]:
        found.say("altered-column", seal.id)
    return seal


def _stored_entry(found: Found, seal: Seal, at: int, columns: list[Any], raw: bytes) -> None:
    if hashlib.sha256(raw).digest() != columns[0]:
        found.say("changed-bytes", columns[0].hex())
        seal.held[at] = Read(columns[0].hex(), (*seal.order, seal.value["first"] + at), {})
        return
    try:
        entry = read_entry(raw, seal)
    except (ValueError, KeyError, TypeError):
        found.say("not-an-entry", columns[0].hex())
        seal.held[at] = Read(columns[0].hex(), (*seal.order, seal.value["first"] + at), {})
        return
    known = _micro(seal.value["recorded_at"]) if columns[3] is None else columns[3]
    if (columns[1], columns[2], known) != (entry.kind, TIERS.index(entry.tier) + 1, _micro(entry.known)):
        found.say("altered-column", entry.id)
    _keep(found, seal, at, entry, raw)


def _keep(found: Found, seal: Seal, at: int, entry: Read, raw: bytes) -> None:
    if not is_canonical(raw):
        found.say("not-canonical", entry.id)
    if entry.value["author"] != seal.value["author"]:
        found.say("wrong-author", entry.id)
    if entry.value["seq"] != seal.value["first"] + at:
        found.say("reordered", entry.id)
    if entry.value["recorded_at"] != seal.value["recorded_at"]:
        found.say("wrong-time", entry.id)
    seal.held[at] = entry


def _bundle(path: Path) -> Found:
    found = Found()
    waiting: list[int] = []
    with zipfile.ZipFile(path) as archive:
        if json.loads(archive.read("bundle.json"))["format"] != "fallow-bundle-1":
            raise ValueError("a bundle of another format")
        for line in archive.read("seals.jsonl").splitlines():
            told = json.loads(line)
            found.seals.append(read_seal(told["seal"].encode("utf-8"), bytes.fromhex(told["signature"])))
            waiting.append(told.get("entries", -1))
        _bundled_entries(found, archive.read("entries.jsonl").split(b"\n"), waiting)
        by_id = {seal.id: seal for seal in found.seals}
        for line in archive.read("proofs.jsonl").splitlines():
            told = json.loads(line)
            if told["seal"] in by_id:
                by_id[told["seal"]].paths[told["at"]] = [bytes.fromhex(step) for step in told["path"]]
        for name in archive.namelist():
            if name.startswith("blobs/"):
                found.blobs[name.removeprefix("blobs/")] = archive.read(name)
            if name == "checkpoint.txt":
                found.checkpoint = archive.read(name)
    for seal in found.seals:
        seal.partial = len(seal.held) < seal.value["count"]
    return found


def _bundled_entries(found: Found, lines: Iterable[bytes], waiting: list[int]) -> None:
    turn, last = 0, -1
    for raw in lines:
        if not raw:
            continue
        value = json.loads(raw)
        while turn < len(found.seals):
            seal = found.seals[turn].value
            within = seal["first"] <= value["seq"] < seal["first"] + seal["count"]
            same = (seal["author"], seal["recorded_at"]) == (value["author"], value["recorded_at"])
            if within and same and value["seq"] > last and waiting[turn] != 0:
                waiting[turn] -= 1
                break
            turn, last = turn + 1, -1
        else:
            found.say("no-seal", hashlib.sha256(raw).hexdigest())
            return
        last = value["seq"]
        own = found.seals[turn]
        _keep(found, own, value["seq"] - own.value["first"], read_entry(raw, own), raw)


# The rules.


def check(found: Found, verify: Verify = rfc8032.verify, checkpoint: bytes | None = None) -> Found:
    """Hold everything against the rules of the page; what is wrong is added to ``problems``."""
    before: dict[str, Seal] = {}
    everywhere = {seal.id: seal for seal in found.seals}
    for seal in found.seals:
        if not is_canonical(seal.raw):
            found.say("not-canonical", seal.id)
        if not verify(bytes.fromhex(seal.value["author"].removeprefix("ed25519:")), seal.raw, seal.signature):
            found.say("bad-signature", seal.id)
        _check_root(found, seal)
        _check_link(found, seal, before, everywhere)
        before[seal.id] = seal
    for name, content in found.blobs.items():
        if hashlib.sha256(content).hexdigest() != name:
            found.say("changed-blob", name)
    kept = checkpoint or found.checkpoint
    if kept is not None:
        check_checkpoint(found, kept, verify)
    return found


def _check_root(found: Found, seal: Seal) -> None:
    count = seal.value["count"]
    ids = {at: bytes.fromhex(entry.id) for at, entry in seal.held.items()}
    if len(ids) == count and set(ids) == set(range(count)):
        if root_of([ids[at] for at in range(count)]).hex() != seal.value["root"]:
            found.say("bad-root", seal.id)
    elif not seal.partial:
        found.say("missing-entry", seal.id)
    else:
        found.missing += count - len(ids)
        for at, identifier in ids.items():
            root = root_by_path(identifier, at, count, seal.paths.get(at, []))
            if root is None or root.hex() != seal.value["root"]:
                found.say("bad-proof", identifier.hex())


def _check_link(found: Found, seal: Seal, before: dict[str, Seal], everywhere: dict[str, Seal]) -> None:
    value = seal.value
    prev = everywhere.get(value["prev"])
    if prev is None:
        if value["prev"] is not None or value["first"] != 1:
            found.say("broken-chain", seal.id)
        return
    if prev.value["author"] != value["author"] or prev.value["first"] + prev.value["count"] != value["first"]:
        found.say("broken-chain", seal.id)
    elif prev.value["recorded_at"] > value["recorded_at"] or prev.order[:2] >= seal.order[:2]:
        found.say("clock-set-back", seal.id)
    elif prev.id not in before:
        found.say("reordered", seal.id)


def check_checkpoint(found: Found, text: bytes, verify: Verify) -> None:
    """Check a signed note and hold what is here against it."""
    try:
        told = read_checkpoint(text, verify)
    except (ValueError, KeyError, IndexError) as error:
        found.say("bad-checkpoint", str(error))
        return
    seals = {seal.id: seal for seal in found.seals}
    under: set[str] = set()
    for head in told["heads"]:
        if head not in seals:
            found.say("rolled-back", head)
            return
        at: str | None = head
        while at in seals and at not in under:
            under.add(at)
            at = seals[at].value["prev"]
    root = root_of([bytes.fromhex(identifier) for identifier in sorted(under)])
    here = sum(len(seal.held) for seal in found.seals)
    if (len(under), root) != (told["seals"], told["root"]) or here + found.missing < told["entries"]:
        found.say("rolled-back", "register")


def read_checkpoint(text: bytes, verify: Verify) -> dict[str, Any]:
    """Take a checkpoint apart, its maker's signature checked; raises ``ValueError``, ``KeyError`` or ``IndexError``."""
    body, _, signatures = text.decode("utf-8").rpartition("\n\n")
    signed = (body + "\n").encode("utf-8")
    lines = body.split("\n")
    words = [line.split(" ", 1) for line in lines[3:] if " " in line]
    first: dict[str, str] = {}
    for word, rest in words:
        first.setdefault(word, rest)
    author = first["fallow-signer"]
    if not _AUTHOR.fullmatch(author) or lines[0] != f"fallow/{author.removeprefix('ed25519:')[:10]}":
        raise ValueError("origin and signer differ")
    public = bytes.fromhex(author.removeprefix("ed25519:"))
    key_hash = hashlib.sha256(lines[0].encode() + b"\n\x01" + public).digest()[:4]
    held = False
    for line in signatures.removesuffix("\n").split("\n"):
        dash, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded, validate=True)
        if (dash, name, raw[:4]) == ("\N{EM DASH}", lines[0], key_hash):
            held = verify(public, signed, raw[4:])
    if not held:
        raise ValueError("not signed by its maker")
    return {
        "signer": author,
        "seals": int(lines[1]),
        "root": base64.b64decode(lines[2], validate=True),
        "entries": int(first["fallow-entries"]),
        "heads": [rest for word, rest in words if word == "fallow-head"],
    }


def main() -> int:
    """Verify one file; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("register", type=Path)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--log", action="store_true")
    told = parser.parse_args()
    found = check(read_file(told.register), checkpoint=told.checkpoint.read_bytes() if told.checkpoint else None)
    if told.log:
        for entry in in_order(found.entries):
            print(json.dumps({"id": entry.id, **entry.value}, ensure_ascii=False))
    answer = {"ok": not found.problems, "entries": len(found.entries), "heads": found.heads, "forks": found.forks}
    print(json.dumps({**answer, "problems": found.problems, "missing": found.missing}))
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
