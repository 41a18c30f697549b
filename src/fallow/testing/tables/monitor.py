"""The monitor's listing, in two versions: CSV, US dates, decimal degrees, weapons by whatever name was heard.

The second version is what such listings do to their users: a date has moved by a day, a position by half a kilometre, a row
is gone without a word, a shelling has become a cluster munition, and new rows stand among the old ones.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from fallow.testing.district import BOUNDS, CRS, FIRST, SECOND, District
from fallow.testing.munitions import WorldMunition
from fallow.testing.salvo import TrueStrike
from fallow.testing.tables.table import RecordFile, TrueRow, degrees, us_date

FIRST_VERSION, SECOND_VERSION = date(2021, 7, 15), date(2021, 10, 1)
"""The days on which the two versions were public."""

_HEADER = (
    "Ref", "Date", "Place", "Latitude", "Longitude", "Category", "Weapon",
    "Killed min", "Killed max", "Injured min", "Injured max", "Summary", "Link",
)  # fmt: skip

_MAPPING = """\
fallow-mapping: 1
# SIMULATED data set of the embedded example.
source: wayfarer-archive
authority: ngo:wayfarer-archive
id: Ref
date: {column: Date, order: mdy}
position:
  lat: Latitude
  lon: Longitude
  # Many rows carry the middle of a village in place of a position.
  uncertainty_m: 200
location: Place
description: [Summary]
links: [Link]
counts:
  killed: {min: Killed min, max: Killed max}
  injured: {min: Injured min, max: Injured max}
munition: {column: Weapon}
labels:
  cluster_munition: {where: Category, equals: Cluster munition}
