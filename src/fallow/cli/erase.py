"""``fallow erase``: a person's sealed words become unreadable for ever; the register still verifies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, emit, now

if TYPE_CHECKING:
    from fallow.register import Register


@click.command("erase")
@REGISTER
@click.argument("person")
@click.option("--reason", required=True, help="Why; not sealed, so it must name nobody.")
@DRY_RUN
@JSON
def command(register: Path | str, person: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Destroy the key under which the words about PERSON (person-...) in REGISTER are sealed.

    Nobody can take this back. Other copies of the vault do the same when they learn of it by a merge.
    """
    from fallow.core.errors import NotThereError
    from fallow.register import Register
    from fallow.register.people import parse_person, sealed_in
    from fallow.register.personal import erase

    with Register.open(register) as opened:
        who = parse_person(person)
        touched = sum(who in sealed_in(entry.body) for entry in opened.entries() if b'"$sealed"' in entry.raw)
        if not touched and not _key_is_here(opened, who):
            raise NotThereError(
                kind="no-person",
                expected="a person about whom words are sealed here",
                found=f"{who}, of whom there is neither word nor key",
                do="copy the id from fallow show ENTRY",
            )
        if dry_run:
            emit(
                {"person": who, "entries": touched},
                as_json,
                f"would make words in {touched} entries unreadable for ever",
            )
            return
        entry, had_key = erase(opened, who, reason, now())
    said = f"{entry.id}  words in {touched} entries are unreadable for ever"
    if not had_key:
        said += "; the key was not in this copy's vault, and is destroyed elsewhere when this erasure is merged there"
    emit({"id": entry.id, "person": who, "entries": touched, "key_was_here": had_key}, as_json, said)


def _key_is_here(opened: Register, person: str) -> bool:
    from fallow.register.personal import vault_of

    vault = vault_of(opened)
    try:
        return vault.key(person) is not None
    finally:
        vault.close()
