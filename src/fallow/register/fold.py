"""Fold: what stands, given the entries that a view may see. Pure; rebuilt from zero at any time.

A correction replaces the body of the entry it names, a withdrawal takes an entry (or a correction, or a withdrawal) out.
Nothing else changes: the entry as written stays in the log. Where several corrections name one entry, the latest known one
stands, ties broken by recording time and id so that every copy of the register answers alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fallow.register.entry import Entry


def standing(entries: Iterable[Entry], amendments: Iterable[Entry]) -> Iterator[Entry]:
    """Yield ``entries`` with standing corrections applied and withdrawn ones left out, in their order.

    ``amendments`` are the visible entries of kind ``correction`` and ``withdrawal``.
    """
    listed = list(amendments)
    withdrawn = _withdrawn(entry for entry in listed if entry.kind == "withdrawal")
    corrections: dict[str, Entry] = {}
    for entry in sorted(listed, key=_order):
        if entry.kind == "correction" and entry.id not in withdrawn:
            corrections[str(entry.body["of"])] = entry
    for entry in entries:
        if entry.id in withdrawn:
            continue
        by = corrections.get(entry.id)
        yield replace(entry, body=by.body["body"], corrected_by=by.id) if by else entry


def _order(entry: Entry) -> tuple[object, ...]:
    return (entry.known_at, entry.recorded_at, entry.id)


def _withdrawn(withdrawals: Iterable[Entry]) -> set[str]:
    # A withdrawal can itself be withdrawn, and always by a later entry: newest first, each decides for the older ones.
    gone: set[str] = set()
    for entry in sorted(withdrawals, key=lambda e: (e.recorded_at, e.seq, e.id), reverse=True):
        if entry.id not in gone:
            gone.add(str(entry.body["of"]))
    return gone
