"""How many of a strike's submunitions are left: number carried, share that failed, share still there, as log-normals.

The share that fails is the dominant unknown: for one shell family published figures run from 2.35 % (a government's
claim, 2023, studies classified) over 3-14 % (tests: Human Rights Watch, "Dirty Dozen" chart) to more than 14 % (the
same government's older statements, in The New York Times); past use gives 10-30 % (Congressional Research Service
RS22907) and single campaigns 3-26 % (Kosovo 1999). So a figure is read by the class of its source, and none is believed
to better than a factor of about two. Where no figure is known: 2-40 %.

``Left`` is a log-normal number of items still in the ground of one strike, people and ploughs having removed some.
Not covered: duds buried beyond reach of any search, and self-neutralised items, which count as items here.

``prior_from`` is the one door by which claims of a register move the rate of a munition: the catalogue's log-normal times the
likelihoods of confirmed claims (``fallow.hazard.dudlikelihood``), one origin once, with a lineage that says by how much each
claim moved it. Without claims it is the catalogue's rate, to the last bit.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from fallow.hazard.dudlikelihood import WEIGHTS, effective_items, log_likelihood, side_of

if TYPE_CHECKING:
    from fallow.evidence.dudclaims import DudClaim
    from fallow.strikes.catalogue import Catalogue

Floats = npt.NDArray[np.float64]


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
class Moved:
    """What one claim did to one munition's rate, or why it did nothing.

    ``items`` is how many independent observed items it counts for; ``log_shift`` how far the mean of the log rate would move
    back without it (positive: it raised the rate).
    """

    claim: str
    entry: str
    says: str
    source_class: str
    origin: str | None
    items: float
    log_shift: float
    why: str

    def to_json(self) -> dict[str, Any]:
        """Return the step as a row of a report."""
        return asdict(self)


@dataclass(frozen=True, slots=True, eq=False)
class RateDistribution:
    """The failure rate of one munition: a density over ``rates`` (ascending, summing to one), and its lineage.

    ``rate`` are the moments of its logarithm, never narrower than ``LEAST_SD``; ``prior`` those without any claim.
    """

    munition: str
    prior: Left
    rate: Left
    rates: Floats
    mass: Floats
    lineage: tuple[Moved, ...]

    @property
    def mean(self) -> float:
        """Mean failure rate, a fraction."""
        return float(self.rates @ self.mass)

    def quantile(self, q: float) -> float:
        """The rate below which a share ``q`` (0 < q < 1) of the mass lies."""
        return float(np.exp(np.interp(q, np.cumsum(self.mass) - 0.5 * self.mass, np.log(self.rates))))

    def to_json(self) -> dict[str, Any]:
        """Return quantiles of the rate, as fractions, and the lineage."""
        quantiles = {f"q{round(100 * q):02d}": self.quantile(q) for q in (0.05, 0.25, 0.5, 0.75, 0.95)}
        return {
            "munition": self.munition,
            "mean": self.mean,
            **quantiles,
            "lineage": [one.to_json() for one in self.lineage],
        }


@dataclass(frozen=True, slots=True)
class Claimed:
    """A catalogue's munition whose failure rate claims have moved; stands wherever a ``Munition`` does."""

    submunitions: int | None
    dud_rates: tuple[Any, ...]
    rate: Left


@dataclass(frozen=True, slots=True)
class DudPrior:
    """The rate of every munition of a catalogue, given claims; ``nowhere`` are claims that name no munition of it."""

    rates: Mapping[str, RateDistribution]
    nowhere: tuple[Moved, ...]
    catalogue: Mapping[str, Munition]

    def munitions(self) -> dict[str, Munition]:
        """Return the catalogue to solve a field with: those that claims moved stand as ``Claimed``, the others as they were."""
        return {
            key: munition
            if self.rates[key].rate == self.rates[key].prior
            else Claimed(munition.submunitions, tuple(munition.dud_rates), self.rates[key].rate)
            for key, munition in self.catalogue.items()
        }


_RATES: Floats = np.exp(np.linspace(math.log(2e-4), math.log(0.98), 3001))


def prior_from(catalogue: Catalogue, claims: Iterable[DudClaim]) -> DudPrior:
    """Return the failure rate of every munition of the catalogue, given what a register's claims say.

    Used is a claim that an analyst confirmed, of a class that weighs something, whose wording names one munition, and whose
    figure the catalogue does not already hold. Of one origin the earliest claim is used and no other, so a reprint changes
    nothing; figures that one authority repeats on the same side share the weight of one. The order of claims does not matter.
    """
    groups: dict[str, list[DudClaim]] = {munition.key: [] for munition in catalogue}
    nowhere = []
    for claim in sorted(claims, key=_by_age):
        match = catalogue.find(claim.munition) if claim.munition not in groups else None
        key = claim.munition if claim.munition in groups else match.key if match is not None else None
        if key is None:
            nowhere.append(_moved(claim, "its wording names no one munition of the catalogue"))
        else:
            groups[key].append(claim)
    rates = {munition.key: _distribution(munition, groups[munition.key]) for munition in catalogue}
    return DudPrior(rates, tuple(nowhere), dict(catalogue.munitions))


