"""Refold: which records the new entries touch, and their versions folded again. Everything else stays as it is.

An amendment touches the entry that it names and whatever that entry amends in turn. It does not matter in which order entries
came in: an amendment of an entry that is not here yet waits with an open target, and is resolved when the entry comes; a seal
that arrives late is sorted by its clock among the amendments of the records it touches, since each is folded from all of its
amendments. A record that nobody amends is one row, made for all of them by one statement.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from fallow.register.entry import Entry
from fallow.register.recorder import Recorder
from fallow.register.seal import from_microseconds
from fallow.register.tier import Tier
from fallow.register.views.extract import NOTHING, PLACES, extract
from fallow.register.views.intake import PLACE_BITS, body_of
from fallow.register.views.schema import ANY_DAY, has_rtree
from fallow.register.views.timeline import WITHDRAWN, Seen, spans

_EPOCH = from_microseconds(0)
COLUMNS = (
    "kind, record, part, tier, id, shown, state, known_from, known_until, recorded_from, recorded_until, alternatives"
)
"""The columns of ``version``, in their order."""

RESOLVED = """
SELECT a.number, r.number, a.kind FROM amendment a CROSS JOIN record r
ON substr(r.id, 1, 8) = substr(a.of, 1, 8) AND r.id = a.of
WHERE a.target IS NULL AND a.of IS NOT NULL
"""
"""Amendments whose record was not here when they came, and now is."""

# CROSS JOIN keeps what was touched in the outer loop, so that following one entry never reads all amendments.
BELOW = """
WITH RECURSIVE below (root, number) AS (
    SELECT t.record, a.number FROM temp.touched t CROSS JOIN amendment a ON a.target = t.record WHERE a.kind <> 'dispute'
    UNION
    SELECT b.root, a.number FROM below b CROSS JOIN amendment a ON a.target = b.number WHERE a.kind <> 'dispute'
)
SELECT b.root, t.id, t.kind, t.tier, t.known_at, t.recorded_at,
a.number, r.id, a.kind, a.of, a.over, n.name, a.seq, a.tier, a.known_at, a.recorded_at
FROM below b JOIN record t ON t.number = b.root JOIN amendment a ON a.number = b.number JOIN record r ON r.number = a.number
JOIN author n ON n.number = a.author JOIN seal s ON s.number = a.number >> 32
ORDER BY b.root, s.clock, s.tick, s.id, a.number
"""
"""What is in ``temp.touched``, each with every amendment under it, in the order of views."""


def prepare(db: sqlite3.Connection) -> None:
    """Make the temporary table that ``refold`` needs; once a connection."""
    db.execute("CREATE TEMP TABLE touched (record INTEGER PRIMARY KEY)")


def refold(db: sqlite3.Connection, recorder: Recorder, after: int) -> int:
    """Make versions of all records under seals after ``after``, and again of those they touch; return how many were folded."""
    first = (after + 1) << PLACE_BITS
    corrections = _touch(db)
    db.execute(
        f"INSERT INTO version ({COLUMNS}) SELECT kind, number, 0, tier, id, number, 'standing',"
        " known_at, NULL, recorded_at, NULL, NULL FROM record"
        " WHERE number >= ? AND number NOT IN (SELECT record FROM temp.touched) ORDER BY kind, number",
        (first,),
    )
    db.execute(
        "DELETE FROM version WHERE (kind, record) IN"
        " (SELECT r.kind, r.number FROM temp.touched t JOIN record r ON r.number = t.record)"
    )
    count = 0
    for rows in folded(db, None):
        db.executemany(f"INSERT INTO version ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        count += 1
    _place_corrections(db, recorder, corrections)
    _index_places(db, first, corrections)
    return count


def folded(db: sqlite3.Connection, clearance: Tier | None) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of ``version`` of each record in ``temp.touched``, folded from its amendments up to ``clearance``."""
    for (number, identifier, kind, tier, known, recorded), group in groupby(db.execute(BELOW), itemgetter(*range(6))):
        rows = [row[6:] for row in group]
        numbers: dict[str, int] = {row[1].hex(): row[0] for row in rows}
        seen = [_seen(row) for row in rows if clearance is None or row[7] <= clearance]
        yield [
            (
                kind,
                number,
                part,
                tier,
                identifier,
                None if worth.state == WITHDRAWN else number if worth.shown is None else numbers[worth.shown],
                worth.state,
                *moments,
                orjson.dumps(worth.alternatives).decode() if worth.alternatives else None,
            )
            for part, (worth, *moments) in enumerate(spans(identifier.hex(), known, recorded, seen))
        ]


