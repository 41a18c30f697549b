"""The failure rate of each munition given what a register's claims say, and by how much each claim moved it.

``prior_from`` is the one door by which claims of a register move a rate: the catalogue's log-normal times the likelihoods of
confirmed claims (``fallow.hazard.dudlikelihood``) on a grid of rates, one origin once. Without claims it is the catalogue's rate, to
the last bit. ``what_if`` says what a claim would do that nobody has confirmed yet, so that an analyst sees what hangs on a word.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from fallow.hazard.dudlikelihood import WEIGHTS, effective_items, log_likelihood, side_of
from fallow.hazard.duds import LEAST_SD, Claimed, Left, Munition, failure_rate

if TYPE_CHECKING:
    from fallow.evidence.dudclaims import DudClaim
    from fallow.strikes.catalogue import Catalogue

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Moved:
    """What one claim did to one munition's rate, or why it did nothing.

    ``items`` is how many independent observed items it counts for; ``log_shift`` how far the mean of the log rate would move
    back without it (positive: it raised the rate); ``without`` and ``with_it`` are the 5, 50 and 95 % points of the rate with
    every used claim but it, and with it too. ``decision`` is the entry by which an analyst confirmed it.
    """

    claim: str
    entry: str
    says: str
    source_class: str
    origin: str | None
    items: float
    log_shift: float
    why: str
    decision: str | None = None
    without: tuple[float, float, float] | None = None
    with_it: tuple[float, float, float] | None = None

    @property
    def moves(self) -> bool:
        """True where the claim is among those that made the rate."""
        return self.with_it is not None

    def to_json(self) -> dict[str, Any]:
        """Return the step as a row of a report; figures to six digits, so that machines print alike."""
        figures = {
            name: None if points is None else {key: _six(point) for key, point in zip(_POINTS, points, strict=True)}
            for name, points in (("without", self.without), ("with_it", self.with_it))
        }
        return {**asdict(self), "items": _six(self.items), "log_shift": _six(self.log_shift), **figures}


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
    def moved(self) -> bool:
        """True where at least one claim made this rate other than the catalogue's."""
        return self.rate != self.prior

    @property
    def mean(self) -> float:
        """Mean failure rate, a fraction."""
        return float(self.rates @ self.mass)

    def quantile(self, q: float) -> float:
        """The rate below which a share ``q`` (0 < q < 1) of the mass lies."""
        return _quantile(self.mass, q)

    def to_json(self) -> dict[str, Any]:
        """Return the catalogue's rate and the rate given the claims, as quantiles (fractions, six digits), and the lineage."""
        before = prior_mass(self)
        return {
            "munition": self.munition,
            "moved": self.moved,
            "catalogue": {name: _six(_quantile(before, q)) for name, q in _QUANTILES.items()},
            "rate": {"mean": _six(self.mean), **{name: _six(self.quantile(q)) for name, q in _QUANTILES.items()}},
            "lineage": [one.to_json() for one in self.lineage],
        }


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
            if not self.rates[key].moved
            else Claimed(munition.submunitions, tuple(munition.dud_rates), self.rates[key].rate)
            for key, munition in self.catalogue.items()
        }

    def moved(self) -> list[RateDistribution]:
        """The rates that a claim moved, in the order of the catalogue."""
        return [one for one in self.rates.values() if one.moved]

    def spoken_of(self) -> list[RateDistribution]:
        """The rates of which any claim speaks, used or not, in the order of the catalogue."""
        return [one for one in self.rates.values() if one.lineage]

    def steps(self) -> list[tuple[str | None, Moved]]:
        """Every claim once, with the key of its munition (``None`` where its wording names no one munition)."""
        named = [(key, moved) for key, one in self.rates.items() for moved in one.lineage]
        return [*named, *((None, moved) for moved in self.nowhere)]

    def to_json(self) -> dict[str, Any]:
        """Return what a field's provenance keeps: each munition that claims speak of, each claim, decision and shift."""
        return {
            "method": METHOD,
            "munitions": [one.to_json() for one in self.spoken_of()],
            "names_no_munition": [one.to_json() for one in self.nowhere],
            "others": "the catalogue's rates, to the last bit",
        }


