"""XLSX: one sheet of a workbook as rows, its first row naming the columns (ECMA-376; read by calamine).

Typed cells become text once, at the door: a whole number without a decimal point, any other number by its shortest exact
text, a date as ISO 8601, true and false as ``TRUE`` and ``FALSE``. An empty cell is ``None``. A formula gives the value that was stored with it;
cells that hold an error, or a formula with no stored value, read as empty and are named in a note, so that nobody takes
them for nothing reported. Rows with no cell filled are no records.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from fallow.formats._optional import need
from fallow.formats.archive import checked_names, member
from fallow.formats.columns import checked_columns
from fallow.formats.table import Row, Rows, Table, note
from fallow.formats.xml_ import children, hostile_xml, local, parse_xml

if TYPE_CHECKING:
    from fallow.core.canonical import Json
    from fallow.formats.source import Source

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_NAMED_IN_NOTE = 5
_LARGEST_EXACT = 2**53


def read(source: Source) -> Table:
    """Open a sheet; ``layer`` names it where several have content.

    Raises ``InputError``: ``zip-bomb``, ``broken-archive``, ``locked``, ``hostile-xml``, ``wrong-content``,
    ``broken-workbook``, ``several-layers``, ``no-such-layer``, ``no-header``, ``duplicate-column``.
    """
    names = checked_names(source)
    if _WORKBOOK not in names:
        raise source.refuse(
            kind="wrong-content",
            expected=f"a workbook ({_WORKBOOK})",
            found="none in the archive",
            do="save it as .xlsx",
        )
    sheets = _sheets(source)
    name = _choose(source, sheets)
    grid = sheets[name]
    columns, notes = checked_columns(source, [_header_cell(cell) for cell in grid[0]])
    body = [record for record in grid[1:] if any(cell != "" for cell in record)]
    empty = len(grid) - 1 - len(body)
    if empty:
        notes = (*notes, note("empty-rows", f"{empty} rows with no cell filled were passed over"))
    notes = (*notes, *_unreadable_cells(source, name, names))
    return Table(
        path=source.path,
        format="xlsx",
        layer=name,
        crs=None,
        columns=columns,
        rows=Rows(lambda: _rows(columns, body)),
        sha256=source.sha256,
        size_bytes=source.size_bytes,
        notes=notes,
        count=len(body),
    )


def _sheets(source: Source) -> dict[str, list[list[Any]]]:
    calamine = need("python_calamine", "reads workbooks")
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.data()))
        return {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
        }
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise source.refuse(
            kind="broken-workbook",
            expected="a whole workbook",
            found=f"{type(error).__name__}: {error}",
            do="open it and save it again as .xlsx",
        ) from error


def _choose(source: Source, sheets: dict[str, list[list[Any]]]) -> str:
    filled = [name for name, grid in sheets.items() if any(cell != "" for record in grid for cell in record)]
    if source.layer is not None:
        if source.layer not in filled:
            raise source.refuse(
                kind="no-such-layer",
                expected=f"a sheet {source.layer!r} with content",
                found=", ".join(map(repr, filled)) or "no sheet with content",
                do="name one of these",
            )
        return source.layer
    if len(filled) != 1:
        raise source.refuse(
            kind="several-layers" if filled else "no-header",
            expected="one sheet with content",
            found=", ".join(map(repr, filled)) or "none",
            do="name the sheet with --layer" if filled else "check that it is the right file",
        )
    return filled[0]


def _rows(columns: tuple[str, ...], body: list[list[Any]]) -> Iterator[Row]:
    for number, record in enumerate(body, start=1):
        fields: dict[str, Json] = {name: cell_text(cell) for name, cell in zip(columns, record, strict=True)}
        yield Row(number, fields)


def _header_cell(cell: Any) -> str:
    return cell_text(cell) or ""


def cell_text(cell: Any) -> str | None:
    """Return the text of a typed cell, as the module says; ``None`` for an empty one."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < _LARGEST_EXACT
        return str(int(cell)) if whole else repr(cell)
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return f"PT{cell.total_seconds():g}S"
    return str(cell)


def _unreadable_cells(source: Source, sheet: str, names: tuple[str, ...]) -> tuple[str, ...]:
    part = _part_of(source, sheet)
    if part is None or part not in names:
        return (
            note("unchecked-cells", f"the part that holds {sheet!r} was not found, so cells with errors are not named"),
        )
    errors: list[str] = []
    valueless: list[str] = []
    for cell in _cells(source, member(source, part)):
        where = cell.get("r", "?")
        if cell.get("t") == "e":
            errors.append(where)
        elif children(cell, "f") and not any((value.text or "") for value in children(cell, "v")):
            valueless.append(where)
    found: list[str] = []
    if errors:
        found.append(
            note("error-cells", f"cells that hold an error and read as empty: {len(errors)} ({_some(errors)})")
        )
    if valueless:
        found.append(
            note(
                "formula-without-value",
                f"formulas without a stored value, which read as empty: {len(valueless)} ({_some(valueless)}); "
                "open the file in a spreadsheet and save it",
            )
        )
    return tuple(found)


def _some(cells: list[str]) -> str:
    return ", ".join(cells[:_NAMED_IN_NOTE]) + (", ..." if len(cells) > _NAMED_IN_NOTE else "")


def _part_of(source: Source, sheet: str) -> str | None:
    """Return the name of the archive's member that holds a sheet (ECMA-376, part 1, 12.3.24)."""
    workbook = parse_xml(source, member(source, _WORKBOOK), "workbook")
    relations = parse_xml(source, member(source, _RELATIONS), "Relationships")
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    for sheets in children(workbook, "sheets"):
        for item in children(sheets, "sheet"):
            if item.get("name") == sheet:
                key = next((value for name, value in item.attrib.items() if name.endswith("}id")), None)
                target = targets.get(key, "")
                return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return None


def _cells(source: Source, content: bytes) -> Iterator[Any]:
    defused = need("defusedxml.ElementTree", "reads XML without obeying it")
    with hostile_xml(source):
        for _, element in defused.iterparse(io.BytesIO(content), events=("end",), forbid_entities=True):
            if local(element) == "c":
                yield element
            elif local(element) == "row":
                element.clear()
