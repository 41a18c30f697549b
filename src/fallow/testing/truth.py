"""What is true in a simulated world, kept apart from what its observers have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.testing.district import Toll, Village
from fallow.testing.ground import Item
from fallow.testing.pages.page import Page
from fallow.testing.pages.press import propositions
from fallow.testing.patterns import Points
from fallow.testing.salvo import TrueStrike
from fallow.testing.tables.table import RecordFile


@dataclass(frozen=True, slots=True)
class Truth:
    """Strikes, every item and its fate, and what a faultless reader and importer would have made of the files.

    Positions are metres in ``crs``. ``propositions`` says for each use and rate how many documents, origins and families
    stand for and against it; ``records`` says for each file what each row stands for.
    """

    seed: int
    crs: str
    bounds: tuple[float, float, float, float]
    survey_bounds: tuple[float, float, float, float]
    villages: tuple[Village, ...]
    strikes: tuple[TrueStrike, ...]
    tolls: Mapping[str, Toll]
    items: tuple[Item, ...]
    true_detection: float
    told_detection: float
    air_arm_shift_m: tuple[float, float]
    readiness: Mapping[str, float]
    records: tuple[RecordFile, ...]
    pages: tuple[Page, ...]

    def remaining(self, bounds: tuple[float, float, float, float] | None = None) -> Points:
        """Return the points of items still in the ground, ``(n, 2)``: all, or those in ``[w, e) x [s, n)``."""
        left = [(item.x_m, item.y_m) for item in self.items if item.removed_on is None]
        points = np.array(left).reshape(-1, 2)
        if bounds is None:
            return points
        west, south, east, north = bounds
        x, y = points[:, 0], points[:, 1]
        inside: NDArray[np.bool_] = (x >= west) & (x < east) & (y >= south) & (y < north)
        return points[inside]

    @property
    def propositions(self) -> list[dict[str, Any]]:
        """What counting the documents rightly gives, a use or rate at a time."""
        return propositions(self.pages)

    def in_no_record(self) -> tuple[str, ...]:
        """Ids of the strikes for which no row of any file stands."""
        known = {row.strike for file in self.records for row in file.rows}
        return tuple(strike.id for strike in self.strikes if strike.id not in known)

    def to_json(self) -> dict[str, Any]:
        """Return everything as JSON, positions to the centimetre."""
        return {
            "note": "SIMULATED. This is the truth of an invented world; nobody in it knows it.",
            "seed": self.seed,
            "crs": self.crs,
            "bounds": list(self.bounds),
            "survey_bounds": list(self.survey_bounds),
            "headline": self.headline(),
            "villages": [{"name": v.name, "x_m": round(v.x_m, 2), "y_m": round(v.y_m, 2)} for v in self.villages],
            "strikes": [
                {
                    **strike.to_json(),
                    "killed": self.tolls[strike.id].killed,
                    "injured": self.tolls[strike.id].injured,
                }
                for strike in self.strikes
            ],
            "in_no_record": list(self.in_no_record()),
            "true_detection": round(self.true_detection, 4),
            "told_detection": self.told_detection,
            "air_arm_shift_m": list(self.air_arm_shift_m),
            "readiness": dict(self.readiness),
            "records": {
                file.name: [{"key": row.key, "strike": row.strike, "errors": list(row.errors)} for row in file.rows]
                for file in self.records
            },
            "documents": {page.name: page.expected for page in self.pages},
            "propositions": self.propositions,
            "items": [item.to_json() for item in self.items],
        }

    def headline(self) -> dict[str, int]:
        """Return the counts that a demonstration shows beside its estimates."""
        return {
            "strikes": len(self.strikes),
            "items_failed": sum(strike.failed for strike in self.strikes),
            "strays": sum(item.strike is None for item in self.items),
            "items_remaining": len(self.remaining()),
            "items_remaining_in_survey": len(self.remaining(self.survey_bounds)),
            "items_removed": sum(item.removed_on is not None for item in self.items),
        }
