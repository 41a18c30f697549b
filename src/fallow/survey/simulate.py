"""Walk a way of working over simulated ground, to see what it would have found, at what effort.

A way of working has the planner's verbs; the ground is a function that says what a search of a box finds. What comes out is
the confirmed area after so many boxes; the truth to hold it against stays with the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from shapely.geometry.base import BaseGeometry

from fallow.core.outcome import Outcome
from fallow.survey.box import Box


class WayOfWorking(Protocol):
    """What can be walked: ``Planner`` and ``CmrsWalker`` are two."""

    def next(self, k: int = 1) -> list[Box]:
        """The boxes to search next; none where the way has run out."""

    def record(self, box_id: str, finds: Iterable[tuple[float, float]] = ()) -> None:
        """Take in one search to the end."""

    @property
    def stopped(self) -> Outcome | None:
        """How it ended, or ``None``."""

    def confirmed_area(self) -> BaseGeometry:
        """The area that may be called confirmed."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a survey stood: boxes searched, items found, the confirmed area, and how it had ended (if it had)."""

    boxes: int
    found: int
    area: BaseGeometry
    stopped: Outcome | None


def walk(
    way: WayOfWorking,
    search: Callable[[Box], list[tuple[float, float]]],
    stages: Iterable[int],
    at_once: int = 8,
) -> Iterator[Stage]:
    """Search box by box and yield the stage at each number of boxes in ``stages`` (rising).

    ``at_once`` boxes are asked for at a time, as a day's work. Where the way runs out, its last stage is yielded once, with
    the boxes that it took, and the walk ends.
    """
    boxes = found = 0
    for stage in stages:
        while boxes < stage:
            offered = way.next(min(at_once, stage - boxes))
            if not offered:
                yield Stage(boxes, found, way.confirmed_area(), way.stopped)
                return
            for box in offered:
                finds = search(box)
                way.record(box.id, finds=finds)
                found += len(finds)
                boxes += 1
        yield Stage(boxes, found, way.confirmed_area(), way.stopped)
