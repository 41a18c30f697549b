"""Folding: bring a sidecar up to the register, from the last seal it knows or from zero. One transaction, all of it or nothing.

From zero where it cannot have been made from this register as it now is: another format, seals that are not this copy's, or a
seal held in part that has been completed since (its new entries lie below the last seal). At opening the last thousand seals are
compared, later the last one; verification compares all of them.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from fallow.register.recorder import Recorder
from fallow.register.views.intake import Intake
from fallow.register.views.refold import refold
from fallow.register.views.schema import CACHE_KIB, FORMAT, clear, journal, make_indexes, make_tables, meta, writing

COMPARED = 1_000
"""How many of the last seals are compared with the register's at opening."""

_NO_DIGEST = bytes(32)
_FOLDING_KIB = 262_144  # the R*Tree is filled in no order of place, and would be read and written over and over


@dataclass(frozen=True, slots=True)
class Folded:
    """How far a sidecar is folded: ``seals`` and ``entries`` it holds, whether a seal lies out of the order of views.

    ``anew`` says that it was folded from zero just now, ``taken_in`` how many entries came in just now, ``touched`` how many
    records were folded from amendments.
    """

    seals: int
    entries: int
    late: bool
    anew: bool = False
    taken_in: int = 0
    touched: int = 0


def follow(db: sqlite3.Connection, recorder: Recorder, path: Path | None, *, compared: int = 1) -> Folded:
    """Bring ``db`` up to what ``recorder`` holds and return how far that is. Writes nothing where nothing is new."""
    if (state := _state(db, recorder, compared)) is not None and not _news(recorder, state):
        return state
    if state is not None:
        with writing(db, path):
            state = _state(db, recorder, compared)  # again, since another program may have been faster
            folded = _take_in(db, recorder, state, None) if state is not None else None
        if folded is not None and not _completed(recorder, folded):
            return folded
    return fold_anew(db, recorder, path)


def fold_anew(db: sqlite3.Connection, recorder: Recorder, path: Path | None, until: int | None = None) -> Folded:
    """Empty ``db`` and fold everything up to seal ``until``, or all there is."""
    journal(db, "DELETE")
    db.execute(f"PRAGMA cache_size = -{_FOLDING_KIB}")
    try:
        with writing(db, path):
            clear(db)
            make_tables(db)
            folded = _take_in(db, recorder, Folded(0, 0, late=False, anew=True), until)
    finally:
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    journal(db, "WAL")
    return folded


def _take_in(db: sqlite3.Connection, recorder: Recorder, state: Folded, until: int | None) -> Folded:
    told = meta(db)
    intake = Intake(
        db,
        recorder,
        after=state.seals,
        digest=bytes.fromhex(told["digest"]) if told else _NO_DIGEST,
        top=(int(told["top_clock"]), int(told["top_tick"]), bytes.fromhex(told["top_id"])) if told else None,
    )
    intake.run(until)
    if state.anew:
        make_indexes(db)
    touched = refold(db, recorder, state.seals)
    folded = Folded(
        seals=intake.last,
        entries=state.entries + intake.entries,
        late=state.late or intake.late,
        anew=state.anew,
        taken_in=intake.entries,
        touched=touched,
    )
    clock, tick, identifier = intake.top or (0, 0, b"")
    kept = {
        "format": FORMAT,
        "seals": folded.seals,
        "entries": folded.entries,
        "late": int(folded.late),
        "head": intake.head.hex() if intake.head is not None else told.get("head", ""),
        "digest": intake.digest.hex(),
        "top_clock": clock,
        "top_tick": tick,
        "top_id": identifier.hex(),
    }
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", ((key, str(value)) for key, value in kept.items()))
    return folded


def told_state(db: sqlite3.Connection) -> Folded | None:
    """Return how far ``db`` says that it is folded, ``None`` where it holds no views of this format."""
    told = meta(db)
    if told.get("format") != FORMAT:
        return None
    try:
        return Folded(int(told["seals"]), int(told["entries"]), told["late"] != "0")
    except (KeyError, ValueError):
        return None


def _state(db: sqlite3.Connection, recorder: Recorder, compared: int) -> Folded | None:
    state = told_state(db)
    if state is None:
        return None
    after = max(0, state.seals - compared)
    here = db.execute("SELECT number, id FROM seal WHERE number > ? ORDER BY number", (after,)).fetchall()
    there = takewhile(lambda seal: seal.number <= state.seals, recorder.seals(after))
    return state if here == [(seal.number, seal.id) for seal in there] and len(here) == state.seals - after else None


def _news(recorder: Recorder, state: Folded) -> bool:
    return next(iter(recorder.seals(state.seals)), None) is not None or _completed(recorder, state)


def _completed(recorder: Recorder, state: Folded) -> bool:
    return bool(recorder.partial()) and recorder.count() != state.entries
