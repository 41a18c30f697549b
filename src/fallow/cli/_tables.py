"""What commands share about look-up tables: which files a person keeps, and the tables in use for one command."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fallow.evidence.lookup.layers import Tables
    from fallow.register import Register

TABLES = click.option(
    "--tables",
    "table_files",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Table rows of your own (YAML, CSV, or a folder), over those that ship; may be given again.",
)


def own_folder() -> Path:
    """The folder in which a person keeps tables: ``tables`` beside the keys (``FALLOW_HOME``)."""
    from fallow.register.keys import home

    return home() / "tables"


def file_tables(table_files: Sequence[Path]) -> Tables:
    """Return the shipped tables with the rows of a person's own folder and of named files laid over them."""
    from fallow.evidence.lookup.layers import tables_of
    from fallow.evidence.lookup.userfile import file_rows, folder_rows

    return tables_of(folder_rows(own_folder()), *(file_rows(path) for path in table_files))


def with_tables(table_files: Sequence[Path] = (), register: Register | None = None) -> AbstractContextManager[None]:
    """Read by these tables inside a ``with`` block: shipped, own folder, named files, then the rows of a register."""
    from fallow.evidence.lookup.current import reading_by
    from fallow.evidence.lookup.ofregister import register_rows

    tables = file_tables(table_files)
    return reading_by(tables.over(register_rows(register)) if register is not None else tables)


def tables_for(table_files: Sequence[Path], into: Path | str | None) -> AbstractContextManager[None]:
    """Read by the tables of files and, where a register is named, by the rows that people put into it."""
    from fallow.register import Register

    if into is None:
        return with_tables(table_files)
    with Register.open(into) as opened:
        return with_tables(table_files, opened)
