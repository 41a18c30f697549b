"""Flags between two files of a source: what moved, turned or went since the file before. Nothing is moved back.

Many dates that moved by one number of days are one mistake of the source (or its repair), and said once. Many positions
that moved at once are a decision of the source, most likely a deliberate blur to protect people: positions then deserve an
uncertainty of at least 100 m, and nobody should try to undo it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from fallow.core.place import LonLat
from fallow.evidence.difference import pair_rows
from fallow.evidence.flag import Flag
from fallow.evidence.readtable import ReadTable

LEAST_TOGETHER = 20
"""Rows that must change alike before it counts as together."""

LEAST_SHARE = 0.2
"""Share of the rows in both files that must change alike before it counts as together."""

FAR_MOVE_M = 1_000.0
"""A move beyond this, and beyond five times the median, is a change of its own even where many moved."""

BLUR_UNCERTAINTY_M = 100
"""The least uncertainty that positions deserve once their source has moved them together."""

_STILL_M = 0.01  # below this two ways of writing one position differ
_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, slots=True)
class _Pair:
    old: int
    new: int


def movement_flags(before: ReadTable, after: ReadTable, matched: list[int | None] | None = None) -> list[Flag]:
    """Every flag of ``after`` beside ``before``, the file of the same source just before it.

    ``matched`` is what ``pair_rows`` gives for the two, where the caller has it already.
    """
    if matched is None:
        matched = pair_rows(before.rows, after.rows, after.id_column)
    pairs = [_Pair(old, new) for new, old in enumerate(matched) if old is not None]
    changed = [pair for pair in pairs if before.rows[pair.old] is not after.rows[pair.new]]
    flags = [*_shifted_dates(before, after, changed, len(pairs)), *_moved(before, after, changed, len(pairs))]
    return [*flags, *_flipped(before, after, changed), *_vanished(before, after, {pair.old for pair in pairs})]


def _shifted_dates(before: ReadTable, after: ReadTable, pairs: list[_Pair], common: int) -> Iterator[Flag]:
    shifts: dict[int, list[str]] = {}
    for pair in pairs:
        old, new = before.reads[pair.old].when, after.reads[pair.new].when
        if old is not None and new is not None and old.start != new.start:
            shifts.setdefault((new.start - old.start).days, []).append(after.keys[pair.new])
    for days, keys in sorted(shifts.items()):
        if len(keys) >= LEAST_TOGETHER and len(keys) >= LEAST_SHARE * common:
            sentence = (
                f"{len(keys)} of {common} dates moved by {days:+d} day{'' if abs(days) == 1 else 's'} at once since the file "
                "before: one of the two files is wrong as a whole; not moved back"
            )
            yield Flag("dates-shifted-together", sentence, rows=tuple(sorted(keys)))


def _moved(before: ReadTable, after: ReadTable, pairs: list[_Pair], common: int) -> Iterator[Flag]:
    moves: list[tuple[float, _Pair, LonLat, LonLat]] = []
    for pair in pairs:
        old, new = before.reads[pair.old].position, after.reads[pair.new].position
        if old is not None and new is not None and (distance_m := old.distance_m(new)) > _STILL_M:
            moves.append((distance_m, pair, old, new))
    alone = moves
    if len(moves) >= LEAST_TOGETHER and len(moves) >= LEAST_SHARE * common:
        yield _together(moves, after, common)
        limit = max(FAR_MOVE_M, 5 * median(distance_m for distance_m, *_ in moves))
        alone = [move for move in moves if move[0] > limit]
    for distance_m, pair, old, new in alone:
        towards = _COMPASS[_octant(old, new)]
        sentence = f"moved {distance_m:.0f} m to the {towards} since the file before"
        yield Flag("position-changed", sentence, after.keys[pair.new], after.rows[pair.new].number)


def _together(moves: list[tuple[float, _Pair, LonLat, LonLat]], after: ReadTable, common: int) -> Flag:
    octant, most = Counter(_octant(old, new) for _, _, old, new in moves).most_common(1)[0]
    sentence = (
        f"{len(moves)} of {common} positions moved at once since the file before, by a median of "
        f"{median(distance_m for distance_m, *_ in moves):.0f} m, {100 * most / len(moves):.0f} % of them to the "
        f"{_COMPASS[octant]}: take it for a deliberate blur, give positions at least {BLUR_UNCERTAINTY_M} m, never undo it"
    )
    return Flag(
        "positions-moved-together", sentence, rows=tuple(sorted(after.keys[pair.new] for _, pair, _, _ in moves))
    )


def _octant(old: LonLat, new: LonLat) -> int:
    east = (new.lon - old.lon) * math.cos(math.radians(old.lat))
    return round(math.degrees(math.atan2(east, new.lat - old.lat)) / 45) % 8


def _flipped(before: ReadTable, after: ReadTable, pairs: list[_Pair]) -> Iterator[Flag]:
    for pair in pairs:
        old, new = before.reads[pair.old], after.reads[pair.new]
        key, number = after.keys[pair.new], after.rows[pair.new].number
        if old.labels != new.labels:
            was, now = ", ".join(old.labels) or "no label", ", ".join(new.labels) or "no label"
            yield Flag("label-flipped", f"was {was}, is {now}", key, number)
        if old.munition != new.munition:
            sentence = f"was {old.munition or 'not named'!r}, is {new.munition or 'not named'!r}"
            yield Flag("munition-changed", sentence, key, number)


def _vanished(before: ReadTable, after: ReadTable, still_there: set[int]) -> Iterator[Flag]:
    for at, key in enumerate(before.keys):
        if at not in still_there:
            labels = before.reads[at].labels
            known = f" (labelled {', '.join(labels)})" if labels else ""
            sentence = f"was in the file of {before.known_on}{known}, is not in that of {after.known_on}"
            yield Flag("vanished", sentence, key, None)
