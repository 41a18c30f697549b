"""The ground of one field: which pieces were searched by whom, what was found in them, and what is known to lie there.

Searches stand in the order of the file, which is taken for their order in time. What a search finds is counted once: a
report or a marked item that a later search finds again at the same spot is the same item.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fallow.hazard.coverage import split_ground
from fallow.hazard.engines._arrays import PARTIAL_SEARCH, REPORTING_CELL, SEARCHED_CELL, Seen
from fallow.hazard.grid import Grid
from fallow.hazard.inputs import Find, FindKind, Search
from fallow.hazard.observed import SeenBuilder, add_reports, told_effort

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SAME_ITEM_M = 2.0
"""Within this distance of an item that was left in the ground, a later find is that item. Small on purpose: an item that is
counted twice warns once too often, an item that is forgotten does not warn."""
REPORTING_CELL_M = 250.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What was observed, laid out for the sampler (``seen``) and for drawing what is left.

    A piece is a part of a square that lies wholly in or out of every search: its square, area, block, the told effort of
    complete searches over it, and the partial searches over it (``partial``: pairs of piece and place in
    ``partial_effort``). ``block_y`` counts items that complete searches found first, by block. ``certain`` is ``(n, 2)``:
    items known to lie in the ground. ``flags`` are sentences about what was set aside, for people.
    """

    grid: Grid
    seen: Seen
    piece_square: Whole
    piece_area: Floats
    piece_block: Whole
    piece_effort: Floats
    partial: Whole
    partial_effort: Floats
    partial_y: Floats
    block_y: Floats
    report_side: int
    report_y: Whole
    certain: Floats
    flags: tuple[str, ...]


