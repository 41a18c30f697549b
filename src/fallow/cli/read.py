"""``fallow read``: documents into statements, claims, and what they support; with ``--into`` also into a register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._read_files import keep_shown, read_shown
from fallow.cli._render import DRY_RUN, JSON, Day, emit, now, table
from fallow.cli._tables import TABLES, tables_for

if TYPE_CHECKING:
    from datetime import date

    from fallow.evidence.reading import Gazetteer, Related


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--places", type=click.Path(path_type=Path), help="Table of places: name, country, lat, lon, precision_m."
)
@TABLES
@click.option("--into", type=click.Path(path_type=Path), help="Register to keep documents and readings in.")
@click.option("--known-since", type=Day(), help="With --into: the day on which the documents were public.")
@click.option("--url", help="With --into: where the files came from; kept as words, never fetched.")
@click.option("--how", help="With --into: how the files were obtained, in your words.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the reading as a web page that needs no network.")
@click.option("--overwrite", is_flag=True, help="With --html: replace a file that is there.")
@click.option(
    "--extractor", "program", help="A program whose proposals are shown apart, as a machine's; off by default."
)
@click.option("--rules", is_flag=True, help="With --json: add which rule and which table row stands behind what.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes that read; as many as there are cores for many files."
)
@click.option("--cache", type=click.Path(path_type=Path), help="Folder of readings: a run that was stopped goes on.")
@click.option("--dask", metavar="ADDRESS|local", help="Read on a Dask cluster that sees the same folders.")
@DRY_RUN
@JSON
def command(
    files: tuple[Path, ...],
    places: Path | None,
    table_files: tuple[Path, ...],
    into: Path | None,
    known_since: date | None,
    url: str | None,
    how: str | None,
    html: Path | None,
    overwrite: bool,
    program: str | None,
    rules: bool,
    jobs: int | None,
    cache: Path | None,
    dask: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read FILES or folders (text, HTML, PDF, mail, WACZ): who says what, how many origins, and what it supports.

    Of anything but plain text the text is extracted, and offsets refer to that; with --into the bytes are kept too.
    """
    from fallow.evidence.capture import files_of
    from fallow.evidence.reading import read_place_table, relate

    table_of_places = read_place_table(places) if places is not None else None
    click.get_current_context().with_resource(tables_for(table_files, into))
    _keep_out(program, into)
    _only_with_into(into, {"--known-since": known_since, "--url": url, "--how": how})
    if html is not None:
        _must_be_new(html, files, overwrite=overwrite)
    listing = files_of(list(files))
    for passed in listing.passed_over:
        click.echo(f"fallow: passed over {passed}", err=True)
    if into is not None:
        if cache is not None or dask is not None:
            raise click.UsageError(
                "--cache and --dask are not for --into: a register keeps what was read, and goes on from there"
            )
        told = {"how": how, "url": url}
        _into(into, listing.files, table_of_places, known_since, told, jobs=jobs, dry_run=dry_run, as_json=as_json)
        return
    archive = read_shown(listing.files, table_of_places, jobs, None if dry_run else cache, dask)
    if archive.refused and not archive.documents:
        raise archive.refused[0][1].error()
    related = relate(archive.documents)
    _warn(related)
    _tell_unread(listing.files, {str(path) for path, _ in archive.refused}, related)
    if html is not None and not dry_run:
        _write_page(related, html)
    result = related.reading.to_json()
    if rules:
        result["rules"] = {key: rule for one in related.documents for key, rule in one.reading.rules().items()}
        result["table_rows"] = _rows_behind(related)
    if program is not None:
        result["machine"] = _by_machine(related, program, table_of_places)
    emit(result, as_json, lambda: _summary(related))
    if archive.refused:
        raise SystemExit(archive.refused[0][1].exit_code)


def _keep_out(program: str | None, into: Path | None) -> None:
    """A machine's proposals are shown beside a reading; a register has no place for them."""
    if program is not None and into is not None:
        raise click.UsageError("--extractor is not for --into: a machine's proposals never enter a register")


def _only_with_into(into: Path | None, given: dict[str, Any]) -> None:
    for name, value in given.items():
        if value is not None and into is None:
            raise click.UsageError(f"{name} is for --into: without a register nothing is kept that it could be said of")


def _must_be_new(html: Path, files: tuple[Path, ...], *, overwrite: bool) -> None:
    """A page must not take the place of what it was made from, nor of anything else that nobody asked to replace."""
    from fallow.core.errors import ConflictError

    if html.exists() and (not overwrite or any(html.resolve() == file.resolve() for file in files)):
        raise ConflictError(
            kind="file-exists",
            expected=f"no file at {html}",
            found="one that is there",
            do="choose another name, or give --overwrite where it is a page written before",
        )


_ARCHIVES = frozenset({".wacz", ".warc", ".gz", ".zip"})


def _tell_unread(files: tuple[Path, ...], refused: set[str], related: Related) -> None:
    """A file without text is named: that it says nothing must not look like a reading of it."""
    read = {one.reading.path for one in related.documents}
    for file in files:
        if file.suffix.lower() in _ARCHIVES:  # its pages go by their addresses
            continue
        # parts of one file (mail, archives) go by names that begin with the file's
        if str(file) not in refused and not any(
            path == str(file) or path.startswith((f"{file.name}#", f"{file}#")) for path in read
        ):
            click.echo(f"fallow: {file}: no text could be got out of it; nothing was read", err=True)
    if not related.documents:
        click.echo("fallow: nothing was read: no document, no claim, and so no answer", err=True)


