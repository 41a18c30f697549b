"""Strikes as layers for others: the public's coarse cells, or a team's points with their uncertainty, by policy.

Both go through ``fallow.publish.policy``: what is not named there stays inside. A public layer says with every copy what was
withheld and that an empty cell is not a safe one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from fallow.publish.policy import TEAM, CoarseView, allowed, coarse_view, refuse_links
from fallow.strikes import Strike

EMPTY_IS_NOT_SAFE = "Reported uses in cells of a fixed grid. An empty cell was not reported on; it is not safe."
"""Said with every public layer."""


def cell_properties(view: CoarseView) -> list[dict[str, Any]]:
    """The properties of each cell of a public view, in the order of the cells."""
    return [
        {
            "reports_low": cell.reports_low,
            "reports_high": cell.reports_high,
            "first_month": cell.first_month,
            "last_month": cell.last_month,
        }
        for cell in view.cells
    ]


def public_text(strikes: Iterable[Strike], *, on: date, simulated: bool = False) -> str:
    """Return the public layer as GeoJSON text: same strikes and day, same bytes.

    Raises ``RefusalError`` (``link-in-publication``) should any web address have come in.
    """
    view = coarse_view(strikes, on=on)
    value = {
        "type": "FeatureCollection",
        "note": ("SIMULATED. " if simulated else "") + EMPTY_IS_NOT_SAFE,
        "withheld": {
            "recent": view.withheld_recent,
            "undated": view.withheld_undated,
            "without_place": view.withheld_without_place,
        },
        "features": [
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [cell.ring]}, "properties": properties}
            for cell, properties in zip(view.cells, cell_properties(view), strict=True)
        ],
    }
    return refuse_links(json.dumps(value, indent=1) + "\n", "the public layer")


def team_rows(strikes: Iterable[Strike]) -> Sequence[tuple[Strike, dict[str, Any]]]:
    """Return each strike that has a place, with the properties a team may see."""
    return [
        (
            strike,
            allowed(
                {
                    "id": strike.id[:12],
                    "munition": strike.munition,
                    "p_real": strike.p_real,
                    "position_sigma_m": strike.position_sigma_m,
                    "date": strike.when.start.isoformat() if strike.when else None,
                    "reports": len(strike.members),
                    "simulated": strike.simulated,
                },
                TEAM,
            ),
        )
        for strike in strikes
        if strike.place is not None
    ]
