"""The simulated world: one district after a war, from a seed, as its observers have it and as it truly is.

SIMULATED throughout: the states, offices, outlets, people, villages and events are invented, and the district lies in the
open South Atlantic (about 20 W, 35 S; UTM zone 27 south), because coordinates have to be real ones and nobody lives there.
The observers have fifteen documents, three data sets of strike records (one in two versions) with their import mappings,
villagers' reports, some searched boxes, a table of places and facts of the treaty. The truth is kept apart, in an object of
its own and in a folder of its own.

    world = make_world(seed=1)
    paths = world.write(folder)  # documents/, records/, field/, tables/ and, apart, truth/
    world.truth.remaining(world.truth.survey_bounds)  # (n, 2) metres

The same seed gives the same bytes. Nothing reads a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from fallow.core.place import WGS84, transformer
from fallow.testing.district import BOUNDS, CRS, SURVEY_BOUNDS, District, make_district
from fallow.testing.features import collection, json_text
from fallow.testing.munitions import MUNITIONS, WorldMunition
from fallow.testing.pages.page import Page
from fallow.testing.pages.press import press
from fallow.testing.patterns import Points
from fallow.testing.searching import Team, search_boxes
from fallow.testing.tables.facts import facts_yaml
from fallow.testing.tables.monitor import monitor_files
from fallow.testing.tables.places import places_csv
from fallow.testing.tables.relief import relief_file
from fallow.testing.tables.sorties import sortie_file
from fallow.testing.tables.table import RecordFile
from fallow.testing.truth import Truth
from fallow.testing.villagers import Reporting, reports

NOTE = (
    "SIMULATED. Everything in this folder is invented: states, people, outlets, villages, strikes, finds. The district lies "
    "in the open South Atlantic, where nobody lives. The folder truth/ holds what nobody in this world knows.\n"
)
"""What stands in the folder's README."""

_REPORTING = Reporting(
    chance=0.10, log_sd=0.8, reach_m=450.0, position_noise_m=8.0, first_day=date(2021, 9, 6), days=24
)


@dataclass(frozen=True, slots=True)
class WorldPaths:
    """Where ``World.write`` put things. ``records`` are in the order in which they were public."""

    folder: Path
    documents: tuple[Path, ...]
    records: tuple[tuple[Path, date], ...]
    mappings: Mapping[str, Path]
    finds: Path
    searches: Path
    places: Path
    treaty_facts: Path
    truth: Path


@dataclass(frozen=True, slots=True)
class World:
    """What the observers have; ``truth`` is what they do not. Finds and searches are of the hazard contract's form."""

    seed: int
    crs: str
    bounds: tuple[float, float, float, float]
    survey_bounds: tuple[float, float, float, float]
    documents: tuple[Page, ...]
    records: tuple[RecordFile, ...]
    finds: dict[str, Any]
    searches: dict[str, Any]
    places_csv: str
    treaty_facts_yaml: str
    truth: Truth

    def write(self, folder: Path) -> WorldPaths:
        """Write everything below ``folder`` (made where it is absent; files of the same names are replaced)."""
        for name in ("documents", "records/mappings", "field", "tables", "truth"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        _text(folder / "README.txt", NOTE)
        documents = tuple(_text(folder / "documents" / page.name, page.text) for page in self.documents)
        records, mappings = [], {}
        for file in sorted(self.records, key=lambda file: (file.known_since, file.name)):
            path = folder / "records" / file.name
            path.write_bytes(file.content)
            records.append((path, file.known_since))
            mappings[file.name] = _text(folder / "records" / "mappings" / file.mapping_name, file.mapping)
        return WorldPaths(
            folder=folder,
            documents=documents,
            records=tuple(records),
            mappings=mappings,
            finds=_text(folder / "field" / "finds.geojson", json_text(self.finds)),
            searches=_text(folder / "field" / "searches.geojson", json_text(self.searches)),
            places=_text(folder / "tables" / "places.csv", self.places_csv),
            treaty_facts=_text(folder / "tables" / "treaty-facts.yaml", self.treaty_facts_yaml),
            truth=_text(folder / "truth" / "truth.json", json_text(self.truth.to_json())),
        )


def make_world(
    seed: int = 0, *, munitions: Mapping[str, WorldMunition] = MUNITIONS, searched_boxes: int = 170
) -> World:
    """Return the world of a seed. ``munitions`` names what was used, by catalogue key; at least one is needed."""
    rng = np.random.default_rng([seed, 2_008])
    district = make_district(rng, munitions)
    first, second = monitor_files(rng, district, munitions)
    sorties, shift = sortie_file(rng, district, munitions)
    records = (first, second, sorties, relief_file(rng, district, munitions))
    names = [village.name for village in district.villages]
    told = reports(rng, district.ground, _REPORTING, district.village_points, names, CRS)
    team = Team(boxes=searched_boxes, told=0.9, true=float(rng.uniform(0.66, 0.8)), first_day=date(2021, 10, 4))
    log = search_boxes(rng, district.ground, team, SURVEY_BOUNDS, _evidence(district, told.features), CRS)
    told.settle(district.ground)
    pages = press(district.story)
    return World(
        seed=seed,
        crs=CRS,
        bounds=BOUNDS,
        survey_bounds=SURVEY_BOUNDS,
        documents=pages,
        records=records,
        finds=collection([*told.features, *log.finds]),
        searches=collection(log.searches),
        places_csv=places_csv(district),
        treaty_facts_yaml=facts_yaml(district.story.ratified_year),
        truth=_truth(seed, district, records, pages, team, shift, told.readiness),
    )


def _truth(
    seed: int,
    district: District,
    records: tuple[RecordFile, ...],
    pages: tuple[Page, ...],
    team: Team,
    shift: tuple[float, float],
    readiness: Mapping[str, float],
) -> Truth:
    return Truth(
        seed=seed,
        crs=CRS,
        bounds=BOUNDS,
        survey_bounds=SURVEY_BOUNDS,
        villages=district.villages,
        strikes=district.ground.strikes,
        tolls=district.tolls,
        items=district.ground.items(),
        true_detection=team.true,
        told_detection=team.told,
        air_arm_shift_m=shift,
        readiness=readiness,
        records=records,
        pages=pages,
    )


def _evidence(district: District, features: list[dict[str, Any]]) -> Points:
    """What the team starts from: the reports inside the survey area, and the two villages that lie in it."""
    west, south, east, north = SURVEY_BOUNDS
    lonlat = np.array([feature["geometry"]["coordinates"] for feature in features]).reshape(-1, 2)
    x, y = transformer(WGS84, CRS).transform(lonlat[:, 0], lonlat[:, 1])
    known = np.vstack((np.column_stack((x, y)), district.village_points))
    inside = (known[:, 0] >= west) & (known[:, 0] < east) & (known[:, 1] >= south) & (known[:, 1] < north)
    return np.asarray(known[inside], dtype=np.float64)


def _text(path: Path, text: str) -> Path:
    """Write text as UTF-8 with the line ends it has, on every system."""
    path.write_bytes(text.encode("utf-8"))
    return path
