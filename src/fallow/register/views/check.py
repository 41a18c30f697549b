"""Check: are the views what a fold from zero gives? Compared row by row with one in a temporary file.

A sidecar that merely lags behind its register is compared with a fold up to the seal it knows. One that knows seals which the
register does not hold is a problem in itself: it is another register's, or the register was put back to an older state.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from fallow.core.errors import IntegrityError
from fallow.core.ids import short
from fallow.register.recorder import Recorder
from fallow.register.register import Register
from fallow.register.verify_seal import Problem
from fallow.register.views import refold
from fallow.register.views.folding import Folded, fold_anew, told_state
from fallow.register.views.intake import chained
from fallow.register.views.schema import APPLICATION_ID, FORMAT, has_rtree, meta, sidecar_of

_KEYS = {
    "author": ("number",),
    "seal": ("number",),
    "record": ("number",),
    "amendment": ("number",),
    "version": ("kind", "record", "part"),
    "place_time": ("number",),
    "meta": ("key",),
}
_GROWING = ("author", "seal", "record")
_SCHEMA = "SELECT type, name, sql FROM {}.sqlite_master WHERE sql IS NOT NULL"


def view_problems(register: Register) -> list[Problem]:
    """Return what is wrong with the views beside ``register``; writes nothing, and is quick where there are none."""
    path = getattr(register.recorder, "path", None)
    sidecar = sidecar_of(path) if isinstance(path, Path) else None
    if sidecar is None or not sidecar.exists():
        return []
    try:
        with closing(_read_only(sidecar)) as db:
            return problems(db, register.recorder, sidecar.name)
    except sqlite3.DatabaseError as error:
        return [_problem(sidecar.name, f"SQLite cannot read them: {' '.join(str(error).split())}")]


def _read_only(sidecar: Path) -> sqlite3.Connection:
    address = f"{sidecar.absolute().as_uri()}?mode=ro"
    db = sqlite3.connect(address, uri=True)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        if "unable to open" not in str(error):
            raise
        # In a folder that takes no file SQLite cannot make what reading beside a writer needs; nobody writes there either.
        return sqlite3.connect(f"{address}&immutable=1", uri=True)
    return db


def problems(db: sqlite3.Connection, recorder: Recorder, name: str) -> list[Problem]:
    """Return where the views in ``db`` differ from what ``recorder`` holds; ``name`` is how a person knows them."""
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        return []  # made and never filled
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return [_problem(name, "that file is a database of something else")]
    state, told = told_state(db), meta(db)
    if state is None:
        # Another version's are folded anew at the next opening.
        return [_problem(name, "they do not say how far they are folded")] if told.get("format") == FORMAT else []
    ids = [seal.id for seal in recorder.seals() if seal.number <= state.seals]
    if len(ids) != state.seals or chained(bytes(32), ids).hex() != told.get("digest"):
        return [
            _problem(
                name,
                f"they were folded from {state.seals} seals up to {short(told.get('head', ''))}, which this register does not"
                " hold so: it was put back to an older state, or they are another register's",
            )
        ]
    found = [_problem(name, words) for (words,) in db.execute("PRAGMA integrity_check(1)") if words != "ok"]
    try:
        return found or [_problem(name, words) for words in differences(db, recorder, state)]
    except IntegrityError:
        return []  # the register cannot be folded, which its own verification reports


def differences(db: sqlite3.Connection, recorder: Recorder, state: Folded) -> list[str]:
    """Return a sentence for each table of ``db`` that is not what a fold up to the same seal gives."""
    with tempfile.TemporaryDirectory(prefix="fallow-views-") as folder:
        fresh = Path(folder) / "fresh"
        with closing(sqlite3.connect(fresh, isolation_level=None)) as new:
            new.execute("PRAGMA synchronous = OFF")
            refold.prepare(new)
            folded = fold_anew(new, recorder, fresh, state.seals)
        db.execute("ATTACH DATABASE ? AS fresh", (str(fresh),))
        try:
            # A seal held in part that was completed since: what is there must still be right, more is to come.
            lagging = bool(recorder.partial()) and folded.entries != state.entries
            tables = [name for name in _KEYS if name != "place_time" or has_rtree(db)]
            return list(_compared(db, [name for name in tables if not lagging or name in _GROWING], lagging))
        finally:
            db.execute("DETACH DATABASE fresh")


def _compared(db: sqlite3.Connection, tables: list[str], lagging: bool) -> Iterator[str]:
    here, there = set(db.execute(_SCHEMA.format("main"))), set(db.execute(_SCHEMA.format("fresh")))
    for name in sorted({str(row[1]) for row in here ^ there}):
        yield f"the definition of {name} was altered"
    if here != there:
        return
    for table in tables:
        changed, example = _changed(db, table)
        held, wanted = (
            db.execute(f"SELECT count(*) FROM {place}.{table}").fetchone()[0] for place in ("main", "fresh")
        )
        if changed:
            yield f"{changed} rows of {table} differ from a fresh fold of the register, first {example}"
        elif held != wanted and not lagging:
            yield f"{table} has {held} rows where a fresh fold of the register has {wanted}"


def _changed(db: sqlite3.Connection, table: str) -> tuple[int, str]:
    columns = [row[1] for row in db.execute(f"PRAGMA main.table_info({table})")]
    keys = _KEYS[table]
    on = " AND ".join(f"b.{key} = a.{key}" for key in keys)
    ours, theirs = (", ".join(f"{side}.{column}" for column in columns) for side in "ab")
    shown = " || ' ' || ".join(f"a.{key}" for key in keys)
    count, example = db.execute(
        f"SELECT count(*), min({shown}) FROM main.{table} a LEFT JOIN fresh.{table} b ON {on}"
        f" WHERE ({ours}) IS NOT ({theirs})"
    ).fetchone()
    return int(count), f"{' '.join(keys)} {example}"


def _problem(name: str, words: str) -> Problem:
    return Problem("altered-view", name, f"the views in {name} are not to be believed: {words}")
