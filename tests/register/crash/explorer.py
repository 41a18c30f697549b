"""Explorer: every way in which a power cut may leave a register's files, and what is then found in them.

The disk modelled here keeps no more than it must. Until a file is synchronised each write into it may be there, be missing,
or be torn at sectors of 512 bytes whose content is then the old, or anything; in any order, across files. A name is made or
removed on the disk only when its folder is synchronised. What a synchronisation has returned from stays.

(The model is that of Pillai et al. 2014, "All file systems are not created equal", OSDI, at its weakest: no order is kept
between any two operations that no synchronisation separates.) A disk that lies about synchronisation is outside of it.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from recording import (
    Acknowledge,
    Connection,
    Create,
    Delete,
    FailedSync,
    Operation,
    RecordingVfs,
    Sync,
    Truncate,
    Write,
)

from fallow.core.errors import FallowError
from fallow.core.ids import digest
from fallow.register import Draft, Key, Register
from fallow.register.recorders import SqliteRecorder
from fallow.register.recorders.sqlite_file import prepare, tune

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
AFTER_FIRST = NOON + timedelta(hours=12)
LATER = NOON + timedelta(days=1)
KEY = Key.from_seed(bytes(range(32)))
REGISTER = "register.fallow"
SECTOR_BYTES = 512
REFUSED = "refused before its creation was acknowledged"

State = dict[str, bytes]


def run_workload(folder: Path, *, transactions: int, seed: int, synchronous: str = "FULL") -> list[Operation]:
    """Append to a new register and return everything that reached the disk's door, with the acknowledgements between.

    Single entries, batches of up to twenty, attachments, a setting, checkpoints every dozen pages, and twice on the way
    the register is closed (its log folded in and removed) and opened again. The same seed gives the same operations.
    """
    draw = random.Random(seed)
    vfs = RecordingVfs()
    path = folder / REGISTER
    connection = connect(path, vfs, synchronous, wal=True)
    prepare(connection)
    vfs.operations.append(Acknowledge())
    closings = {transactions // 3, 2 * transactions // 3}
    for turn in range(transactions):
        if turn in closings:
            connection.close()
            connection = connect(path, vfs, synchronous)
        append_turn(SqliteRecorder(connection, path), vfs, NOON + timedelta(seconds=turn), draw)
    connection.close()
    return vfs.operations


def append_turn(recorder: SqliteRecorder, vfs: RecordingVfs, now: datetime, draw: random.Random) -> None:
    """Append a transaction drawn at random and write down that it was acknowledged; sometimes keep a setting."""
    count = draw.choice((1, 1, 1, 2, 20))
    with Register(recorder, key=KEY).transaction(now) as tx:
        made = [tx.append(Draft("note", {"text": f"{at} " + "x" * draw.randrange(300)})) for at in range(count)]
        blobs = [tx.put_blob(draw.randbytes(draw.randrange(100, 9_000)))] if draw.random() < 0.25 else []
    vfs.operations.append(Acknowledge(tuple(entry.id for entry in made), tuple(blobs)))
    if draw.random() < 0.2:
        recorder.keep_setting("now", now.isoformat())


def connect(path: Path, vfs: RecordingVfs, synchronous: str = "FULL", *, wal: bool = False) -> Connection:
    """Connect as the recorder does, but for a checkpoint every dozen pages and, where asked for, less synchronisation."""
    connection = Connection(path, vfs)
    tune(connection, wal=wal)
    connection.execute("PRAGMA wal_autocheckpoint = 12")
    if synchronous != "FULL":
        connection.execute(f"PRAGMA synchronous = {synchronous}")
    return connection


@dataclass(slots=True)
class Disk:
    """What is on the disk for certain, and what may or may not be."""

    files: dict[int, bytearray] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    pending: list[Write | Truncate] = field(default_factory=list)
    pending_names: list[Create | Delete] = field(default_factory=list)
    created: bool = False
    entries: set[str] = field(default_factory=set)
    blobs: set[str] = field(default_factory=set)

    def take(self, operation: Operation) -> None:
        """Let one operation happen."""
        match operation:
            case Create(file=file):
                self.files[file] = bytearray()
                self.pending_names.append(operation)
            case Delete(folder=folder):
                self.pending_names.append(operation)
                if folder:
                    self._settle_names()
            case Write() | Truncate():
                self.pending.append(operation)
            case Sync(file=file, folder=folder):
                for change in self.pending:
                    if change.file == file:
                        apply(self.files[file], change)
                self.pending = [change for change in self.pending if change.file != file]
                if folder:
                    self._settle_names()
            case FailedSync(file=file):
                self.pending = [change for change in self.pending if change.file != file]
            case Acknowledge(entries=entries, blobs=blobs):
                self.created = True
                self.entries.update(entries)
                self.blobs.update(blobs)

    def _settle_names(self) -> None:
        for change in self.pending_names:
            rename(self.names, change)
        self.pending_names = []

    def state(self, changes: Sequence[Write | Truncate], renames: Sequence[Create | Delete]) -> State:
        """Return the files that a crash leaves where of all that is pending just these reached the disk."""
        names = dict(self.names)
        for change in renames:
            rename(names, change)
        files = {file: bytearray(self.files[file]) for file in names.values()}
        for change in changes:
            if change.file in files:
                apply(files[change.file], change)
        return {name: bytes(files[file]) for name, file in sorted(names.items())}


def rename(names: dict[str, int], change: Create | Delete) -> None:
    """Make or remove one name."""
    if isinstance(change, Create):
        names[change.name] = change.file
    else:
        names.pop(change.name, None)


def apply(content: bytearray, change: Write | Truncate) -> None:
    """Do one change to a file's bytes; what lies between its end and a later write is zeros."""
    size = change.size if isinstance(change, Truncate) else change.offset + len(change.content)
    if len(content) < size:
        content.extend(bytes(size - len(content)))
    if isinstance(change, Truncate):
        del content[size:]
    else:
        content[change.offset : size] = change.content


