"""What commands share: options of one meaning, output as JSON or as text, tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from fallow.core.when import parse_instant


def now() -> datetime:
    """The clock, read once by each command."""
    return datetime.now(UTC)


class Place(click.ParamType):  # type: ignore[type-arg]
    """Where a register is: the path of its file, or the address of a database (postgresql://...)."""

    name = "REGISTER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """Return an address as text and anything else as a path."""
        return value if str(value).startswith(("postgresql://", "postgres://")) else Path(value)


class Moment(click.ParamType):  # type: ignore[type-arg]
    """A DATE (its end, UTC), a time with zone, or an ENTRY of the register named before it: when that was recorded."""

    name = "DATE|ENTRY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment that the text means."""
        if isinstance(value, datetime):
            return value
        place = ctx.params.get("register") if ctx is not None else None
        if place is not None and _ENTRY_ID.fullmatch(str(value).lower()):
            from fallow.register import Register

            with Register.open(place) as register:
                return register.get(str(value)).recorded_at
        return parse_instant(str(value))


class Day(click.ParamType):  # type: ignore[type-arg]
    """A calendar date, YYYY-MM-DD."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the ``date`` that the text means."""
        return parse_instant(str(value)).date()


_ENTRY_ID = re.compile(r"[0-9a-f]{8,64}")

# Eager, so that an option after it can look something up in it.
REGISTER = click.argument("register", type=Place(), is_eager=True)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Do everything but write.")
AS_KNOWN = click.option(
    "--as-known", type=Moment(), help="As known at the end of that day (UTC), or when that entry was recorded."
)
CLEARANCE = click.option(
    "--clearance",
    type=click.Choice(("public", "restricted", "confidential", "personal")),
    default="personal",
    show_default=True,
    help="The most sensitive tier that is shown.",
)
AS_RECORDED = click.option("--as-recorded", type=Moment(), help="As recorded here by the end of that day (UTC).")


def emit(result: Any, as_json: bool, text: Callable[[], str] | str) -> None:
    """Print ``result`` as JSON, or the text made for people."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        click.echo(text() if callable(text) else text)


def table(rows: Iterable[Sequence[object]], header: Sequence[str]) -> str:
    """Return rows under a header, columns aligned; ``None`` is drawn as a dash, never as a zero."""
    cells = [tuple(header)] + [tuple("–" if cell is None else str(cell) for cell in row) for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)
