"""``fallow merge``: the union of two copies, or of a register and a bundle."""

from __future__ import annotations

from pathlib import Path

import click

from fallow.cli._render import DRY_RUN, JSON, Place, emit


@click.command("merge")
@click.argument("into", type=Place())
@click.argument("source", type=Place())
@DRY_RUN
@JSON
def command(into: Path | str, source: Path | str, dry_run: bool, as_json: bool) -> None:
    """Bring everything that SOURCE (a register or a bundle) holds into the register INTO.

    Nothing is lost and nothing decides who is right: two corrections of one record stand side by side (fallow review).
    """
    from fallow.register import Register
    from fallow.register.bundle_read import is_bundle, opened_bundle
    from fallow.register.merge import merge_recorders
    from fallow.register.personal import vault_of

    with Register.open(into) as target:
        if isinstance(source, Path) and is_bundle(source):
            with opened_bundle(source) as bundle:
                merged = merge_recorders(target.recorder, bundle.recorder, dry_run=dry_run)
        else:
            with Register.open(source) as other:
                merged = merge_recorders(target.recorder, other.recorder, dry_run=dry_run)
        if not dry_run:
            vault_of(target).close()  # erasures that came in are carried out
        open_conflicts = len(target.conflicts())
    said = "would bring" if dry_run else "brought"
    text = f"{said} {merged.entries} entries, {merged.attachments} attachments"
    if open_conflicts:
        text += f"\n{open_conflicts} record(s) on which corrections stand side by side: fallow review list {into}"
    emit({**merged.to_json(), "conflicts": open_conflicts}, as_json, text)
