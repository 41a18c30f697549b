"""Where entries are kept. One file a recorder; each keeps bytes and knows nothing of their meaning.

A path is a SQLite file, an address ``postgresql://...`` a schema in a PostgreSQL database, ``memory:`` this process alone.
"""

from __future__ import annotations

from pathlib import Path

from fallow.register.recorder import Recorder
from fallow.register.recorders.memory import MemoryRecorder
from fallow.register.recorders.sqlite import SqliteRecorder

__all__ = ["MemoryRecorder", "SqliteRecorder", "create_recorder", "is_address", "open_recorder"]


def is_address(place: object) -> bool:
    """Whether ``place`` is the address of a database, not a path."""
    return str(place).startswith(("postgresql://", "postgres://"))


def create_recorder(place: Path | str) -> Recorder:
    """Make an empty store at a path or an address; raises ``ConflictError`` (``exists``) where one stands."""
    if place == "memory:":
        return MemoryRecorder()
    if is_address(place):
        from fallow.register.recorders.postgres import PostgresRecorder

        return PostgresRecorder.create(str(place))
    return SqliteRecorder.create(Path(place))


def open_recorder(place: Path | str) -> Recorder:
    """Open the store at a path or an address; raises ``NotThereError`` or ``InputError`` where there is none."""
    if is_address(place):
        from fallow.register.recorders.postgres import PostgresRecorder

        return PostgresRecorder.open(str(place))
    return SqliteRecorder.open(Path(place))
