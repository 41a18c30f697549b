"""``fallow evidence``: what documents claim, on whose word, with grades beside, and the chain of custody. Parse, call, render."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fallow.cli._render import AS_KNOWN, AS_RECORDED, DRY_RUN, JSON, REGISTER, emit, now
from fallow.cli._tables import TABLES, with_tables

if TYPE_CHECKING:
    from datetime import datetime

    from fallow.register import Entry, Register


@click.group("evidence", context_settings={"max_content_width": 100})
def command() -> None:
    """Claims of documents, their independent origins, grades on two axes, table rows behind them, custody."""


@command.command("claims")
@REGISTER
@click.option(
    "--kind", "kinds", multiple=True, help="Only claims of this kind (use, dud_rate, ...); may be given again."
)
@AS_KNOWN
@AS_RECORDED
@TABLES
@JSON
def claims(
    register: Path | str,
    kinds: tuple[str, ...],
    as_known: datetime | None,
    as_recorded: datetime | None,
    table_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """List the claims that documents in REGISTER make, as people ruled on them; names of private persons are left out."""
    from fallow.cli._evidence_text import claims_text
    from fallow.evidence.claim import ClaimKind
    from fallow.evidence.review.listing import claim_rows
    from fallow.evidence.review.scene import scene_of
    from fallow.register import Register

    wanted = {_kind(one, [kind.value for kind in ClaimKind]) for one in kinds}
    with with_tables(table_files), Register.open(register) as opened:
        rows = [
            row for row in claim_rows(scene_of(opened, as_known, as_recorded)) if not wanted or row["kind"] in wanted
        ]
    emit(rows, as_json, lambda: claims_text(rows))


def _kind(name: str, known: list[str]) -> str:
    plain = name.replace("-", "_")
    if plain in known:
        return plain
    raise click.BadParameter(f"expected one of {', '.join(known)}; found {name!r}", param_hint="--kind")


@command.command("origins")
@REGISTER
@click.option("--kind", "kinds", multiple=True, help="Only propositions of this kind; may be given again.")
@AS_KNOWN
@AS_RECORDED
@TABLES
@JSON
def origins(
    register: Path | str,
    kinds: tuple[str, ...],
    as_known: datetime | None,
    as_recorded: datetime | None,
    table_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """List what claims in REGISTER say alike: documents, origins and families for and against, the links, grades beside."""
    from fallow.cli._evidence_text import origins_text
    from fallow.evidence.claim import ClaimKind
    from fallow.evidence.review.listing import proposition_rows
    from fallow.evidence.review.scene import scene_of
    from fallow.register import Register

    wanted = {_kind(one, [kind.value for kind in ClaimKind]) for one in kinds}
    with with_tables(table_files), Register.open(register) as opened:
        found = proposition_rows(scene_of(opened, as_known, as_recorded), as_recorded)
    rows = [row for row in found if not wanted or row["key"].split("|")[0] in wanted]
    emit(rows, as_json, lambda: origins_text(rows))


@command.command("rows")
@REGISTER
@click.argument("document", required=False)
@AS_KNOWN
@TABLES
@JSON
def rows(
    register: Path | str, document: str | None, as_known: datetime | None, table_files: tuple[Path, ...], as_json: bool
) -> None:
    """List the rows of look-up tables behind what was read in REGISTER (in one DOCUMENT): which table, row, whose word."""
    from fallow.cli._evidence_text import rows_text
    from fallow.evidence.review.listing import used_rows
    from fallow.evidence.review.scene import scene_of
    from fallow.register import Register

    with with_tables(table_files), Register.open(register) as opened:
        scene = scene_of(opened, as_known)
        only = document_named(opened, document).body["sha256"] if document is not None else None
        found = [row for row in used_rows(scene) if only is None or row["sha256"] == only]
    emit(found, as_json, lambda: rows_text(found))


@command.command("speaker")
@REGISTER
@click.argument("claim")
@click.argument("authority")
@click.option("--reason", required=True, help="What shows it, in words; kept with it.")
@click.option("--role", help="The office, for the table of office-holders.")
@click.option("--from", "start", metavar="DATE", help="Since when the office was held.")
@click.option("--to", "end", metavar="DATE", help="Until when the office was held.")
@click.option("--teach", is_flag=True, help="Also put the office into the look-up table of this register.")
@DRY_RUN
@JSON
def speaker(
    register: Path | str,
    claim: str,
    authority: str,
    reason: str,
    role: str | None,
    start: str | None,
    end: str | None,
    teach: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Say that whoever speaks in CLAIM of REGISTER speaks for AUTHORITY (state:xx, org:..., ngo:...), wherever he speaks."""
    from fallow.evidence.review.answer import Details, speaker_drafts
    from fallow.evidence.review.scene import scene_of
    from fallow.register import Register

    details = Details(authority=authority, role=role, start=start, end=end, teach=teach)
    with Register.open(register) as opened:
        scene = scene_of(opened)
        chosen = _claim(scene.held, claim)
        drafts = speaker_drafts(scene, chosen, reason, details)
        entries = [] if dry_run else opened.append(drafts, now=now())
    made = {"claim": chosen, "bodies": [one.body for one in drafts], "entries": [one.id for one in entries]}
    said = f"the speaker of {chosen} speaks for {authority}" + ("; taught to office_holders" if teach else "")
    took = "".join(f"\n  entry {one.id[:12]}; fallow withdraw takes it back" for one in entries)
    emit(made, as_json, f"would say that {said}" if dry_run else f"{said}{took}")


