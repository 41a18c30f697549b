"""The register beside raw SQLite and git, in one run, on the same entries. Ratios, no verdict.

Two raw peers: ``plain`` puts the entries' bytes into a table and nothing else; ``keyed`` computes their SHA-256 too and keeps
them under it, which is the least that any register of digests does. Neither makes canonical bytes, signs, or links anything.
Single appends are taken in turns of 200, so that whatever else the machine does falls on both alike. git gets the same bytes
by ``git fast-import`` and is asked to check them by ``git fsck --full``, in two forms: as a log, one commit an entry (who, when,
after what: what an entry of a register says too), and at its cheapest, all entries as files of one commit. git checks no
signatures here; the register does.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fallow.register import Draft, Key, Register
from fallow.register.merge import merge
from fallow.register.views import Views

NOW = datetime(2024, 1, 1, tzinfo=UTC)
BATCH = 5_000
TURN = 200
OURS = Key.from_seed(b"an author of this benchmark.....")
THEIRS = Key.from_seed(b"another author of this benchmark")


def draft(number: int) -> Draft:
    """A find as a team reports it, about 260 bytes of JSON; one in fifty corrects nothing, states nothing unusual."""
    body = {
        "id": f"F-{number:07d}",
        "kind": ("unexploded", "fragment", "casing")[number % 3],
        "geometry": {
            "type": "Point",
            "coordinates": [f"{36 + number % 997 / 1000:.6f}", f"{48 + number % 991 / 1000:.6f}"],
        },
        "found_on": f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "team": f"team {number % 40}",
        "remarks": "at the edge of a field, ten metres from the track, marked with two sticks",
    }
    return Draft("find", body)


class Raw:
    """A table in a SQLite file of its own, WAL and full synchronisation like the register's."""

    def __init__(self, path: Path, *, keyed: bool) -> None:
        self._keyed = keyed
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        column = "id BLOB NOT NULL UNIQUE, " if keyed else ""
        self._db.execute(f"CREATE TABLE entry (number INTEGER PRIMARY KEY, {column}bytes BLOB)")

    def append(self, rows: list[bytes]) -> None:
        """One transaction."""
        self._db.execute("BEGIN IMMEDIATE")
        if self._keyed:
            pairs = [(hashlib.sha256(row).digest(), row) for row in rows]
            self._db.executemany("INSERT INTO entry (id, bytes) VALUES (?, ?)", pairs)
        else:
            self._db.executemany("INSERT INTO entry (bytes) VALUES (?)", [(row,) for row in rows])
        self._db.execute("COMMIT")


