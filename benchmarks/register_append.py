"""The register beside raw SQLite in one run: durable single appends, batched appends, verification. Ratios, no verdict."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from fallow.register import Draft, Register

SINGLE, BATCH = 2_000, 50_000
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def raw(path: Path, rows: list[str], batch: int) -> float:
    """Seconds for the same text into one bare table, WAL and full synchronisation, ``batch`` rows a transaction."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, body TEXT)")
    began = time.perf_counter()
    for start in range(0, len(rows), batch):
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO entry (body) VALUES (?)", [(row,) for row in rows[start : start + batch]])
        database.execute("COMMIT")
    return time.perf_counter() - began


def ours(path: Path, rows: list[str], batch: int) -> float:
    """Seconds for the same text as entries of a register."""
    with Register.create(path) as register:
        began = time.perf_counter()
        for start in range(0, len(rows), batch):
            register.append([Draft("note", {"text": row}) for row in rows[start : start + batch]], now=NOW)
        return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    print("| what | entries | register, a second | raw SQLite, a second | ratio |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, count, batch in (("durable single appends", SINGLE, 1), ("batches of 5,000", BATCH, 5_000)):
            rows = [f"entry number {n} " + "x" * 200 for n in range(count)]
            a = count / ours(Path(folder) / f"{batch}.fallow", rows, batch)
            b = count / raw(Path(folder) / f"{batch}.db", rows, batch)
            print(f"| {name} | {count} | {a:,.0f} | {b:,.0f} | {a / b:.2f} |")
        path = Path(folder) / "5000.fallow"
        began = time.perf_counter()
        with Register.open(path) as register:
            verdict = register.verify()
        seconds = time.perf_counter() - began
        print(
            f"\nverify: {verdict.entries / seconds:,.0f} entries a second; {path.stat().st_size / BATCH:.0f} bytes an entry"
        )


if __name__ == "__main__":
    main()