def _distribution(munition: Any, claims: Sequence[DudClaim]) -> RateDistribution:
    prior = failure_rate(munition.dud_rates)
    used, lineage = _sorted_out(claims, tuple(munition.dud_rates))
    mass = _mass(prior, used)
    whole = _moments(mass)
    for claim in used:
        rest = _moments(_mass(prior, [other for other in used if other is not claim]))
        lineage.append(_moved(claim, "", _items(claim), whole.log_mean - rest.log_mean))
    rate = prior if not used else replace(whole, log_sd=max(whole.log_sd, LEAST_SD))
    return RateDistribution(munition.key, prior, rate, _RATES, mass, tuple(lineage))


def _sorted_out(claims: Sequence[DudClaim], figures: Sequence[Any]) -> tuple[list[DudClaim], list[Moved]]:
    """Which claims move the rate, and why the others do not."""
    used: list[DudClaim] = []
    lineage: list[Moved] = []
    origins: dict[str, DudClaim] = {}
    for claim in claims:
        why = _why_not(claim, figures)
        first = origins.get(claim.origin or "")
        if why is None and first is not None:
            differs = "" if first.says == claim.says else f", which says {first.says}"
            why = f"same origin as {first.id}{differs}: one origin counts once"
        if why is None or claim.source_class not in WEIGHTS or _is_held(claim, figures):
            # A reprint that drops the word "reportedly", or garbles a figure that the catalogue holds, is no second source.
            origins.setdefault(claim.origin or "", claim)
        if why is None:
            used.append(claim)
        else:
            lineage.append(_moved(claim, why))
    return used, lineage


def _why_not(claim: DudClaim, figures: Sequence[Any]) -> str | None:
    if claim.unusable is not None:
        return claim.unusable
    if claim.source_class not in WEIGHTS:
        return f"{claim.source_class} is shown and weighs nothing"
    if claim.origin is None:
        return "its origin is unknown"
    if claim.says == "no figure":
        return "it gives no figure"
    if claim.confirmed_by is None:
        return "no analyst has confirmed it"
    if _is_held(claim, figures):
        return "the catalogue already holds this figure of this class"
    return None


def _is_held(claim: DudClaim, figures: Sequence[Any]) -> bool:
    return claim.failed is None and any(_same_figure(claim, figure) for figure in figures)


def _same_figure(claim: DudClaim, figure: Any) -> bool:
    held = str(getattr(figure.source_class, "value", figure.source_class)).lower()
    ends = ((claim.low, figure.low), (claim.high, figure.high))
    if held != claim.source_class or all(one is None or other is None for one, other in ends):
        return False
    return all(one is None or other is None or math.isclose(one, float(other), rel_tol=0.05) for one, other in ends)


def _mass(prior: Left, used: Sequence[DudClaim]) -> Floats:
    """The posterior over ``_RATES``: log-normal prior times likelihoods, repeats of one authority sharing one weight."""
    logs = np.log(_RATES)
    total = -0.5 * ((logs - prior.log_mean) / prior.log_sd) ** 2
    repeats = Counter(_voice(claim) for claim in used)
    for claim in used:
        total = total + log_likelihood(claim, _RATES) / repeats[_voice(claim)]
    mass = np.exp(total - total.max())
    return np.asarray(mass / mass.sum())


def _voice(claim: DudClaim) -> tuple[str, ...]:
    """What repeats: one authority on one side. Counts of different origins are different counts."""
    side = side_of(claim)
    who = claim.origin if side == "counts" or claim.authority is None else claim.authority
    return (str(who), claim.source_class, side)


def _moments(mass: Floats) -> Left:
    logs = np.log(_RATES)
    mean = float(logs @ mass)
    return Left(mean, math.sqrt(float((logs - mean) ** 2 @ mass)))


def _items(claim: DudClaim) -> float:
    return effective_items(claim.of) if claim.of is not None else WEIGHTS[claim.source_class].items


def _moved(claim: DudClaim, why: str, items: float = 0.0, log_shift: float = 0.0) -> Moved:
    return Moved(
        claim.id, claim.entry_id, claim.says, claim.source_class, claim.origin, items, log_shift, why or claim.why_class
    )


def _by_age(claim: DudClaim) -> tuple[str, str, str]:
    """Earliest publication first (undated last), then earliest known, then id: which claim stands for its origin."""
    return (claim.published or "9999", claim.known_at.isoformat(), claim.id)
