"""The gazetteer used where the caller gives none: towns of the countries that a document speaks of. Rule ``place-towns/1``.

Towns of 15,000 people and more (``fallow.evidence.gazetteer``, GeoNames data), so a village is not found and gives no strike
candidate: give a table of places for that. A town's precision is set by its size: a report "in" a city may be anywhere in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from fallow.core.errors import DependencyError
from fallow.evidence.reading.places import NO_PLACES, Gazetteer, PlaceRecord

_PRECISION_M: tuple[tuple[int, float], ...] = ((50_000, 3_000.0), (300_000, 6_000.0), (1_000_000, 10_000.0))
_CITY_M = 15_000.0


class Towns:
    """Towns of some countries (ISO 3166-1 alpha-2), asked in the order given."""

    def __init__(self, countries: Sequence[str]) -> None:
        self._countries = tuple(countries)

    def find(self, name: str, country: str | None = None) -> tuple[PlaceRecord, ...]:
        """Return the towns of that name in the countries, largest first in each."""
        gazetteer = _load()
        if gazetteer is None:
            return ()
        wanted = self._countries if country is None else (country,)
        found = []
        for code in wanted:
            for town in gazetteer.find(name, code):
                precision = next((m for people, m in _PRECISION_M if town.population <= people), _CITY_M)
                found.append(PlaceRecord(town.name, town.country, town.position.lat, town.position.lon, precision))
        return tuple(found)


def places_for(families: Sequence[str]) -> Gazetteer:
    """Return the towns of the states whose families a document names; nothing where the library is not installed."""
    codes = [
        key.removeprefix("state:").upper()
        for key in families
        if key.startswith("state:") and len(key) == len("state:") + 2
    ]
    return Towns(tuple(dict.fromkeys(codes))) if codes else NO_PLACES


@lru_cache(maxsize=1)
def _load() -> Any:
    """Return the gazetteer of towns, or ``None`` where the extra that brings it is not installed."""
    try:
        from fallow.evidence.gazetteer import load_gazetteer
    except ImportError:
        return None
    try:
        return load_gazetteer()
    except DependencyError:
        return None