def legal_states(operations: Sequence[Operation], seed: int, start: Disk | None = None) -> Iterator[tuple[State, Disk]]:
    """Yield crash states without end, each with the disk that it came from: first every point with all that was pending lost,
    then points and losses drawn at random. The disk is to be read at once: it goes on. ``start`` is left as it is.
    """
    disk = deepcopy(start or Disk())
    for operation in operations:
        disk.take(operation)
        yield disk.state([], []), disk
    draw = random.Random(seed)
    while True:
        # Points in ascending order, so that one pass over the operations serves many of them.
        stops = sorted(draw.randrange(len(operations)) for _ in range(500))
        disk, at = deepcopy(start or Disk()), 0
        for stop in stops:
            while at <= stop:
                disk.take(operations[at])
                at += 1
            yield disk.state(_drawn_changes(disk.pending, draw), _drawn_names(disk.pending_names, draw)), disk


def _drawn_names(pending: Sequence[Create | Delete], draw: random.Random) -> list[Create | Delete]:
    # Of each name a first part of its changes; a file cannot be removed before it was made.
    kept = {}
    for name in sorted({change.name for change in pending}):
        changes = [change for change in pending if change.name == name]
        kept[name] = draw.choice((0, len(changes), draw.randint(0, len(changes))))
    return [
        change
        for at, change in enumerate(pending)
        if sum(c.name == change.name for c in pending[:at]) < kept[change.name]
    ]


def _drawn_changes(pending: Sequence[Write | Truncate], draw: random.Random) -> list[Write | Truncate]:
    if not pending:
        return []
    one = draw.randrange(len(pending))
    kind = draw.choice(("all", "first", "but-one", "only-one", "few", "half", "most", "one-file"))
    share = {"few": 0.1, "half": 0.5, "most": 0.9}.get(kind, 1.0)
    kept: list[Write | Truncate] = []
    for at, change in enumerate(pending):
        if kind == "first" and at > one:
            break
        if (kind == "but-one" and at == one) or (kind == "only-one" and at != one):
            continue
        if (kind == "one-file" and change.file != pending[one].file) or draw.random() >= share:
            continue
        if isinstance(change, Write) and draw.random() < 1.5 / len(pending):
            kept.extend(_torn(change, draw))
        else:
            kept.append(change)
    return kept


