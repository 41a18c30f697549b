"""Query: what stood at a moment, by kind, place and days, for a reader of a clearance.

A reader below an amendment's tier sees the record as if that amendment were not there, as in every other view. For such
records the versions are folded again from what the reader may see, into a temporary table of this connection.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson

from fallow.core.errors import InputError
from fallow.register.seal import microseconds
from fallow.register.tier import Tier
from fallow.register.views.refold import COLUMNS, folded, touch
from fallow.register.views.schema import ANY_DAY, has_rtree

_EPOCH_DAY = date(1970, 1, 1)


class Standing(NamedTuple):
    """A record that stood: ids in hexadecimal, ``shown`` that of the entry whose body counts, ``alternatives`` open sides."""

    id: str
    kind: str
    state: str
    shown: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees, longitude first, borders included. West of ``east`` only: none crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        sides = (self.west, self.south, self.east, self.north)
        if not all(map(math.isfinite, sides)) or self.west > self.east or self.south > self.north:
            raise InputError(
                kind="bad-box",
                expected="west, south, east, north in degrees, west before east and south before north",
                found=", ".join(map(str, sides)),
                do="put them in that order; ask for two boxes across the antimeridian",
            )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InputError(
                kind="bad-interval",
                expected="a start no later than the end",
                found=f"{self.start} to {self.end}",
                do="swap them",
            )


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: ``moment`` in the time ``clock`` ("known" or "recorded"), now where ``None``; the rest narrows."""

    moment: datetime | None = None
    clock: str = "known"
    kind: str | None = None
    box: Box | None = None
    valid: Stretch | None = None


def prepare(db: sqlite3.Connection) -> None:
    """Make the temporary tables of lower clearances; once a connection."""
    db.execute("CREATE TEMP TABLE version_below AS SELECT * FROM main.version WHERE 0")


def narrow(db: sqlite3.Connection, clearance: Tier) -> None:
    """Fold again, into ``temp.version_below``, what a reader of ``clearance`` sees otherwise; after every change."""
    if clearance == Tier.PERSONAL:
        return
    touch(db, (row[0] for row in db.execute(_ABOVE, (int(clearance),)).fetchall()))
    db.execute("DELETE FROM temp.version_below")
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    for rows in folded(db, clearance):
        db.executemany(f"INSERT INTO temp.version_below ({COLUMNS}) VALUES ({marks})", rows)


_ABOVE = "SELECT DISTINCT target FROM amendment WHERE tier > ? AND target IS NOT NULL AND kind <> 'dispute'"


def standing(db: sqlite3.Connection, asked: Asked, clearance: Tier, *, late: bool) -> Iterator[Standing]:
    """Yield what stood, by kind, within a kind in the order of views; ``late``: numbers are not in that order."""
    source, values = _source(db, asked, clearance)
    order = "v.kind, s.clock, s.tick, s.id, v.record" if late else "v.kind, v.record"
    join = " JOIN seal s ON s.number = v.record >> 32" if late else ""
    statement = (
        "SELECT v.id, v.kind, v.state, CASE WHEN v.shown = v.record THEN v.id"
        " ELSE (SELECT id FROM record WHERE number = v.shown) END, v.alternatives"
        f" FROM {source}{join} ORDER BY {order}"
    )
    for identifier, kind, state, shown, alternatives in db.execute(statement, values):
        sides = tuple(orjson.loads(alternatives)) if alternatives else ()
        yield Standing(identifier.hex(), kind, state, shown.hex(), sides)


def count(db: sqlite3.Connection, asked: Asked, clearance: Tier) -> int:
    """Return how many records stood."""
    source, values = _source(db, asked, clearance)
    return int(db.execute(f"SELECT count(*) FROM {source}", values).fetchone()[0])


def _source(db: sqlite3.Connection, asked: Asked, clearance: Tier) -> tuple[str, dict[str, Any]]:
    """Return the rows of ``version`` that answer, as something to select from under the name ``v``, and the values in it."""
    clauses, values = _when(asked)
    if asked.kind is not None:
        clauses.append("kind = :kind")
        values["kind"] = asked.kind
    if clearance < Tier.PERSONAL:
        clauses.append("tier <= :tier")
        values["tier"] = int(clearance)
    inside = _inside(db, asked, values)
    if inside:
        clauses.append(f"shown IN (SELECT number FROM record WHERE {inside})")
    where = " AND ".join(clauses)
    if clearance == Tier.PERSONAL:
        return f"(SELECT * FROM main.version WHERE {where}) v", values
    whole = f"SELECT * FROM main.version WHERE {where} AND record NOT IN (SELECT record FROM temp.version_below)"
    return f"({whole} UNION ALL SELECT * FROM temp.version_below WHERE {where}) v", values


def _when(asked: Asked) -> tuple[list[str], dict[str, Any]]:
    since, until = f"{asked.clock}_from", f"{asked.clock}_until"
    clauses = ["state <> 'withdrawn'"]
    if asked.moment is None:
        return [*clauses, f"{since} IS NOT NULL", f"{until} IS NULL"], {}
    clauses += [f"{since} <= :moment", f"({until} IS NULL OR :moment < {until})"]
    return clauses, {"moment": microseconds(asked.moment)}


def _inside(db: sqlite3.Connection, asked: Asked, values: dict[str, Any]) -> str:
    """Return the condition on ``record`` that a place and days put; the R*Tree finds candidates, the columns decide."""
    clauses: list[str] = []
    candidates: list[str] = []
    if asked.box is not None:
        box = asked.box
        values.update(west=box.west, south=box.south, east=box.east, north=box.north)
        clauses += ["lon_max >= :west", "lon_min <= :east", "lat_max >= :south", "lat_min <= :north"]
        candidates += clauses
    if asked.valid is not None:
        values.update(start=asked.valid.start.isoformat(), end=asked.valid.end.isoformat())
        clauses += ["valid_to >= :start", "valid_from <= :end"]
        values.update(
            first=max((asked.valid.start - _EPOCH_DAY).days, -ANY_DAY), last=(asked.valid.end - _EPOCH_DAY).days
        )
        candidates += ["day_max >= :first", "day_min <= :last"]
    if asked.box is not None and has_rtree(db):
        clauses.insert(0, f"number IN (SELECT number FROM place_time WHERE {' AND '.join(candidates)})")
    return " AND ".join(clauses)


def sizes(db: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of each table, and under ``unread`` how many stated places or days could not be read."""
    names = ("record", "version", "amendment", "conflict")
    found = {name: int(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}
    with_place, with_days, unread = db.execute(
        "SELECT count(lon_min), count(valid_from), coalesce(sum(unread), 0) FROM record"
    ).fetchone()
    return {**found, "with_place": with_place, "with_days": with_days, "unread": unread}
