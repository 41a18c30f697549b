"""``fallow import``: files of rows into a register, by a mapping that is stated, found or guessed and always said."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, Day, emit, now

if TYPE_CHECKING:
    from datetime import date

    from fallow.evidence.importing import Refused
    from fallow.evidence.intake import Wish
    from fallow.evidence.report import ImportReport
    from fallow.evidence.shelf import Shelf


@click.command("import")
@REGISTER
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--known-since", type=Day(), help="The file was public on that day already (claimed, kept as claimed).")
@click.option(
    "--map", "mapping", type=click.Path(path_type=Path), help="Mapping file (YAML); written there by --guess."
)
@click.option("--guess", is_flag=True, help="Guess a mapping, write it out with its reasons, and import with it.")
@click.option("--source", help="Name of the data set; its successive files share it.")
@click.option("--layer", help="The layer of a file that has several.")
@DRY_RUN
@JSON
def command(
    register: Path | str,
    files: tuple[Path, ...],
    known_since: date | None,
    mapping: Path | None,
    guess: bool,
    source: str | None,
    layer: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Import FILES of rows into REGISTER, each file all or nothing.

    Every row becomes an entry as its source wrote it. Rows that changed since the source's file before become corrections,
    rows that are gone are no longer listed, the same file again adds nothing. What is doubtful is flagged, never repaired.
    """
    from fallow.evidence.importing import Refused, import_files
    from fallow.register import Register

    written: list[Path] = []

    def wish_for(path: Path, shelf: Shelf) -> Wish:
        return _wish(path, shelf, known_since, mapping, guess, source, layer, dry_run, written)

    with Register.open(register) as opened, _Bar() as bar:
        outcomes = list(import_files(opened, files, now=now(), wish_for=wish_for, dry_run=dry_run, progress=bar))
    refused = [one for one in outcomes if isinstance(one, Refused)]
    if refused and len(files) == 1:
        raise refused[0].error
    emit(_as_json(outcomes, written, dry_run), as_json, lambda: _as_text(outcomes, written, dry_run))
    return refused[0].error.exit_code if refused else 0


def _wish(
    path: Path,
    shelf: Shelf,
    known_since: date | None,
    mapping: Path | None,
    guess: bool,
    source: str | None,
    layer: str | None,
    dry_run: bool,
    written: list[Path],
) -> Wish:
    from fallow.evidence.intake import Wish
    from fallow.evidence.mapping_parse import read_mapping

    if not guess:
        stated = read_mapping(mapping) if mapping else None
        return Wish(known_since, stated, mapping.name if mapping else "", source, layer)
    target = mapping or Path(f"{path.stem}.map.yaml")
    return _guessed(path, target, shelf, Wish(known_since, None, target.name, source, layer), dry_run, written)


def _guessed(path: Path, target: Path, shelf: Shelf, wish: Wish, dry_run: bool, written: list[Path]) -> Wish:
    from dataclasses import replace

    from fallow.core.errors import ConflictError
    from fallow.evidence.guess import guess_mapping
    from fallow.evidence.intake import data_set
    from fallow.evidence.mapping_write import write_mapping
    from fallow.formats import open_table

    table = open_table(path, layer=wish.layer)
    found = guess_mapping(table, tuple(table.rows), data_set(path, table.sha256, shelf, wish))
    text = write_mapping(found.mapping, found.remarks)
    if target.exists() and target.read_text(encoding="utf-8") != text:
        raise ConflictError(
            kind="mapping-exists",
            expected=f"no file at {target}, or the same guess",
            found="another mapping",
            do=f"import with it (--map {target} without --guess), or write the guess elsewhere with --map",
        )
    if dry_run:
        click.echo(text, err=True)
    elif not target.exists():
        target.write_text(text, encoding="utf-8")
        written.append(target)
    return replace(wish, mapping=found.mapping)


class _Bar:
    """A progress bar on standard error where that is a terminal, else nothing."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def begin(self, file: str, rows: int) -> None:
        """Start the bar of one file."""
        self._end()
        if sys.stderr.isatty():
            self._bar = click.progressbar(length=rows, label=file, file=sys.stderr)
            self._bar.__enter__()

    def step(self, rows: int) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update(rows)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


def _as_json(outcomes: list[ImportReport | Refused], written: list[Path], dry_run: bool) -> dict[str, Any]:
    from fallow.evidence.importing import Refused

    files: list[dict[str, Any]] = []
    for one in outcomes:
        if isinstance(one, Refused):
            refusal = {"kind": one.error.kind, "message": str(one.error)}
            files.append({"file": one.file, "status": "refused", "refused": refusal, "entries": 0})
        else:
            files.append(one.to_json() | {"refused": None})
    total = sum(int(one["entries"]) for one in files)
    return {"dry_run": dry_run, "entries": total, "files": files, "mappings_written": [str(path) for path in written]}


def _as_text(outcomes: list[ImportReport | Refused], written: list[Path], dry_run: bool) -> str:
    from fallow.evidence.importing import Refused

    lines = ["dry run: nothing was written"] if dry_run else []
    lines += [f"mapping written to {path}: read it, change it, import again with --map {path}" for path in written]
    for one in outcomes:
        lines += [f"{one.file}: refused: {one.error}"] if isinstance(one, Refused) else list(one.lines())
    return "\n".join(lines)
