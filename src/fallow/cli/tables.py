"""``fallow tables``: the look-up tables that reading uses, their rows with source and whose word they are, and adding rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import AS_KNOWN, DRY_RUN, JSON, REGISTER, Day, Place, emit, now, table
from fallow.cli._tables import TABLES, file_tables, own_folder

if TYPE_CHECKING:
    from datetime import datetime

    from fallow.evidence.lookup.layers import Tables

OF_REGISTER = click.option("--register", type=Place(), help="With the rows that people put into this register.")


@click.group("tables", context_settings={"max_content_width": 100})
def command() -> None:
    """Outlets and owners, bodies, states, office-holders, places: who speaks for whom, since when, on whose word.

    Layers, the later before the earlier: Fallow's own, your files (the folder that "fallow tables list" prints), files given with
    --tables, entries of a register.
    """


@command.command("list")
@OF_REGISTER
@AS_KNOWN
@TABLES
@JSON
def list_(register: Any, as_known: datetime | None, table_files: tuple[Path, ...], as_json: bool) -> None:
    """List the tables with how many rows each layer has."""
    from fallow.evidence.lookup.layers import LAYER_NAMES
    from fallow.evidence.lookup.row import SAYS

    tables = _tables(register, as_known, table_files)
    counts = tables.counts()
    found = {
        "version": tables.version,
        "own_folder": str(own_folder()),
        "tables": [{"name": name, "says": says, "rows": counts[name]} for name, says in SAYS.items()],
    }

    def text() -> str:
        shown = [(name, *(counts[name].get(layer, 0) for layer in LAYER_NAMES), SAYS[name]) for name in SAYS]
        own = f"your files: {own_folder()}/*.yaml, *.csv" + ("" if own_folder().is_dir() else " (no such folder yet)")
        return f"{table(shown, ('table', *LAYER_NAMES, 'holds'))}\n\nversion {tables.version}; {own}"

    emit(found, as_json, text)


@command.command("show")
@click.argument("name")
@click.option("--about", help="Only rows about this name, used or not.")
@click.option("--on", type=Day(), help="Mark as used what holds on this day. Default: on any day.")
@OF_REGISTER
@AS_KNOWN
@TABLES
@JSON
def show(
    name: str,
    about: str | None,
    on: date | None,
    register: Any,
    as_known: datetime | None,
    table_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Show the rows of table NAME: what each says, from when to when, its source, whose word it is, and whether it is used."""
    from fallow.evidence.lookup.row import fold, parse_table_name

    tables = _tables(register, as_known, table_files)
    wanted = parse_table_name(name)
    used: dict[int, list[str]] = {}
    for known_as, row in tables.used(wanted, on):
        used.setdefault(id(row), []).append(known_as)
    rows = [
        {
            **row.to_json(),
            "used": id(row) in used,
            "unused_names": [n for n in row.names if n not in used.get(id(row), [])],
        }
        for row in tables.rows
        if row.table == wanted and (about is None or fold(about) in row.names)
    ]
    emit(rows, as_json, lambda: _rows_text(rows))


@command.command("add")
@REGISTER
@click.argument("name")
@click.argument("values", nargs=-1, required=True, metavar="COLUMN=VALUE...")
@click.option("--source", required=True, help="Where the row is from: a citation in words.")
@click.option("--reason", required=True, help="Why it is put there; kept with it.")
@DRY_RUN
@JSON
def add(
    register: Path | str,
    name: str,
    values: tuple[str, ...],
    source: str,
    reason: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Put a row into table NAME of REGISTER, as COLUMN=VALUE; lists are separated by semicolons. It is an entry.

    The next fallow read --into uses it; documents that are there already are then read again.
    """
    _put(register, name, values, source, reason, "add", dry_run=dry_run, as_json=as_json)


@command.command("remove")
@REGISTER
@click.argument("name")
@click.argument("about")
@click.option("--source", required=True, help="Where it is known from that the rows are wrong: a citation in words.")
@click.option("--reason", required=True, help="Why; kept with it.")
@DRY_RUN
@JSON
def remove(register: Path | str, name: str, about: str, source: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Take the name ABOUT out of table NAME for REGISTER: rows below are shown and no longer used. It is an entry."""
    from fallow.evidence.lookup.row import COLUMNS, parse_table_name

    column = "name" if "name" in COLUMNS[parse_table_name(name)] else "names"
    _put(register, name, (f"{column}={about}",), source, reason, "remove", dry_run=dry_run, as_json=as_json)


@command.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@JSON
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check FILES of rows before they are used; the first bad row is named."""
    from fallow.evidence.lookup.userfile import file_rows

    rows = [row.to_json() for path in files for row in file_rows(path)]
    emit(rows, as_json, lambda: f"{len(rows)} rows, all in order")


def _tables(register: Any, as_known: datetime | None, table_files: tuple[Path, ...]) -> Tables:
    from fallow.evidence.lookup.ofregister import register_rows
    from fallow.register import Register

    tables = file_tables(table_files)
    if register is None:
        return tables
    with Register.open(register) as opened:
        return tables.over(register_rows(opened, as_known))


def _put(
    register: Path | str,
    name: str,
    values: tuple[str, ...],
    source: str,
    reason: str,
    verdict: str,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    from fallow.evidence.lookup.ofregister import row_draft
    from fallow.register import Register

    pairs = [value.partition("=") for value in values]
    if bad := [value for value, (_, sign, _) in zip(values, pairs, strict=True) if not sign]:
        raise click.BadParameter(f"expected COLUMN=VALUE; found {bad[0]!r}")
    listed = {"names", "domains", "aliases"}
    row = {key: [one.strip() for one in text.split(";")] if key in listed else text for key, _, text in pairs}
    draft = row_draft(name, row, source=source, reason=reason, verdict=verdict)
    with Register.open(register) as opened:
        entry = None if dry_run else opened.append([draft], now=now())[0].id
    made = {"id": entry, "body": draft.body, "dry_run": dry_run}
    said = f"{verdict} in {draft.body['table']}: {', '.join(values)}"
    emit(
        made,
        as_json,
        f"would {said}" if entry is None else f"{said}\n  entry {entry[:12]}; fallow withdraw takes it back",
    )


def _rows_text(rows: list[dict[str, Any]]) -> str:
    shown = [
        (
            _used(row),
            row.get("name") or ", ".join(row.get("names", []))[:60],
            row.get("authority") or row.get("key") or row.get("country"),
            row.get("role") or ", ".join(row.get("domains", []) or [])[:30] or _position(row),
            row.get("from"),
            row.get("to"),
            row["mark"],
            row["source"] or None,
            row["whose"],
        )
        for row in rows
    ]
    if not shown:
        return "no such row"
    return table(shown, ("used", "name", "belongs to", "what", "from", "to", "mark", "source", "whose word"))


def _used(row: dict[str, Any]) -> str:
    if row["removes"] or row["contested"]:
        return "removes" if row["removes"] else "contested"
    if not row["used"]:
        return "no"
    return f"not as {', '.join(row['unused_names'])}" if row["unused_names"] else "yes"


def _position(row: dict[str, Any]) -> str | None:
    return f"{row['lat']}, {row['lon']} ± {row['precision_m']} m" if row.get("lat") else None
