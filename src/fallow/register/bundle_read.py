"""Reading a bundle: into a store of its own in a temporary folder, from which it is verified and merged like any register.

What comes in is from outside: names, sizes and lines are checked before anything is kept, and nothing is unpacked to a path
that the archive names.
"""

from __future__ import annotations

import json
import lzma
import tempfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fallow.core.canonical import parse_json
from fallow.core.errors import InputError
from fallow.core.ids import digest, parse_digest, short
from fallow.register.bundle import FORMAT
from fallow.register.entry import Entry, parse_entry
from fallow.register.recorder import Recorder, StoredEntry
from fallow.register.recorders import SqliteRecorder
from fallow.register.recorders.once import FORKED
from fallow.register.seal import Seal, microseconds, parse_seal
from fallow.register.transaction import stored

MOST_BYTES = 16 * 2**30
"""A bundle that unpacks to more is refused unread."""

_LONGEST_LINE = 64 * 2**20
_MOST_TIMES_SMALLER = 200  # real bundles shrink four- to tenfold; an archive made to burst shrinks a thousandfold
_AT_ONCE = 2_000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)  # whatever a changed byte or a changed line can cause; the messages of Fallow's own errors pass through


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened bundle: its store, what it says of itself, and the sender's checkpoint (text), if there is one."""

    recorder: Recorder
    about: dict[str, Any]
    checkpoint: str | None


def is_bundle(path: Path) -> bool:
    """Whether the file at ``path`` begins like a ZIP archive; a register never does."""
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False


@contextmanager
def opened_bundle(path: Path) -> Iterator[Bundle]:
    """Unpack a bundle and give its store; it is gone when the block ends. Raises ``InputError`` (``not-a-bundle``)."""
    with tempfile.TemporaryDirectory(prefix="fallow-bundle-") as folder:
        recorder = SqliteRecorder.create(Path(folder) / "bundle.fallow")
        try:
            yield _opened(path, recorder)
        finally:
            recorder.close()


def _opened(path: Path, recorder: SqliteRecorder) -> Bundle:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive, path)
            about = _about(archive, path)
            with recorder.transaction():
                _load(archive, path, recorder)
            names = archive.namelist()
            checkpoint = archive.read("checkpoint.txt").decode("utf-8") if "checkpoint.txt" in names else None
    except _DAMAGE as error:
        raise _not_a_bundle(path, f"{type(error).__name__}: {error}") from error
    if about.get("entries") != recorder.count():
        raise _not_a_bundle(path, f"{recorder.count()} entries where it says {about.get('entries')}")
    return Bundle(recorder, about, checkpoint)


def _check_sizes(archive: zipfile.ZipFile, path: Path) -> None:
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > MOST_BYTES or total > _MOST_TIMES_SMALLER * (packed + 2**20):
        raise _not_a_bundle(path, f"an archive of {packed} bytes that unpacks to {total}")
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise _not_a_bundle(path, "two members of one name")


def _about(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    about = parse_json(archive.read("bundle.json"))
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        told = about.get("format") if isinstance(about, dict) else type(about).__name__
        raise _not_a_bundle(path, f"a bundle of format {told!r}")
    return about


def _load(archive: zipfile.ZipFile, path: Path, recorder: SqliteRecorder) -> None:
    recorder.keep_setting(FORKED, "yes")  # whether it holds a fork or not: it costs a look at each id, no more
    seals: list[Seal] = []
    handed: list[int] = []
    for line in _lines(archive, "seals.jsonl", path):
        value = json.loads(line)
        handed.append(int(value.get("entries", -1)))
        seals.append(parse_seal(value["seal"].encode("utf-8"), bytes.fromhex(value["signature"])))
    numbers = {seal.id: number for number, seal in enumerate(seals, start=1)}
    held = _load_entries(archive, path, recorder, seals, handed)
    for number, told in enumerate(handed, start=1):
        if told >= 0 and held[number] != told:
            raise _not_a_bundle(
                path, f"{held[number]} entries under seal {short(seals[number - 1].id)} that says {told}"
            )
    for number, seal in enumerate(seals, start=1):
        recorder.insert_seal(stored(seal, number), partial=held[number] < seal.count)
    for line in _lines(archive, "proofs.jsonl", path):
        value = json.loads(line)
        flat = b"".join(bytes.fromhex(step) for step in value["path"])
        if value["seal"] in numbers:
            recorder.insert_proofs(numbers[value["seal"]], [(int(value["at"]), flat)])
    for name in archive.namelist():
        if name.startswith("blobs/"):
            content = archive.read(name)
            if digest(content) != parse_digest(name.removeprefix("blobs/")):
                raise _not_a_bundle(path, f"an attachment {name} with other bytes")
            recorder.put_blob(content)


def _load_entries(
    archive: zipfile.ZipFile, path: Path, recorder: SqliteRecorder, seals: list[Seal], handed: list[int]
) -> dict[int, int]:
    # Entries stand in the order of the seals; a fork has two seals for one number, so each seal takes its turn.
    held: dict[int, int] = defaultdict(int)
    turns = _Turns(seals, handed)
    rows: list[StoredEntry] = []
    for line in _lines(archive, "entries.jsonl", path):
        entry = parse_entry(line)
        number = turns.seal_of(entry)
        if number is None:
            raise _not_a_bundle(path, f"entry {short(entry.id)} under no seal of the bundle, or out of order")
        held[number] += 1
        at = entry.seq - seals[number - 1].first
        recorded = microseconds(entry.recorded_at)
        rows.append(
            StoredEntry(
                number,
                at,
                bytes.fromhex(entry.id),
                entry.kind,
                int(entry.tier),
                recorded,
                microseconds(entry.known_at),
                entry.raw,
            )
        )
        if len(rows) >= _AT_ONCE:
            recorder.insert_entries(rows)
            rows = []
    recorder.insert_entries(rows)
    return held


class _Turns:
    """Which seal an entry belongs to, as entries come in the order of the seals, ``handed`` of them (-1: not said) for each."""

    def __init__(self, seals: list[Seal], handed: list[int]) -> None:
        self._seals = seals
        self._left = list(handed)
        self._at = 0
        self._last = -1

    def seal_of(self, entry: Entry) -> int | None:
        while self._at < len(self._seals):
            seal = self._seals[self._at]
            fits = seal.author == entry.author and seal.first <= entry.seq < seal.after
            fits = fits and entry.recorded_at == seal.recorded_at and entry.seq > self._last
            if fits and self._left[self._at] != 0:
                self._last = entry.seq
                self._left[self._at] -= 1
                return self._at + 1
            self._at, self._last = self._at + 1, -1
        return None


def _lines(archive: zipfile.ZipFile, name: str, path: Path) -> Iterator[bytes]:
    with archive.open(name) as stream:
        while line := stream.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE:
                raise _not_a_bundle(path, f"a line of {name} longer than {_LONGEST_LINE} bytes")
            yield line.rstrip(b"\n")


def _not_a_bundle(path: Path, found: str) -> InputError:
    return InputError(
        kind="not-a-bundle",
        expected=f"a bundle written by fallow bundle at {path}",
        found=found,
        do="ask for the file again; it may have been cut off or changed on its way",
    )
