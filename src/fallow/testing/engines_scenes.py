"""Small scenes for the conformance suite of engines: one square kilometre in an invented place. SIMULATED."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from fallow.core.when import parse_when
from fallow.hazard.engines.role import Engine
from fallow.hazard.field import Field
from fallow.hazard.inputs import Find, FindKind, Search, StrikeRecord
from fallow.hazard.solving import solve

Thing = TypeVar("Thing")

CRS = "EPSG:32727"
WEST, SOUTH, SIDE_M = 500_000.0, 6_000_000.0, 1000.0
BOUNDS = (WEST, SOUTH, WEST + SIDE_M, SOUTH + SIDE_M)
ON = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Scene:
    """What an engine is given, and over which bounds (metres)."""

    strikes: tuple[StrikeRecord, ...] = ()
    searches: tuple[Search, ...] = ()
    finds: tuple[Find, ...] = ()
    bounds: tuple[float, float, float, float] = BOUNDS
    cell_m: float = 50.0

    def solved(self, engine: Engine, *, seed: int, n_draws: int, effort: float) -> Field:
        """The field of ``engine``, through the one front door."""
        return solve(
            self.strikes, self.searches, self.finds, bounds=self.bounds, crs=CRS, cell_m=self.cell_m, seed=seed, on=ON,
            n_draws=n_draws, effort=effort, engine=engine,
        )  # fmt: skip

    def moved(self, east: float, north: float) -> Scene:
        """The same scene somewhere else."""
        west, south, right, top = self.bounds
        return replace(
            self,
            strikes=tuple(replace(s, x=s.x + east, y=s.y + north) for s in self.strikes),
            searches=tuple(
                replace(s, polygon=shapely.transform(s.polygon, lambda xy: xy + np.array([east, north])))
                for s in self.searches
            ),
            finds=tuple(replace(f, x=f.x + east, y=f.y + north) for f in self.finds),
            bounds=(west + east, south + north, right + east, top + north),
        )

    def shuffled(self, rng: np.random.Generator) -> Scene:
        """The same scene with strikes and finds in another order; searches stay, because their order is their time."""
        return replace(self, strikes=_shuffled(self.strikes, rng), finds=_shuffled(self.finds, rng))


def _shuffled(things: tuple[Thing, ...], rng: np.random.Generator) -> tuple[Thing, ...]:
    return tuple(things[i] for i in rng.permutation(len(things)))


def strike(name: str = "a", x: float = 500.0, y: float = 500.0, sigma_m: float = 60.0) -> StrikeRecord:
    """A strike on record; ``x`` and ``y`` from the south-west corner of the bounds."""
    return StrikeRecord(name, WEST + x, SOUTH + y, sigma_m, parse_when("2021-05-01"), "simulated")


def square(x: float, y: float, side_m: float = 50.0) -> shapely.Polygon:
    """A square of ground; ``x`` and ``y`` of its south-west corner from that of the bounds."""
    return shapely.box(WEST + x, SOUTH + y, WEST + x + side_m, SOUTH + y + side_m)


def searched(
    name: str, x: float, y: float, side_m: float = 50.0, *, p: float = 0.9, complete: bool = True, removes: bool = True
) -> Search:
    """A square of searched ground."""
    return Search(name, square(x, y, side_m), p, complete, removes)


def found(name: str, x: float, y: float, search: str | None = None, *, removed: bool | None = None) -> Find:
    """An item, found by ``search`` (and taken away, unless told otherwise) or reported by people (and left)."""
    gone = search is not None if removed is None else removed
    return Find(name, WEST + x, SOUTH + y, search, FindKind.UNEXPLODED, gone)


def usual() -> Scene:
    """Two strikes, twelve searched boxes about one of them, five finds and a report."""
    boxes = [searched(f"s{i}{j}", 400 + 50 * i, 425 + 50 * j) for i in range(4) for j in range(3)]
    finds = [
        found(f"f{n}", 410 + 35 * n, 460 + 15 * n, f"s{(10 + 35 * n) // 50}{(35 + 15 * n) // 50}") for n in range(5)
    ]
    return Scene((strike(), strike("b", 250.0, 800.0, 120.0)), tuple(boxes), (*finds, found("v", 620, 610)))


def boxes_everywhere(p: float = 0.9) -> tuple[Search, ...]:
    """Every box of 50 m searched to its end."""
    return tuple(searched(f"s{i}-{j}", 50 * i, 50 * j, p=p) for i in range(20) for j in range(20))


def coarse(field: Field, cells: int = 4) -> NDArray[np.float64]:
    """Mean items of squares of ``cells`` by ``cells`` cells, (rows, columns)."""
    rows, columns = (n // cells for n in field.mean_items.shape)
    cut = field.mean_items[: rows * cells, : columns * cells]
    return np.asarray(cut.reshape(rows, cells, columns, cells).sum(axis=(1, 3)))
