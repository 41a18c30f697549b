"""Munition: a carrier and what it scatters, with every published figure beside its source.

The same shell has published failure rates from 2.35 % to more than 14 %, so a rate is never one number here: it is a list
of what somebody said, of which class that somebody is, and how surely we know that it was said. A count that nobody
verified is marked; a count that nobody gave is ``None`` and stays ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Mark(Enum):
    """How surely a figure is known to stand in its source."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class SourceClass(Enum):
    """Who stands behind a dud rate; a claim by the weapon's owner and a count by those who clear are not alike."""

    TEST = "test"
    MANUFACTURER = "manufacturer"
    OFFICIAL_CLAIM = "official_claim"
    FIELD = "field"
    ESTIMATE = "estimate"
    ADVERSARY_CLAIM = "adversary_claim"


class Load(Enum):
    """What a carrier scatters; only ``EXPLOSIVE`` is this hazard (Convention on Cluster Munitions, art. 2(2), 1(3))."""

    EXPLOSIVE = "explosive"
    MINE = "mine"
    SMOKE = "smoke"
    CHEMICAL = "chemical"
    RIOT_CONTROL = "riot-control"
    FUEL_AIR = "fuel-air"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Source:
    """A published source: its citation, its year where known, and whether its text was read."""

    key: str
    text: str
    year: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class DudRate:
    """A published failure rate as fractions: ``op`` is ``=``, ``~``, ``<``, ``<=``, ``>``, ``>=``, ``range`` or ``not-stated``.

    ``low`` and ``high`` are ``None`` on the side that the source leaves open.
    """

    op: str
    low: float | None
    high: float | None
    source_class: SourceClass
    says: str
    source: Source
    note: str | None = None

    @property
    def citation(self) -> str:
        """The source's citation."""
        return self.source.text

    @property
    def year(self) -> int | None:
        """The source's year, where known."""
        return self.source.year

    @property
    def mark(self) -> Mark:
        """How surely the figure is known to stand in its source."""
        return self.source.mark

    def __str__(self) -> str:
        if self.op == "not-stated":
            return "no figure"
        if self.op == "range" and self.low is not None and self.high is not None:
            return f"{self.low * 100:g} to {self.high * 100:g} %"
        figure = self.low if self.low is not None else self.high
        return f"{'' if self.op == '=' else self.op + ' '}{(figure or 0.0) * 100:g} %"

    def to_json(self) -> dict[str, Any]:
        """Return the rate with its citation and mark."""
        return {
            "op": self.op,
            "low": self.low,
            "high": self.high,
            "source_class": self.source_class.value,
            "says": self.says,
            "citation": self.citation,
            "year": self.year,
            "mark": self.mark.value,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Count:
    """A published number of submunitions in one carrier."""

    count: int
    source: Source

    def to_json(self) -> dict[str, Any]:
        """Return the number with its citation and mark."""
        return {
            "count": self.count,
            "citation": self.source.text,
            "year": self.source.year,
            "mark": self.source.mark.value,
        }


@dataclass(frozen=True, slots=True)
class Munition:
    """A carrier type with its published figures; ``counts`` are in order of trust, the best first."""

    key: str
    name: str
    carrier: str
    load: Load
    aliases: tuple[str, ...]
    submunition_types: tuple[str, ...]
    counts: tuple[Count, ...]
    dud_rates: tuple[DudRate, ...]
    calibre_mm: int | None = None
    self_destruct: bool | None = None
    note: str | None = None
    mark: Mark | None = None

    @property
    def submunitions(self) -> int | None:
        """Submunitions in one carrier by the most trusted source, or ``None`` where nobody is known to have said."""
        return self.counts[0].count if self.counts else None

    @property
    def count_mark(self) -> Mark | None:
        """How surely ``submunitions`` is known, ``None`` where it is not."""
        return self.counts[0].source.mark if self.counts else None

    def to_json(self) -> dict[str, Any]:
        """Return everything the catalogue says of this type."""
        return {
            "key": self.key,
            "name": self.name,
            "carrier": self.carrier,
            "calibre_mm": self.calibre_mm,
            "load": self.load.value,
            "aliases": list(self.aliases),
            "submunition_types": list(self.submunition_types),
            "submunitions": self.submunitions,
            "counts": [count.to_json() for count in self.counts],
            "self_destruct": self.self_destruct,
            "dud_rates": [rate.to_json() for rate in self.dud_rates],
            "note": self.note,
            "mark": self.mark.value if self.mark else None,
        }


@dataclass(frozen=True, slots=True)
class MunitionClass:
    """Wording that narrows a munition down without naming it: a family, a launcher, a part.

    ``members`` are the keys it may mean among those in the catalogue; empty where it narrows nothing down.
    """

    key: str
    name: str
    wording: tuple[str, ...]
    members: tuple[str, ...]
    why: str
    dud_rates: tuple[DudRate, ...]

    def to_json(self) -> dict[str, Any]:
        """Return everything the catalogue says of this class."""
        return {
            "key": self.key,
            "name": self.name,
            "wording": list(self.wording),
            "members": list(self.members),
            "why": self.why,
            "dud_rates": [rate.to_json() for rate in self.dud_rates],
        }