@command.command("grade")
@REGISTER
@click.argument("claim")
@click.argument("grade")
@click.option("--reason", required=True, help="What the grade stands on, in words; kept with it.")
@DRY_RUN
@JSON
def grade(register: Path | str, claim: str, grade: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Grade a CLAIM of REGISTER, as B2: the source A to F, the information 1 to 6. Grades move no prior and no strike."""
    from fallow.evidence.docclaims import document_claims
    from fallow.evidence.grade import grade_decision, parse_grade
    from fallow.register import Register

    with Register.open(register) as opened:
        chosen = _claim((one.id for one in document_claims(opened)), claim)
        draft = grade_decision(chosen, grade, reason=reason)
        entry = None if dry_run else opened.append([draft], now=now())[0].id
    given = parse_grade(grade)
    said = f"{chosen}: {given}, {given.says}"
    emit(
        {"id": entry, "claim": chosen, "grade": str(given), "says": given.says, "dry_run": dry_run},
        as_json,
        f"would grade {said}"
        if entry is None
        else f"graded {said}\n  entry {entry[:12]}; fallow withdraw takes it back",
    )


@command.command("grades")
@REGISTER
@click.option("--given", "only_given", is_flag=True, help="Only claims that somebody graded.")
@AS_KNOWN
@AS_RECORDED
@JSON
def grades(
    register: Path | str, only_given: bool, as_known: datetime | None, as_recorded: datetime | None, as_json: bool
) -> None:
    """List the claims of REGISTER with the grades that people gave and, apart, those that the rule proposes."""
    from fallow.cli._evidence_text import grades_text
    from fallow.evidence.grade import graded_claims
    from fallow.register import Register

    with Register.open(register) as opened:
        listed = [one for one in graded_claims(opened, as_known, as_recorded) if one.given or not only_given]
    emit([one.to_json() for one in listed], as_json, lambda: grades_text([one.to_json() for one in listed]))


@command.command("custody")
@REGISTER
@click.argument("document")
@JSON
def custody_command(register: Path | str, document: str, as_json: bool) -> None:
    """Print what was done with a DOCUMENT of REGISTER (entry, digest or name, or its beginning), in the order recorded."""
    from fallow.cli._evidence_text import custody_text
    from fallow.evidence.capture.custody import custody
    from fallow.register import Register

    with Register.open(register) as opened:
        entry = document_named(opened, document)
        steps = [step.to_json() for step in custody(opened, entry.id)]
    found = {"document": entry.id, "name": entry.body.get("name"), "steps": steps}
    emit(found, as_json, lambda: custody_text(found))


def document_named(register: Register, words: str) -> Entry:
    """Return the document whose entry, digest or name is, or begins with, ``words``; a whole name goes first.

    Raises ``NotThereError`` (``no-document``) and ``InputError`` (``ambiguous-id``).
    """
    from fallow.core.errors import InputError, NotThereError
    from fallow.core.ids import short

    entries = list(register.entries("document"))
    found = [one for one in entries if words in (one.id, str(one.body.get("name")), str(one.body.get("sha256")))]
    found = found or [
        one
        for one in entries
        if any(str(name).startswith(words) for name in (one.id, one.body.get("name"), one.body.get("sha256")))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            kind="ambiguous-id",
            expected="one document",
            found=f"{len(found)} that begin with {words!r}: {', '.join(short(one.id) for one in found[:4])}",
            do="give the entry's id",
        )
    raise NotThereError(
        kind="no-document",
        expected="a document by entry, digest or name",
        found=f"none that begins with {words!r}",
        do="see fallow log --json for entries of kind document",
    )


def _claim(ids: Iterable[str], prefix: str) -> str:
    from fallow.core.errors import InputError, NotThereError

    listed = sorted(ids)
    found = [one for one in listed if one == prefix] or [one for one in listed if one.startswith(prefix)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            kind="ambiguous-id",
            expected="the beginning of one claim's id",
            found=f"{prefix!r}, which begins {len(found)}: {', '.join(found[:3])} ...",
            do="give more characters",
        )
    raise NotThereError(
        kind="no-claim",
        expected="a claim of a document",
        found=f"none whose id begins with {prefix!r}",
        do="see fallow evidence claims",
    )
