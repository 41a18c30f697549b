"""Speakers of the fresh pages: invented people, and the words by which a page may name an office or an unnamed source."""

from __future__ import annotations

from markup import Speaker


def person(name: str, surname: str = "") -> Speaker:
    """A person by full name; the surname is the last word where none is told."""
    return Speaker("person", name, (surname or name.rsplit(maxsplit=1)[-1],))
