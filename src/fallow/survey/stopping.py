"""When to stop, and why: stopped on purpose is one answer, want of evidence is another, and neither says that land is safe.

A survey has stopped when both hold: every box within ``stop_rings`` of a find has been searched to the end (the
fade-out of practice, a floor under the model), and no box promises more than ``stop_items_share`` of the items expected in all.
Then the forecast of capture decides between the two endings: from ``stop_capture_q05`` upwards it is STOPPED; below it the boxes
have run out of promise while items may well lie outside, which is NOT_ENOUGH_EVIDENCE: records, reports and interviews are wanted, not boxes.
Where nothing at all was found the ending is always NOT_ENOUGH_EVIDENCE.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from fallow.core.outcome import Ending, Outcome
from fallow.survey.practice import Practice

_NOT_SAFE = "Ground outside it is not confirmed, and nothing here says that it is safe."


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a survey stands: what the stop rule looks at."""

    boxes_searched: int
    boxes_left: int
    items_found: int
    items_expected: float
    best_gain: float
    rings_open: int
    capture: dict[str, float]


def stop_rule(standing: Standing, practice: Practice) -> Outcome | None:
    """Return the ending that the rule reaches, or ``None`` where the survey should go on."""
    if standing.boxes_searched == 0:
        return None
    if standing.boxes_left:
        if standing.rings_open:
            return None
        if standing.best_gain > practice.number("stop_items_share") * max(standing.items_expected, 1.0):
            return None
    return _ending(standing, practice)


def _ending(standing: Standing, practice: Practice) -> Outcome:
    searched = f"{standing.boxes_searched} boxes searched, {standing.items_found} items found"
    held = standing.capture
    if standing.items_found == 0 or math.isnan(held["mean"]):
        return Outcome(
            Ending.NOT_ENOUGH_EVIDENCE,
            f"{searched}; there is nothing to draw a confirmed area round, and zero finds is not zero risk: "
            f"{standing.items_expected:.1f} items are still expected in these bounds.",
        )
    share = f"{held['mean']:.0%} of all items (5 to 95 %: {held['q05']:.0%} to {held['q95']:.0%})"
    promise = (
        "every box has been searched to the end"
        if not standing.boxes_left
        else f"the next box promises {standing.best_gain:.3f} of about {standing.items_expected:.0f} items"
    )
    if held["q05"] < practice.number("stop_capture_q05"):
        return Outcome(
            Ending.NOT_ENOUGH_EVIDENCE,
            f"{searched}; {promise}, yet the confirmed area may hold only {share}: "
            f"more records and reports are wanted rather than more boxes. {_NOT_SAFE}",
        )
    return Outcome(
        Ending.STOPPED,
        f"Stopped on purpose: {searched}; {promise}, and the confirmed area is forecast to hold {share}. {_NOT_SAFE}",
    )
