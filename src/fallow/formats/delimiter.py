"""Delimiter: what separates the columns of a text table, decided by counting, refused where two readings hold.

Python's own sniffer guesses and cannot say that it does not know; a wrong guess would split descriptions into columns.
"""

from __future__ import annotations

import contextlib
import csv
import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fallow.formats.source import Source

CANDIDATES = (",", ";", "\t", "|")
"""The delimiters that are looked for."""

_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_LOOKED_AT = 200


def delimiter_of(source: Source, lines: Iterable[str]) -> str:
    """Return the delimiter of a table from its lines (the header first).

    A candidate stands where it divides the header. Where several do, the one that gives every row the width of the
    header wins; where that is none or more than one, ``InputError`` (``unclear-delimiter``) names them. Where none
    divides the header the table has one column, and a comma is returned.
    """
    sample = list(itertools.islice(lines, _LOOKED_AT * 4))
    widths = {mark: _widths(sample, mark) for mark in CANDIDATES}
    standing = [mark for mark, found in widths.items() if found and found[0] > 1]
    if len(standing) > 1:
        even = [mark for mark in standing if len(set(widths[mark])) == 1]
        if len(even) != 1:
            raise source.refuse(
                kind="unclear-delimiter",
                expected="one delimiter",
                found=" and ".join(f"{_NAMES[mark]} ({widths[mark][0]} columns)" for mark in standing),
                do="save it with tabs, or quote the cells that hold the other mark",
            )
        return even[0]
    return standing[0] if standing else ","


def _widths(sample: list[str], mark: str) -> list[int]:
    found: list[int] = []
    # A quote that this mark does not close, or a sample that ends inside one, ends the count: what came before it stands.
    with contextlib.suppress(csv.Error):
        found.extend(
            len(record) for record in itertools.islice(csv.reader(sample, delimiter=mark), _LOOKED_AT) if record
        )
    return found
