"""Disclosure policy: what may leave the register, how coarse, how late.

Two audiences. *Public*: counts of reported uses in cells of a fixed grid, months instead of days, nothing newer than the
delay, no ids, no words of a source. *Team*: the working layers of those who go there, with exact positions as known, still
without links, descriptions and personal data. Properties are allowed by name; whatever is not named stays inside.

Coarsening snaps to a fixed grid: no noise that could be averaged away, no grid that moves with the data. A position that its
publisher already blurred is not improved by any of this.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from fallow.core.errors import RefusalError
from fallow.core.place import LonLat, Place
from fallow.core.when import When


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules for one audience. ``cell_deg`` is the grid step in degrees (``None``: exact), ``delay_days`` how late."""

    audience: str
    cell_deg: float | None
    delay_days: int
    properties: frozenset[str]


PUBLIC = Policy("public", 0.1, 90, frozenset({"reports_low", "reports_high", "first_month", "last_month", "cell"}))
"""The default: cells of 0.1 degree (11 km north to south), nothing from the last 90 days."""

TEAM = Policy(
    "team",
    None,
    0,
    frozenset(
        {
            "id",
            "munition",
            "carriers",
            "position_sigma_m",
            "bearing_deg",
            "p_real",
            "date",
            "source",
            "reports",
            "expected",
            "q05",
            "q50",
            "q95",
            "p_at_least_one",
            "assessed",
            "why",
            "kind",
            "removed",
            "state",
            "order",
            "simulated",
        }
    ),
)
"""For those who work there: exact as known, nothing of what sources wrote."""

AUDIENCES = {policy.audience: policy for policy in (PUBLIC, TEAM)}
"""Every policy by its audience."""


class Reported(Protocol):
    """What the policy needs of a strike hypothesis."""

    @property
    def place(self) -> Place | None:
        """Where, or ``None``."""

    @property
    def when(self) -> When | None:
        """When, or ``None``."""

    @property
    def p_real(self) -> float:
        """Chance that it happened at all."""


@dataclass(frozen=True, slots=True)
class CoarseCell:
    """One published cell: its south-west corner and step in degrees, and reported uses in it as a range, with months.

    ``reports_low`` counts hypotheses at least as likely real as not, ``reports_high`` all of them.
    """

    corner: LonLat
    step_deg: float
    reports_low: int
    reports_high: int
    first_month: str
    last_month: str

    @property
    def ring(self) -> list[list[float]]:
        """The closed outline, counter-clockwise, longitude first, rounded so that no digit says more than the grid."""
        w, s = self.corner.lonlat
        e, n = w + self.step_deg, s + self.step_deg
        return [[round(x, 6), round(y, 6)] for x, y in ((w, s), (e, s), (e, n), (w, n), (w, s))]


@dataclass(frozen=True, slots=True)
class CoarseView:
    """The public view: its cells in grid order, and what was withheld and why, as counts."""

    cells: tuple[CoarseCell, ...]
    withheld_recent: int
    withheld_undated: int
    withheld_without_place: int


def coarse_view(strikes: Iterable[Reported], *, on: date, policy: Policy = PUBLIC) -> CoarseView:
    """Coarsen and delay hypotheses for ``policy`` as of ``on``.

    Postcondition: a cell depends only on which grid cell each hypothesis lies in and on its month; moving a hypothesis inside
    its cell, or a day inside its month, changes nothing. Raises ``RefusalError`` for a policy without a grid.
    """
    if policy.cell_deg is None:
        raise RefusalError(
            kind="too-fine",
            expected="a policy with a grid",
            found=f"audience {policy.audience!r}, which is exact",
            do="publish with the audience public",
        )
    last = on - timedelta(days=policy.delay_days)
    cells: dict[tuple[int, int], list[Reported]] = {}
    recent = undated = nowhere = 0
    for strike in strikes:
        if strike.place is None:
            nowhere += 1
        elif strike.when is None:
            undated += 1
        elif strike.when.end > last:
            recent += 1
        else:
            position = strike.place.position
            key = (math.floor(position.lat / policy.cell_deg), math.floor(position.lon / policy.cell_deg))
            cells.setdefault(key, []).append(strike)
    made = [_cell(key, inside, policy.cell_deg) for key, inside in sorted(cells.items())]
    return CoarseView(tuple(made), recent, undated, nowhere)


def _cell(key: tuple[int, int], inside: Sequence[Reported], step: float) -> CoarseCell:
    days = [strike.when for strike in inside if strike.when is not None]
    return CoarseCell(
        corner=LonLat(round(key[1] * step, 6), round(key[0] * step, 6)),
        step_deg=step,
        reports_low=sum(strike.p_real >= 0.5 for strike in inside),
        reports_high=len(inside),
        first_month=min(when.start for when in days).strftime("%Y-%m"),
        last_month=max(when.end for when in days).strftime("%Y-%m"),
    )


def allowed(properties: dict[str, Any], policy: Policy) -> dict[str, Any]:
    """Return the properties that ``policy`` names; all others stay inside."""
    return {name: value for name, value in properties.items() if name in policy.properties}


def refuse_links(text: str, where: str) -> str:
    """Return ``text`` unless it holds a web address; raise ``RefusalError`` (``link-in-publication``) where it does.

    A last look at everything that is published: links lead to accounts of witnesses and children. Addresses that a format
    itself needs (schemas, name spaces) must be taken out by the caller before this look.
    """
    for mark in ("http://", "https://", "www."):
        if (at := text.lower().find(mark)) >= 0:
            raise RefusalError(
                kind="link-in-publication",
                expected=f"no web address in {where}",
                found=f"one at character {at}",
                do="publish counts and cells; links stay in the register",
            )
    return text
