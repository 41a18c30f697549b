"""Shipped: the rows of the tables that come with Fallow, the lowest layer. Their marks say how far anybody checked them."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from fallow.evidence.lookup.row import Row, parse_row

LAYER = 0
"""Below every other layer."""


@lru_cache(maxsize=1)
def shipped_rows() -> tuple[Row, ...]:
    """Return every shipped row of states, organisations, outlets and office-holders, in the order of the files."""
    families, holders = _table("families.yaml"), _table("office_holders.yaml")
    rows = [
        _row("states", {"key": f"state:{key}", "names": names}, families) for key, names in families["states"].items()
    ]
    for table in ("organisations", "outlets"):
        rows += [_row(table, raw, families) for raw in families[table]]
    return (*rows, *(_row("office_holders", raw, holders) for raw in holders["rows"]))


def shipped_version() -> str:
    """Return the version of the shipped tables of families."""
    return str(_table("families.yaml")["version"])


def _row(table: str, raw: Any, file: dict[str, Any]) -> Row:
    marked = raw if table != "states" else {**raw, "source": "names after ISO 3166-1 and UNTERM"}
    return parse_row(
        table, marked, whose=f"Fallow's own table, version {file['version']}", layer=LAYER, where=f"the shipped {table}"
    )


@lru_cache(maxsize=4)
def _table(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("fallow.evidence.reading") / "tables" / name).read_text("utf-8"))
    return loaded
