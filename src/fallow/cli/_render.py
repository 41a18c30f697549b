"""What commands share: options of one meaning, output as JSON or as text, tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from fallow.core.when import parse_instant


def now() -> datetime:
    """The clock, read once by each command."""
    return datetime.now(UTC)


class Moment(click.ParamType):  # type: ignore[type-arg]
    """A DATE (its end, UTC) or a time with zone."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment that the text means."""
        return value if isinstance(value, datetime) else parse_instant(str(value))


class Day(click.ParamType):  # type: ignore[type-arg]
    """A calendar date, YYYY-MM-DD."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the ``date`` that the text means."""
        return parse_instant(str(value)).date()


REGISTER = click.argument("register", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Do everything but write.")
AS_KNOWN = click.option("--as-known", type=Moment(), help="As known at the end of that day (UTC).")
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