METHOD = "dud-prior/1"
"""Names how claims become a rate; a field solved with it says so."""

_QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
_POINTS = {"q05": 0.05, "q50": 0.5, "q95": 0.95}
_RATES: Floats = np.exp(np.linspace(math.log(2e-4), math.log(0.98), 3001))


def prior_from(catalogue: Catalogue, claims: Iterable[DudClaim]) -> DudPrior:
    """Return the failure rate of every munition of the catalogue, given what a register's claims say.

    Used is a claim that an analyst confirmed, of a class that weighs something, whose wording names one munition, and whose
    figure the catalogue does not already hold. Of one origin the earliest claim is used and no other, so a reprint changes
    nothing; figures that one authority repeats on the same side share the weight of one. The order of claims does not matter.
    """
    groups, nowhere = _grouped(catalogue, claims)
    rates = {munition.key: _distribution(munition, groups[munition.key]) for munition in catalogue}
    return DudPrior(rates, tuple(map(_nowhere, nowhere)), dict(catalogue.munitions))


def what_if(catalogue: Catalogue, claims: Sequence[DudClaim]) -> dict[str, tuple[str | None, Moved]]:
    """Return for every claim, by id, its munition's key and what it would do if an analyst confirmed it as it stands.

    Each is supposed alone, all else as decided; ``without`` is then the rate as it is today. What a confirmed claim does, or one
    that no analyst can use, is what it does in ``prior_from``.
    """
    groups, nowhere = _grouped(catalogue, claims)
    found: dict[str, tuple[str | None, Moved]] = {claim.id: (None, _nowhere(claim)) for claim in nowhere}
    for munition in catalogue:
        listed = groups[munition.key]
        now = _distribution(munition, listed) if listed else None
        if now is None:
            continue
        found |= {step.claim: (munition.key, step) for step in now.lineage}
        said: dict[str, Floats] = {}
        for claim in listed:
            if claim.confirmed_by is None and _never(claim) is None:
                found[claim.id] = (munition.key, _supposed(munition, listed, claim, now, said))
    return found


def _supposed(
    munition: Any, listed: Sequence[DudClaim], claim: DudClaim, now: RateDistribution, said: dict[str, Floats]
) -> Moved:
    """What a claim would do; ``said`` keeps log-likelihoods that were already worked out for this munition."""
    told = [replace(one, confirmed_by="supposed") if one is claim else one for one in listed]
    used, idle = _sorted_out(told, tuple(munition.dud_rates))
    refused = next((step for step in idle if step.claim == claim.id), None)
    if refused is not None:
        return replace(refused, decision=None)
    for one in used:
        if one.id not in said:
            said[one.id] = log_likelihood(one, _RATES)
    mass = _mass(now.prior, used, said)
    shift = _moments(mass).log_mean - _moments(now.mass).log_mean
    return replace(_moved(claim, "", _items(claim), shift), without=_points(now.mass), with_it=_points(mass))


def _grouped(catalogue: Catalogue, claims: Iterable[DudClaim]) -> tuple[dict[str, list[DudClaim]], list[DudClaim]]:
    """The claims by the munition that each names, the oldest first, and those that name no one munition."""
    groups: dict[str, list[DudClaim]] = {munition.key: [] for munition in catalogue}
    nowhere: list[DudClaim] = []
    keys: dict[str, str | None] = {key: key for key in groups}
    for claim in sorted(claims, key=_by_age):
        wording = claim.munition or ""
        if wording not in keys:
            match = catalogue.find(wording)
            keys[wording] = match.key if match is not None else None
        key = keys[wording]
        (nowhere if key is None else groups[key]).append(claim)
    return groups, nowhere


