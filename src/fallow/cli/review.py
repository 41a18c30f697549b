"""``fallow review``: what stands side by side until somebody decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from fallow.cli._render import AS_KNOWN, DRY_RUN, JSON, REGISTER, emit, now


@click.group("review")
def command() -> None:
    """Records on which two copies disagree: list them, decide them. A decision is a new entry; nothing is thrown away."""


@command.command("list")
@REGISTER
@AS_KNOWN
@JSON
def listed(register: Path | str, as_known: Any, as_json: bool) -> None:
    """List the entries of REGISTER about which amendments stand side by side."""
    from fallow.register import Register

    with Register.open(register) as opened:
        found = [_conflict(opened, conflict) for conflict in opened.conflicts(as_known)]
    emit(found, as_json, lambda: "\n\n".join(_said(one) for one in found) or "nothing waits for a decision")


def _conflict(opened: Any, conflict: Any) -> dict[str, Any]:
    entry = opened.get(conflict.of)
    sides = [opened.get(side) for side in conflict.sides]
    return {
        "entry": entry.id,
        "kind": entry.kind,
        "body": entry.body,
        "sides": [
            {
                "id": side.id,
                "kind": side.kind,
                "author": side.author,
                "recorded_at": side.to_json()["recorded_at"],
                "reason": side.body["reason"],
                "body": side.body.get("body"),
            }
            for side in sides
        ],
    }


def _said(one: dict[str, Any]) -> str:
    lines = [f"{one['kind']} {one['entry'][:10]}: {json.dumps(one['body'], ensure_ascii=False)[:160]}"]
    for side in one["sides"]:
        what = "withdraw it" if side["kind"] == "withdrawal" else json.dumps(side["body"], ensure_ascii=False)[:160]
        who = side["author"].removeprefix("ed25519:")[:10]
        lines.append(f"  {side['id'][:10]} by {who} on {side['recorded_at'][:10]} ({side['reason']}): {what}")
    lines.append(f"  decide: fallow review decide REGISTER {one['entry'][:10]} --choose ID --reason WHY")
    return "\n".join(lines)


@command.command("decide")
@REGISTER
@click.argument("entry")
@click.option(
    "--choose", required=True, help="The id of the side that shall stand, or the entry's own id: as first written."
)
@click.option("--reason", required=True, help="Why; kept with the decision.")
@DRY_RUN
@JSON
def decide(register: Path | str, entry: str, choose: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Let one side stand on ENTRY of REGISTER. The other sides stay in the log, replaced by this decision."""
    from fallow.core.errors import NotThereError
    from fallow.core.ids import short
    from fallow.register import Draft, Register

    with Register.open(register) as opened:
        target, chosen = opened.get(entry), opened.get(choose)
        conflict = next((one for one in opened.conflicts() if one.of == target.id), None)
        if conflict is None or chosen.id not in (*conflict.sides, target.id):
            raise NotThereError(
                kind="no-conflict",
                expected=f"a conflict on {short(target.id)} with the side {short(chosen.id)}",
                found="none that is open" if conflict is None else f"the sides {', '.join(map(short, conflict.sides))}",
                do="see fallow review list",
            )
        over = list(conflict.sides)
        if chosen.kind == "withdrawal":
            corrections = [side for side in over if opened.get(side).kind == "correction"]
            draft = Draft("withdrawal", {"of": target.id, "reason": reason, "over": corrections})
        else:
            body = target.body if chosen.id == target.id else chosen.body["body"]
            draft = Draft("correction", {"of": target.id, "body": body, "reason": reason, "over": over})
        gone = [side for side in over if opened.get(side).kind == "withdrawal" and chosen.kind != "withdrawal"]
        drafts = [draft, *(Draft("withdrawal", {"of": side, "reason": reason}) for side in gone)]
        written = None if dry_run else opened.append(drafts, now=now())[0].id
    said = f"{short(chosen.id)} stands on {target.kind} {short(target.id)}"
    emit(
        {"id": written, "of": target.id, "chosen": chosen.id},
        as_json,
        f"would decide: {said}" if dry_run else f"{written}  {said}",
    )
