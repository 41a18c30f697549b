"""``fallow ledger``: transfers, pledges, denials, casualties and treaty statements of a register's documents, with their lineage."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import AS_KNOWN, AS_RECORDED, DRY_RUN, JSON, REGISTER, emit, table

if TYPE_CHECKING:
    from fallow.evidence.ledgers import Ledger

_NAMES = ("transfers", "pledges", "denials", "casualties", "treaty")


@click.command("ledger", context_settings={"max_content_width": 100})
@REGISTER
@click.argument("name", type=click.Choice(_NAMES))
@click.option("--words", is_flag=True, help="Under each row, the sentences that it stands on.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page that opens in any browser.")
@click.option("--overwrite", is_flag=True, help="Replace the page where it exists.")
@AS_KNOWN
@AS_RECORDED
@DRY_RUN
@JSON
def command(
    register: Path | str,
    name: str,
    words: bool,
    html: Path | None,
    overwrite: bool,
    as_known: datetime | None,
    as_recorded: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show what the documents in REGISTER say of one matter: who says it, how many are independent, who says otherwise.

    Copies count once, hearsay is shown and counts for nothing, ranges are never sums. What is so, no ledger says.
    """
    from fallow.evidence.ledgers import ledger
    from fallow.register import Register

    _refuse_existing(html, overwrite=overwrite)
    with Register.open(register) as opened:
        made = ledger(opened, name, as_known, as_recorded)
    if html is not None and not dry_run:
        part = html.with_name(f".{html.name}.part")
        part.write_text(page_text(made, as_known), encoding="utf-8")
        part.replace(html)
    emit(made.to_json(), as_json, lambda: ledger_text(made, words=words))


def ledger_text(made: Ledger, *, words: bool) -> str:
    """Return the ledger as a table, then what it is not; with ``words`` each row with its sentences."""
    if not made.rows:
        return f"no row of {made.name} in {made.documents} documents\n{made.note}"
    lines = [table([row.cells() for row in made.rows], made.header)]
    if words:
        for number, row in enumerate(made.rows, start=1):
            lines.append(f"\n{number}. {' · '.join('–' if cell is None else str(cell) for cell in row.cells())}")
            lines += [f"   {_step(one)}" for one in row.lineage]
    return "\n".join([*lines, "", made.note])


def _step(one: Any) -> str:
    who = one.speaker or one.outlet or "nobody named"
    said = [one.claim.polarity.value, one.claim.modality.value, one.claim.basis.value.replace("_", " ")]
    told = f"{one.document}, {one.published or 'no printed day'}, {who} ({', '.join([*said, *one.doubts])})"
    return f"{told}: {one.sentence}"


def page_text(made: Ledger, as_known: datetime | None) -> str:
    """Return the ledger as one page with everything inside; a source's words are escaped."""
    from fallow.publish.page import Fold, Page, Section, Steps, Table, Words, render

    folds = [
        Fold(
            f"{number}. {' · '.join('–' if cell is None else str(cell) for cell in row.cells())}",
            [Steps([(0, one.document, _step(one)) for one in row.lineage])],
        )
        for number, row in enumerate(made.rows, start=1)
    ]
    known = f"As known on {as_known.isoformat()}." if as_known is not None else "As known today."
    shown = Table(made.header, [row.cells() for row in made.rows], f"{len(made.rows)} rows")
    return render(
        Page(
            title=f"Ledger: {made.name}",
            lead=f"What {made.documents} documents say. {made.note}",
            banner=None,
            sections=[
                Section("rows", "Rows", [shown]),
                Section("words", "The words behind each row", folds or [Words("No rows.")]),
            ],
            colophon=[known, "A dash is what nobody says; it is not nought."],
        )
    )


def _refuse_existing(path: Path | None, *, overwrite: bool) -> None:
    from fallow.core.errors import ConflictError

    if path is not None and path.exists() and not overwrite:
        raise ConflictError(
            kind="exists",
            expected="a new place for the page",
            found=f"{path} there already",
            do="choose another name, or say --overwrite",
        )