"""


@dataclass(frozen=True, slots=True)
class _Row:
    ref: str
    day: date
    place: str
    x_m: float | None
    y_m: float | None
    category: str
    weapon: str
    killed: tuple[int, int]
    injured: tuple[int, int]
    strike: str | None
    errors: tuple[str, ...]

    def cells(self) -> list[str]:
        lat, lon = ("", "") if self.x_m is None or self.y_m is None else degrees(CRS, self.x_m, self.y_m, 4)
        what = "Bomblets" if self.category == "Cluster munition" else "Explosions"
        counts = [str(n) for n in (*self.killed, *self.injured)]
        summary = f"SIMULATED. {what} reported at {self.place}."
        link = f"https://wayfarer-archive.example/case/{self.ref.lower()}"
        return [self.ref, us_date(self.day), self.place, lat, lon, self.category, self.weapon, *counts, summary, link]


def monitor_files(
    rng: np.random.Generator, district: District, munitions: Mapping[str, WorldMunition]
) -> tuple[RecordFile, RecordFile]:
    """Return the two versions of the listing, with the truth of their rows."""
    early, late = _seen(rng, district)
    rows = [_row(rng, district, one, munitions) for one in early]
    rows[-1] = _mistaken(rows[-1])
    rows.extend(_others(rng, district))
    rows = [replace(row, ref=f"W{number + 1:04d}") for number, row in enumerate(sorted(rows, key=lambda row: row.day))]
    more = [_row(rng, district, one, munitions) for one in late]
    more = [replace(row, ref=f"W{number + len(rows) + 1:04d}") for number, row in enumerate(more)]
    return _file(rows, FIRST_VERSION), _file([*_revised(rows, district), *more], SECOND_VERSION)


def _seen(rng: np.random.Generator, district: District) -> tuple[list[TrueStrike], list[TrueStrike]]:
    """About three quarters of the strikes, before and after the first version; five before it where there are five."""
    story = [one for one in district.heard_of if one.id in (FIRST, SECOND)]
    others = [one for one in district.heard_of if one not in story]
    before = [one for one in others if one.day < FIRST_VERSION - timedelta(days=5)]
    heard = [one for index, one in enumerate(before) if index < 3 or rng.random() < 0.75]
    return [*story, *heard], [one for one in others if one not in before and rng.random() < 0.75]


def _row(
    rng: np.random.Generator, district: District, strike: TrueStrike, munitions: Mapping[str, WorldMunition]
) -> _Row:
    village, toll = district.nearest(strike), district.tolls[strike.id]
    x, y, errors = village.x_m, village.y_m, ["position is the middle of the village"]
    if strike.id in (FIRST, SECOND) or rng.random() < 0.65:
        error = rng.normal(0.0, 130.0, 2) * np.sqrt(4.0 / rng.chisquare(4.0))
        x, y, errors = strike.x_m + float(error[0]), strike.y_m + float(error[1]), []
    names = munitions[strike.munition].monitor
    weapon = str(names[int(rng.integers(len(names)))]) if rng.random() < 0.8 else "cluster munitions"
    low, high = int(rng.integers(0, 2)), int(rng.integers(0, 3))
    return _Row(
        ref="",
        day=strike.day,
        place=village.name,
        x_m=x,
        y_m=y,
        category="Cluster munition",
        weapon=weapon,
        killed=(max(0, toll.killed - low), toll.killed + high),
        injured=(max(0, toll.injured - low), toll.injured + high),
        strike=strike.id,
        errors=tuple(errors),
    )


def _mistaken(row: _Row) -> _Row:
    """A use of cluster munitions that the first version lists as shelling."""
    return replace(row, category="Shelling", weapon="artillery", errors=(*row.errors, "listed as shelling"))


def _others(rng: np.random.Generator, district: District) -> list[_Row]:
    """Shelling that was shelling, a use that never was, one seen twice, one whose place nobody could say."""

    def other(day: date, category: str, weapon: str, *errors: str, place: bool = True) -> _Row:
        village = district.villages[int(rng.integers(len(district.villages)))]
        x, y = village.x_m + rng.uniform(-500, 500), village.y_m + rng.uniform(-500, 500)
        where = (float(x), float(y)) if place else (None, None)
        name = village.name if place else "Tolme Valley"
        return _Row("", day, name, where[0], where[1], category, weapon, (0, 1), (0, 2), None, tuple(errors))

    false_x, false_y = rng.uniform(BOUNDS[0] + 800, BOUNDS[2] - 800), rng.uniform(BOUNDS[1] + 800, BOUNDS[3] - 800)
    never = other(date(2021, 5, 30), "Cluster munition", "cluster munitions", "no such strike")
    first = next(one for one in district.ground.strikes if one.id == FIRST)
    twice = other(first.day + timedelta(days=1), "Cluster munition", "cluster bombs", "second row of one strike")
    near = district.nearest(first)
    return [
        other(date(2021, 3, 28), "Shelling", "howitzer"),
        other(date(2021, 4, 19), "Shelling", "mortar"),
        other(date(2021, 6, 25), "Airstrike", "unitary bomb"),
        other(date(2021, 6, 14), "Cluster munition", "cluster munitions", "no place", "no such strike", place=False),
        replace(never, x_m=float(false_x), y_m=float(false_y)),
        replace(twice, place=near.name, x_m=near.x_m, y_m=near.y_m, strike=FIRST),
    ]


def _revised(rows: Sequence[_Row], district: District) -> list[_Row]:
    """The old rows as the second version has them."""
    revised = [row for row in rows if "no such strike" not in row.errors or row.x_m is None]
    others = [row for row in revised if row.strike not in (None, FIRST, SECOND)]
    plain = [row for row in others if "listed as shelling" not in row.errors]
    for row in others:
        if "listed as shelling" in row.errors:
            changed = replace(row, category="Cluster munition", weapon="cluster munitions", errors=())
        elif row in plain[:1]:
            changed = replace(row, day=row.day + timedelta(days=1), errors=(*row.errors, "date moved by a day"))
        elif row in plain[1:2]:
            strike = next(one for one in district.ground.strikes if one.id == row.strike)
            changed = replace(row, x_m=strike.x_m + 60.0, y_m=strike.y_m - 45.0, errors=())
        else:
            continue
        revised[revised.index(row)] = changed
    return revised


def _file(rows: Sequence[_Row], day: date) -> RecordFile:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADER)
    writer.writerows(row.cells() for row in rows)
    return RecordFile(
        name=f"wayfarer-archive_{day.isoformat()}.csv",
        content=text.getvalue().encode("utf-8"),
        known_since=day,
        mapping_name="wayfarer-archive.map.yaml",
        mapping=_MAPPING,
        rows=tuple(TrueRow(row.ref, row.strike, row.errors) for row in rows),
    )
