"""``fallow correct | withdraw | dispute``: what stands is changed by new entries only."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, emit, now

_ENTRY = click.argument("entry")
_REASON = click.option("--reason", required=True, help="Why; kept with the entry.")


@click.command("correct")
@REGISTER
@_ENTRY
@click.argument("body", type=click.File("rb"))
@_REASON
@DRY_RUN
@JSON
def correct(register: Path | str, entry: str, body: IO[bytes], reason: str, dry_run: bool, as_json: bool) -> None:
    """Give ENTRY of REGISTER a new BODY (a JSON file, or - for standard input). The entry as written stays in the log."""
    from fallow.core.canonical import parse_json

    _amend(register, entry, "correction", {"body": parse_json(body.read()), "reason": reason}, dry_run, as_json)


@click.command("withdraw")
@REGISTER
@_ENTRY
@_REASON
@DRY_RUN
@JSON
def withdraw(register: Path | str, entry: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Say that ENTRY of REGISTER no longer stands. Withdrawing a withdrawal makes the entry stand again."""
    _amend(register, entry, "withdrawal", {"reason": reason}, dry_run, as_json)


@click.command("dispute")
@REGISTER
@_ENTRY
@_REASON
@DRY_RUN
@JSON
def dispute(register: Path | str, entry: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Contest ENTRY of REGISTER. It stays as it is; the dispute is shown beside it."""
    _amend(register, entry, "dispute", {"reason": reason}, dry_run, as_json)


def _refuse_opened(sealed: dict[str, Any], body: dict[str, Any]) -> None:
    from fallow.core.errors import RefusalError
    from fallow.register.people import is_sealed

    bare = [key for key, value in sealed.items() if is_sealed(value) and key in body and not is_sealed(body[key])]
    if bare:
        raise RefusalError(
            kind="unsealed-correction",
            expected=f"{bare[0]!r} sealed, as it stands in the entry",
            found="words in clear, which could never be erased",
            do="keep the sealed value in the new body, or withdraw the entry and append it anew with its personal fields",
        )


def _seen(opened: Any, kind: str, target: Any) -> dict[str, Any]:
    # What this person saw and replaces; whoever corrects elsewhere without having seen it is shown side by side.
    if kind not in ("correction", "withdrawal") or target.kind in ("correction", "withdrawal"):
        return {}
    shown = next((entry for entry in opened.current(target.kind) if entry.id == target.id), None)
    if shown is None:
        return {"over": []}
    return {"over": list(shown.alternatives) or ([shown.corrected_by] if shown.corrected_by else [])}


def _amend(register: Path | str, prefix: str, kind: str, body: dict[str, Any], dry_run: bool, as_json: bool) -> None:
    from fallow.core.errors import InputError
    from fallow.core.ids import short
    from fallow.kinds import parse_body, parse_kind
    from fallow.register import Draft, Register

    with Register.open(register) as opened:
        target = opened.get(prefix)
        if kind == "correction":
            if target.kind in ("correction", "withdrawal"):
                raise InputError(
                    kind="amends-amendment",
                    expected="an entry with content of its own",
                    found=f"a {target.kind} ({short(target.id)})",
                    do="correct the entry it names again, or withdraw it",
                )
            parse_body(parse_kind(target.kind), body["body"])
            _refuse_opened(target.body, body["body"])
        draft = Draft(kind, {"of": target.id, **body, **_seen(opened, kind, target)})
        said = f"{kind} of {target.kind} {short(target.id)}"
        written = None if dry_run else opened.append([draft], now=now())[0].id
    emit(
        {"id": written, "of": target.id, "kind": kind},
        as_json,
        f"would append a {said}" if dry_run else f"{written}  {said}",
    )
