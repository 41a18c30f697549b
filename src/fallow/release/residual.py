"""Residual risk of an area: what may still lie in it, with the limits of the figure. No verdict, and no way to ask for one.

The figure is a posterior predictive count of unexploded items still in the ground of the area: chance of at least one,
expected number, quantiles. A count of draws cannot show a chance smaller than one draw, so where no draw holds an item the
chance is given by Jeffreys' rule, (k + 1/2) / (draws + 1), and never as zero. (Brown, Cai and DasGupta, "Interval estimation for a
binomial proportion", Statistical Science 2001.)

What it does not cover stands in every result: see ``NOT_COVERED``. Where the area is not assessed the figure is what records and
reports let one expect, and nothing was looked at; where it lies outside the field there is no figure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from fallow.core.errors import InputError
from fallow.hazard.field import Field

NOT_COVERED = (
    "strikes that left no record, report or find, beyond the model's allowance for them",
    "items deeper than the searches reached",
    "stray items that people or water brought, beyond the model's allowance for them",
    "ordnance of other kinds, such as mines",
    "ground outside the outline",
)
"""What no residual figure here covers; said beside each."""

_HAIR = 0.001


@dataclass(frozen=True, slots=True)
class Residual:
    """What may still lie in one area. ``None`` is unknown, never zero.

    ``share_assessed`` is the share of the area that complete searches cover. ``area_ha`` is the area in hectares.
    The quantiles are of the count of items left.
    """

    area_id: str
    p_at_least_one: float | None
    expected: float | None
    q05: float | None
    q25: float | None
    q50: float | None
    q75: float | None
    q95: float | None
    share_assessed: float | None
    area_ha: float | None
    draws: int
    method: str
    simulated: bool
    not_covered: tuple[str, ...] = NOT_COVERED

    @property
    def sentence(self) -> str:
        """The figure with its limits, for people."""
        mark = "SIMULATED. " if self.simulated else ""
        if self.p_at_least_one is None or self.expected is None:
            return f"{mark}{self.area_id}: no figure; the area is outside the field, and unknown is not zero."
        looked = {None: "it is not known how much of it was searched", 0.0: "none of it was searched to the end"}.get(
            self.share_assessed, f"{self.share_assessed or 0:.0%} of it was searched to the end"
        )
        return (
            f"{mark}{self.area_id}: at least one item is left with a chance of {self.p_at_least_one:.1%}; "
            f"{self.expected:.2g} expected ({self.q05:g} to {self.q95:g}, 5 to 95 %); {looked}. "
            "This does not say that the land is safe."
        )

    def to_json(self) -> dict[str, Any]:
        """Return every figure by name, with what it does not cover."""
        return {
            "id": self.area_id,
            "p_at_least_one": self.p_at_least_one,
            "expected": self.expected,
            "q05": self.q05,
            "q25": self.q25,
            "q50": self.q50,
            "q75": self.q75,
            "q95": self.q95,
            "share_assessed": self.share_assessed,
            "area_ha": self.area_ha,
            "draws": self.draws,
            "method": self.method,
            "simulated": self.simulated,
            "does_not_cover": list(self.not_covered),
            "sentence": self.sentence,
        }


def residuals(field: Field, outlines: Mapping[str, BaseGeometry]) -> list[Residual]:
    """Return the residual of each outline (metres of the field's CRS), in their order.

    An outline that reaches outside the field has no figure. The chance is worked out from the intensities, not counted over
    draws, so that it is small where little is expected and never zero.
    """
    return [
        Residual(
            area_id=row.id,
            p_at_least_one=row.p_at_least_one,
            expected=row.expected,
            q05=_or_none(row.q05),
            q25=_or_none(row.q25),
            q50=_or_none(row.q50),
            q75=_or_none(row.q75),
            q95=_or_none(row.q95),
            share_assessed=whole_or_none(row.assessed),
            area_ha=outlines[row.id].area / 1e4,
            draws=len(field.items),
            method=f"{field.method} {field.version}, seed {field.seed}",
            simulated=field.simulated,
        )
        for row in field.query(outlines)
    ]


def whole_or_none(share: float) -> float:
    """Return a share of an area with hairs at its ends taken off: under 0.1 % is nothing, over 99.9 % is all.

    Outlines that touch share slivers of ground by rounding; a sliver is not a search.
    """
    return 0.0 if share <= _HAIR else 1.0 if share >= 1 - _HAIR else float(share)


def _or_none(value: int | None) -> float | None:
    return None if value is None else float(value)


def residual_of_counts(
    area_id: str,
    counts: NDArray[np.int64],
    *,
    share_assessed: float | None,
    area_ha: float | None,
    method: str,
    simulated: bool,
    expected: float | None = None,
    p_at_least_one: float | None = None,
) -> Residual:
    """Return the residual of one area from posterior predictive counts, one for each draw.

    ``expected`` and ``p_at_least_one``, where the field knows them better than from counts, are taken as they are; a chance of
    exactly zero is not: then the counts' own bound stands in. Raises ``InputError`` (``bad-draws``).
    """
    if counts.ndim != 1 or counts.size == 0 or not np.isfinite(counts).all() or (counts < 0).any():
        raise InputError(
            kind="bad-draws",
            expected=f"a row of counts of 0 or more for area {area_id!r}",
            found=f"shape {counts.shape}",
            do="query the field with draws",
        )
    at_least = float((np.count_nonzero(counts) + 0.5) / (counts.size + 1))
    if p_at_least_one is not None and math.isfinite(p_at_least_one) and 0 < p_at_least_one <= 1:
        at_least = p_at_least_one
    q05, q25, q50, q75, q95 = (float(value) for value in np.quantile(counts, [0.05, 0.25, 0.5, 0.75, 0.95]))
    mean = float(counts.mean()) if expected is None or not expected > 0 else float(expected)
    return Residual(
        area_id=area_id,
        p_at_least_one=at_least,
        # No draw with an item still leaves the chance above: an expectation of exactly zero would contradict it.
        expected=mean if mean > 0 else -math.log1p(-at_least),
        q05=q05,
        q25=q25,
        q50=q50,
        q75=q75,
        q95=q95,
        share_assessed=None if share_assessed is None else whole_or_none(share_assessed),
        area_ha=area_ha,
        draws=int(counts.size),
        method=method,
        simulated=simulated,
    )
