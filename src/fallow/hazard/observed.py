"""Gather what was observed into the arrays of the sampler: terms of the likelihood, groups, points, classes of finds."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.hazard.engines._arrays import Seen

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SURE = math.inf
"""Effort of a group that stands for all items on its ground, found or not."""
_MERGE_ANCHORS_M = 40.0
_MERGE_CASINGS_M = 100.0
_MOST_ANCHORS = 64


def told_effort(p_detect: float) -> float:
    """Return the search effort that a told chance stands for: ``-log(1 - p)``.

    Efforts add up over repeated searches, and one factor on all of them says by how much detection is worse or better
    than told. A told 1 is read as 0.995 and a told 0 as 0.001: neither is ever true.
    """
    return -math.log(1.0 - min(max(p_detect, 0.001), 0.995))


@dataclass(slots=True)
class SeenBuilder:
    """Collects observations and lays them out by the cells of a lattice."""

    x0: float
    y0: float
    side_m: float
    n_columns: int
    n_rows: int
    _terms: list[tuple[Whole, Floats]] = field(default_factory=list)
    _groups: list[tuple[Whole, Floats, Floats, Floats]] = field(default_factory=list)
    _points: list[tuple[Floats, Floats, Floats, Whole]] = field(default_factory=list)
    _classes: dict[tuple[float, float], float] = field(default_factory=dict)
    _n_terms: int = 0
    _n_groups: int = 0

    def terms(self, kind: int, y: Any) -> Whole:
        """Add terms of one kind with their counts; return their numbers."""
        counts = np.atleast_1d(np.asarray(y, dtype=np.float64))
        self._terms.append((np.full(len(counts), kind, np.int64), counts))
        self._n_terms += len(counts)
        return np.arange(self._n_terms - len(counts), self._n_terms)

    def groups(self, term: Any, before: Any, own: Any, y: Any) -> Whole:
        """Add groups: the term each belongs to, the effort before and of its own, its exponent; return their numbers."""
        terms = np.atleast_1d(np.asarray(term, dtype=np.int64))
        columns = [np.broadcast_to(np.asarray(v, dtype=np.float64), terms.shape).copy() for v in (before, own, y)]
        self._groups.append((terms, columns[0], columns[1], columns[2]))
        self._n_groups += len(terms)
        return np.arange(self._n_groups - len(terms), self._n_groups)

    def points(self, x: Any, y: Any, weight: Any, group: Any) -> None:
        """Add points: position in metres, weight (area in m2, or 1 for the density at a find), group."""
        xs = np.atleast_1d(np.asarray(x, dtype=np.float64))
        columns = [np.broadcast_to(np.asarray(v, dtype=np.float64), xs.shape).copy() for v in (y, weight)]
        self._points.append((xs, columns[0], columns[1], np.broadcast_to(np.asarray(group, np.int64), xs.shape).copy()))

    def found(self, count: float, before: float, own: float) -> None:
        """Say that a search of effort ``own``, after ``before``, found ``count`` items."""
        key = (float(before), float(own))
        self._classes[key] = self._classes.get(key, 0.0) + count

    def build(self, casings: Floats, anchors: Floats) -> Seen:
        """Return the arrays; ``casings`` and ``anchors`` are ``(n, 2)`` positions in metres."""
        kind, counts = _joined(self._terms, (np.int64, np.float64))
        term, before, own, exponent = _joined(self._groups, (np.int64, np.float64, np.float64, np.float64))
        x, y, weight, group = _joined(self._points, (np.float64, np.float64, np.float64, np.int64))
        cell = self._cell(x, y)
        order = np.argsort(cell, kind="stable")
        start = np.searchsorted(cell[order], np.arange(self.n_columns * self.n_rows + 1))
        classes = sorted(self._classes)
        casings, anchors = thin(casings, _MERGE_CASINGS_M), thin(anchors, _MERGE_ANCHORS_M)[:_MOST_ANCHORS]
        return Seen(
            frame=np.array([self.x0, self.y0, self.side_m, self.n_columns, self.n_rows], dtype=np.float64),
            start=start.astype(np.int64),
            points=np.column_stack([x, y, weight])[order],
            group=group[order],
            groups=np.column_stack([np.bincount(group, weight, minlength=len(term)), exponent, before, own]),
            term=term,
            terms=np.column_stack([kind.astype(np.float64), counts]),
            classes=np.array([(self._classes[key], *key) for key in classes], dtype=np.float64).reshape(-1, 3),
            casings=casings,
            anchors=anchors,
        )

    def _cell(self, x: Floats, y: Floats) -> Whole:
        column = np.clip(((x - self.x0) // self.side_m).astype(np.int64), 0, self.n_columns - 1)
        row = np.clip(((y - self.y0) // self.side_m).astype(np.int64), 0, self.n_rows - 1)
        return np.asarray(row * self.n_columns + column)


def _joined(parts: list[Any], types: tuple[Any, ...]) -> list[Any]:
    if not parts:
        return [np.zeros(0, kind) for kind in types]
    return [np.concatenate([part[i] for part in parts]).astype(kind) for i, kind in enumerate(types)]


def thin(positions: Any, apart_m: float) -> Floats:
    """Return the positions that are at least ``apart_m`` from every one kept before them, in their order."""
    given = np.asarray(positions, dtype=np.float64).reshape(-1, 2)
    kept: list[Floats] = []
    for position in given:
        if all(math.hypot(*(position - other)) >= apart_m for other in kept):
            kept.append(position)
    return np.array(kept).reshape(-1, 2)


def report_points(x0: float, y0: float, side_m: float, n_columns: int, n_rows: int) -> tuple[Floats, Floats]:
    """Two points a block, as on a chessboard, each for half of its area: where reporting reads the intensity."""
    x, y = np.tile(np.arange(n_columns), n_rows), np.repeat(np.arange(n_rows), n_columns)
    column, row = (np.concatenate([index + 0.25, index + 0.75]) for index in (x, y))
    return x0 + column * side_m, y0 + row * side_m


def add_reports(builder: SeenBuilder, finds: Floats, cell_side: int, kind: int) -> Whole:
    """Add what people reported outside any search: ``finds`` is ``(n, 2)``; the ground in cells of ``cell_side`` blocks.

    Without a single report nothing is added: silence then says nothing at all. Returns the reporting cell of each find.
    """
    if len(finds) == 0:
        return np.zeros(0, np.int64)
    side = builder.side_m * cell_side
    columns = math.ceil(builder.n_columns / cell_side)
    rows = math.ceil(builder.n_rows / cell_side)
    where = np.clip(((finds[:, 1] - builder.y0) // side).astype(np.int64), 0, rows - 1) * columns
    where += np.clip(((finds[:, 0] - builder.x0) // side).astype(np.int64), 0, columns - 1)
    counts = np.bincount(where, minlength=rows * columns)
    terms = builder.terms(kind, counts)
    ground = builder.groups(terms, 0.0, SURE, 0.0)
    xs, ys = report_points(builder.x0, builder.y0, builder.side_m, builder.n_columns, builder.n_rows)
    cell = ((ys - builder.y0) // side).astype(np.int64) * columns + ((xs - builder.x0) // side).astype(np.int64)
    builder.points(xs, ys, builder.side_m**2 / 2, ground[cell])
    at = builder.groups(terms[where], 0.0, 0.0, 1.0)
    builder.points(finds[:, 0], finds[:, 1], 1.0, at)
    return where