def build_ground(grid: Grid, searches: Sequence[Search], finds: Sequence[Find]) -> Ground:
    """Return the ground of ``grid`` with everything observed on it."""
    flags: list[str] = []
    finds = _inside(grid, finds, flags)
    items = [find for find in finds if find.kind is FindKind.UNEXPLODED]
    first, certain = _first_finds(items, searches, flags)
    pieces = _Pieces.of(grid, searches)
    rows, columns = grid.blocks
    builder = SeenBuilder(grid.bounds[0], grid.bounds[1], grid.block_m, columns, rows)
    block_y = _add_complete(builder, pieces, searches, first, flags)
    partial_y = _add_partial(builder, pieces, searches, first, flags)
    side = max(1, round(REPORTING_CELL_M / grid.block_m))
    told = _positions([find for find in items if find.search is None])
    where = add_reports(builder, told, side, REPORTING_CELL)
    casings = _positions([find for find in finds if find.kind is not FindKind.UNEXPLODED])
    numbers = pieces.partials
    index = {search: i for i, search in enumerate(numbers)}
    return Ground(
        grid=grid,
        seen=builder.build(casings, _positions(finds)),
        piece_square=pieces.square,
        piece_area=pieces.area,
        piece_block=pieces.block,
        piece_effort=pieces.effort,
        partial=np.array(
            [(p, index[s]) for p, covering in enumerate(pieces.covering) for s in covering if s in index], np.int64
        ).reshape(-1, 2),
        partial_effort=np.array([told_effort(searches[s].p_detect) for s in numbers], dtype=np.float64),
        partial_y=partial_y,
        block_y=block_y,
        report_side=side,
        report_y=where,
        certain=certain,
        flags=tuple(flags),
    )


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Searched ground cut into pieces; ``covering`` are the numbers of the searches over each."""

    grid: Grid
    square: Whole
    area: Floats
    x: Floats
    y: Floats
    block: Whole
    covering: list[tuple[int, ...]]
    effort: Floats
    by_search: dict[int, Whole]
    partials: list[int]

    @classmethod
    def of(cls, grid: Grid, searches: Sequence[Search]) -> _Pieces:
        cut = split_ground([search.polygon for search in searches], grid)
        square = np.array([piece[0] for piece in cut], np.int64)
        columns = round(grid.n_columns * grid.cell_m / grid.square_m)
        x = np.asarray(grid.bounds[0] + (square % columns + 0.5) * grid.square_m, np.float64)
        y = np.asarray(grid.bounds[1] + (square // columns + 0.5) * grid.square_m, np.float64)
        covering = [piece[2] for piece in cut]
        complete = {s for s, search in enumerate(searches) if search.complete}
        told = [told_effort(search.p_detect) for search in searches]
        by_search: dict[int, list[int]] = {}
        for p, over in enumerate(covering):
            for s in over:
                by_search.setdefault(s, []).append(p)
        return cls(
            grid=grid,
            square=square,
            area=np.array([piece[1] for piece in cut], np.float64),
            x=x,
            y=y,
            block=grid.index_of(x, y, grid.block_m, grid.blocks[1]),
            covering=covering,
            effort=np.array([sum(told[s] for s in over if s in complete) for over in covering], np.float64),
            by_search={s: np.array(where, np.int64) for s, where in by_search.items()},
            partials=[s for s, search in enumerate(searches) if not search.complete],
        )

    def nearest(self, search: int, x: float, y: float) -> int | None:
        """The piece of ``search`` whose middle is nearest; ``None`` where the search has no ground in the grid."""
        where = self.by_search.get(search)
        if where is None:
            return None
        return int(where[np.argmin((self.x[where] - x) ** 2 + (self.y[where] - y) ** 2)])


def _add_complete(
    builder: SeenBuilder, pieces: _Pieces, searches: Sequence[Search], finds: list[tuple[Find, int]], flags: list[str]
) -> Floats:
    """Add a term for each block with completely searched ground; return the finds by block."""
    rows, columns = pieces.grid.blocks
    block_y = np.zeros(rows * columns)
    if not searches:
        return block_y
    told = [told_effort(search.p_detect) for search in searches]
    complete = [tuple(s for s in over if searches[s].complete) for over in pieces.covering]
    keys = {
        key: i
        for i, key in enumerate(
            sorted({(int(b), over) for b, over in zip(pieces.block, complete, strict=True) if over})
        )
    }
    atom_y = np.zeros(len(keys))
    for find, s in finds:
        piece = pieces.nearest(s, find.x, find.y) if searches[s].complete else None
        if piece is None:
            if searches[s].complete:
                flags.append(f"find {find.id} belongs to search {find.search}, which has no ground inside the bounds")
            continue
        atom_y[keys[(int(pieces.block[piece]), complete[piece])]] += 1
        block_y[pieces.block[piece]] += 1
        builder.found(1.0, sum(told[u] for u in complete[piece] if u < s), told[s])
    blocks = sorted({block for block, _ in keys})
    term_of = dict(zip(blocks, builder.terms(SEARCHED_CELL, block_y[blocks]).tolist(), strict=True))
    groups = builder.groups(
        [term_of[block] for block, _ in keys], 0.0, [sum(told[s] for s in over) for _, over in keys], atom_y
    )
    mine = [p for p, over in enumerate(complete) if over]
    atoms = [keys[(int(pieces.block[p]), complete[p])] for p in mine]
    builder.points(pieces.x[mine], pieces.y[mine], pieces.area[mine], groups[atoms])
    return block_y


def _add_partial(
    builder: SeenBuilder, pieces: _Pieces, searches: Sequence[Search], finds: list[tuple[Find, int]], flags: list[str]
) -> Floats:
    """Add a term for each search that did not end; return the finds of each."""
    told = [told_effort(search.p_detect) for search in searches]
    counts = []
    for s in pieces.partials:
        mine = [find for find, number in finds if number == s]
        where = pieces.by_search.get(s)
        if where is None:
            flags.extend(
                f"find {find.id} belongs to search {find.search}, which has no ground inside the bounds"
                for find in mine
            )
            counts.append(0.0)
            continue
        counts.append(float(len(mine)))
        term = int(builder.terms(PARTIAL_SEARCH, len(mine))[0])
        before = np.array([sum(told[u] for u in pieces.covering[p] if u < s and searches[u].complete) for p in where])
        for effort in np.unique(before):
            group = builder.groups(term, effort, told[s], 0.0)
            here = where[before == effort]
            builder.points(pieces.x[here], pieces.y[here], pieces.area[here], group[0])
        for find in mine:
            piece = pieces.nearest(s, find.x, find.y)
            density = builder.groups(term, 0.0, 0.0, 1.0)
            builder.points(find.x, find.y, 1.0, density[0])
            builder.found(1.0, float(before[list(where).index(piece)]), told[s])
    return np.array(counts, dtype=np.float64)


def _inside(grid: Grid, finds: Sequence[Find], flags: list[str]) -> list[Find]:
    west, south, east, north = grid.bounds
    inside = [west <= find.x <= east and south <= find.y <= north for find in finds]
    flags.extend(
        f"find {find.id} lies outside the bounds and was not used"
        for find, within in zip(finds, inside, strict=True)
        if not within
    )
    return [find for find, within in zip(finds, inside, strict=True) if within]


def _positions(finds: Sequence[Find]) -> Floats:
    return np.array([(find.x, find.y) for find in finds], dtype=np.float64).reshape(-1, 2)


def _first_finds(
    items: Sequence[Find], searches: Sequence[Search], flags: list[str]
) -> tuple[list[tuple[Find, int]], Floats]:
    """Return who was found first by which search, and the items known to lie in the ground.

    An item that was left in the ground (a report, or marked by a search) and is found again within ``SAME_ITEM_M`` by a
    later search is one item; it is gone where the later search took it away.
    """
    number = {search.id: s for s, search in enumerate(searches)}
    first: list[tuple[Find, int]] = []
    lying: list[Find] = [find for find in items if find.search is None and not find.removed]
    marked: list[Find] = []
    for find in sorted((item for item in items if item.search is not None), key=lambda item: number[str(item.search)]):
        again = _same(find, marked)
        reported = _same(find, lying)
        if again is None:
            first.append((find, number[str(find.search)]))
        for other, pool in ((again, marked), (reported, lying)):
            if other is not None:
                flags.append(f"find {find.id} is taken for {other.id}, which lies within {SAME_ITEM_M:g} m of it")
                pool.remove(other)
        if not find.removed:
            marked.append(find)
    return first, _positions([*lying, *marked])


def _same(find: Find, others: list[Find]) -> Find | None:
    near = [
        (math.hypot(find.x - other.x, find.y - other.y), i)
        for i, other in enumerate(others)
        if other.search != find.search
    ]
    best = min(near, default=None)
    return others[best[1]] if best is not None and best[0] <= SAME_ITEM_M else None
