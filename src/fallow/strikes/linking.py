"""Linking: how likely it is that two claims speak of one strike, with the reasons in words.

The method is probabilistic record linkage (Fellegi and Sunter, J. Am. Stat. Assoc. 64, 1969: a ratio of likelihoods
for each comparison), with spatial densities in place of agreement classes and rival records sharing the probability.
For two claims ``d`` metres apart, ``odds = f(d) * g(days) * munition * origin / rival rate``:

- ``f``: density per km2 of the distance between two reports of one strike: both position uncertainties, the strike's own
  extent (most parts within some 200 m, some much farther: submunitions up to 1 km from the target, Kosovo);
- ``g``: chance per day of the difference between their days: mostly none, sometimes one (reporting, time zones);
- rival rate: other strikes per km2 and day, reported near a report: small between sources; large between two rows of one
  list, because a list that has two rows says that there were two events. Such a pair is proposed, never joined (two
  statements in one document say no such thing);
- origin: two claims with one origin are much likelier to be about one thing.

Where several records of one source could be the partner, they share the probability. Every number of ``Judgement`` is a
judgement, not an estimate: ``p_same`` is a probability, not calibrated. Not to be used for claims whose place or time is
vaguer than 10 km or 31 days, nor for densities beyond some hundreds of claims a day within 10 km.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from fallow.evidence.claim import Claim
from fallow.strikes.candidates import from_document
from fallow.strikes.catalogue import Catalogue, Match
from fallow.strikes.near import Floats, Points, Whole, near_pairs
from fallow.strikes.position import Position, position_of
from fallow.strikes.strike import Grade, Link

METHOD = "linking-judgement-1"
"""Names the method and its numbers; a change of either gets a new name."""
PERHAPS = 0.1
"""Pairs at least this likely are listed."""
STRONG = 0.8
"""Pairs at least this likely may be joined."""
NEAR_DUPLICATE_M = 1_000.0
"""Two rows of one source this close on one day are always listed as perhaps the same."""

_GEOD = Geod(ellps="WGS84")
_NO_DAY = np.iinfo(np.int32).min


@dataclass(frozen=True, slots=True)
class Judgement:
    """The numbers of the method. Rates are per km2 and day; ``day_chances`` are for differences of 0, 1, 2 ... 7 days."""

    extent_m: float = 200.0
    far_extent_m: float = 700.0
    far_share: float = 0.3
    day_chances: tuple[float, ...] = (0.70, 0.12, 0.02, 0.004, 0.002, 0.002, 0.001, 0.001)
    rival_rate: float = 0.01
    rival_rate_one_source: float = 0.3
    one_origin: float = 20.0
    munition_same: float = 3.0
    munition_compatible: float = 1.5
    munition_conflict: float = 0.2
    placeless_one_origin: float = 9.0
    largest_placeless_origin: int = 50


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of claims (indices, ``i < j``) with odds before rivals, probability after them, distance and gap."""

    i: Whole
    j: Whole
    odds: Floats
    p_same: Floats
    distance_m: Floats
    gap_days: Whole


