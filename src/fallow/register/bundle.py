"""Bundle: a register, or a part of it, as one file for a memory stick or a mail.

A bundle is a ZIP archive that a stranger can read (``spec/register-v1.md``): ``bundle.json`` says what it holds and what it
was written without, ``seals.jsonl`` all seals with their signatures, ``entries.jsonl`` the entries' bytes line by line,
``proofs.jsonl`` for entries whose seal is handed over in part, ``blobs/`` the attachments, ``checkpoint.txt`` a checkpoint of
the whole register. Every seal travels, so that a chain is never broken; an entry left out is counted, never hidden. Keys of
sealed personal words never travel in a bundle. The same selection of the same register gives the same bytes.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import IO, Any

from fallow.kinds import KINDS
from fallow.register.checkpoint import make_checkpoint
from fallow.register.entry import Entry, parse_entry, stamp
from fallow.register.keys import Key
from fallow.register.merkle import paths_of
from fallow.register.people import sealed_in
from fallow.register.recorder import Recorder, StoredEntry
from fallow.register.tier import Tier
from fallow.register.trust_entry import TRUST_KINDS
from fallow.register.whole import written_whole

FORMAT = "fallow-bundle-1"
"""What ``bundle.json`` says under ``format``."""

_ID = re.compile(r"[0-9a-f]{64}")
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which entries go into a bundle. ``None`` narrows nothing; ``tier`` is the highest one that leaves the register."""

    kinds: tuple[str, ...] | None = None
    recorded_after: datetime | None = None
    tier: Tier = Tier.PERSONAL
    attachments: bool = True

    def takes(self, entry: Entry) -> bool:
        """Whether the entry is handed over. Without what says which keys to believe, a reader must doubt them all."""
        if entry.kind in TRUST_KINDS and entry.tier <= self.tier:
            return True
        return (
            (self.kinds is None or entry.kind in self.kinds)
            and (self.recorded_after is None or entry.recorded_at > self.recorded_after)
            and entry.tier <= self.tier
        )

    def to_json(self) -> dict[str, Any]:
        """Return the selection as ``bundle.json`` states it."""
        return {
            "kinds": sorted(self.kinds) if self.kinds is not None else None,
            "recorded_after": stamp(self.recorded_after) if self.recorded_after else None,
            "tier": self.tier.name.lower(),
            "attachments": self.attachments,
        }


@dataclass(slots=True)
class Contents:
    """What a bundle holds and what it was written without."""

    seals: int = 0
    entries: int = 0
    attachments: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    not_here: int = 0
    refers_to: set[str] = field(default_factory=set)
    attachments_left_out: set[str] = field(default_factory=set)
    persons_sealed: set[str] = field(default_factory=set)

    def to_json(self) -> dict[str, Any]:
        """Return the counts and names as ``bundle.json`` states them."""
        return {
            "seals": self.seals,
            "entries": self.entries,
            "attachments": self.attachments,
            "missing": {
                "left_out_by_kind": dict(sorted(self.left_out.items())),
                "not_held_by_the_sender": self.not_here,
                "entries_referred_to": sorted(self.refers_to),
                "attachments_left_out": sorted(self.attachments_left_out),
                "persons_whose_words_stay_sealed": len(self.persons_sealed),
            },
        }