def timed(act: Callable[[], object]) -> float:
    """Seconds that ``act`` takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def singles(folder: Path, count: int) -> None:
    """Durable single appends, in turns."""
    sample = Register.create(folder / "sample.fallow", key=OURS)
    rows = [entry.raw for entry in sample.append((draft(n) for n in range(count)), now=NOW)]
    register = Register.create(folder / "single.fallow", key=OURS)
    plain, keyed = Raw(folder / "plain.db", keyed=False), Raw(folder / "keyed.db", keyed=True)
    seconds = {"register": 0.0, "plain": 0.0, "keyed": 0.0}
    for start in range(0, count, TURN):
        part = range(start, min(start + TURN, count))
        for name, act in (
            ("register", lambda part=part: [register.append([draft(n)], now=NOW) for n in part]),
            ("plain", lambda part=part: [plain.append([rows[n]]) for n in part]),
            ("keyed", lambda part=part: [keyed.append([rows[n]]) for n in part]),
        ):
            seconds[name] += timed(act)
    rates = {name: count / spent for name, spent in seconds.items()}
    print(
        f"| durable single appends | {count:,} | {rates['register']:,.0f}/s | {rates['plain']:,.0f}/s | "
        f"{rates['register'] / rates['plain']:.2f} | {rates['keyed']:,.0f}/s | {rates['register'] / rates['keyed']:.2f} |"
    )


def batches(folder: Path, count: int) -> Path:
    """Batched import; leaves the register for what follows."""
    path = folder / "large.fallow"
    register = Register.create(path, key=OURS)
    plain, keyed = Raw(folder / "plain-b.db", keyed=False), Raw(folder / "keyed-b.db", keyed=True)
    seconds = {"register": 0.0, "plain": 0.0, "keyed": 0.0}
    for start in range(0, count, BATCH):
        drafts = [draft(n) for n in range(start, min(start + BATCH, count))]
        entries: list[object] = []
        now = NOW + timedelta(seconds=start // BATCH)
        seconds["register"] += timed(lambda d=drafts, t=now, e=entries: e.extend(register.append(d, now=t)))
        rows = [entry.raw for entry in entries]  # type: ignore[attr-defined]
        seconds["plain"] += timed(lambda r=rows: plain.append(r))
        seconds["keyed"] += timed(lambda r=rows: keyed.append(r))
    register.close()
    rates = {name: count / spent for name, spent in seconds.items()}
    print(
        f"| batches of {BATCH:,} | {count:,} | {rates['register']:,.0f}/s | {rates['plain']:,.0f}/s | "
        f"{rates['register'] / rates['plain']:.2f} | {rates['keyed']:,.0f}/s | {rates['register'] / rates['keyed']:.2f} |"
    )
    return path


def verification(path: Path, folder: Path) -> None:
    """``fallow verify`` beside ``git fast-import`` and ``git fsck`` of the same bytes."""
    with Register.open(path, key=OURS) as register:
        verdicts = []
        ours = timed(lambda: verdicts.append(register.verify()))
        count = verdicts[0].entries
        if not verdicts[0]:
            raise SystemExit(f"the register does not verify: {verdicts[0].problems[:2]}")
        print(f"\n{path.stat().st_size / count:.0f} bytes an entry; verified {count:,} entries in {ours:.1f} s")
        if shutil.which("git") is None:
            print("git is not here: no comparison")
            return
        for name, written in (("a commit an entry", _as_log), ("all in one commit", _as_files)):
            repository = folder / f"git-{name[:3]}"
            subprocess.run(["git", "init", "-q", "--bare", str(repository)], check=True)
            stream = folder / "stream"
            with stream.open("wb") as out:
                out.writelines(written(entry.raw for entry in register.entries()))
            git = ["git", "-C", str(repository)]
            with stream.open("rb") as given:
                came = timed(lambda g=git, s=given: subprocess.run([*g, "fast-import", "--quiet"], stdin=s, check=True))
            stream.unlink()
            checking = [*git, "fsck", "--full", "--no-progress"]
            checked = timed(lambda c=checking: subprocess.run(c, check=True, capture_output=True))
            print(
                f"\ngit, {name}: fast-import {came:.1f} s, fsck --full {checked:.1f} s, "
                f"{checked / ours:.1f} x the register's verification ({(came + checked) / ours:.1f} x with the import)"
            )
            shutil.rmtree(repository)


def _as_log(rows: Iterator[bytes]) -> Iterator[bytes]:
    for row in rows:
        yield b"commit refs/heads/main\ncommitter a <a@example.org> 1704067200 +0000\ndata 1\nx\n"
        yield b"M 100644 inline entry\ndata %d\n%s\n" % (len(row), row)


def _as_files(rows: Iterator[bytes]) -> Iterator[bytes]:
    names = []
    for mark, row in enumerate(rows, start=1):
        names.append(hashlib.sha256(row).hexdigest())
        yield b"blob\nmark :%d\ndata %d\n%s\n" % (mark, len(row), row)
    yield b"commit refs/heads/main\ncommitter a <a@example.org> 1704067200 +0000\ndata 1\nx\n"
    for mark, name in enumerate(names, start=1):
        yield b"M 100644 :%d %s/%s/%s\n" % (mark, name[:2].encode(), name[2:4].encode(), name[4:].encode())
    yield b"\n"


def views(path: Path) -> None:
    """Rebuilding every view, keeping up with single entries, and asking what was known on a day."""
    with Register.open(path, key=OURS) as register:
        count = register.count()
        shown = Views.of(register)
        rebuilt = timed(shown.rebuild)
        moment = NOW + timedelta(seconds=count // BATCH // 2)
        shown.count(moment)
        asked = timed(lambda: shown.count(moment))
        listed = timed(lambda: sum(1 for _ in shown.as_known(moment)))
        added = 200
        spent = 0.0
        for number in range(added):
            register.append([draft(count + number)], now=NOW + timedelta(days=1))
            spent += timed(shown.catch_up)
        shown.close()
    print(
        f"\nall views of {count:,} entries rebuilt in {rebuilt:.1f} s; {spent / added * 1e3:.2f} ms an entry kept up with; "
        f"as known on a day: counted in {asked:.3f} s, listed one by one in {listed:.2f} s (warm)"
    )


def merging(path: Path, folder: Path, foreign: int) -> None:
    """Merging another author's entries into the large register."""
    other = Register.create(folder / "foreign.fallow", key=THEIRS)
    for start in range(0, foreign, BATCH):
        other.append((draft(n) for n in range(start, min(start + BATCH, foreign))), now=NOW + timedelta(hours=1))
    with Register.open(path, key=OURS) as register:
        before = register.count()
        spent = timed(lambda: merge(register, other))
        again = timed(lambda: merge(register, other))
        print(
            f"\nmerged {foreign:,} foreign entries into {before:,} in {spent:.1f} s (verified first); again: {again:.2f} s"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--singles", type=int, default=2_000)
    parser.add_argument("--foreign", type=int, default=20_000)
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, SQLite {sqlite3.sqlite_version}\n")
    print("| what | entries | register | plain SQLite | ratio | keyed SQLite | ratio |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        singles(folder, given.singles)
        path = batches(folder, given.entries)
        verification(path, folder)
        merging(path, folder, given.foreign)
        views(path)


if __name__ == "__main__":
    main()
