"""Kill: two writers at once append to one register and are killed, by the hardest signal, at moments drawn at random.

The writers are forked from a process that has everything imported already, so that a round takes tens of milliseconds. Each
tells the ids of a transaction through a pipe after it is durable, as ``fallow append`` prints them; a kill cannot take back
what was told. After each round everything told must be there, the register must verify, and the next entry must go in.
"""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fallow.core.errors import FallowError
from fallow.register import Draft, Keyring, Register
from fallow.register.recorders import SqliteRecorder, is_address

ID_BYTES = 32
LONGEST_LIFE_SECONDS = 60
ROUNDS_A_REGISTER = 25
MOST_DELAY_SECONDS = 0.05
MOST_DELAY_SERVER_SECONDS = 0.15  # connecting alone takes some tens of milliseconds


@dataclass(slots=True)
class Killing:
    """What was found: rounds, entries told durable, those lost, complaints of writers that nobody had killed yet."""

    rounds: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        """Whether nothing at all was wrong."""
        return not (self.lost or self.bad or self.complaints)


def _write_until_killed(place: Path | str, keyring: Keyring, seed: int, told: int, lying: bool) -> None:
    draw = random.Random(seed)
    while True:  # a file is closed and opened again now and then, so that kills hit the folding in of its log too
        with Register.open(place, keyring=keyring) as register:
            if isinstance(register.recorder, SqliteRecorder) and draw.random() < 0.5:
                register.recorder._db.execute("PRAGMA wal_autocheckpoint = 7")
            for _ in range(1_000_000 if is_address(place) else draw.randrange(1, 40)):
                _write(register, draw, told, lying)


def _write(register: Register, draw: random.Random, told: int, lying: bool) -> None:
    count = draw.choice((1, 1, 1, 2, 5, 40))
    drafts = [Draft("note", {"text": f"{at} " + "x" * draw.randrange(200)}) for at in range(count)]
    with register.transaction(datetime.now(UTC)) as tx:
        ids = b"".join(bytes.fromhex(tx.append(draft).id) for draft in drafts)
        if lying:
            os.write(told, ids)
    if not lying:
        os.write(told, ids)  # at most PIPE_BUF bytes: all or nothing


def fork_writer(place: Path | str, keyring: Keyring, seed: int, *, lying: bool = False) -> tuple[int, int, int]:
    """Start a writer; return its process id, the pipe of its ids, the pipe of its complaints.

    A ``lying`` one tells ids before they are durable, which must be found out.
    """
    ids, told = os.pipe()
    complaints, complained = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of other tests' libraries, which no writer uses
        child = os.fork()
    if child:
        os.close(told)
        os.close(complained)
        return child, ids, complaints
    try:
        signal.alarm(LONGEST_LIFE_SECONDS)  # an orphan does not write for ever
        _write_until_killed(place, keyring, seed, told, lying)
    except FallowError as error:
        os.write(complained, f"{error.kind}: {error}".encode()[:4000])
    except BaseException:  # noqa: BLE001 - told to the parent, which fails for it
        os.write(complained, traceback.format_exc().encode()[-4000:])
    finally:
        os._exit(1)


def reap(child: int, ids: int, complaints: int) -> tuple[set[bytes], str]:
    """Kill a writer and return what it had told to be durable, and its complaint if it had stopped by itself."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told, said = _drained(ids), _drained(complaints)
    return {told[at : at + ID_BYTES] for at in range(0, len(told), ID_BYTES)}, said.decode("utf-8", "replace")


def _drained(pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as stream:
        return stream.read()


def kill_writers(
    places: Callable[[int], Path | str],
    keyring: Keyring,
    *,
    rounds: int,
    seed: int,
    crash: Callable[[random.Random], None] | None = None,
    lying: bool = False,
) -> Killing:
    """Do ``rounds`` rounds; ``places`` gives the place of the n-th register, a new one every twenty-five rounds.

    ``crash`` is done while the writers write, before they are killed (a server stopped without notice, and started again);
    they may then complain, though only by an error of ours.
    """
    began = time.monotonic()
    draw = random.Random(seed)
    found = Killing()
    told: set[bytes] = set()
    place: Path | str = ""
    for turn in range(rounds):
        if turn % ROUNDS_A_REGISTER == 0:
            place, told = places(turn // ROUNDS_A_REGISTER), set()
            with Register.create(place, keyring=keyring) as register:
                told.add(
                    bytes.fromhex(register.append([Draft("note", {"text": "first"})], now=datetime.now(UTC))[0].id)
                )
        writers = [fork_writer(place, keyring, draw.randrange(2**32), lying=lying) for _ in range(2)]
        if crash is not None:
            time.sleep(draw.uniform(0.02, 0.2))
            crash(draw)
        for writer in writers:
            time.sleep(draw.uniform(0, MOST_DELAY_SERVER_SECONDS if is_address(place) else MOST_DELAY_SECONDS))
            new, said = reap(*writer)
            found.acknowledged += len(new)
            told |= new
            if said and (crash is None or "Traceback" in said):
                found.complaints.append(f"round {turn} of seed {seed}: {said}")
        _look(place, keyring, told, found, f"round {turn} of seed {seed}")
        found.rounds += 1
    found.seconds = time.monotonic() - began
    return found


def _look(place: Path | str, keyring: Keyring, told: set[bytes], found: Killing, when: str) -> None:
    try:
        with Register.open(place, keyring=keyring) as register:
            there = {bytes.fromhex(entry.id) for entry in register.entries()}
            found.lost.extend(f"{when}: {identifier.hex()}" for identifier in sorted(told - there))
            found.unacknowledged += len(there - told)
            (more,) = register.append([Draft("note", {"text": when})], now=datetime.now(UTC))
            told.update(there, {bytes.fromhex(more.id)})
            verdict = register.verify()
            if not verdict or len(verdict.heads) != 1:
                said = verdict.problems[0].sentence if verdict.problems else f"{len(verdict.heads)} heads"
                found.bad.append(f"{when}: {said}")
    except FallowError as error:
        found.bad.append(f"{when}: {error.kind}: {error}")
