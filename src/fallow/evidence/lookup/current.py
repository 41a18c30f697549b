"""Current: the tables by which this thread of work reads. What ships, unless an edge of the program lays rows over it.

Reading asks for its tables in many small places; handing them to each would put them into every signature. So the edge (a command,
a view of a register) sets them once with ``reading_by``, for the length of a ``with`` block, and nothing below changes them. A worker
process starts with what ships: hand it the rows and set them there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from fallow.evidence.lookup.layers import Tables, tables_of

_TABLES: ContextVar[Tables | None] = ContextVar("fallow-tables", default=None)


@lru_cache(maxsize=1)
def shipped_tables() -> Tables:
    """Return the tables that ship with Fallow, nothing over them."""
    return tables_of()


def current_tables() -> Tables:
    """Return the tables by which to read here and now."""
    return _TABLES.get() or shipped_tables()


@contextmanager
def reading_by(tables: Tables) -> Iterator[None]:
    """Read by these tables inside the block."""
    token = _TABLES.set(tables)
    try:
        yield
    finally:
        _TABLES.reset(token)
