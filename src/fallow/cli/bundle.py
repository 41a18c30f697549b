"""``fallow bundle``: a register, or a part of it, as one file to hand over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, Moment, emit, now


@click.command("bundle")
@REGISTER
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--kind", "kinds", multiple=True, help="Only entries of this kind; may be given several times.")
@click.option("--since", type=Moment(), help="Only entries recorded after that day (UTC).")
@click.option(
    "--tier",
    type=click.Choice(("public", "restricted", "confidential", "personal")),
    default="restricted",
    show_default=True,
    help="The most sensitive tier that leaves the register.",
)
@click.option("--attachments/--no-attachments", default=True, help="With or without attached files.")
@DRY_RUN
@JSON
def command(
    register: Path | str,
    out: Path,
    kinds: tuple[str, ...],
    since: datetime | None,
    tier: str,
    attachments: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write entries of REGISTER to the bundle OUT, which verifies by itself and says what it was written without."""
    from fallow.kinds import parse_kind
    from fallow.register import Keyring, Register
    from fallow.register.bundle import Selection, write_bundle
    from fallow.register.signing import key_for
    from fallow.register.tier import parse_tier
    from fallow.register.whole import require_free

    selection = Selection(tuple(parse_kind(kind).name for kind in kinds) or None, since, parse_tier(tier), attachments)
    with Register.open(register) as opened:
        if dry_run:
            require_free(out)
        key = key_for(opened.recorder, Keyring())
        contents = write_bundle(opened.recorder, None if dry_run else out, selection, key, now())
    left = sum(contents.left_out.values()) + contents.not_here

    def text() -> str:
        lines = [f"{'would write' if dry_run else 'wrote'} {contents.entries} entries to {out}"]
        lines[0] += f", {contents.attachments} attachments"
        if left:
            named = ", ".join(f"{count} {kind}" for kind, count in sorted(contents.left_out.items()))
            lines.append(f"left out: {left} entries ({named or 'not held by this copy'}); the bundle says so")
        if contents.attachments_left_out:
            lines.append(f"left out: {len(contents.attachments_left_out)} attachments")
        if contents.persons_sealed:
            lines.append(f"words about {len(contents.persons_sealed)} person(s) travel sealed, without their keys")
        return "\n".join(lines)

    emit({"path": None if dry_run else str(out), **contents.to_json()}, as_json, text)