def _nowhere(claim: DudClaim) -> Moved:
    return _moved(claim, _never(claim) or "its wording names no one munition of the catalogue")


def prior_mass(rate: RateDistribution) -> Floats:
    """Return the catalogue's density over ``rate.rates``, as it was before any claim."""
    return _mass(rate.prior, [], {})


def _distribution(munition: Any, claims: Sequence[DudClaim]) -> RateDistribution:
    prior = failure_rate(munition.dud_rates)
    used, lineage = _sorted_out(claims, tuple(munition.dud_rates))
    said = {claim.id: log_likelihood(claim, _RATES) for claim in used}
    mass = _mass(prior, used, said)
    whole = _moments(mass)
    for claim in used:
        rest = _mass(prior, [other for other in used if other is not claim], said)
        step = _moved(claim, "", _items(claim), whole.log_mean - _moments(rest).log_mean)
        lineage.append(replace(step, without=_points(rest), with_it=_points(mass)))
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
    never = _never(claim)
    if never is not None:
        return never
    if claim.origin is None:
        return "its origin is unknown"
    if claim.says == "no figure":
        return "it gives no figure"
    if claim.confirmed_by is None:
        return "no analyst has confirmed it"
    if _is_held(claim, figures):
        return "the catalogue already holds this figure of this class"
    return None


def _never(claim: DudClaim) -> str | None:
    """Why a claim moves no rate, whatever munition it speaks of."""
    if claim.unusable is not None:
        return claim.unusable
    return None if claim.source_class in WEIGHTS else f"{claim.source_class} is shown and weighs nothing"


def _is_held(claim: DudClaim, figures: Sequence[Any]) -> bool:
    return claim.failed is None and any(_same_figure(claim, figure) for figure in figures)


def _same_figure(claim: DudClaim, figure: Any) -> bool:
    held = str(getattr(figure.source_class, "value", figure.source_class)).lower()
    ends = ((claim.low, figure.low), (claim.high, figure.high))
    if held != claim.source_class or all(one is None or other is None for one, other in ends):
        return False
    return all(one is None or other is None or math.isclose(one, float(other), rel_tol=0.05) for one, other in ends)


def _mass(prior: Left, used: Sequence[DudClaim], said: Mapping[str, Floats]) -> Floats:
    """The posterior over ``_RATES``: log-normal prior times likelihoods, repeats of one authority sharing one weight."""
    logs = np.log(_RATES)
    total = -0.5 * ((logs - prior.log_mean) / prior.log_sd) ** 2
    repeats = Counter(_voice(claim) for claim in used)
    for claim in used:
        total = total + said[claim.id] / repeats[_voice(claim)]
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


def _quantile(mass: Floats, q: float) -> float:
    return float(np.exp(np.interp(q, np.cumsum(mass) - 0.5 * mass, np.log(_RATES))))


def _points(mass: Floats) -> tuple[float, float, float]:
    low, middle, high = (_quantile(mass, q) for q in _POINTS.values())
    return low, middle, high


def _six(value: float) -> float:
    return float(f"{value:.6g}")


def _items(claim: DudClaim) -> float:
    return effective_items(claim.of) if claim.of is not None else WEIGHTS[claim.source_class].items


def _moved(claim: DudClaim, why: str, items: float = 0.0, log_shift: float = 0.0) -> Moved:
    return Moved(
        claim.id,
        claim.entry_id,
        claim.says,
        claim.source_class,
        claim.origin,
        items,
        log_shift,
        why or claim.why_class,
        claim.confirmed_by,
    )


def _by_age(claim: DudClaim) -> tuple[str, str, bool, str]:
    """Earliest publication first (undated last), then earliest known, of one day those with a word behind them before hearsay, then id.

    The first stands for its origin.
    """
    hearsay = claim.source_class not in WEIGHTS
    return (claim.published or "9999", claim.known_at.isoformat(), hearsay, claim.id)