class Comparison:
    """The claims of one view laid out in arrays; ``links`` compares all pairs within reach."""

    def __init__(self, claims: Sequence[Claim], catalogue: Catalogue, judgement: Judgement | None = None) -> None:
        self.claims = claims
        self.judgement = judgement or Judgement()
        self.positions: list[Position | None] = [position_of(claim) for claim in claims]
        self._catalogue = catalogue
        self._matches: list[Match | None] = [catalogue.find(claim.munition) for claim in claims]
        self._munition, self._texts = _codes([claim.munition for claim in claims])
        # Two sentences of one document do not say that there were two events: only a list does, so only a list is a source
        # whose records are each other's rivals.
        self._source, _ = _codes([claim.id if from_document(claim) else claim.source for claim in claims])
        self._origin, _ = _codes([claim.origin for claim in claims])
        self._start = np.array([c.when.start.toordinal() if c.when else _NO_DAY for c in claims], dtype=np.int64)
        self._end = np.array([c.when.end.toordinal() if c.when else _NO_DAY for c in claims], dtype=np.int64)

    def compare(self, *, rivals: bool = True) -> Compared:
        """Return every pair that is likely enough to be listed, in the order of ``(i, j)``.

        Without ``rivals`` a claim may be about several others at once, as a denial may be about several strikes.
        """
        placed = np.flatnonzero(
            np.array([at is not None for at in self.positions], dtype=bool) & (self._start != _NO_DAY)
        )
        at = [position for position in (self.positions[k] for k in placed) if position is not None]
        lon, lat, sigma = (np.array([getattr(p, name) for p in at], dtype=float) for name in ("lon", "lat", "sigma_m"))
        i, j = near_pairs(Points(lon, lat, sigma, self._start[placed], self._end[placed]))
        apart = _geodesic(lon, lat, i, j)
        variance = sigma[i] ** 2 + sigma[j] ** 2
        i, j = placed[i], placed[j]
        odds = self._space(apart, variance) * self._time(i, j) * self._words(i, j) * self._origins(i, j)
        odds /= np.where(self._one_source(i, j), self.judgement.rival_rate_one_source, self.judgement.rival_rate)
        p_same = self._shared(i, j, odds) if rivals else odds / (1 + odds)
        listed = (p_same >= PERHAPS) | self._near_duplicates(i, j, apart)
        found = Compared(i, j, odds, p_same, apart, self._gaps(i, j))
        return self._with_placeless(_taken(found, np.flatnonzero(listed)))

    def links(self, *, rivals: bool = True) -> list[Link]:
        """Return the listed pairs as links with their reasons, in the order of claims; ``a`` comes before ``b`` there."""
        pairs = self.compare(rivals=rivals)
        return [
            self._link(int(i), int(j), float(p), float(odds), None if np.isnan(d) else float(d), int(gap))
            for i, j, odds, p, d, gap in zip(
                pairs.i, pairs.j, pairs.odds, pairs.p_same, pairs.distance_m, pairs.gap_days, strict=True
            )
        ]

    def between(self, i: int, j: int) -> Link:
        """Return the link of one pair whether listed or not, for a decision; ``p_same`` is 0 where it was not listed."""
        here, there = self.positions[i], self.positions[j]
        apart = None
        if here and there:
            apart = float(_GEOD.inv(here.lon, here.lat, there.lon, there.lat)[2])
        one, other = self.claims[i].when, self.claims[j].when
        gap = one.gap_days(other) if one and other else None
        return self._link(i, j, 0.0, 0.0, apart, gap)

    def _space(self, apart: Floats, variance: Floats) -> Floats:
        rules = self.judgement
        total = np.zeros_like(apart)
        for share, extent in ((1 - rules.far_share, rules.extent_m), (rules.far_share, rules.far_extent_m)):
            square = (variance + 2 * extent**2) / 1e6  # km2
            total += share * np.exp(-((apart / 1000) ** 2) / (2 * square)) / (2 * np.pi * square)
        return total

    def _time(self, i: Whole, j: Whole) -> Floats:
        # The mean chance over every pair of days that the two windows allow.
        total = np.zeros(len(i))
        for days in range(-len(self.judgement.day_chances) + 1, len(self.judgement.day_chances)):
            first = np.maximum(self._start[i], self._start[j] - days)
            last = np.minimum(self._end[i], self._end[j] - days)
            total += np.maximum(0, last - first + 1) * self.judgement.day_chances[abs(days)]
        lengths = (self._end[i] - self._start[i] + 1) * (self._end[j] - self._start[j] + 1)
        return total / lengths

    def _words(self, i: Whole, j: Whole) -> Floats:
        if not len(i):
            return np.ones(0)
        size = len(self._texts) + 1  # code 0 stands for no wording at all
        low, high = (f(self._munition[i], self._munition[j]) + 1 for f in (np.minimum, np.maximum))
        pairs, back = np.unique(low * size + high, return_inverse=True)
        factor = {
            "same": self.judgement.munition_same,
            "compatible": self.judgement.munition_compatible,
            "conflict": self.judgement.munition_conflict,
            "unknown": 1.0,
        }
        read = [None, *(self._catalogue.find(text) for text in self._texts)]
        factors = [factor[self._catalogue.compare(read[code // size], read[code % size])] for code in pairs.tolist()]
        return np.asarray(np.array(factors)[back], dtype=float)

    def _one_source(self, i: Whole, j: Whole) -> NDArray[np.bool_]:
        return np.asarray(self._source[i] == self._source[j])

    def _one_origin(self, i: Whole, j: Whole) -> NDArray[np.bool_]:
        return np.asarray((self._origin[i] == self._origin[j]) & (self._origin[i] >= 0))

    def _origins(self, i: Whole, j: Whole) -> Floats:
        return np.where(self._one_origin(i, j), self.judgement.one_origin, 1.0)

    def _gaps(self, i: Whole, j: Whole) -> Whole:
        gap = np.maximum(self._start[i] - self._end[j], self._start[j] - self._end[i])
        return np.asarray(np.maximum(gap, 0), dtype=np.int64)

    def _near_duplicates(self, i: Whole, j: Whole, apart: Floats) -> NDArray[np.bool_]:
        return np.asarray(self._one_source(i, j) & (self._gaps(i, j) == 0) & (apart < NEAR_DUPLICATE_M))

    def _shared(self, i: Whole, j: Whole, odds: Floats) -> Floats:
        total = np.maximum(self._rivals(i, j, odds), self._rivals(j, i, odds))
        p_same = odds / (1 + np.maximum(total, odds))
        proposed = self._one_source(i, j) & ~self._one_origin(i, j)
        return np.asarray(np.where(proposed, np.minimum(p_same, STRONG - 0.01), p_same), dtype=float)

    def _rivals(self, one: Whole, other: Whole, odds: Floats) -> Floats:
        # Sum over the records of the other's source that could be the partner of `one`; copies of one origin count once.
        if not len(one):
            return np.zeros(0)
        n = len(self.claims)
        origin = np.where(self._origin >= 0, self._origin, n + np.arange(n))
        both_ways = (np.concatenate((one, other)), np.concatenate((other, one)), np.concatenate((odds, odds)))
        me, partner, weight = both_ways
        order = np.lexsort((-weight, origin[partner], self._source[partner], me))
        me, partner, weight = me[order], partner[order], weight[order]
        key = me * n + self._source[partner]
        fresh = np.ones(len(key), dtype=bool)
        fresh[1:] = (key[1:] != key[:-1]) | (origin[partner][1:] != origin[partner][:-1])
        groups, back = np.unique(key, return_inverse=True)
        totals = np.bincount(back, weights=np.where(fresh, weight, 0.0), minlength=len(groups))
        wanted = np.searchsorted(groups, one * n + self._source[other])
        return np.asarray(totals[wanted], dtype=float)

    def _with_placeless(self, pairs: Compared) -> Compared:
        groups: dict[int, list[int]] = {}
        for index, code in enumerate(self._origin.tolist()):
            if code >= 0:
                groups.setdefault(code, []).append(index)
        extra = [
            (a, b)
            for members in groups.values()
            if 1 < len(members) <= self.judgement.largest_placeless_origin
            for k, a in enumerate(members)
            for b in members[k + 1 :]
            if (self.positions[a] is None or self.positions[b] is None) and self._days_fit(a, b)
        ]
        if not extra:
            return pairs
        i, j = (np.array(side, dtype=np.int64) for side in zip(*extra, strict=True))
        odds = np.full(len(i), self.judgement.placeless_one_origin)
        unknown = np.full(len(i), np.nan)
        merged = Compared(
            np.concatenate((pairs.i, i)),
            np.concatenate((pairs.j, j)),
            np.concatenate((pairs.odds, odds)),
            np.concatenate((pairs.p_same, odds / (1 + odds))),
            np.concatenate((pairs.distance_m, unknown)),
            np.concatenate((pairs.gap_days, self._gaps(i, j))),
        )
        order = np.lexsort((merged.j, merged.i))
        return _taken(merged, np.asarray(order, dtype=np.int64))

    def _days_fit(self, a: int, b: int) -> bool:
        one, other = self.claims[a].when, self.claims[b].when
        return one is not None and other is not None and one.gap_days(other) <= 1

    def _link(self, i: int, j: int, p_same: float, odds: float, apart: float | None, gap: int | None) -> Link:
        one, other = self.claims[i], self.claims[j]
        grade = Grade.SAME if p_same >= STRONG else Grade.PERHAPS
        reasons = tuple(self._reasons(i, j, p_same, odds, apart, gap))
        return Link(one.id, other.id, p_same, grade, apart, gap, reasons)

    def _reasons(self, i: int, j: int, p_same: float, odds: float, apart: float | None, gap: int | None) -> list[str]:
        one, other = self.claims[i], self.claims[j]
        reasons = []
        here, there = self.positions[i], self.positions[j]
        if apart is not None and here and there:
            allowed = np.sqrt(here.sigma_m**2 + there.sigma_m**2)
            reasons.append(f"{_metres(apart)} apart, positions known to {_metres(allowed)} together")
        else:
            reasons.append("no place to compare")
        reasons.append(_days(gap))
        if one.origin is not None and one.origin == other.origin:
            reasons.append("one origin")
        elif one.source == other.source and from_document(one):
            reasons.append("two statements in one document")
        elif one.source == other.source:
            reasons.append(f"two records of one source ({one.source[:40]}), which says they are two")
        verdict = self._catalogue.compare(self._matches[i], self._matches[j])
        if verdict != "unknown":
            words = {
                "same": "the same munition",
                "compatible": "munitions that agree",
                "conflict": "different munitions",
            }
            reasons.append(f"{words[verdict]} ({one.munition!r}, {other.munition!r})")
        if p_same < 0.9 * min(odds / (1 + odds), STRONG):
            reasons.append(f"other records fit as well: {odds / (1 + odds):.2f} alone, {p_same:.2f} shared")
        return reasons


def _taken(pairs: Compared, where: Whole) -> Compared:
    return Compared(*(getattr(pairs, field.name)[where] for field in fields(Compared)))


def _days(gap: int | None) -> str:
    if gap is None:
        return "no day to compare"
    return "the same days" if gap == 0 else f"{gap} day{'s' if gap > 1 else ''} apart"


def _metres(distance_m: float) -> str:
    return f"{distance_m:.0f} m" if distance_m < 1000 else f"{distance_m / 1000:.1f} km"


def _codes(values: Sequence[str | None]) -> tuple[Whole, list[str]]:
    names = sorted({value for value in values if value is not None})
    index = {name: code for code, name in enumerate(names)}
    return np.array([-1 if value is None else index[value] for value in values], dtype=np.int64), names


def _geodesic(lon: Floats, lat: Floats, i: Whole, j: Whole) -> Floats:
    if not len(i):
        return np.empty(0)
    return np.asarray(_GEOD.inv(lon[i], lat[i], lon[j], lat[j])[2], dtype=float)
