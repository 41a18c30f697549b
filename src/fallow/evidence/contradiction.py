"""Does a row's text name a town far from the row's position? One method, thresholds chosen on real lists, all judgement.

A town counts where the location field has its name, or where the description puts something *in*, *near* or *at* it. Only
towns of the country (or countries) in which the file's rows lie are looked up. The row is flagged where *every* town that its
texts name lies farther away than its reach: 40 km; 60 km for a town that gives its region its name; 75 km for cities of a
million, whose name stands for their surroundings. Such a region's name ("Kharkiv", "Kharkiv Oblast") also goes together
with every place whose nearest town is of that region, whatever namesakes the text has elsewhere.

Not covered: texts in other alphabets than the gazetteer's spellings, towns under 15,000 people, directions ("60 km north
of"). A village that bears the name of a far town is flagged without cause: somebody has to look, which is what a flag asks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fallow.core.place import LonLat
from fallow.evidence.gazetteer import Gazetteer, Town
from fallow.evidence.readrow import ReadRow

REACH_M = 40_000.0
"""How far from a town's centre a row that names it may lie."""

REGION_REACH_M = 60_000.0
"""The same for a town that gives its region its name."""

CITY_REACH_M = 75_000.0
"""The same for a city of ``CITY_POPULATION`` and more."""

CITY_POPULATION = 1_000_000
"""People that make a town a city whose name stands for its surroundings."""

_COUNTRY_SHARE = 0.05
_WORD = re.compile(r"[\w'’ʼ-]+|[^\w\s]")
_LOCATIVES = {"in", "near", "at", "outside", "around", "over", "inside"}
_MOST_BETWEEN = 4  # "in the eastern part of Kyiv"
_MOST_WORDS = 3
_FIRST_PART = re.compile(r"[,;(/|–]|\s-\s")
_REGION = re.compile(r"\s*(?:oblast|region|province|governorate|krai)\b", re.IGNORECASE)
_NOT_A_TOWN = re.compile(
    r"\s*(?:district|raion|rayon|hromada|county|river|street|st\b|avenue|park|highway|road|direction|front|axis|countryside|"
    r"plant|nuclear|npp|dam|reservoir|lake|sea|airport|airfield|[A-Z][a-z]+ (?:oblast|region))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The nearest town that the row's texts name, and its distance in metres."""

    town: Town
    distance_m: float


def contradictions(reads: Sequence[ReadRow], gazetteer: Gazetteer) -> list[Contradiction | None]:
    """For each row the contradiction of its texts and its position, or ``None``."""
    placed = [(at, position) for at, read in enumerate(reads) if (position := read.position) is not None]
    towns = gazetteer.nearest([position for _, position in placed])
    here = Counter(town.country for town in towns)
    usual = {country for country, rows in here.items() if rows >= _COUNTRY_SHARE * len(placed)}
    found: list[Contradiction | None] = [None] * len(reads)
    for (at, position), nearest in zip(placed, towns, strict=True):
        found[at] = _contradiction(reads[at], position, nearest, usual | {nearest.country}, gazetteer)
    return found


def _contradiction(
    read: ReadRow, position: LonLat, nearest: Town, countries: set[str], gazetteer: Gazetteer
) -> Contradiction | None:
    closest: Contradiction | None = None
    for words, after in (*_in_location(read.location), *_in_description(read.description)):
        towns, as_region = _longest(words, after, countries, gazetteer)
        for town in towns:
            distance_m = town.position.distance_m(position)
            if distance_m <= _reach_m(town, nearest):
                return None
            if not as_region and (closest is None or distance_m < closest.distance_m):
                closest = Contradiction(town, distance_m)
    return closest


def _reach_m(town: Town, nearest: Town) -> float:
    if town.names_a_region and (town.country, town.region) == (nearest.country, nearest.region):
        return float("inf")
    if town.population >= CITY_POPULATION:
        return CITY_REACH_M
    return REGION_REACH_M if town.names_a_region else REACH_M


def _in_location(text: str | None) -> Iterator[tuple[list[str], str]]:
    for part in _FIRST_PART.split(text or ""):
        words = part.strip(" .)\"'").split()
        if words and len(words) <= _MOST_WORDS + 1:
            yield words, ""


def _in_description(text: str | None) -> Iterator[tuple[list[str], str]]:
    words = list(_WORD.finditer(text or ""))
    for at, match in enumerate(words):
        if match[0].lower() not in _LOCATIVES:
            continue
        start = at + 1
        while (
            start < len(words)
            and start - at <= _MOST_BETWEEN
            and words[start][0].isalpha()
            and words[start][0].islower()
        ):
            start += 1
        end = start
        while end < len(words) and end - start < _MOST_WORDS and words[end][0][0].isupper():
            end += 1
        if end > start and words[start - 1][0] != "the":
            yield [word[0] for word in words[start:end]], (text or "")[words[end - 1].end() :]


def _longest(words: list[str], after: str, countries: set[str], gazetteer: Gazetteer) -> tuple[list[Town], bool]:
    """The towns whose name is the longest beginning of ``words``, and whether it stands there as the name of a region."""
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        name = " ".join(words[:length])
        towns = [town for country in sorted(countries) for town in gazetteer.find(name, country)]
        if towns and name[:1].isupper():
            rest = " ".join(words[length:]) + after
            return ([], False) if _NOT_A_TOWN.match(rest) else (towns, _REGION.match(rest) is not None)
    return [], False
