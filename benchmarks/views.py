"""Views beside plain SQLite in one run: folding from zero, following single entries, and what was known at a moment.

``python benchmarks/views.py [ENTRIES]``; a tenth of the entries are corrections of earlier ones. The plain table holds the same
ids, kinds and times with one index on the time, and no corrections, places or checks: a floor, not a peer.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fallow.register import Draft, Key, Problem, Register
from fallow.register.seal import microseconds
from fallow.register.views import Box, Views

START = datetime(2024, 1, 1, tzinfo=UTC)
MIDDLE = START + timedelta(days=180)
BATCH, FOLLOWED = 5_000, 200


def timed(act: Callable[[], object], times: int = 1) -> float:
    """Return the seconds of the fastest of ``times`` runs: warm where there is more than one."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - began)
    return best


def drafts(count: int) -> Iterator[list[Draft]]:
    """Yield batches of drafts: finds, every third a note; the caller adds corrections."""
    for start in range(0, count, BATCH):
        yield [
            Draft("note", {"text": f"entry number {n} " + "x" * 120})
            if n % 3 == 0
            else Draft(
                "find",
                {
                    "id": f"f{n}",
                    "kind": "unexploded",
                    "date": f"2023-{n % 12 + 1:02}-{n % 28 + 1:02}",
                    "geometry": {"type": "Point", "coordinates": [f"{n % 997 / 100:.6f}", f"{n % 991 / 100:.6f}"]},
                },
            )
            for n in range(start, min(count, start + BATCH))
        ]


def filled(path: Path, count: int) -> Register:
    """A register of ``count`` entries over a year."""
    register = Register.create(path, key=Key.from_seed(bytes(32)))
    share, now = BATCH // 10, START
    for batch in drafts(count):
        kept = len(batch) - share if len(batch) > share else len(batch)
        now += timedelta(days=365) * BATCH / count
        with register.transaction(now) as tx:
            written = [tx.append(draft) for draft in batch[:kept]]
            for entry in written[: len(batch) - kept]:
                tx.append(Draft("correction", {"of": entry.id, "body": entry.body, "reason": "put right"}))
    return register


def plain(path: Path, rows: list[tuple[bytes, str, int]]) -> sqlite3.Connection:
    """The floor: one table and one index."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("CREATE TABLE version (id BLOB, kind TEXT, known_from INTEGER)")
    db.execute("BEGIN")
    db.executemany("INSERT INTO version VALUES (?, ?, ?)", rows)
    db.execute("CREATE INDEX known ON version (known_from)")
    db.execute("COMMIT")
    return db


def main(count: int) -> None:
    """Print the table."""
    print(f"{count} entries, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| what | views | plain SQLite |")
    print("|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        register = filled(Path(folder) / "a.fallow", count)
        rows = [(e.id, e.kind, e.known) for e in register.recorder.entries(1, 2**31 - 1)]
        floor: list[sqlite3.Connection] = []
        table = timed(lambda: floor.append(plain(Path(folder) / "plain", rows)))
        views: list[Views] = []
        busy = time.process_time()
        first = timed(lambda: views.append(Views.of(register)))
        busy = time.process_time() - busy
        view, db, moment = views[0], floor[0], microseconds(MIDDLE)
        print(f"| fold from zero, s (of the processor) | {first:.1f} ({busy:.1f}) | {table:.1f} |")
        print(f"| fold from zero again, in place, s | {timed(view.rebuild):.1f} | |")
        asked = (
            (
                "count as known in the middle, s",
                lambda: view.count(MIDDLE),
                "SELECT count(*) FROM version WHERE known_from <= ?",
            ),
            ("count of all known now, s", view.count, "SELECT count(*) FROM version WHERE known_from <= ?"),
            (
                "count of one kind as known in the middle, s",
                lambda: view.count(MIDDLE, "find"),
                "SELECT count(*) FROM version WHERE known_from <= ? AND kind = 'find'",
            ),
        )
        for name, ask, statement in asked:
            until = moment if "middle" in name else 2**62
            floor_s = timed(lambda statement=statement, until=until: db.execute(statement, (until,)).fetchone(), 3)
            print(f"| {name} | {timed(ask, 3):.3f} | {floor_s:.3f} |")
        listed = "SELECT id, kind FROM version WHERE known_from <= ?"
        print(
            f"| list all known now, s | {timed(lambda: [None for _ in view.as_known()], 2):.2f}"
            f" | {timed(lambda: db.execute(listed, (2**62,)).fetchall(), 2):.2f} |"
        )
        box = Box(1.0, 1.0, 1.2, 1.2)
        print(f"| list what lies in a box, s | {timed(lambda: list(view.as_known(MIDDLE, 'find', box)), 3):.3f} | |")
        wall, of_processor = follow(register, view)
        print(f"| follow one entry, ms (of the processor) | {wall:.2f} ({of_processor:.2f}) | |")
        problems: list[Problem] = []
        print(f"| check against a fold from zero, s | {timed(lambda: problems.extend(view.check())):.1f} | |")
        size = (Path(folder) / "a.fallow.views").stat().st_size
        print(f"\n{size / count:.0f} bytes an entry in the sidecar; {len(problems)} problems")


def follow(register: Register, view: Views) -> tuple[float, float]:
    """Milliseconds, and those of the processor, to take in one further entry, every other a correction; not to append it."""
    total = busy = 0.0
    target = next(iter(view.as_known(None, "find"))).id
    for n in range(FOLLOWED):
        body = {"id": "x", "kind": "casing", "geometry": None}
        draft = Draft("find", body) if n % 2 else Draft("correction", {"of": target, "body": body, "reason": "again"})
        (written,) = register.append([draft], now=START + timedelta(days=400, seconds=n))
        target = written.id if draft.kind == "find" else target
        began = time.process_time()
        total += timed(view.catch_up)
        busy += time.process_time() - began
    return 1000 * total / FOLLOWED, 1000 * busy / FOLLOWED


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