def _by_machine(related: Related, program: str, places: Gazetteer | None) -> dict[str, Any]:
    """What the program proposes about each document, gated, in a place of its own."""
    import shlex

    from fallow.evidence.extract import CommandExtractor, machine_json, model_of, read_by_machine, summary_of

    with CommandExtractor(shlex.split(program)) as extractor:
        readings = [read_by_machine(one, extractor, places) for one in related.documents]
        model = model_of(extractor)
    click.echo(f"fallow: {summary_of(readings, model)}", err=True)
    return machine_json(readings, model)


def _rows_behind(related: Related) -> list[dict[str, Any]]:
    """Which row of which look-up table stands behind what was read, and whose word it is."""
    from fallow.evidence.lookup.current import current_tables
    from fallow.evidence.lookup.explain import rows_behind

    return [used.to_json() for one in related.documents for used in rows_behind(one.reading, current_tables())]


def _write_page(related: Related, html: Path) -> None:
    """Write the page; a folder that is not there is an error with words."""
    from fallow.core.errors import InputError
    from fallow.evidence.reading.page import page_of
    from fallow.evidence.reading.syntax import parser_name

    try:
        html.write_text(page_of(related, parser_name()), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            kind="not-writable",
            expected="a place to write the page",
            found=f"{html}: {error.strerror}",
            do="give --html a file in a folder that exists",
        ) from error
    click.echo(f"fallow: page written to {html}", err=True)


def _warn(related: Related) -> None:
    """Bytes that are no UTF-8 are told of; their characters stand as U+FFFD and keep their places."""
    for one in related.documents:
        broken = one.text.count("\ufffd")
        if broken:
            click.echo(
                f"fallow: {one.reading.path}: {broken} characters were not UTF-8 and are shown as U+FFFD", err=True
            )


def _into(
    into: Path,
    files: tuple[Path, ...],
    places: Gazetteer | None,
    known_since: date | None,
    told: dict[str, str | None],
    *,
    jobs: int | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    from fallow.evidence.capture import Obtained, new_files
    from fallow.register import Register

    if known_since is not None and known_since > now().date():
        from fallow.core.errors import InputError

        raise InputError(
            kind="known-in-future",
            expected=f"a --known-since no later than today ({now().date()})",
            found=known_since.isoformat(),
            do="give the day on which the documents were first public",
        )
    obtained = Obtained(**{key: value for key, value in told.items() if value is not None})
    with Register.open(into) as register:
        new = new_files(register, files)
        outcomes = [] if dry_run else keep_shown(register, files, new, now(), known_since, places, obtained, jobs)
    entries = [entry for outcome in outcomes for entry in outcome.entries]
    refused = [outcome for outcome in outcomes if outcome.error is not None]
    for outcome in refused:
        click.echo(f"fallow: {outcome.path}: {outcome.error}", err=True)
    result: dict[str, Any] = {
        "register": str(into),
        "files": len(files),
        "new_documents": len(new),
        "appended": [{"id": entry.id, "kind": entry.kind} for entry in entries],
        "refused": [{"file": str(outcome.path), "error": str(outcome.error)} for outcome in refused],
        "dry_run": dry_run,
    }
    verb = "would keep" if dry_run else "kept"
    emit(
        result,
        as_json,
        f"{into}: {verb} {len(new) - len(refused)} of {len(files)} documents as new; {len(entries)} entries appended",
    )
    if refused:
        raise SystemExit(refused[0].error.exit_code if refused[0].error else 3)


def _summary(related: Related) -> str:
    reading = related.reading
    lines: list[str] = []
    for document in reading.documents:
        text = next(one.text for one in related.documents if one.reading.sha256 == document.sha256)
        printed = document.published.date if document.published else "no date of publication printed"
        outlet = document.outlet.name if document.outlet else "outlet not named"
        lines += [
            f"{document.path}",
            f"  {outlet}; {printed}; {len(document.statements)} statements, {len(document.claims)} claims",
        ]
        if document.rewritten.suspected:
            lines.append(f"  wording looks machine-made: {len(document.rewritten.evidence)} signs")
        for statement in document.statements:
            speaker = statement.speaker
            who = speaker.name or speaker.role or "somebody not named"
            words = " ".join(" ".join(span.of(text) for span in statement.content).split())
            lines.append(f"  {statement.type:8} {who}: {words[:90]}{'…' if len(words) > 90 else ''}")
        lines.append("")
    supported = [
        (
            one["key"][:60],
            one["documents"],
            _count(one["origins"]),
            one["asserting_families"],
            one["observing_families"],
            one["against"]["documents"],
        )
        for one in reading.propositions
        if one["key"].split("|")[0] in {"use", "dud_rate", "transfer", "casualties", "pledge"}
    ]
    if supported:
        lines += [
            table(supported, ("proposition", "documents", "origins", "asserting", "observing", "documents against")),
            "",
        ]
    for link in reading.links:
        if link.kind in {"derived_from", "same_origin", "contradicts", "superseded_by"}:
            lines.append(f"{link.kind}: {link.a[:44]} – {link.b[:44]}: {link.evidence}")
    lines.append(f"{len(reading.strike_candidates)} strike candidates")
    for one in reading.strike_candidates:
        place, when = one["place"], one["when"]
        lines.append(f"  {place['name']} ({place['country']}), {when['start']} to {when['end']}: {one['why']}")
    return "\n".join(lines)


def _count(count: int | dict[str, int]) -> str:
    return str(count) if isinstance(count, int) else f"{count['low']} to {count['high']}"
