"""Answering at a terminal: one question after the other, the words in context, one key an answer, a reason, an entry at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from fallow.cli._render import now
from fallow.cli._review_join import joined
from fallow.cli._review_text import WIDTH, question_text
from fallow.core.errors import InputError
from fallow.evidence.review.answer import Details, drafts_of
from fallow.evidence.review.question import Choice, Question
from fallow.evidence.review.queue import waiting
from fallow.evidence.review.scene import Scene
from fallow.register import Register


def walk(register: Register, kinds: Iterable[str], *, dry_run: bool) -> None:
    """Ask what waits until nothing does or somebody stops; every answer is written before the next question is put."""
    wanted = tuple(kinds)
    passed: set[str] = set()
    given = 0
    while True:
        scene, asked = joined(register)  # read anew: an answer may have changed what the others can do
        left = [one for one in waiting(asked, wanted) if one.id not in passed]
        if not left:
            click.echo(f"nothing more waits; {given} answered, {len(passed) - given} passed over")
            return
        question = left[0]
        passed.add(question.id)
        click.echo(f"{'=' * WIDTH}\n{len(left)} wait\n\n{question_text(question)}\n  [space] pass over   [q] stop")
        choice = _key(question)
        if choice is None:
            click.echo(f"stopped; {given} answered, {len(left)} still wait")
            return
        if choice == "":
            continue
        made = _ask(register, scene, question, choice, dry_run=dry_run)
        given += made is not None
        click.echo(answered(made) if made is not None else "passed over")


def details_of(told: dict[str, Any]) -> Details:
    """Return the options of an answer as its details; raise ``InputError`` (``bad-details``) for counts that are none."""
    counts = told.pop("counts", None)
    return Details(**told, counts=None if counts is None else _counts(counts))


def _counts(text: str) -> tuple[int, int]:
    failed, _, of = text.partition("/")
    if failed.strip().isdigit() and of.strip().isdigit():
        return int(failed), int(of)
    raise InputError(
        kind="bad-details", expected="counts as FAILED/ALL, as in 12/240", found=repr(text), do="give whole numbers"
    )


def write(
    register: Register,
    scene: Scene,
    question: Question,
    verdict: str,
    reason: str,
    details: Details,
    *,
    dry_run: bool,
) -> dict[str, Any]:
    """Write the entries of an answer, or make them only, and return what was made."""
    drafts = drafts_of(scene, question, verdict, reason, details)
    entries = [] if dry_run else register.append(drafts, now=now())
    return {
        "question": question.id,
        "kind": question.kind,
        "asks": question.asks,
        "entries": [one.id for one in entries],
        "bodies": [{"kind": draft.kind, "body": draft.body} for draft in drafts],
        "taught": [draft.body["row"] for draft in drafts if draft.body.get("about") == "table_row"],
        "dry_run": dry_run,
    }


def answered(made: dict[str, Any]) -> str:
    """Return what an answer wrote, and how it is taken back."""
    verdict = made["bodies"][0]["body"].get("verdict", made["bodies"][0]["kind"])
    lines = [f"{'would answer' if made['dry_run'] else 'answered'} {made['question']} ({made['kind']}): {verdict}"]
    lines += [f"  entry {entry[:12]}; fallow withdraw REGISTER {entry[:12]} takes it back" for entry in made["entries"]]
    lines += [
        f"  taught: {json.dumps(row, ensure_ascii=False)}; the next fallow read --into uses it"
        for row in made["taught"]
    ]
    return "\n".join(lines)


def _key(question: Question) -> Choice | str | None:
    """Return the choice whose key was pressed, "" to pass over, ``None`` to stop (also where the input ends)."""
    keys = {choice.key: choice for choice in question.choices}
    while True:
        click.echo("answer: ", nl=False)
        try:
            key = click.getchar(echo=True)
        except (EOFError, KeyboardInterrupt):
            return None
        click.echo()
        if key in {"q", "", "\x04", "\x03"}:
            return None
        if key in {" ", "\r", "\n"}:
            return ""
        if key in keys:
            return keys[key]
        click.echo(f"  one of {', '.join(keys)}, space or q")


_HINTS = {
    "place": "place (NAME, COUNTRY, LAT, LON, PRECISION_M; empty: as read)",
    "when": "when (YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD; empty: as read)",
    "polarity": "polarity (affirm, deny, negated; empty: the opposite)",
    "cause": "cause (cluster_munition, other, unknown)",
    "authority": "authority (state:xx, org:..., ngo:...)",
    "munition": "munition (catalogue key; empty: as the source words it)",
    "class": "class of the source (empty: as told above)",
    "counts": "counts (FAILED/ALL; empty: none)",
    "role": "role (empty: as the page has it)",
    "from": "in office since (YYYY-MM-DD; empty: not known)",
    "to": "in office until (YYYY-MM-DD; empty: not known)",
}


def _ask(
    register: Register, scene: Scene, question: Question, choice: Choice | str, *, dry_run: bool
) -> dict[str, Any] | None:
    """Ask for what the answer needs and takes, then the reason, and write; an empty reason passes the question over."""
    if isinstance(choice, str):
        return None
    names = {"class": "source_class", "from": "start", "to": "end"}
    told: dict[str, Any] = {}
    for name in (*choice.needs, *choice.takes):
        if name == "teach":
            told["teach"] = click.confirm("  teach it to the look-up tables?", default=False)
        elif text := click.prompt(f"  {_HINTS.get(name, name)}", default="", show_default=False).strip():
            told[names.get(name, name)] = text
    reason = click.prompt("  reason (empty: pass over)", default="", show_default=False).strip()
    if not reason:
        return None
    try:
        return write(register, scene, question, choice.verdict, reason, details_of(told), dry_run=dry_run)
    except InputError as error:
        click.echo(f"  {error}")
        return None
