"""Once: an entry that lies under two seals is one entry.

A copied register that is carried on under one key can repeat, to the byte, what the other copy appended: same number, moment
and body, so the same id, under two seals that differ. Both places are kept, because both seals were signed over it; a view
shows the entry once, where it comes first. A merge marks a store in which that can have happened, so that the others need
not look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

FORKED = "forked"
"""Setting of a store that holds a fork."""


def once(rows: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    """Yield ``(id, raw)`` without those whose id came before, in their order; holds 32 bytes an entry."""
    seen: set[bytes] = set()
    for identifier, raw in rows:
        if identifier not in seen:
            seen.add(identifier)
            yield identifier, raw
