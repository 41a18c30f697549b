"""Whether a register stands in a schema of a database, and how one is founded there."""

from __future__ import annotations

from fallow.core.errors import ConflictError, InputError, NotThereError
from fallow.register.recorders.postgres_connection import Connection, psycopg
from fallow.register.recorders.postgres_place import Place
from fallow.register.recorders.postgres_schema import FORMAT, schema_sql


def make_register(db: Connection, place: Place) -> None:
    """Make an empty register in one transaction; raises ``ConflictError`` (``exists``) or ``InputError`` (``not-utf8``)."""
    encoding = _one(db, "SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise InputError(
            kind="not-utf8",
            expected="a database whose encoding is UTF8",
            found=str(encoding),
            do="make one: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0",
        )
    try:
        with db.transaction():
            if _one(db, "SELECT to_regnamespace(%s)::oid", place.schema) is None:
                db.execute(f'CREATE SCHEMA "{place.schema}"')
            elif held := _one(db, "SELECT count(*) FROM pg_class WHERE relnamespace = %s::regnamespace", place.schema):
                raise _exists(place, f"{held} tables and indexes")
            db.execute(schema_sql())
    except (psycopg.errors.UniqueViolation, psycopg.errors.DuplicateObject, psycopg.errors.DuplicateTable) as error:
        raise _exists(place, "one that somebody else made at this moment") from error


def require_register(db: Connection, place: Place) -> None:
    """Return where a register of this version stands, else raise ``NotThereError`` or ``InputError`` (``not-a-register``)."""
    if _one(db, "SELECT to_regnamespace(%s)::oid", place.schema) is None:
        raise NotThereError(
            kind="no-register",
            expected=f"a register at {place.shown}",
            found=f"no schema {place.schema} in that database",
            do="check the address, or start one with fallow init and this address",
        )
    try:
        found = _one(db, f'SELECT value FROM "{place.schema}".meta WHERE key = %s ORDER BY number LIMIT 1', "format")
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
        raise _not_a_register(place, f"a schema {place.schema} of something else") from error
    if found != FORMAT:
        raise _not_a_register(place, f"a register of format {found or 'unknown'}")


def _one(db: Connection, query: str, *values: object) -> object:
    row = db.execute(query, values).fetchone()
    return row[0] if row else None


def _exists(place: Place, found: str) -> ConflictError:
    return ConflictError(
        kind="exists",
        expected=f"no schema, or an empty one, at {place.shown}",
        found=found,
        do="use that register, or name another schema with ?fallow_schema=name",
    )


def _not_a_register(place: Place, found: str) -> InputError:
    return InputError(
        kind="not-a-register",
        expected=f"a Fallow register at {place.shown}",
        found=found,
        do="check the address, or name another schema with ?fallow_schema=name",
    )
