"""Places that people put into the tables, asked before any other gazetteer. Rule ``place-taught/1``.

A row of the table ``places`` (a file, or an entry of the register) that holds on the day of the page goes before the towns of the gazetteer
and before a table given with ``--places``: somebody looked. Without such rows the other gazetteer is used as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from fallow.evidence.lookup.current import current_tables
from fallow.evidence.lookup.row import fold
from fallow.evidence.reading.places import Gazetteer, PlaceRecord


class Taught:
    """A gazetteer that asks rows of the tables first and another gazetteer then."""

    def __init__(self, rows: dict[str, tuple[PlaceRecord, ...]], then: Gazetteer) -> None:
        self._rows = rows
        self._then = then
        self.countries: frozenset[str] = getattr(then, "countries", frozenset())

    def find(self, name: str, country: str | None = None) -> Sequence[Any]:
        """Return the taught places of that name, those of the other gazetteer where there are none."""
        own = [one for one in self._rows.get(fold(name), ()) if country is None or one.country == country]
        return own or self._then.find(name, country)

    def country_of(self, words: str) -> str | None:
        """Return the one country that the other gazetteer gives for ``words``, else that of the taught place so called."""
        ask = getattr(self._then, "country_of", None)
        found = ask(words) if ask is not None else None
        if found is not None:
            return str(found)
        own = {one.country for one in self._rows.get(fold(words), ())}
        return own.pop() if len(own) == 1 else None


def with_taught(then: Gazetteer, day: date | None) -> Gazetteer:
    """Return ``then`` with the rows of the tables in use before it; ``then`` itself where there are no rows."""
    rows: dict[str, tuple[PlaceRecord, ...]] = {}
    for name, row in current_tables().used("places", day):
        told = row.values
        record = PlaceRecord(
            str(told["name"]), str(told["country"]), float(told["lat"]), float(told["lon"]), float(told["precision_m"])
        )
        rows[name] = (*rows.get(name, ()), record)
    return Taught(rows, then) if rows else then
