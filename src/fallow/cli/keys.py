"""``fallow keys``: who writes in a register, under which key this copy does, and who may sign what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._keys_acts import delegate, endorse, judge, revoke, rotate
from fallow.cli._keys_charter import charter, charter_lines, pinning
from fallow.cli._render import DRY_RUN, JSON, REGISTER, emit, now, table
from fallow.cli._signing import signer

if TYPE_CHECKING:
    from fallow.register.known_keys import KnownKey
    from fallow.register.trust import Trust


@click.group("keys")
def command() -> None:
    """Keys of a register: whose they are, what they may do, and what becomes of a lost one. A key is named by its beginning."""


for _one in (charter, pinning, endorse, delegate, revoke, rotate, judge):
    command.add_command(_one)

_PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.File("r", encoding="utf-8"),
    help="Take the passphrase from the first line of this file instead of asking for it.",
)


@command.command("list", short_help="Every key that a register knows.")
@REGISTER
@JSON
def listed(register: Path | str, as_json: bool) -> None:
    """List every key that REGISTER knows: its entries, its roles, and whether its secret lies on this computer."""
    from fallow.register import Keyring, Register
    from fallow.register.known_keys import known_keys
    from fallow.register.trusting import trust_of

    with Register.open(register) as opened:
        trust = trust_of(opened)
        moment = now()
        rows = known_keys(opened, trust, Keyring(), moment)
        found = trust.charter(moment)
    result = {
        "charter": trust.pinned,
        "in_force": found[0] if found else None,
        "keys": [row.to_json() for row in rows],
    }
    emit(result, as_json, lambda: "\n".join([*_trusted(trust, found), "", _rows(rows)]))


def _trusted(trust: Trust, found: tuple[str, Any] | None) -> list[str]:
    from fallow.core.ids import short

    if trust.pinned is None:
        return ["no charter is pinned on this copy: every key speaks for itself, and no act is signed"]
    lines = [f"pinned: charter {short(trust.pinned)}"]
    if found is not None:
        lines.append(f"in force: {found[1].name}, version {found[1].version} ({short(found[0])})")
        lines += [f"  {line}" for line in charter_lines(found[1])]
    return [*lines, *(problem.sentence for problem in trust.problems if problem.kind.startswith("charter-"))]


def _rows(rows: list[KnownKey]) -> str:
    from fallow.register.keys import short_author

    def cells(row: KnownKey) -> tuple[object, ...]:
        roles = None if row.roles is None else ", ".join(sorted(row.roles)) or "none"
        first, last = (moment.date().isoformat() if moment else None for moment in (row.first, row.last))
        secret = "here" if row.secret_here else "elsewhere"
        return short_author(row.key), row.entries, first, last, roles, secret, "; ".join(_remarks(row))

    return table(map(cells, rows), ("key", "entries", "first", "last", "roles", "secret", "")) if rows else "no key yet"


def _remarks(row: KnownKey) -> list[str]:
    from fallow.register.keys import short_author

    told = {
        "this copy writes under it": row.writes,
        f"device of {short_author(row.given_by or '')}": row.given_by is not None,
        f"replaced by {short_author(row.replaced_by or '')}": row.replaced_by is not None,
        "revoked": row.revoked,
        "stranger": row.stranger,
        "its chain has branches": row.forked,
    }
    return [sentence for sentence, holds in told.items() if holds]


@command.command("show", short_help="One key: whose it is, what it may do.")
@REGISTER
@click.argument("key")
@JSON
def show(register: Path | str, key: str, as_json: bool) -> None:
    """Show KEY of REGISTER: whose it is, what it may do now, its first and last entries, those that are not believed."""
    from fallow.core.errors import NotThereError
    from fallow.register import Keyring, Register
    from fallow.register.known_keys import entries_believed, find_key, known_keys
    from fallow.register.trusting import trust_of

    with Register.open(register) as opened:
        trust = trust_of(opened)
        rows = {row.key: row for row in known_keys(opened, trust, Keyring(), now())}
        row = rows.get(find_key(key, rows))
        if row is None:
            raise NotThereError(kind="no-key", expected="a key known here", found=f"{key!r}", do="see fallow keys list")
        kept, doubted = entries_believed(opened, trust, row.key)
    person = trust.person_of(row.key)
    result = {
        **row.to_json(),
        "person": person,
        "last_believed": kept[-1].id if kept else None,
        "not_believed": [{"id": one.id, "sentence": trust.believes(one).sentence} for one in doubted],
    }
    lines = [row.key, *(f"  {remark}" for remark in _remarks(row))]
    lines.append(f"  secret: {'on this computer' if row.secret_here else 'not on this computer'}")
    if person != row.key:
        lines.append(f"  counts as one person with {person}")
    if row.roles is not None:
        lines.append(f"  roles now: {', '.join(sorted(row.roles)) or 'none'}")
    lines.append(f"  {row.entries} entries" + (f", the last one believed {kept[-1].id}" if kept else ""))
    lines += [f"  not believed: {one['sentence']}" for one in result["not_believed"]]
    emit(result, as_json, lambda: "\n".join(lines))


@command.command("new", short_help="Make a new key for this copy.")
@REGISTER
@DRY_RUN
@JSON
def new(register: Path | str, dry_run: bool, as_json: bool) -> None:
    """Make a new key, under which this copy of REGISTER writes from now on. It has no role until somebody gives it one."""
    from fallow.register import Key, Keyring, Register
    from fallow.register.keys import short_author
    from fallow.register.known_keys import writing_key
    from fallow.register.signing import adopt
    from fallow.register.trusting import trust_of

    keyring = Keyring()
    with Register.open(register) as opened:
        before = writing_key(opened.recorder, keyring)
        trust = trust_of(opened)
        held = trust.roles_of(before.author, now()) if before else frozenset()
        found = trust.charter(now())
        key = None if dry_run else adopt(opened.recorder, keyring, Key.new())
    lines = [key.author if key else "would make a new key for this copy"]
    if before:
        lines.append(f"in place of {short_author(before.author)}, whose secret stays on this computer")
        if held:
            lines.append(f"that one holds {', '.join(sorted(held))}: fallow keys rotate would have handed it on")
    if found:
        lines.append("it has no role yet; somebody who holds one gives it theirs (fallow keys delegate):")
        lines += [
            f"  {role}: {', '.join(map(short_author, seats.keys))}"
            for role, seats in found[1].roles.items()
            if role != "root"
        ]
    result = {"key": key.author if key else None, "before": before.author if before else None}
    emit(result, as_json, lambda: "\n".join(lines))


@command.command("export-secret", short_help="Put a secret into a file, to move it.")
@REGISTER
@click.argument("key")
@click.argument("file", type=click.Path(path_type=Path))
@_PASSPHRASE
@DRY_RUN
@JSON
def export_secret(
    register: Path | str, key: str, file: Path, passphrase_file: Any, dry_run: bool, as_json: bool
) -> None:
    """Write the secret of KEY into FILE under a passphrase, to move it to another computer or to keep it in a safe.

    Whoever has the file and the passphrase signs as you. Used on two computers at once, a key's chain forks.
    """
    from fallow.register import Register
    from fallow.register.carried_key import require_long, wrapped
    from fallow.register.keys import short_author
    from fallow.register.whole import require_free, written_whole

    require_free(file)
    with Register.open(register) as opened:
        secret = signer(opened, key, dry_run=True)
    words = _passphrase(passphrase_file, twice=True)
    require_long(words)
    if not dry_run:
        with written_whole(file) as stream:
            stream.write(wrapped(secret, words))
        file.chmod(0o600)
    said = f"the secret of {short_author(secret.author)} in {file}, under the passphrase"
    emit(
        {"key": secret.author, "file": str(file), "written": not dry_run},
        as_json,
        f"{'would write' if dry_run else 'wrote'} {said}",
    )


@command.command("import-secret", short_help="Bring a secret to this computer.")
@REGISTER
@click.argument("file", type=click.File("rb"))
@click.option("--keep-only", is_flag=True, help="Keep it for --as KEY; this copy goes on writing under its own.")
@_PASSPHRASE
@DRY_RUN
@JSON
def import_secret(
    register: Path | str, file: Any, keep_only: bool, passphrase_file: Any, dry_run: bool, as_json: bool
) -> None:
    """Bring a secret from FILE to this computer; this copy of REGISTER then writes under it."""
    from fallow.register import Keyring, Register
    from fallow.register.carried_key import unwrapped
    from fallow.register.keys import short_author
    from fallow.register.signing import adopt

    with Register.open(register) as opened:
        key = unwrapped(file.read(), _passphrase(passphrase_file, twice=False))
        if not dry_run and keep_only:
            Keyring().keep(key, note=f"brought for {opened.location}")
        elif not dry_run:
            adopt(opened.recorder, Keyring(), key)
    done = "its secret lies on this computer"
    if not keep_only:
        done += ", and this copy writes under it from now on"
    lines = [
        key.author,
        "the passphrase opens it; nothing was kept" if dry_run else done,
        f"use {short_author(key.author)} on one computer only, or its chain forks",
    ]
    emit(
        {"key": key.author, "kept": not dry_run, "writes": not dry_run and not keep_only},
        as_json,
        "\n".join(lines),
    )


def _passphrase(stream: Any, *, twice: bool) -> str:
    if stream is not None:
        return str(stream.readline()).rstrip("\r\n")
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True))
