"""``fallow treaty``: the status of states under a treaty on a day, and what a state owes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import JSON, Day, emit, now, table

if TYPE_CHECKING:
    from fallow.treaty import Census, Facts, Obligation, Status

INSTRUMENT = click.option(
    "--instrument", default="ccm", show_default=True, help="ccm, ccw_p5, or mbc (status only, for context)."
)
ON = click.option("--on", type=Day(), help="The day asked for, its own events included. Default: today (UTC).")
FACTS = click.option(
    "--facts",
    "facts_path",
    type=click.Path(path_type=Path),
    help="Further facts and acts as YAML, JSON or CSV (docs/reference/treaty.md).",
)


@click.group("treaty")
def command() -> None:
    """Status of states under a treaty, and what they owe, on any day.

    The tables hold depositary facts to February 2026. Where a fact is missing, a duty stays conditional or past: no state is
    called a defaulter by silence.
    """


@command.command("status")
@click.argument("state", required=False)
@INSTRUMENT
@ON
@FACTS
@JSON
def status_command(state: str | None, instrument: str, on: date | None, facts_path: Path | None, as_json: bool) -> None:
    """The status of STATE (a name or ISO 3166-1 alpha-3 code), or of every state."""
    from fallow.treaty import census, parse_instrument, status

    day, facts = on or now().date(), _facts(facts_path)
    known = parse_instrument(instrument)
    if state is None:
        counted = census(day, instrument=known.id, facts=facts)
        _warn_beyond(known.retrieved, day)
        emit(counted.to_json(), as_json, lambda: _census_text(counted))
    else:
        found = status(state, day, instrument=known.id, facts=facts)
        _warn_beyond(known.retrieved, day)
        emit(found.to_json(), as_json, lambda: _status_text(found, known.title))


@command.command("obligations")
@click.argument("state")
@INSTRUMENT
@ON
@FACTS
@JSON
def obligations_command(state: str, instrument: str, on: date | None, facts_path: Path | None, as_json: bool) -> None:
    """What STATE owes, with the day, its extension and where the duty stands; --json adds how each day was derived."""
    from fallow.treaty import obligations, parse_instrument, status

    day, facts = on or now().date(), _facts(facts_path)
    known = parse_instrument(instrument)
    found = obligations(state, day, instrument=known.id, facts=facts)
    _warn_beyond(known.retrieved, day)
    where = status(state, day, instrument=known.id, facts=facts)
    if not found:
        click.echo(f"note: {where.state.name} is {where.status} on {day} and owes nothing under {known.id}", err=True)
    emit([item.to_json() for item in found], as_json, lambda: _obligations_text(where, found))


def _facts(path: Path | None) -> Facts | None:
    from fallow.treaty import read_facts

    return None if path is None else read_facts(path)


def _warn_beyond(retrieved: str, day: date) -> None:
    if f"{day:%Y-%m}" > retrieved:
        click.echo(f"note: the table goes to {retrieved}; acts between then and {day} are unknown here", err=True)


def _status_text(found: Status, title: str) -> str:
    lines = [f"{found.state.name} ({found.state.iso3}) on {found.on}: {found.status}", title]
    lines.append(f"since {found.since or '–'}, in force for it from {found.in_force_from or '–'}")
    if found.events:
        rows = [
            (event.day, event.act, event.effective if event.effective != event.day else None, event.mark.value)
            for event in found.events
        ]
        lines += ["", table(rows, ("date", "act", "effect", "mark"))]
    return "\n".join(lines)


def _census_text(counted: Census) -> str:
    rows: list[Any] = [
        (found.state.iso3, found.state.name, found.status, found.since, found.in_force_from)
        for found in counted.states
        if found.status != "not_bound"
    ]
    outside = len(counted.states) - len(rows)
    counts = ", ".join(f"{number} {name}" for name, number in counted.counts.items())
    head = table(rows, ("iso3", "state", "status", "since", "in force"))
    return f"{head}\n\n{counted.on}: {counts}; {outside} further states not bound"


def _obligations_text(where: Status, found: tuple[Obligation, ...]) -> str:
    rows = [
        (
            item.article,
            _short(item.duty),
            item.due,
            item.extended,
            item.state.value,
            "" if item.binding else "not binding",
        )
        for item in found
    ]
    head = f"{where.state.name} on {where.on}: {where.status} since {where.since or '–'}"
    head += f", in force from {where.in_force_from or '–'}"
    return f"{head}\n\n{table(rows, ('article', 'duty', 'due', 'extended', 'state', ''))}" if rows else head


def _short(duty: str) -> str:
    return duty if len(duty) <= 60 else f"{duty[:59].rstrip()}…"
