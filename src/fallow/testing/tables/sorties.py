"""The air arm's own records, handed over after the cease-fire: GeoJSON, every position stated with its precision class.

They name what was dropped and how many carriers, better than anybody else could; and all of them are off together, because
the user's charts were on an old datum and nobody said so. One sortie is listed as flown that dropped nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from fallow.testing.district import BOUNDS, CRS, District
from fallow.testing.features import collection, json_text, point
from fallow.testing.munitions import WorldMunition
from fallow.testing.tables.table import RecordFile, TrueRow

HANDED_OVER = date(2021, 9, 20)
"""The day on which the records were public."""

_MAPPING = """\
fallow-mapping: 1
# SIMULATED data set of the embedded example.
source: drovian-air-arm
authority: state:drovia
id: serial
date: {column: released_at, order: ymd}
position:
  geometry: true
  uncertainty_m: 60
  precision: {column: position_class, uncertainty_m: {A: 60, B: 200}}
counts:
  carriers: {column: stores_released}
munition: {column: store}
labels:
  cluster_munition: {where: store_kind, equals: dispenser}
claims:
  cluster_munition: {kind: use, basis: own_act}
"""


def sortie_file(
    rng: np.random.Generator, district: District, munitions: Mapping[str, WorldMunition]
) -> tuple[RecordFile, tuple[float, float]]:
    """Return the records of uses by aircraft, and the shift (metres east and north) that all of them share."""
    angle, far = rng.uniform(0.0, 2 * np.pi), rng.uniform(110.0, 170.0)
    shift = far * np.array([np.cos(angle), np.sin(angle)])
    flown = [one for one in district.heard_of if munitions[one.munition].from_aircraft] or list(district.heard_of[:2])
    kept = [one for index, one in enumerate(flown) if index == 0 or rng.random() < 0.85]
    rows: list[tuple[date, dict[str, Any], str | None, tuple[str, ...]]] = []
    for strike in kept:
        rough = rng.random() < 0.3
        x, y = np.array([strike.x_m, strike.y_m]) + shift + rng.normal(0.0, 170.0 if rough else 50.0, 2)
        store = munitions[strike.munition].air
        feature = _feature(rng, (x, y), strike.day, store, len(strike.carriers), strike.bearing_deg, rough=rough)
        rows.append((strike.day, feature, strike.id, ("datum unlike the one stated",)))
    rows.append(_never(rng, flown[0].day + timedelta(days=9), munitions[flown[0].munition].air))
    rows.extend(_unitary(rng, count) for count in range(3))
    rows.sort(key=lambda row: (row[0], row[2] or ""))
    features, truth = [], []
    for number, (_, feature, of, errors) in enumerate(rows):
        serial = f"AA-{HANDED_OVER.year}-{number + 101:04d}"
        feature["properties"] = {"serial": serial, **feature["properties"]}
        features.append(feature)
        truth.append(TrueRow(serial, of, errors))
    content = json_text(collection(features)).encode("utf-8")
    name = f"drovian-air-arm_{HANDED_OVER.isoformat()}.geojson"
    file = RecordFile(name, content, HANDED_OVER, "drovian-air-arm.map.yaml", _MAPPING, tuple(truth))
    return file, (round(float(shift[0]), 1), round(float(shift[1]), 1))


def _feature(
    rng: np.random.Generator,
    position: tuple[float, float],
    day: date,
    store: str,
    carriers: int,
    bearing_deg: float,
    *,
    rough: bool,
    kind: str = "dispenser",
) -> dict[str, Any]:
    x, y = float(position[0]), float(position[1])
    minute = int(rng.integers(0, 600))
    return point(
        CRS,
        x,
        y,
        6,
        released_at=f"{day.isoformat()}T{5 + minute // 60:02d}:{minute % 60:02d}:00Z",
        store=store,
        store_kind=kind,
        stores_released=carriers,
        heading_deg=round(bearing_deg) % 360,
        grid=f"27H {x:.0f} {y:.0f}",
        position_class="B" if rough else "A",
        remark="SIMULATED",
    )


def _never(rng: np.random.Generator, day: date, store: str) -> tuple[date, dict[str, Any], str | None, tuple[str, ...]]:
    where = (rng.uniform(BOUNDS[0] + 700, BOUNDS[2] - 700), rng.uniform(BOUNDS[1] + 700, BOUNDS[3] - 700))
    feature = _feature(rng, where, day, store, 2, float(rng.uniform(0, 360)), rough=False)
    return day, feature, None, ("no such strike",)


def _unitary(rng: np.random.Generator, number: int) -> tuple[date, dict[str, Any], str | None, tuple[str, ...]]:
    """Other sorties, with other bombs: what a label must keep apart."""
    day = date(2021, 4 + number, int(rng.integers(3, 27)))
    where = (rng.uniform(BOUNDS[0] + 400, BOUNDS[2] - 400), rng.uniform(BOUNDS[1] + 400, BOUNDS[3] - 400))
    bearing = float(rng.uniform(0, 360))
    feature = _feature(rng, where, day, "250 kg bomb", 2, bearing, rough=False, kind="unitary")
    return day, feature, None, ()
