"""Rows of a register: what people put into the look-up tables as entries, the uppermost layer.

``{"about": "table_row", "table", "row", "verdict": "add" | "remove", "source", "reason"}``. The newest of each person counts for one name
and beginning. Where two people say different things of one name on the same days, both are shown, neither is used, and the layers
below answer. A withdrawn entry no longer counts; ``as_known`` gives the tables as they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from fallow.core.errors import InputError
from fallow.core.ids import short
from fallow.evidence.lookup.current import current_tables
from fallow.evidence.lookup.layers import Tables
from fallow.evidence.lookup.row import Row, parse_row, parse_table_name, sense
from fallow.register import Draft, Register, stamp
from fallow.register.keys import short_author

ABOUT = "table_row"
"""What these decisions are about."""

LAYER = 3
"""Above the files."""

_VERDICTS = ("add", "remove")


def row_draft(table: str, row: Mapping[str, Any], *, source: str, reason: str, verdict: str = "add") -> Draft:
    """Return the entry that puts a row into a table, or takes a name out of the layers below.

    Raises ``InputError`` (``no-reason``, ``no-source``, ``unknown-table``, ``bad-table-row``).
    """
    for kind, said in (("no-reason", reason), ("no-source", source)):
        if not said.strip():
            raise InputError(
                kind=kind, expected=f"a {kind[3:]} in words for the row", found=repr(said), do=f"give --{kind[3:]} TEXT"
            )
    told = {key: _without_floats(value) for key, value in row.items() if value not in (None, "", [])}
    body = {
        "about": ABOUT,
        "table": parse_table_name(table),
        "row": told,
        "verdict": verdict,
        "source": source.strip(),
        "reason": reason.strip(),
    }
    _parsed(body, "the new row", "new", None)
    return Draft("decision", body)


def register_rows(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> tuple[Row, ...]:
    """Return the standing rows in the order of the log, contested ones marked; raise ``InputError`` (``bad-table-row``)."""
    newest: dict[tuple[str, str, str], dict[str, Row]] = defaultdict(dict)
    order: dict[str, tuple[str, int, str]] = {}
    entries = register.current("decision", as_known=as_known, as_recorded=as_recorded)
    listed = [entry for entry in entries if entry.body.get("about") == ABOUT]
    for entry in sorted(listed, key=lambda one: (stamp(one.recorded_at), one.seq, one.id)):
        whose = f"entry {short(entry.id)} by {short_author(entry.author)}: {entry.body.get('reason')}"
        row = _parsed(entry.body, f"entry {entry.id}", whose, entry.id)
        order[entry.id] = (stamp(entry.recorded_at), entry.seq, entry.id)
        newest[(row.table, row.names[0], str(row.values.get("from") or ""))][entry.author] = row
    rows: list[Row] = []
    for by_person in newest.values():
        contested = len({sense(row) for row in by_person.values()}) > 1
        rows += [replace(row, contested=contested) for row in by_person.values()]
    return tuple(sorted(rows, key=lambda row: order[str(row.entry)]))


def tables_of_register(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> Tables:
    """Return the tables in use here and now with the rows of a register laid over them, as known and recorded by then."""
    rows = register_rows(register, as_known, as_recorded)
    return current_tables().over(rows) if rows else current_tables()


def _parsed(body: Mapping[str, Any], where: str, whose: str, entry: str | None) -> Row:
    row, verdict = body.get("row"), body.get("verdict")
    if not isinstance(row, Mapping) or verdict not in _VERDICTS:
        raise InputError(
            kind="bad-table-row",
            expected=f"a row and a verdict of {', '.join(_VERDICTS)} in {where}",
            found=f"{body!r:.160}",
            do="correct the entry: fallow correct",
        )
    told = {**row, "source": body.get("source")}
    return parse_row(
        str(body.get("table")), told, whose=whose, layer=LAYER, where=where, entry=entry, removes=verdict == "remove"
    )


def _without_floats(value: Any) -> Any:
    if isinstance(value, float):
        return repr(value)
    return [str(one) for one in value] if isinstance(value, list | tuple) else value
