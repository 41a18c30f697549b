"""Reckoning: the plan holds its own forecasts against what was found, and corrects them where they mislead.

A model of strikes is wrong somewhere: too compact at the fringe, too hopeful far from any evidence. And the best of many noisy
forecasts is too high for that reason alone. So forecast chances of a find are summed by how far the box lay from the nearest find
(or record), beside the finds that came; the worth of boxes of that class is multiplied by (a + came) / (a + forecast), a
Gamma-Poisson mean with ``a`` searches' worth of trust in the model. Boxes are ranked by it; the forecast of capture is not touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

CLASS_EDGES = (1.2, 2.2, 4.0)
"""Distances from the nearest find, in boxes, at which classes end; beyond them come near a record, and elsewhere."""

NEAR_RECORD = 6.0
"""Boxes from the nearest record within which ground counts as near it."""

N_CLASSES = len(CLASS_EDGES) + 2
ELSEWHERE = N_CLASSES - 1
"""The class of ground far from finds and records."""

_TRUST = 2.0  # finds' worth of trust in the model, in every class


def classes(find_m: NDArray[np.float64], record_m: NDArray[np.float64], box_m: float) -> NDArray[np.int64]:
    """Return the class of each box from its distances (inf where there is no find or record)."""
    kind = np.searchsorted(np.array(CLASS_EDGES) * box_m, find_m, side="right")
    far = kind == len(CLASS_EDGES)
    kind[far & (record_m > NEAR_RECORD * box_m)] += 1
    return kind


@dataclass(slots=True)
class Reckoning:
    """Finds forecast and finds that came, by class."""

    forecast: NDArray[np.float64] = field(default_factory=lambda: np.zeros(N_CLASSES))
    came: NDArray[np.float64] = field(default_factory=lambda: np.zeros(N_CLASSES))

    def note(self, kind: int, p_find: float, *, found: bool) -> None:
        """Take in one box searched to the end, with the chance of a find that was forecast for it."""
        self.forecast[kind] += p_find
        self.came[kind] += found

    def factors(self) -> NDArray[np.float64]:
        """(classes,): by what the worth of a box is multiplied; 1 where nothing was searched."""
        return (_TRUST + self.came) / (_TRUST + self.forecast)
