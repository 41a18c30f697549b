"""``fallow log``: the entries as they were written, in the order of views: the same on every copy."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fallow.cli._render import AS_KNOWN, AS_RECORDED, CLEARANCE, JSON, REGISTER


@click.command("log")
@REGISTER
@click.option("--kind", help="Only entries of this kind.")
@AS_KNOWN
@AS_RECORDED
@CLEARANCE
@JSON
def command(
    register: Path | str, kind: str | None, as_known: object, as_recorded: object, clearance: str, as_json: bool
) -> None:
    """List the entries of REGISTER. With --json one line an entry, whole; otherwise one short line each."""
    from fallow.kinds import parse_kind
    from fallow.register import Register
    from fallow.register.tier import parse_tier

    if kind is not None:
        parse_kind(kind)
    with Register.open(register, clearance=parse_tier(clearance)) as opened:
        for entry in opened.entries(kind, as_known=as_known, as_recorded=as_recorded):  # type: ignore[arg-type]
            if as_json:
                click.echo(json.dumps(entry.to_json(), ensure_ascii=False))
            else:
                click.echo(f"{entry.id[:10]}  {entry.recorded_at:%Y-%m-%d %H:%M}  {entry.kind:<11} {_gist(entry.body)}")


def _gist(body: dict[str, object]) -> str:
    # Personal words and links stay out of a list that is read over a shoulder: only keys and short plain values are shown.
    shown = [f"{key}={value}" for key, value in body.items() if isinstance(value, str | int) and len(str(value)) <= 40]
    return ", ".join(shown)[:90]
