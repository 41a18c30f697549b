"""``fallow append``: entries from JSON lines, each id printed after it is durable."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, now

if TYPE_CHECKING:
    from fallow.register import Draft

_LONGEST_LINE_BYTES = 64 * 1024 * 1024


@click.command("append")
@REGISTER
@click.argument("lines", type=click.File("rb"))
@click.option("--batch", type=click.IntRange(min=1), default=1, show_default=True, help="Entries a transaction.")
@DRY_RUN
@JSON
def command(register: Path, lines: IO[bytes], batch: int, dry_run: bool, as_json: bool) -> None:
    """Append LINES (a file, or - for standard input) of {"kind", "body"} to REGISTER.

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
                sealed = [sealer.seal(draft, 1) for draft in group]
                said = [f"would append a {entry.kind}" for entry in sealed]
            else:
                said = [entry.id for entry in opened.append(group, now=now())]
            for line in said:
                click.echo(json.dumps({"id": line}) if as_json and not dry_run else line)
            sys.stdout.flush()


def _drafts(stream: IO[bytes]) -> Iterator[Draft]:
    from fallow.core.canonical import parse_json
    from fallow.core.errors import InputError
    from fallow.register import Draft

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
            if (
                not isinstance(value, dict)
                or set(value) - {"kind", "body", "known_since"}
                or set(value) < {"kind", "body"}
            ):
                raise InputError(
                    kind="bad-line",
                    expected='an object {"kind", "body"} and optionally "known_since"',
                    found=line[:80].decode("utf-8", "replace").strip(),
                    do="write one entry a line",
                )
            since = value.get("known_since")
            yield Draft(value["kind"], value["body"], date.fromisoformat(since) if since else None)
        except (InputError, ValueError, TypeError) as error:
            kind = error.kind if isinstance(error, InputError) else "bad-line"
            told = error.found if isinstance(error, InputError) else str(error)
            wanted = error.expected if isinstance(error, InputError) else "a date like 2023-07-07 in known_since"
            raise InputError(
                kind=kind, expected=wanted, found=f"{told} at line {number}", do="mend that line"
            ) from error
