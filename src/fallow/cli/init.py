"""``fallow init``: start a register."""

from __future__ import annotations

from pathlib import Path

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, emit


@click.command("init")
@REGISTER
@DRY_RUN
@JSON
def command(register: Path | str, dry_run: bool, as_json: bool) -> None:
    """Start an empty register at REGISTER (a new file, by custom named something.fallow)."""
    from fallow.core.errors import ConflictError
    from fallow.register import Register

    if dry_run and isinstance(register, Path) and register.exists():
        raise ConflictError(
            kind="exists",
            expected=f"nothing at {register}",
            found="a file",
            do="choose another name, or use that register",
        )
    if not dry_run:
        Register.create(register).close()
    said = "would start" if dry_run else "started"
    emit({"register": str(register), "created": not dry_run}, as_json, f"{said} an empty register at {register}")
