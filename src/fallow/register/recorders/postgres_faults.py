"""What can be wrong with a register's schema and server that no digest shows: guards gone, writes not flushed to disk."""

from __future__ import annotations

from collections.abc import Iterator

from fallow.register.recorder import Fault
from fallow.register.recorders.postgres_connection import Connection
from fallow.register.recorders.postgres_place import Place
from fallow.register.recorders.postgres_schema import GUARD_BODY, TABLES, VERBS

_GUARDS = """
SELECT t.tgname, c.relname, t.tgenabled::text, p.prosrc FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE c.relnamespace = to_regnamespace(%s) AND NOT t.tgisinternal
"""

_DURABLE = {
    "fsync": "an acknowledged entry can be lost, and the database damaged, when the power fails",
    "full_page_writes": "a page can be half written, and the database damaged, when the power fails",
}


def store_faults(db: Connection, place: Place) -> list[Fault]:
    """Return missing, disabled and hollowed-out guards, and settings of the server under which writes are not durable."""
    return [*_guards(db, place), *_durability(db)]


def _guards(db: Connection, place: Place) -> Iterator[Fault]:
    there = {(table, name): (enabled, body) for name, table, enabled, body in db.execute(_GUARDS, (place.schema,))}
    for table in TABLES:
        for verb in VERBS:
            guard = f"{table}_no_{verb}"
            enabled, body = there.get((table, guard), (None, ""))
            if enabled is None:
                yield Fault("missing-guard", guard, f"the guard {guard} was removed from the schema {place.schema}")
            elif enabled != "A":
                yield Fault("missing-guard", guard, f"the guard {guard} was disabled in the schema {place.schema}")
            elif str(body).split() != GUARD_BODY.split():
                yield Fault("missing-guard", guard, f"the guard {guard} no longer refuses anything it should")


def _durability(db: Connection) -> Iterator[Fault]:
    for name, danger in _DURABLE.items():
        row = db.execute("SELECT current_setting(%s)", (name,)).fetchone()
        if row is not None and row[0] != "on":
            yield Fault("not-durable", name, f"the server runs with {name} = {row[0]}: {danger}")