def _torn(write: Write, draw: random.Random) -> Iterator[Write]:
    rubbish = draw.random() < 0.5
    start = write.offset
    end = start + len(write.content)
    while start < end:
        stop = min(end, (start // SECTOR_BYTES + 1) * SECTOR_BYTES)
        if draw.random() < 0.5:
            yield Write(write.file, start, write.content[start - write.offset : stop - write.offset])
        elif rubbish:
            yield Write(write.file, start, draw.randbytes(stop - start))
        start = stop


@dataclass(slots=True)
class Exploration:
    """What was found: distinct states looked at, how many of them had acknowledged entries, and a sentence for each loss.

    ``refused`` counts those whose creation was not acknowledged yet and which are not taken for a register.
    """

    states: int = 0
    with_entries: int = 0
    refused: int = 0
    operations: int = 0
    seconds: float = 0.0
    losses: list[str] = field(default_factory=list)
    seen: dict[bytes, int] = field(default_factory=dict, repr=False)


def explore(
    operations: Sequence[Operation],
    folder: Path,
    *,
    states: int,
    seed: int,
    start: Disk | None = None,
    found: Exploration | None = None,
) -> Exploration:
    """Look at ``states`` distinct crash states, or as many as some hundred draws for each will find; see ``examine``.

    A state that was seen before is looked at again only where more has been acknowledged since. What is found is added to
    ``found`` where one is given, whose states are not counted again.
    """
    began = time.monotonic()
    found = found or Exploration()
    found.operations += len(operations)
    wanted = found.states + states
    for tried, (state, disk) in enumerate(legal_states(operations, seed, start)):
        if found.states >= wanted or tried > 100 * states:
            break
        name = _name(state)
        demanded = disk.created + len(disk.entries) + len(disk.blobs)
        if found.seen.get(name, -1) >= demanded:
            continue
        found.states += name not in found.seen
        found.with_entries += name not in found.seen and bool(disk.entries)
        found.seen[name] = demanded
        said = examine(state, disk, folder)
        if said == REFUSED:
            found.refused += 1
        elif said is not None:
            found.losses.append(f"draw {tried} of seed {seed}: {said}")
    found.seconds += time.monotonic() - began
    return found


def explore_again(operations: Sequence[Operation], folder: Path, *, firsts: int, states: int, seed: int) -> Exploration:
    """Look at power cuts after a power cut: ``firsts`` states of a workload are each carried on and cut off again.

    ``states`` is how many distinct states are looked at in all; everything acknowledged before either cut is demanded.
    """
    found = Exploration()
    draw = random.Random(seed)
    chosen = 0
    for state, disk in legal_states(operations, seed + 1):
        if chosen >= firsts:
            break
        if disk.entries and draw.random() < 0.1:
            chosen += 1
            more, start = _carry_on(state, disk, folder, draw)
            explore(more, folder, states=states // firsts, seed=draw.randrange(2**32), start=start, found=found)
    return found


def _carry_on(state: State, disk: Disk, folder: Path, draw: random.Random) -> tuple[list[Operation], Disk]:
    _lay_out(state, folder)
    vfs = RecordingVfs()
    vfs.adopt(state)
    start = Disk(
        files={file: bytearray(state[name]) for name, file in vfs.files.items()},
        names=dict(vfs.files),
        created=True,
        entries=set(disk.entries),
        blobs=set(disk.blobs),
    )
    connection = connect(folder / REGISTER, vfs)
    for turn in range(4):
        append_turn(SqliteRecorder(connection, folder / REGISTER), vfs, AFTER_FIRST + timedelta(seconds=turn), draw)
    connection.close()
    return vfs.operations, start


def _lay_out(state: State, folder: Path) -> None:
    for old in folder.iterdir():
        old.unlink()
    for name, content in state.items():
        (folder / name).write_bytes(content)


def _name(state: State) -> bytes:
    whole = hashlib.blake2b(digest_size=16)
    for name, content in state.items():
        whole.update(f"{name} {len(content)} ".encode())
        whole.update(content)
    return whole.digest()


def examine(state: State, disk: Disk, folder: Path) -> str | None:
    """Open what a crash left, with the library as released, and append; return what is wrong, or ``None``.

    Required: everything acknowledged is there, nothing of what is there is invalid, the next entry goes in, and all of it
    is there when the register is opened once more. Before its creation was acknowledged a register may be ``REFUSED``.
    """
    _lay_out(state, folder)
    try:
        with Register.open(folder / REGISTER, key=KEY) as register:
            lost = disk.entries - {entry.id for entry in register.entries()}
            if lost:
                return f"{len(lost)} of {len(disk.entries)} acknowledged entries are not there"
            if any(digest(register.blob(name)) != name for name in disk.blobs):
                return "an attachment changed"
            (more,) = register.append([Draft("note", {"text": "after the crash"})], now=LATER)
            verdict = register.verify()
            if not verdict:
                return f"found bad: {verdict.problems[0].sentence}"
        with Register.open(folder / REGISTER) as again:
            if not disk.entries | {more.id} <= {entry.id for entry in again.entries()}:
                return "entries went when the register was opened again"
    except FallowError as error:
        if not disk.created and error.kind in ("no-register", "not-a-register"):
            return REFUSED
        return f"{error.kind}: {error}"
    return None
