"""Row: one line of a look-up table with the days on which it holds, its source, and whose word it is.

``from`` and ``to`` are ISO days, ends included, ``None`` where open or not looked up. A row that ships with Fallow bears a ``mark``;
"unverified" says that nobody checked it against a source.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fallow.core.canonical import canonical_bytes
from fallow.core.errors import InputError

COLUMNS: dict[str, tuple[str, ...]] = {
    "states": ("key", "names"),
    "organisations": ("key", "names"),
    "outlets": ("key", "names"),
    "office_holders": ("name", "authority", "role"),
    "places": ("name", "country", "lat", "lon", "precision_m"),
}
"""Every table with the columns that a row must have."""

SAYS: dict[str, str] = {
    "states": "words that stand for a state: names, demonyms, capitals, seats of office",
    "organisations": "bodies that speak for themselves, with their other names",
    "outlets": "papers, agencies and stations, with the family they belong to (the state that owns them, or themselves)",
    "office_holders": "persons whose office gives their words an authority, with the days they held it",
    "places": "places with position, precision and other names; beside the towns of the gazetteer",
}
"""What each table holds, for people."""

_OTHER: dict[str, tuple[str, ...]] = {
    "states": (),
    "organisations": (),
    "outlets": ("domains",),
    "office_holders": (),
    "places": ("aliases",),
}
_COMMON = ("from", "to", "source", "mark")
_FAMILY = re.compile(r"(?:state|org|ngo|media|person):[\w.\-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``names`` are all names it is found by, in lower case; ``values`` what it says; ``whose`` names its layer.

    ``entry`` is the register entry of a row that somebody put there; ``removes`` marks a row that only takes the others out;
    ``contested`` one on which two people disagree, which is then not used.
    """

    table: str
    names: tuple[str, ...]
    values: Mapping[str, Any]
    source: str
    mark: str | None
    whose: str
    layer: int
    entry: str | None = None
    removes: bool = False
    contested: bool = False

    def holds_on(self, day: date | None) -> bool:
        """Whether the row holds on a day; on any day where none is known."""
        start, end, at = self.values.get("from"), self.values.get("to"), day.isoformat() if day else None
        return at is None or ((not start or str(start) <= at) and (not end or at <= str(end)))

    def to_json(self) -> dict[str, Any]:
        """Return the row as it is printed."""
        return {
            "table": self.table,
            **dict(self.values),
            "source": self.source,
            "mark": self.mark,
            "whose": self.whose,
            "entry": self.entry,
            "removes": self.removes,
            "contested": self.contested,
        }


def fold(name: str) -> str:
    """Return a name as tables compare it: lower case, one kind of apostrophe, single spaces, no final point or possessive."""
    low = " ".join(name.lower().replace("’", "'").split()).rstrip(".")
    return low.removesuffix("'s") if not low.endswith(" 's") else low


def parse_table_name(name: object) -> str:
    """Return the name of a table, hyphens or underscores; raise ``InputError`` (``unknown-table``)."""
    text = str(name).replace("-", "_")
    if text in COLUMNS:
        return text
    raise InputError(
        kind="unknown-table", expected=f"a table: {', '.join(COLUMNS)}", found=repr(name), do="see fallow tables list"
    )


def parse_row(
    table: str, raw: Any, *, whose: str, layer: int, where: str, entry: str | None = None, removes: bool = False
) -> Row:
    """Return the row that a mapping from outside says; raise ``InputError`` (``bad-table-row``) with what is wrong."""
    name = parse_table_name(table)
    told = {str(key): value for key, value in raw.items()} if isinstance(raw, Mapping) else {}
    needed = COLUMNS[name][:1] if removes and "names" not in COLUMNS[name] else COLUMNS[name]
    needed = ("names",) if removes and "names" in COLUMNS[name] else needed
    missing = [column for column in needed if told.get(column) in (None, "", [])]
    unknown = sorted(set(told) - set(COLUMNS[name]) - set(_OTHER[name]) - set(_COMMON) - {"remove"})
    missing += [column for column in needed if column not in missing and not _listed(told[column])]
    problem = f"no {', '.join(missing)}" if missing else f"unknown columns {', '.join(unknown)}" if unknown else None
    if problem is None:
        problem = _wrong(name, told)
    if problem is not None:
        raise InputError(
            kind="bad-table-row",
            expected=f"a row of {name} with {', '.join(needed)} (and {', '.join((*_OTHER[name], *_COMMON))}) in {where}",
            found=problem,
            do="mend the row; see docs/how-to/review.md",
        )
    values = {key: _plain(told[key]) for key in told if key not in {"source", "mark", "remove"}}
    for column in ("names", "domains", "aliases"):
        if column in values:
            values[column] = _listed(values[column])
    return Row(
        table=name,
        names=tuple(dict.fromkeys(fold(one) for one in _names(name, values))),
        values=values,
        source=str(told.get("source") or ""),
        mark=str(told["mark"]) if told.get("mark") else None,
        whose=whose,
        layer=layer,
        entry=entry,
        removes=removes,
    )


def sense(row: Row) -> bytes:
    """Return what two rows must share to say the same: their values, not their sources."""
    return canonical_bytes({"removes": row.removes, **{key: _text(value) for key, value in row.values.items()}})


def _wrong(table: str, told: Mapping[str, Any]) -> str | None:
    for column in ("from", "to"):
        if told.get(column) not in (None, "") and not _is_day(told[column]):
            return f"{column} {told[column]!r}, not a day YYYY-MM-DD"
    if told.get("from") and told.get("to") and str(told["from"]) > str(told["to"]):
        return f"from {told['from']} after to {told['to']}"
    said = [one for column in ("name", "names", "domains", "aliases") for one in _listed(told.get(column) or [])]
    if wordless := [one for one in said if re.search(r"\w", one) is None]:
        return f"a name without a letter, {wordless[0]!r}"
    key = told.get("authority") if table == "office_holders" else told.get("key")
    if key not in (None, "") and not _FAMILY.fullmatch(str(key)):
        return f"{key!r}, not the key of a family like state:us, org:un, ngo:halo, media:bbc"
    return _wrong_place(told) if table == "places" and told.get("lat") is not None else None


def _wrong_place(told: Mapping[str, Any]) -> str | None:
    try:
        lat, lon, precision = (float(told[key]) for key in ("lat", "lon", "precision_m"))
    except (ValueError, TypeError, KeyError) as error:
        return f"a position that is no number: {error}"
    if not all(map(math.isfinite, (lat, lon, precision))) or abs(lat) > 90 or abs(lon) > 180 or precision <= 0:
        return f"lat={lat}, lon={lon}, precision_m={precision}"
    return None


def _is_day(value: object) -> bool:
    try:
        return date.fromisoformat(str(value)).isoformat() == str(value)
    except ValueError:
        return False


def _names(table: str, values: Mapping[str, Any]) -> list[str]:
    if "name" in COLUMNS[table]:
        return [str(values["name"]), *map(str, values.get("aliases") or ())]
    return [*map(str, values.get("names") or ()), *map(str, values.get("domains") or ())]


def _listed(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else str(value).split(";")
    return [str(part).strip() for part in parts if str(part).strip()]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if value is None or isinstance(value, str) else _text(value)


def _text(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, list) else value if value is None else str(value)
