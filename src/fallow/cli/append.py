"""``fallow append``: entries from JSON lines, each id printed after it is durable."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, now

if TYPE_CHECKING:
    from fallow.register import Draft, Register

_LONGEST_LINE_BYTES = 64 * 1024 * 1024
_MEMBERS = {"kind", "body", "known_since", "tier", "personal"}


@click.command("append")
@REGISTER
@click.argument("lines", type=click.File("rb"))
@click.option("--batch", type=click.IntRange(min=1), default=1, show_default=True, help="Entries a transaction.")
@DRY_RUN
@JSON
def command(register: Path | str, lines: IO[bytes], batch: int, dry_run: bool, as_json: bool) -> None:
    """Append LINES (a file, or - for standard input) of {"kind", "body"} to REGISTER.

    A line may also state "known_since": DATE, "tier": TIER, and "personal": {"person": ID or null, "fields": [...]}: the named
    fields of its body are then sealed under that person's key (null mints a new person) and can be erased later.

    An id is printed when its entry is on the disk, not before. A bad line stops the run: what was printed stays, the rest of
    its transaction was not written.
    """
    from fallow.register import Key, Register
    from fallow.register.entry import Sealer

    stream = sys.stdin.buffer if lines.name in ("<stdin>", "-") else lines
    with Register.open(register) as opened:
        drafts = _drafts(stream)
        while group := list(islice(drafts, batch)):
            if dry_run:
                sealer = Sealer(Key.from_seed(bytes(32)).author, now())
                sealed = [sealer.seal(line.draft, 1) for line in group]
                said = [f"would append a {entry.kind}" for entry in sealed]
            else:
                said = _append(opened, group, as_json)
            for line in said:
                click.echo(line)
            sys.stdout.flush()


class _Line(NamedTuple):
    draft: Draft
    fields: tuple[str, ...]
    person: str | None


def _append(opened: Register, group: list[_Line], as_json: bool) -> list[str]:
    from fallow.register.people import sealed_in
    from fallow.register.personal import sealed_draft, vault_of

    drafts = [line.draft for line in group]
    if any(line.fields for line in group):
        vault = vault_of(opened)
        try:
            drafts = [
                sealed_draft(opened, vault, line.draft, line.fields, line.person) if line.fields else line.draft
                for line in group
            ]
        finally:
            vault.close()
    entries = opened.append(drafts, now=now())
    if not as_json:
        return [entry.id for entry in entries]
    persons = [sorted(sealed_in(entry.body)) if b'"$sealed"' in entry.raw else [] for entry in entries]
    return [
        json.dumps({"id": entry.id, **({"persons": who} if who else {})})
        for entry, who in zip(entries, persons, strict=True)
    ]


def _drafts(stream: IO[bytes]) -> Iterator[_Line]:
    from fallow.core.canonical import parse_json
    from fallow.core.errors import InputError

    for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE_BYTES + 1), b""), start=1):
        if len(line) > _LONGEST_LINE_BYTES:
            raise InputError(
                kind="line-too-long",
                expected=f"lines of at most {_LONGEST_LINE_BYTES} bytes",
                found=f"a longer one at line {number}",
                do="keep large material as an attachment of a document",
            )
        if not line.strip():
            continue
        try:
            value = parse_json(line)
            if not isinstance(value, dict) or set(value) - _MEMBERS or set(value) < {"kind", "body"}:
                raise InputError(
                    kind="bad-line",
                    expected='an object {"kind", "body"} and optionally "known_since", "tier", "personal"',
                    found=line[:80].decode("utf-8", "replace").strip(),
                    do="write one entry a line",
                )
            yield _line(value)
        except (InputError, ValueError, TypeError) as error:
            kind = error.kind if isinstance(error, InputError) else "bad-line"
            told = error.found if isinstance(error, InputError) else str(error)
            wanted = error.expected if isinstance(error, InputError) else "a date like 2023-07-07 in known_since"
            raise InputError(
                kind=kind, expected=wanted, found=f"{told} at line {number}", do="mend that line"
            ) from error


def _line(value: dict[str, Any]) -> _Line:
    from fallow.core.errors import InputError
    from fallow.register import Draft
    from fallow.register.tier import parse_tier

    since, tier, personal = value.get("known_since"), value.get("tier"), value.get("personal", {})
    # Whoever writes "personal" means to hide something: anything but a full statement of what is refused, never ignored.
    stated = "personal" not in value or (
        isinstance(personal, dict)
        and not set(personal) - {"person", "fields"}
        and isinstance(personal.get("fields"), list)
        and personal["fields"]
        and all(isinstance(name, str) for name in personal["fields"])
    )
    if not stated:
        raise InputError(
            kind="bad-line",
            expected='"personal" as {"person": ID or null, "fields": [names]}',
            found=json.dumps(personal)[:80],
            do="name the fields of the body to seal",
        )
    draft = Draft(
        value["kind"],
        value["body"],
        date.fromisoformat(since) if since else None,
        parse_tier(tier) if tier is not None else None,
    )
    return _Line(draft, tuple(map(str, personal.get("fields", []))), personal.get("person"))