def _seen(row: tuple[Any, ...]) -> Seen:
    _, identifier, kind, of, over, author, seq, tier, known, recorded = row
    body: dict[str, Any] = {"of": of.hex()}
    if over is not None:
        body["over"] = orjson.loads(over)
    entry = Entry(identifier.hex(), kind, body, _EPOCH, None, author, seq, Tier(tier), b"")
    return Seen(entry, known, recorded)


def _touch(db: sqlite3.Connection) -> list[int]:
    """Fill ``temp.touched`` with the records that newly resolved amendments concern; return the corrections among these."""
    resolved = db.execute(RESOLVED).fetchall()
    db.executemany(
        "UPDATE amendment SET target = ? WHERE number = ?", ((target, number) for number, target, _ in resolved)
    )
    touch(db, (target for _, target, kind in resolved if kind != "dispute"))
    return [number for number, _, kind in resolved if kind == "correction"]


def touch(db: sqlite3.Connection, targets: Iterable[int]) -> None:
    """Let ``temp.touched`` hold these records and, through amendments, all that they amend."""
    db.execute("DELETE FROM temp.touched")
    db.executemany("INSERT OR IGNORE INTO temp.touched VALUES (?)", ((target,) for target in targets))
    db.execute(
        "WITH RECURSIVE above (record) AS (SELECT record FROM temp.touched UNION"
        " SELECT a.target FROM above b JOIN amendment a ON a.number = b.record"
        " WHERE a.target IS NOT NULL AND a.kind <> 'dispute')"
        " INSERT OR IGNORE INTO temp.touched SELECT record FROM above"
    )


def _place_corrections(db: sqlite3.Connection, recorder: Recorder, corrections: Iterable[int]) -> None:
    # Where the corrected body lies is read by the kind of the entry corrected, which only now is sure to be here.
    for number in corrections:
        identifier, kind, tier, under = db.execute(
            "SELECT r.id, t.kind, r.tier, t.tier FROM amendment a JOIN record r ON r.number = a.number"
            " JOIN record t ON t.number = a.target WHERE a.number = ?",
            (number,),
        ).fetchone()
        if kind not in PLACES or max(tier, under) >= Tier.PERSONAL:
            continue
        raw = recorder.read(identifier)
        found = extract(kind, body_of(identifier, raw).get("body")) if raw is not None else NOTHING
        db.execute(
            "UPDATE record SET valid_from = ?, valid_to = ?, lon_min = ?, lon_max = ?, lat_min = ?, lat_max = ?,"
            " unread = ? WHERE number = ?",
            (*found, number),
        )


def _index_places(db: sqlite3.Connection, first: int, corrections: list[int]) -> None:
    if not has_rtree(db):
        return
    day = "cast(julianday({}) - 2440587.5 AS INTEGER)"
    statement = (
        "INSERT INTO place_time SELECT number, lon_min, lon_max, lat_min, lat_max,"
        f" coalesce({day.format('valid_from')}, -{ANY_DAY}), coalesce({day.format('valid_to')}, {ANY_DAY})"
        " FROM record WHERE lon_min IS NOT NULL AND number "
    )
    db.execute(f"{statement} >= ?", (first,))
    earlier = [number for number in corrections if number < first]
    db.executemany(f"{statement} = ?", ((number,) for number in earlier))
