"""How much a claim about a failure rate says: one log-likelihood over rates for each class of source.

Counts of a field clearance: k of n items failed. Failures share a lot, a soil and a fuze, so n items are worth
``n / (1 + (n - 1) r)`` independent ones (design effect: L. Kish, "Survey Sampling", 1965) and the Beta update is made with
those. ``WITHIN_PLACE`` r = 0.046 is the correlation at which a Beta of mean 12 % has 90 % of its mass on about 3 to 26 %, the
range over single places in Kosovo 1999 (ICRC ref. 0780 and The Guardian, 6 September 2000, as quoted by others). So no one place is ever worth
more than 22 items.

An owner's figure is a bound, weak and biased: a soft one-sided likelihood ``Phi((b - logit p) / s)``. Its centre b lies 1.9 logits
above the figure, as 14 % (a government's older statements) lies above 2.35 % (the same government's claim of 2023); one case, so the
shift is doubtful by 0.7. A lower bound by an owner speaks against his interest and is not shifted. Every other figure is a
normal on the logit or, where it is a bound, one-sided too. The width s holds the doubt of the shift and that of so many items
(``items``) observed at a rate of 10 %: 1.5 for owners, 0.7 for adversaries; it is the same at every figure, so that a stricter
bound never says less. These numbers are Fallow's judgement. Not covered: age and storage of a lot, self-neutralised items, items buried beyond reach.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import log_ndtr

Floats = npt.NDArray[np.float64]

WITHIN_PLACE = 0.046
"""Correlation of failures within one place."""

_LEAST_RATE, _MOST_RATE = 0.002, 0.9
_AT_RATE = 0.1


@dataclass(frozen=True, slots=True)
class Weight:
    """What a class of source is worth: so many items, a shift of the logit, and the standard deviation of that shift."""

    items: float
    shift_logit: float
    shift_sd: float


WEIGHTS = {
    "field": Weight(3.0, 0.0, 0.5),
    "test": Weight(2.0, 0.35, 0.5),
    "estimate": Weight(1.0, 0.0, 0.7),
    "official_claim": Weight(1.5, 1.9, 0.7),
    "manufacturer": Weight(1.5, 1.9, 0.7),
    "adversary_claim": Weight(0.7, -0.3, 0.7),
}
"""By class of source, for figures without counts; a class that is not here (hearsay) is worth nothing."""

_OWNERS = frozenset({"official_claim", "manufacturer"})


def effective_items(n: float) -> float:
    """Return how many independent items n items of one place are worth; below 1 / ``WITHIN_PLACE`` whatever n."""
    return n / (1.0 + (n - 1.0) * WITHIN_PLACE)


def log_likelihood(claim: Any, rates: Floats) -> Floats:
    """Return the log-likelihood of a claim at each rate (0 < rate < 1), up to a constant; zeros where it says nothing.

    ``claim`` has the fields of ``fallow.evidence.dudclaims.DudClaim``.
    """
    if claim.failed is not None and claim.of is not None:
        share = effective_items(claim.of) / claim.of
        failed, fine = claim.failed * share, (claim.of - claim.failed) * share
        return np.asarray(failed * np.log(rates) + fine * np.log1p(-rates))
    weight = WEIGHTS.get(claim.source_class)
    if weight is None or (claim.low is None and claim.high is None):
        return np.zeros_like(rates)
    low, high = _bounds(claim)
    logits = np.log(rates) - np.log1p(-rates)
    if low is not None and high is not None:
        centre = 0.5 * (low + high) + weight.shift_logit
        spread = math.hypot(_width(weight), (high - low) / 3.29)
        return np.asarray(-0.5 * ((logits - centre) / spread) ** 2)
    if high is not None:
        centre = high + weight.shift_logit
        return np.asarray(log_ndtr((centre - logits) / _width(weight)))
    lowest = low if low is not None else 0.0
    centre = lowest + (0.0 if claim.source_class in _OWNERS else weight.shift_logit)
    return np.asarray(log_ndtr((logits - centre) / _width(weight)))


def side_of(claim: Any) -> str:
    """Return ``counts``, ``above``, ``below`` or ``about``: which way a claim speaks; claims of one side repeat each other."""
    if claim.failed is not None and claim.of is not None:
        return "counts"
    low, high = _bounds(claim)
    if low is not None and high is not None:
        return "about"
    return "below" if high is not None else "above"


def _bounds(claim: Any) -> tuple[float | None, float | None]:
    """The ends as logits. An owner's plain figure is the most that he admits: a bound from above."""
    low, high = (None if end is None else _logit(end) for end in (claim.low, claim.high))
    if claim.source_class in _OWNERS and low is not None and high is not None:
        return None, max(low, high)
    return (low, high) if low is None or high is None else (min(low, high), max(low, high))


def _width(weight: Weight) -> float:
    return math.hypot(weight.shift_sd, 1.0 / math.sqrt(weight.items * _AT_RATE * (1.0 - _AT_RATE)))


def _logit(rate: float) -> float:
    kept = min(max(rate, _LEAST_RATE), _MOST_RATE)
    return math.log(kept / (1.0 - kept))
