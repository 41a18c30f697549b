"""The confirmed area, drawn by one stated rule.

Buffers of ``buffer_m`` round every find and evidence point; a morphological closing (grow by ``closing_m``, shrink by the same) which
takes in the gaps between neighbours; holes filled. Same points, same rule, same area, whoever draws it. The rule confirms
what was found: it draws nothing round a record where nobody found anything, and ground outside it is not confirmed, which is not
the same as free of items. (Serra, *Image Analysis and Mathematical Morphology*, 1982, for the closing.)
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from fallow.core.errors import InputError
from fallow.hazard.inputs import Find, FindKind
from fallow.survey.practice import Practice

_ARC_STEPS = 16  # per quarter circle: a chord leaves the circle by less than 0.25 % of the radius


def evidence_points(finds: Iterable[Find], practice: Practice) -> list[tuple[float, float]]:
    """Positions of what was known before the survey and counts as evidence: every unexploded item, and the other kinds
    that the rule names.
    """
    kinds = {FindKind.UNEXPLODED.value, *practice.evidence_kinds}
    return [(find.x, find.y) for find in finds if find.kind.value in kinds]


def confirmed_area(points: Iterable[tuple[float, float]], practice: Practice) -> BaseGeometry:
    """Return the area round ``points`` (x, y in metres of one projected system): a polygon, several, or an empty one.

    Every point lies inside by at least 99.7 % of ``buffer_m``. Raises ``InputError`` (``bad-position``) for a number that
    is not finite.
    """
    kept = list(points)
    for x, y in kept:
        if not (math.isfinite(x) and math.isfinite(y)):
            raise InputError(
                kind="bad-position",
                expected="finite x and y for every find",
                found=f"({x}, {y})",
                do="leave a find without a position out of the drawing and say so beside it",
            )
    if not kept:
        return Polygon()
    buffer_m, closing_m = practice.number("buffer_m"), practice.number("closing_m")
    discs = shapely.union_all(shapely.buffer(shapely.points(kept), buffer_m, quad_segs=_ARC_STEPS))
    closed = discs.buffer(closing_m, quad_segs=_ARC_STEPS).buffer(-closing_m, quad_segs=_ARC_STEPS)
    # Arcs are drawn with chords, so shrinking can cut a hair inside what was grown: the discs are put back.
    area = shapely.union_all([closed, discs])
    return _filled(area) if practice.flag("fill_holes") else area


def _filled(area: BaseGeometry) -> BaseGeometry:
    parts = [Polygon(part.exterior) for part in shapely.get_parts(area)]
    merged = shapely.union_all(parts)
    return merged if isinstance(merged, (Polygon, MultiPolygon)) else MultiPolygon(parts)