def write_bundle(recorder: Recorder, path: Path | None, selection: Selection, key: Key, now: datetime) -> Contents:
    """Write the bundle whole or not at all and return what it holds; with ``path`` ``None`` only count.

    Raises ``ConflictError`` (``exists``) where something stands at ``path``.
    """
    contents = Contents()
    if path is None:
        _fill(recorder, zipfile.ZipFile(io.BytesIO(), "w"), selection, contents)
        return contents
    with written_whole(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _fill(recorder, archive, selection, contents)
        _member(archive, "checkpoint.txt", make_checkpoint(recorder, key).encode("utf-8"))
        about = {"format": FORMAT, "by": key.author, "made_at": stamp(now), "selection": selection.to_json()}
        _member(archive, "bundle.json", _line({**about, **contents.to_json()}))
    return contents


def _fill(recorder: Recorder, archive: zipfile.ZipFile, selection: Selection, contents: Contents) -> None:
    included: set[str] = set()
    referred: set[str] = set()
    blobs: set[str] = set()
    proofs: list[tuple[str, int, tuple[bytes, ...]]] = []
    ids = {number: identifier.hex() for identifier, number in recorder.seal_numbers().items()}
    handed: dict[int, int] = {}
    seals = list(recorder.seals())
    sizes = {seal.number: seal.size for seal in seals}
    with _opened(archive, "entries.jsonl") as stream:
        held: set[int] = set()
        for number, group in groupby(recorder.entries(1, 2**31 - 1), key=attrgetter("seal")):
            held.add(number)
            leaves, taken = _take(group, selection, stream, contents, included, referred, blobs)
            contents.not_here += sizes[number] - len(leaves)
            handed[number] = len(taken)
            if len(taken) < sizes[number]:
                proofs.extend(_proofs(recorder, number, ids[number], leaves, taken, sizes[number]))
        contents.not_here += sum(size for number, size in sizes.items() if number not in held)
    with _opened(archive, "proofs.jsonl") as stream:
        for seal_id, at, path in proofs:
            stream.write(_line({"seal": seal_id, "at": at, "path": [step.hex() for step in path]}))
    with _opened(archive, "seals.jsonl") as stream:
        for seal in seals:
            line = {"seal": seal.raw.decode("utf-8"), "signature": seal.signature.hex()}
            stream.write(_line({**line, "entries": handed.get(seal.number, 0)}))
    contents.seals = len(seals)
    contents.entries = sum(handed.values())
    contents.refers_to = referred - included
    _attach(recorder, archive, selection, contents, blobs)


def _take(
    group: Iterable[StoredEntry],
    selection: Selection,
    stream: IO[bytes],
    contents: Contents,
    included: set[str],
    referred: set[str],
    blobs: set[str],
) -> tuple[list[tuple[int, bytes]], list[int]]:
    leaves: list[tuple[int, bytes]] = []
    taken: list[int] = []
    for stored in group:
        leaves.append((stored.at, stored.id))
        entry = parse_entry(stored.raw, stored.id.hex())
        if not selection.takes(entry):
            contents.left_out[entry.kind] = contents.left_out.get(entry.kind, 0) + 1
            continue
        taken.append(stored.at)
        included.add(entry.id)
        stream.write(stored.raw + b"\n")
        referred.update(_names(entry.body))
        kind = KINDS.get(entry.kind)
        blobs.update(str(entry.body[key]) for key in (kind.blobs if kind else ()) if key in entry.body)
        if b'"$sealed"' in stored.raw:
            contents.persons_sealed.update(sealed_in(entry.body))
    return leaves, taken


def _names(body: dict[str, Any]) -> Iterator[str]:
    # Entries that an entry leans on: what it corrects, the listing of a row, the base of a listing.
    for key in ("of", "listing", "base", "corrects", "document"):
        if isinstance(value := body.get(key), str) and _ID.fullmatch(value):
            yield value


def _proofs(
    recorder: Recorder, number: int, seal_id: str, leaves: list[tuple[int, bytes]], taken: list[int], size: int
) -> Iterator[tuple[str, int, tuple[bytes, ...]]]:
    if len(leaves) == size:
        for at, path in paths_of([identifier for _, identifier in leaves], taken).items():
            yield seal_id, at, path
        return
    kept = recorder.proofs(number)  # a seal that this copy itself holds in part: its proofs are handed on
    for at in taken:
        flat = kept.get(at, b"")
        yield seal_id, at, tuple(flat[step : step + 32] for step in range(0, len(flat), 32))


def _attach(
    recorder: Recorder, archive: zipfile.ZipFile, selection: Selection, contents: Contents, wanted: set[str]
) -> None:
    everything = selection.kinds is None and selection.recorded_after is None and selection.tier == Tier.PERSONAL
    for name in recorder.blobs():
        if not everything and name not in wanted:
            continue
        content = recorder.blob(name) if selection.attachments else None
        if content is None:
            contents.attachments_left_out.add(name)
            continue
        _member(archive, f"blobs/{name}", content)
        contents.attachments += 1
    contents.attachments_left_out |= wanted - set(recorder.blobs())


def _opened(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    return archive.open(_member_named(archive, name), "w", force_zip64=True)


def _member(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_member_named(archive, name), content)


def _member_named(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = archive.compression
    member.external_attr = 0o644 << 16
    return member


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8") + b"\n"
