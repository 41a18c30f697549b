"""Faults: each write, truncation and synchronisation of a workload is the one that fails, once or until room is made.

The writer is told of an error and goes on. At the end, and after a power cut at any moment, everything acknowledged must be
there; after a synchronisation that failed, what it should have written counts as lost for good.
"""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import apsw
from explorer import NOON, REGISTER, Disk, Exploration, append_turn, connect, examine, explore
from recording import Acknowledge, Operation, RecordingVfs

from fallow.register.recorders import SqliteRecorder
from fallow.register.recorders.sqlite_file import prepare

TURNS = 9
TURNS_WITHOUT_ROOM = 2


def run_with_fault(
    folder: Path, *, seed: int, fail_at: int | None, lasting: bool, synchronous: str = "FULL"
) -> tuple[list[Operation], int, int]:
    """Append to a new register while one operation fails; return what happened, how many turns failed, how many operations
    there were. With ``lasting``, all operations fail from there on until two turns have failed.
    """
    draw = random.Random(seed)
    vfs = RecordingVfs()
    connection = connect(folder / REGISTER, vfs, synchronous, wal=True)
    prepare(connection)
    vfs.operations.append(Acknowledge())
    vfs.passed, vfs.fail_at, vfs.lasting = 0, fail_at, lasting
    failed = 0
    for turn in range(TURNS):
        try:
            append_turn(SqliteRecorder(connection, folder / REGISTER), vfs, NOON + timedelta(seconds=turn), draw)
        except apsw.Error:
            failed += 1
            if failed == TURNS_WITHOUT_ROOM:
                vfs.fail_at = None
    with suppress(apsw.Error):  # folding the log in may be what fails; the log then stays
        connection.close()
    return vfs.operations, failed, vfs.passed


def fail_everywhere(
    folder: Path, *, seed: int, most: int, states: int, synchronous: str = "FULL"
) -> tuple[Exploration, int]:
    """Let up to ``most`` operations of a workload fail, one a run, and look at ``states`` power cuts of each run.

    Returns what was found, and how many turns failed in all. The files as the writer left them are looked at too.
    """
    run, state = folder / "run", folder / "state"
    run.mkdir(exist_ok=True)
    state.mkdir(exist_ok=True)
    found = Exploration()
    _, _, length = run_with_fault(_emptied(run), seed=seed, fail_at=None, lasting=False)
    choices = [(at, lasting) for at in range(length) for lasting in (False, True)]
    random.Random(seed).shuffle(choices)
    failures = 0
    for at, lasting in choices[:most]:
        operations, failed, _ = run_with_fault(
            _emptied(run), seed=seed, fail_at=at, lasting=lasting, synchronous=synchronous
        )
        failures += failed
        disk = Disk()
        for operation in operations:
            disk.take(operation)
        left = {path.name: path.read_bytes() for path in sorted(run.iterdir()) if not path.name.endswith("-shm")}
        said = examine(left, disk, state)
        if said is not None:
            found.losses.append(f"operation {at} of seed {seed}{' and after' if lasting else ''}: {said}")
        explore(operations, state, states=states, seed=seed + at, found=found)
    return found, failures


def _emptied(folder: Path) -> Path:
    for old in folder.iterdir():
        old.unlink()
    return folder
