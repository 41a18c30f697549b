"""``fallow backup`` and ``fallow restore``: a whole, checked copy of a register, and back."""

from __future__ import annotations

from pathlib import Path

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, Place, emit


@click.command("backup")
@REGISTER
@click.argument("out", type=click.Path(path_type=Path))
@DRY_RUN
@JSON
def backup(register: Path | str, out: Path, dry_run: bool, as_json: bool) -> None:
    """Copy REGISTER (a file or a database) to the register file OUT, verified before it counts, while others write.

    Secret keys and the vault of sealed words are not in it: see fallow keys, and docs/how-to/people.md.
    """
    from fallow.register import Register
    from fallow.register.backup import backup as copy
    from fallow.register.whole import require_free

    with Register.open(register) as opened:
        if dry_run:
            require_free(out)
            emit(
                {"place": str(out), "entries": opened.count()}, as_json, f"would copy {opened.count()} entries to {out}"
            )
            return
        copied = copy(opened.recorder, out)
    emit(copied.to_json(), as_json, f"copied {copied.entries} entries to {copied.place}; the copy verifies")


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path))
@click.argument("place", type=Place())
@DRY_RUN
@JSON
def restore(backup: Path, place: Path | str, dry_run: bool, as_json: bool) -> None:
    """Copy BACKUP to a new register at PLACE (a new file, or the address of an empty database), verified at both ends."""
    from fallow.register import Register
    from fallow.register.backup import restore as copy
    from fallow.register.personal import vault_of
    from fallow.register.whole import require_free

    if dry_run:
        if isinstance(place, Path):
            require_free(place)
        with Register.open(backup) as opened:
            verdict = opened.verify()
        emit(
            {"place": str(place), "entries": verdict.entries, "ok": bool(verdict)},
            as_json,
            f"would restore {verdict.entries} entries" if verdict else f"would refuse: {verdict.problems[0].sentence}",
        )
        return
    copied = copy(backup, place)
    with Register.open(place) as opened:
        vault_of(opened).close()  # erasures that the register knows hold for a restored vault too
    emit(copied.to_json(), as_json, f"restored {copied.entries} entries to {copied.place}; they verify")
