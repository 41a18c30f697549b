"""CSV and TSV (RFC 4180, as it is met): text tables in, text tables out.

Reading keeps every record and every cell as it is written. A record shorter than the header lacks the missing fields and
is noted; the cells of a longer one that no header names stand under ``_extra``. Empty cells are empty text. Lines with
nothing on them are no records.

Writing guards against cells that a spreadsheet would run as a formula (OWASP, CSV Injection): text that begins with
``= + - @``, their full-width forms, a tab or a line break gets an apostrophe in front. Numbers never do, so that a longitude
of -12.5 stays a number; whoever reads such a file back finds the apostrophe, which is why the register is not exchanged as CSV.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from fallow.core.errors import InputError
from fallow.formats._write import replace_bytes
from fallow.formats.columns import checked_columns
from fallow.formats.content import Content, content_of
from fallow.formats.delimiter import delimiter_of
from fallow.formats.encoding import encoding_of
from fallow.formats.table import EXTRA, Row, Rows, Table, note

if TYPE_CHECKING:
    from pathlib import Path

    from fallow.core.canonical import Json
    from fallow.formats.source import Source

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def read(source: Source) -> Table:
    """Open a text table whose first record names the columns.

    Raises ``InputError``: ``wrong-content``, ``not-text``, ``nul-bytes``, ``unclear-delimiter``, ``no-header``,
    ``duplicate-column``, ``not-a-table`` at once, and ``broken-quote``, ``huge-cell`` when the record is reached.
    """
    if content_of(source.head()) in (Content.JSON, Content.XML, Content.HTML):
        raise source.refuse(
            kind="wrong-content",
            expected="rows of text",
            found=content_of(source.head()).value,
            do="give the file the suffix of what it is",
        )
    encoding = encoding_of(source)
    notes = list(encoding.notes)
    with _lines(source, encoding.codec) as lines:
        stated = _SEPARATOR_LINE.fullmatch(lines.readline().strip())
    skipped = 1 if stated else 0
    if stated:
        delimiter = stated[1]
        notes.append(note("delimiter", f"the first line says that {delimiter!r} separates the columns"))
    elif source.path.suffix.lower() == ".tsv":
        delimiter = "\t"
    else:
        with _lines(source, encoding.codec) as lines:
            delimiter = delimiter_of(source, lines)
    header = next(_records(source, encoding.codec, delimiter, skipped), [])
    if source.path.suffix.lower() == ".txt" and not _is_table(source, encoding.codec, delimiter, skipped, header):
        raise source.refuse(
            kind="not-a-table",
            expected="rows with the same several columns in a .txt file",
            found=f"lines of words that begin {header[0][:40] if header else ''!r}",
            do="read a page of text with fallow read; name a table of one column .csv",
        )
    columns, column_notes = checked_columns(source, header)
    notes.extend(column_notes)
    return Table(
        path=source.path,
        format="tsv" if delimiter == "\t" else "csv",
        layer=None,
        crs=None,
        columns=columns,
        rows=Rows(lambda: _rows(source, encoding.codec, delimiter, skipped, columns)),
        sha256=source.sha256,
        size_bytes=source.size_bytes,
        notes=tuple(notes),
    )


def _lines(source: Source, codec: str) -> io.TextIOWrapper:
    return source.path.open("r", encoding=codec, newline="")


def _records(source: Source, codec: str, delimiter: str, skipped: int) -> Iterator[list[str]]:
    source.still_the_same()
    with _lines(source, codec) as lines:
        for _ in range(skipped):
            lines.readline()
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            yield from (record for record in reader if record)
        except csv.Error as error:
            huge = "field larger" in str(error)
            raise source.refuse(
                kind="huge-cell" if huge else "broken-quote",
                expected=f"cells of at most {csv.field_size_limit()} characters"
                if huge
                else "quotes that open and close",
                found=f"{error} near line {reader.line_num + skipped}",
                do="look at that line: an opening quote without its end swallows the rows after it",
            ) from error


def _is_table(source: Source, codec: str, delimiter: str, skipped: int, header: Sequence[str]) -> bool:
    """Whether at least half of the first records have the header's several columns; a page of text does not."""
    sample = list(islice(_records(source, codec, delimiter, skipped), 20))
    return len(header) > 1 and 2 * sum(len(record) == len(header) for record in sample) > len(sample)


def _rows(source: Source, codec: str, delimiter: str, skipped: int, columns: tuple[str, ...]) -> Iterator[Row]:
    records = _records(source, codec, delimiter, skipped)
    next(records, None)
    for number, record in enumerate(records, start=1):
        # A short record lacks its last fields altogether: absent is not the same as empty.
        fields: dict[str, Json] = dict(zip(columns, record, strict=False))
        notes: tuple[str, ...] = ()
        if len(record) < len(columns):
            missing = columns[len(record)]
            notes = (
                note("short-row", f"{len(record)} cells under {len(columns)} columns; nothing from {missing!r} on"),
            )
        elif len(record) > len(columns):
            fields[EXTRA] = list(record[len(columns) :])
            notes = (
                note("long-row", f"{len(record)} cells under {len(columns)} columns; the rest is kept in {EXTRA}"),
            )
        yield Row(number, fields, notes=notes)


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, byte_order_mark: bool = False
) -> int:
    """Write rows under ``columns`` and return how many; UTF-8, comma, line feed; the file is whole or not there.

    ``None`` and absent values become empty cells. Text that a spreadsheet would run is guarded (see the module); numbers
    are written by their shortest exact text. A key outside ``columns`` raises ``InputError`` (``unknown-column``), so that
    nothing is left out unseen. ``byte_order_mark`` is for spreadsheets that take UTF-8 for something else without it.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_cell(name) for name in columns])
    count = 0
    for count, row in enumerate(rows, start=1):
        unknown = [key for key in row if key not in columns]
        if unknown:
            raise InputError(
                kind="unknown-column",
                expected=f"the columns {', '.join(columns)}",
                found=f"{unknown[0]!r} in row {count}",
                do="name every column that the rows have",
            )
        writer.writerow([_cell(row.get(name)) for name in columns])
    replace_bytes(path, stream.getvalue().encode("utf-8-sig" if byte_order_mark else "utf-8"))
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return repr(value) if isinstance(value, float) else str(value)
    return guarded(str(value))


def guarded(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe in front where it begins like a formula and is no number."""
    if text.startswith(_RUNS_AS_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
