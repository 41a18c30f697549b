"""``fallow verify``: was anything in a register changed?"""

from __future__ import annotations

from pathlib import Path

import click

from fallow.cli._render import JSON, REGISTER, emit


@click.command("verify")
@REGISTER
@JSON
def command(register: Path, as_json: bool) -> int:
    """Check every entry, chain and attachment of REGISTER; exit 1 where something is wrong."""
    from fallow.register import Register

    with Register.open(register) as opened:
        verdict = opened.verify()

    def text() -> str:
        lines = [f"{verdict.entries} entries, {len(verdict.heads)} head(s), {len(verdict.forks)} fork(s)"]
        lines += [f"problem ({p.kind}): {p.sentence}" for p in verdict.problems]
        lines.append(
            "every entry has its digest and its place in the chain; entries cut off the end would not be seen here"
            if verdict
            else "this register is not as it was written; compare it with another copy"
        )
        return "\n".join(lines)

    emit(verdict.to_json(), as_json, text)
    return 0 if verdict else 1
