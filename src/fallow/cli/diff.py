"""``fallow diff``: what changed between two moments as known, and why."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fallow.cli._render import JSON, REGISTER, emit, now, table

if TYPE_CHECKING:
    from datetime import datetime

    from fallow.register import Register
    from fallow.register.difference import Change

_ENTRY = re.compile(r"[0-9a-fA-F]{4,64}")
_SHOWN, _FEW = 200, 20


@click.command("diff")
@REGISTER
@click.option("--from", "since", required=True, metavar="DATE|ENTRY", help="As known at the end of that day, or then.")
@click.option("--to", "until", metavar="DATE|ENTRY", help="As known at the end of that day, or then. [default: now]")
@click.option("--kind", help="Only what became of entries of this kind.")
@JSON
def command(register: Path, since: str, until: str | None, kind: str | None, as_json: bool) -> None:
    """Say what changed in REGISTER between two moments as known, and why.

    A DATE means its end (UTC); an ENTRY (the first characters of its id) the moment from which it was known.
    """
    from fallow.kinds import parse_kind
    from fallow.register import Register
    from fallow.register.difference import difference
    from fallow.register.entry import stamp

    if kind is not None:
        parse_kind(kind)
    clock = now()
    with Register.open(register) as opened:
        first = _moment(opened, since)
        second = clock if until is None else _moment(opened, until)
        changes = difference(opened, first, second, kind)
    told = {"from": stamp(first), "to": stamp(second), "changes": [change.to_json() for change in changes]}
    emit(told, as_json, lambda: _text(first, second, changes))


def _moment(opened: Register, text: str) -> datetime:
    from fallow.core.errors import InputError
    from fallow.core.when import parse_instant

    try:
        return parse_instant(text)
    except InputError:
        if not _ENTRY.fullmatch(text.strip()):
            raise
    return opened.get(text).known_at


def _text(first: datetime, second: datetime, changes: list[Change]) -> str:
    from fallow.register.difference import APPEARED, LATE, sentence

    head = f"from {first:%Y-%m-%d %H:%M} to {second:%Y-%m-%d %H:%M} UTC, as known"
    if not changes:
        return f"{head}: nothing changed"
    counts = Counter((change.what, change.kind) for change in changes)
    late = Counter((change.what, change.kind) for change in changes if change.late)
    rows = [(what, kind, number, late[what, kind] or None) for (what, kind), number in sorted(counts.items())]
    lines = [head, "", table(rows, ("what", "kind", "entries", "of these recorded late"))]
    # An import makes thousands of rows that merely appeared: they are counted above and named only where they are few.
    plain = [change for change in changes if change.what in (APPEARED, LATE)]
    named = changes if len(plain) <= _FEW else [change for change in changes if change.what not in (APPEARED, LATE)]
    lines += ["", *(sentence(change) for change in named[:_SHOWN])] if named else []
    left = len(changes) - len(named[:_SHOWN])
    if left:
        lines.append(f"{left} more are counted above; --json tells all of them")
    return "\n".join(lines)
