"""Speakers of the unseen pages: invented people by full name."""

from __future__ import annotations

from markup import Speaker


def person(name: str, surname: str = "") -> Speaker:
    """A person by full name; the surname is the last word where none is told."""
    return Speaker("person", name, (surname or name.rsplit(maxsplit=1)[-1],))
