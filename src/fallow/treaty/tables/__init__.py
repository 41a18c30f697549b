"""The tables of facts that ship with the package, as CSV in UTF-8, and the one way to read them."""

from __future__ import annotations

import csv
from importlib.resources import files


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a shipped table by column name; every cell is text, an empty cell is empty text."""
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [dict(row) for row in csv.DictReader(text.splitlines())]
