"""Address of a register in PostgreSQL: libpq's, with one word of our own, and never shown with its password.

``postgresql://user@host:port/database?fallow_schema=name``: everything but ``fallow_schema`` (by default ``fallow``) is
libpq's to read, so ``PGPASSWORD``, ``~/.pgpass``, ``sslmode`` and services work as everywhere else. What a person is shown, in
``location`` and in errors, is the address without passwords.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from fallow.core.errors import InputError

SCHEMA = "fallow"
"""Where a register lies in its database, unless the address says otherwise."""

_OURS = "fallow_schema"
_SCHEME = re.compile(r"postgres(?:ql)?://")
_NAME = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")
_SECRET = {"password", "sslpassword"}


@dataclass(frozen=True, slots=True)
class Place:
    """A database and a schema in it. ``conninfo`` goes to libpq and may hold a password; ``shown`` holds none."""

    conninfo: str = field(repr=False)
    schema: str
    shown: str


def parse_place(address: Any) -> Place:
    """Read an address; raises ``InputError`` (``bad-address``, ``bad-schema``), whose text holds no password."""
    if not isinstance(address, str) or not (scheme := _SCHEME.match(address)):
        raise bad_address("something else")
    before, question, query = address.partition("?")
    words = query.split("&") if question else []
    ours = [unquote(word.partition("=")[2]) for word in words if _key(word) == _OURS]
    theirs = [word for word in words if _key(word) != _OURS]
    schema = parse_schema(ours[-1] if ours else SCHEMA)
    shown = [word for word in words if _key(word) not in _SECRET]
    start = scheme.end()
    # As libpq does, a name and a password are what stands before the first @ that comes before any slash.
    told, at, _ = before[start:].partition("@")
    named = bool(at) and "/" not in told
    rest = before[start + len(told) + 1 :] if named else before[start:]
    who = told.partition(":")[0] + "@" if named else ""
    return Place(
        before + _query(theirs),
        schema,
        scheme[0] + who + rest + _query(shown),
    )


def parse_schema(name: Any) -> str:
    """Return ``name`` if it is a plain name for a schema, else raise ``InputError`` (``bad-schema``)."""
    if isinstance(name, str) and _NAME.fullmatch(name):
        return name
    raise InputError(
        kind="bad-schema",
        expected="a schema of lower-case letters, digits and underscores that does not begin with pg_",
        found=repr(name)[:80],
        do="choose a plain name, for example ?fallow_schema=fallow",
    )


def bad_address(found: str) -> InputError:
    """Say that an address cannot be read. ``found`` must not be libpq's words: they can repeat a password."""
    return InputError(
        kind="bad-address",
        expected="an address like postgresql://USER@HOST:5432/DATABASE",
        found=found,
        do="write %40 for @, %3A for :, %2F for / and %25 for % inside a name, and keep the password in ~/.pgpass",
    )


def _key(word: str) -> str:
    return unquote(word.partition("=")[0])


def _query(words: list[str]) -> str:
    return "?" + "&".join(words) if words else ""
