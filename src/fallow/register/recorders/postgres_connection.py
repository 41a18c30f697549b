"""Connections to PostgreSQL, and what its errors mean here. The one module that imports psycopg.

psycopg is optional (``fallow[postgres]``): importing this module without it raises ``DependencyError``. Other modules take
psycopg from here, so that the sentence comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from fallow.core.errors import ConflictError, DependencyError, FallowError, IntegrityError, NotThereError
from fallow.register.recorders.postgres_place import Place, bad_address

try:
    import psycopg
    from psycopg import conninfo
    from psycopg.pq import TransactionStatus
except ImportError as error:
    raise DependencyError(
        kind="missing-library",
        expected="the library psycopg, which speaks with PostgreSQL",
        found=str(error),
        do="pip install 'fallow[postgres]', or keep the register in a file",
    ) from error

__all__ = ["Connection", "TransactionStatus", "connect", "locked", "psycopg", "storage_errors", "translated"]

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

CONNECT_SECONDS = 15
"""How long to wait for a server, unless the address says otherwise (``connect_timeout``)."""

_DAMAGED = {"XX001", "XX002"}
_NOT_PERMITTED = {"42501", "25006", "28000", "28P01"}


def connect(place: Place) -> Connection:
    """Connect, in autocommit and with the register's schema alone in the search path.

    Raises ``InputError`` (``bad-address``) or ``NotThereError`` (``no-connection``), neither of which repeats a password.
    """
    try:
        parts: dict[str, Any] = conninfo.conninfo_to_dict(place.conninfo)
    except psycopg.ProgrammingError:
        # Not chained: libpq's words repeat the part of the address that it could not read, which may be the password.
        raise bad_address("one that libpq cannot read") from None
    parts.setdefault("connect_timeout", str(CONNECT_SECONDS))
    parts.setdefault("application_name", "fallow")
    parts["client_encoding"] = "UTF8"
    try:
        connection: Connection = psycopg.connect(conninfo.make_conninfo(**parts), autocommit=True)
        # pg_temp last: a temporary table must not stand before a table of the register.
        connection.execute(f'SET search_path TO "{place.schema}", pg_temp')
    except psycopg.Error as error:
        secret = str(parts.get("password") or "")
        found = " ".join(str(error).split())
        raise NotThereError(
            kind="no-connection",
            expected=f"a PostgreSQL server that lets us in at {place.shown}",
            found="an error that repeats the password" if secret and secret in found else found,
            do="check host, port, database and user; keep the password in ~/.pgpass or PGPASSWORD",
        ) from None
    return connection


@contextmanager
def storage_errors(shown: str) -> Iterator[None]:
    """Turn what PostgreSQL and psycopg raise into one ``FallowError`` with the server's sentence."""
    try:
        yield
    except psycopg.Error as error:
        raise translated(error, shown) from error


def translated(error: psycopg.Error, shown: str) -> FallowError:
    """Return the error of this package that an error of psycopg means, by its SQLSTATE."""
    state = error.sqlstate or ""
    words = " ".join((error.diag.message_primary or str(error)).split())
    if state == "55P03":
        return locked(shown, words)
    if state in _DAMAGED:
        return IntegrityError(
            kind="damaged-file",
            expected=f"a whole register at {shown}",
            found=words,
            do="keep the server's files as they are, and restore a backup or merge another copy",
        )
    if state in _NOT_PERMITTED:
        return ConflictError(
            kind="not-permitted",
            expected=f"permission for this at {shown}",
            found=words,
            do="ask the register's owner for the grants of a writer; nothing was written",
        )
    if isinstance(error, psycopg.OperationalError) and (not state or state.startswith(("08", "57P"))):
        return ConflictError(
            kind="connection-lost",
            expected=f"a connection to {shown}",
            found=words,
            do="see whether the server runs and try again; nothing was written",
        )
    return ConflictError(
        kind="storage",
        expected=f"to read or write {shown}",
        found=f"{words} ({state or type(error).__name__})",
        do="see the server's log and its free space; nothing was written",
    )


def locked(shown: str, found: str) -> ConflictError:
    """Say that somebody else is writing."""
    return ConflictError(
        kind="register-locked",
        expected=f"to write to {shown}",
        found=found,
        do="wait for the other writer and try again",
    )
