"""``fallow review``: what a person must confirm, asked in the order of what an answer can change; answers are entries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from fallow.cli._render import AS_KNOWN, DRY_RUN, JSON, REGISTER, emit, now
from fallow.cli._tables import TABLES, with_tables

KIND = click.option("--kind", "kinds", multiple=True, help="Only questions of this kind; may be given again.")


@click.group("review", context_settings={"max_content_width": 100})
def command() -> None:
    """What waits for a person: questions about what was read, and records on which two copies disagree.

    An answer is a new entry; nothing is thrown away, and fallow withdraw takes an answer back.
    """


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
    from fallow.core.ids import short
    from fallow.evidence.review.asking.conflicts import settle
    from fallow.register import Register

    with Register.open(register) as opened:
        target, chosen = opened.get(entry), opened.get(choose)
        drafts = settle(opened, entry, choose, reason)
        written = None if dry_run else opened.append(drafts, now=now())[0].id
    said = f"{short(chosen.id)} stands on {target.kind} {short(target.id)}"
    emit(
        {"id": written, "of": target.id, "chosen": chosen.id},
        as_json,
        f"would decide: {said}" if dry_run else f"{written}  {said}",
    )


@command.command("queue")
@REGISTER
@KIND
@click.option("--limit", type=click.IntRange(min=1), help="At most so many, the first in order.")
@click.option("--all", "everything", is_flag=True, help="Answered questions too.")
@AS_KNOWN
@TABLES
@JSON
def queue(
    register: Path | str,
    kinds: tuple[str, ...],
    limit: int | None,
    everything: bool,
    as_known: Any,
    table_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """List what a person must confirm in REGISTER, in the order of what an answer can change (rule effect/1)."""
    from fallow.cli._review_join import count_by_kind, joined
    from fallow.cli._review_text import queue_text
    from fallow.evidence.review.effect import RULE
    from fallow.evidence.review.queue import waiting
    from fallow.register import Register

    with with_tables(table_files), Register.open(register) as opened:
        _, asked = joined(opened, as_known)
    open_ones = waiting(asked, kinds)
    listed = [one for one in asked if not kinds or one.kind in kinds] if everything else open_ones
    shown, counts = listed[:limit], count_by_kind(open_ones)
    found = {
        "waiting": len(open_ones),
        "by_kind": counts,
        "rule": RULE,
        "questions": [one.to_json() for one in shown],
    }
    emit(found, as_json, lambda: queue_text(shown, len(open_ones), counts))


@command.command("show")
@REGISTER
@click.argument("question")
@AS_KNOWN
@TABLES
@JSON
def show(register: Path | str, question: str, as_known: Any, table_files: tuple[Path, ...], as_json: bool) -> None:
    """Show one QUESTION of REGISTER whole: the words in context, who answered what, what each answer does."""
    from fallow.cli._review_join import joined
    from fallow.cli._review_text import question_text
    from fallow.evidence.review.queue import question_of
    from fallow.register import Register

    with with_tables(table_files), Register.open(register) as opened:
        one = question_of(joined(opened, as_known)[1], question)
    emit(one.to_json(), as_json, lambda: question_text(one))


_DETAILS = (
    click.option("--place", metavar="NAME,COUNTRY,LAT,LON,PRECISION_M", help="The place that is right."),
    click.option("--when", metavar="START[/END]", help="The days that are right."),
    click.option("--polarity", help="affirm, deny or negated."),
    click.option("--cause", help="cluster_munition, other or unknown."),
    click.option("--munition", help="Key of the catalogue, for a failure rate."),
    click.option("--class", "source_class", help="Class of the source, for a failure rate."),
    click.option("--counts", metavar="K/N", help="Failed of all, where the source counted."),
    click.option("--authority", metavar="KEY", help="For whom a person speaks: state:xx, org:..., ngo:..."),
    click.option("--role", help="The office, for the table of office-holders."),
    click.option("--from", "start", metavar="DATE", help="Since when the office was held."),
    click.option("--to", "end", metavar="DATE", help="Until when the office was held."),
    click.option("--teach", is_flag=True, help="Also put the place or the office into the look-up tables."),
)


def _with_details(function: Any) -> Any:
    for option in reversed(_DETAILS):
        function = option(function)
    return function


@command.command("answer")
@REGISTER
@click.argument("question")
@click.option("--verdict", required=True, help="One of the question's verdicts, or its key.")
@click.option("--reason", required=True, help="What shows it, in words; kept with the answer.")
@_with_details
@TABLES
@DRY_RUN
@JSON
def answer(
    register: Path | str,
    question: str,
    verdict: str,
    reason: str,
    table_files: tuple[Path, ...],
    dry_run: bool,
    as_json: bool,
    **told: Any,
) -> None:
    """Answer a QUESTION of REGISTER. The answer is an entry; the views obey it as long as nobody disagrees."""
    from fallow.cli._review_join import joined
    from fallow.cli._review_next import answered, details_of, write
    from fallow.evidence.review.queue import question_of
    from fallow.register import Register

    with with_tables(table_files), Register.open(register) as opened:
        scene, asked = joined(opened)
        made = write(opened, scene, question_of(asked, question), verdict, reason, details_of(told), dry_run=dry_run)
    emit(made, as_json, lambda: answered(made))


@command.command("next")
@REGISTER
@KIND
@TABLES
@DRY_RUN
def next_(register: Path | str, kinds: tuple[str, ...], table_files: tuple[Path, ...], dry_run: bool) -> None:
    """Walk through what waits in REGISTER: the words in context, one key an answer, a reason, an entry at once."""
    from fallow.cli._review_next import walk
    from fallow.register import Register

    with with_tables(table_files), Register.open(register) as opened:
        walk(opened, kinds, dry_run=dry_run)
