"""Explain: which row of which table stands behind what a reader found, and whose word that row is. Rule ``rows-behind/1``.

For each speaker of a document the row that gives the authority which he has: his office on the day of the page, or the state, body or
outlet that his affiliation or role names. For the outlet its row, for each placed claim the taught place. What no row gives (a
state that the text itself names by its offices, a rule of reading, a person's answer) is not listed here; its rule says so.
A row that holds only on some days, used for a page without a day, is marked: its days could not be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from fallow.evidence.lookup.layers import Tables
from fallow.evidence.lookup.row import Row, fold
from fallow.evidence.reading.families import families_of
from fallow.evidence.reading.result import DocumentReading, Speaker


@dataclass(frozen=True, slots=True)
class Used:
    """A row that stands behind something in a document: ``what`` it gave, to the statement or claim ``of``.

    ``undated`` is true where the row has days and the page has none.
    """

    row: Row
    what: str
    of: str
    undated: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the use with the row."""
        return {"of": self.of, "what": self.what, "day_unknown": self.undated, "row": self.row.to_json()}


def rows_behind(document: DocumentReading, tables: Tables) -> list[Used]:
    """Return the rows behind a document's outlet, speakers and places, in order of the text, each use once."""
    day = date.fromisoformat(document.published.date) if document.published is not None else None
    found = list(_behind(document, tables, day))
    return list({(id(one.row), one.of, one.what): one for one in found}.values())


def _behind(document: DocumentReading, tables: Tables, day: date | None) -> Iterator[Used]:
    if (
        document.outlet is not None
        and (row := _named(tables, ("outlets",), document.outlet.name, None, day)) is not None
    ):
        yield _used(row, f"{document.outlet.name} belongs to {row.values['key']}", document.sha256, day)
    for statement in document.statements:
        row = _behind_speaker(tables, statement.speaker, day)
        if row is not None:
            who = statement.speaker.name or statement.speaker.role or "the speaker"
            yield _used(row, f"{who} speaks for {statement.speaker.authority}", statement.id, day)
    for claim in document.claims:
        place = claim.fields.get("place")
        name = place.get("name") if isinstance(place, dict) else None
        for held, row in tables.used("places", day) if name is not None else ():
            if held == fold(str(row.values["name"])) and row.values["name"] == name:
                yield _used(row, f"{name} lies there", claim.id, day)


def _behind_speaker(tables: Tables, speaker: Speaker, day: date | None) -> Row | None:
    authority = speaker.authority
    if authority is None:
        return None
    for words in (speaker.affiliation, speaker.role):
        if words is not None:
            row = _named(tables, ("states", "organisations", "outlets"), words, authority, day)
            if row is not None:
                return row
    if speaker.name is None:
        return None
    holder = families_of(tables, day).holder(speaker.name, day)
    for name, row in tables.used("office_holders"):
        same = holder is not None and holder == (row.values["authority"], row.values["role"]) and row.holds_on(day)
        if same and name.split()[-1] == fold(speaker.name).split()[-1] and row.values["authority"] == authority:
            return row
    return _named(tables, ("states", "organisations", "outlets"), speaker.name, authority, day)


def _named(tables: Tables, names: tuple[str, ...], words: str, authority: str | None, day: date | None) -> Row | None:
    """The row of the longest name that stands in ``words`` as words of their own and gives ``authority``."""
    low = f" {fold(words)} "
    hits = [
        (len(name), table, row)
        for table in names
        for name, row in tables.used(table, day)
        if f" {name} " in low and (authority is None or row.values["key"] == authority)
    ]
    return max(hits, key=lambda hit: hit[0])[2] if hits else None


def _used(row: Row, what: str, of: str, day: date | None) -> Used:
    return Used(row, what, of, undated=day is None and bool(row.values.get("from") or row.values.get("to")))
