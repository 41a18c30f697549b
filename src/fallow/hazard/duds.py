"""How many of a strike's submunitions are left: number carried, share that failed, share still there, as log-normals.

The share that fails is the dominant unknown: for one shell family published figures run from 2.35 % (a government's
claim, 2023, studies classified) over 3-14 % (tests: Human Rights Watch, "Dirty Dozen" chart) to more than 14 % (the
same government's older statements, in The New York Times); past use gives 10-30 % (Congressional Research Service
RS22907) and single campaigns 3-26 % (Kosovo 1999). So a figure is read by the class of its source, and none is believed
to better than a factor of about two. Where no figure is known: 2-40 %.

``Left`` is a log-normal number of items still in the ground of one strike, people and ploughs having removed some.
Not covered: duds buried beyond reach of any search, and self-neutralised items, which count as items here.

``Claimed`` is a munition whose rate the claims of a register have moved (``fallow.hazard.dudprior``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol


class DudFigure(Protocol):
    """A published failure rate as the catalogue keeps it: fractions, and the class of its source."""

    low: float | None
    high: float | None
    source_class: str


class Munition(Protocol):
    """What the field asks of a catalogue's munition."""

    @property
    def submunitions(self) -> int | None:
        """Submunitions in one carrier; ``None`` where unknown."""

    @property
    def dud_rates(self) -> Iterable[Any]:
        """Published failure rates."""


@dataclass(frozen=True, slots=True)
class Left:
    """Mean and standard deviation of the log number of items that one strike left and that are still there."""

    log_mean: float
    log_sd: float


WIDE_RATE = Left(math.log(0.11), 0.75)
"""Failure rate with nothing known: 90 % between 3 and 38 %, as the published range of 2 to 40 %."""
STILL_THERE = Left(math.log(0.7), 0.35)
"""Share still in the ground: items are moved, collected and ploughed under; half gone is not rare."""
UNKNOWN_SUBMUNITIONS = Left(math.log(100.0), 0.75)
"""Submunitions of one carrier with the munition unknown: published numbers run from 30 to about 650, mostly 49 to 250."""
UNKNOWN_CARRIERS = Left(math.log(1.6), 0.55)
"""Carriers that one record stands for, where it does not say: mostly one, seldom six."""
COUNT_SLACK = 0.2
"""Doubt about a told number of carriers or submunitions."""
SHARED_SD = 0.8
"""Doubt that all strikes of a scene share (the ground, the removal, the claims), learnt from what is found."""

_CLASS_BIAS = {
    "manufacturer": math.log(1.8),
    "official_claim": math.log(1.8),
    "test": math.log(1.35),
    "field": 0.0,
    "estimate": 0.0,
    "adversary_claim": math.log(0.75),
}
"""By how much use in the field exceeds a figure of this class: tests flatter (GAO NSIAD-93-212; Norwegian People's Aid,
FFI and King 2007 on the M85), owners' claims more so, and those who accuse exaggerate. The factors are Fallow's
judgement, unverified, and every figure is widened by a standard deviation of 0.6."""
_LOW_RATE, _HIGH_RATE = 0.005, 0.6
LEAST_SD = 0.35
"""No rate is believed to better than this log standard deviation: strikes differ, whatever the mean over many."""


def failure_rate(figures: Iterable[Any]) -> Left:
    """Return the log-normal failure rate from published figures; ``WIDE_RATE`` where there are none.

    Each figure is a log-normal whose 90 % is its range, shifted by its source class and widened; figures are averaged as
    rival opinions (moments of the mixture), never multiplied as independent measurements, because they copy each other.
    """
    parts = [WIDE_RATE] + [part for part in map(_figure, figures) if part is not None]
    weights = [0.5 if len(parts) > 1 else 1.0] + [0.5 * 1.0 / max(1, len(parts) - 1)] * (len(parts) - 1)
    mean = sum(w * part.log_mean for w, part in zip(weights, parts, strict=True))
    second = sum(w * (part.log_sd**2 + part.log_mean**2) for w, part in zip(weights, parts, strict=True))
    return Left(mean, math.sqrt(max(second - mean**2, LEAST_SD**2)))


def _figure(figure: Any) -> Left | None:
    ends = [float(end) for end in (figure.low, figure.high) if end is not None and float(end) > 0]
    if not ends:
        return None
    low, high = (min(max(end, _LOW_RATE), _HIGH_RATE) for end in (min(ends), max(ends)))
    name = str(getattr(figure.source_class, "value", figure.source_class)).lower()
    bias = _CLASS_BIAS.get(name, math.log(1.35))
    middle = 0.5 * (math.log(low) + math.log(high))
    return Left(min(middle + bias, math.log(_HIGH_RATE)), math.hypot((math.log(high) - math.log(low)) / 3.29, 0.6))


def left_of(munition: Munition | None, carriers: float | None) -> Left:
    """Return the log number of items still there of one strike; unknown parts get their wide defaults.

    The standard deviation leaves out what all strikes of a scene share (``SHARED_SD``), which the engine learns.
    """
    known = munition.submunitions if munition is not None else None
    number = UNKNOWN_SUBMUNITIONS if not known else Left(math.log(float(known)), COUNT_SLACK)
    carried = UNKNOWN_CARRIERS if carriers is None else Left(math.log(carriers), COUNT_SLACK)
    rate = (
        munition.rate if isinstance(munition, Claimed) else failure_rate(() if munition is None else munition.dud_rates)
    )
    mean = number.log_mean + carried.log_mean + rate.log_mean + STILL_THERE.log_mean
    own = rate.log_sd**2 + STILL_THERE.log_sd**2 - SHARED_SD**2
    variance = number.log_sd**2 + carried.log_sd**2 + max(own, 0.45**2)
    return Left(mean, math.sqrt(variance))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A catalogue's munition whose failure rate claims have moved; stands wherever a ``Munition`` does."""

    submunitions: int | None
    dud_rates: tuple[Any, ...]
    rate: Left
