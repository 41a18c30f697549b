"""Casualties: ranges over independent origins, never sums. Strikes and remnants apart; killed, injured and unknown which apart.

Claims are of one row only where they name one place and touching days of a week at most; every other origin has a row of its own, so rows may be about
the same people and are never added. Of one origin the earliest print stands; of one family its latest figure stands and what it replaced is kept as ``past``.
A range covers every standing figure; it is open above where one is ("at least"), and hearsay widens nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fallow.evidence.claim import ClaimKind
from fallow.evidence.ledgers.manner import manner_of
from fallow.evidence.ledgers.told import Told
from fallow.evidence.ledgers.weight import Weight, weigh
from fallow.evidence.reading.families import Families

HEADER = (
    "where",
    "when",
    "how",
    "killed",
    "injured",
    "killed or injured",
    "put as",
    "on whose word",
    "before revision",
)
HARMS = ("killed", "injured", "casualties")
"""What happened to those counted; ``casualties`` where the source does not say which of the two."""

LONGEST_DAYS = 7
"""A stretch of days longer than this names no one event."""
_TOUCH_DAYS = 1


@dataclass(frozen=True, slots=True)
class Range:
    """A count of people between two whole numbers; ``high`` is ``None`` where nobody gives an upper end."""

    low: int
    high: int | None

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low} or more"
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"

    def to_json(self) -> dict[str, int | None]:
        """Return both ends."""
        return {"low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class Past:
    """A figure that the same family later replaced; it stays, with the day of the page that gave it."""

    harm: str
    figure: Range
    published: str | None
    claim: str

    def to_json(self) -> dict[str, Any]:
        """Return the figure as it was."""
        return {"harm": self.harm, **self.figure.to_json(), "published": self.published, "claim": self.claim}


@dataclass(frozen=True, slots=True)
class Incident:
    """What is told of one event, or by one origin that names no place and day. ``how`` is ``None`` where it is not said."""

    place: str | None
    days: tuple[str, str] | None
    how: str | None
    weapon_named: bool
    modality: str
    ranges: dict[str, Range]
    hearsay: dict[str, Range]
    pro: Weight
    contra: Weight
    past: tuple[Past, ...]
    lineage: tuple[Told, ...]

    def cells(self) -> tuple[object, ...]:
        """Return the row as ``HEADER`` names its columns; ``None`` where it is not said, which is not nought."""
        figures = [self._cell(harm) for harm in HARMS]
        past = "; ".join(
            f"{one.harm} {one.figure}" + (f" ({one.published})" if one.published else "") for one in self.past
        )
        days = None if self.days is None else " to ".join(dict.fromkeys(self.days))
        return (self.place, days, self.how, *figures, self.modality, str(self.pro), past or None)

    def _cell(self, harm: str) -> str | None:
        if harm in self.ranges:
            return str(self.ranges[harm])
        return f"hearsay: {self.hearsay[harm]}" if harm in self.hearsay else None

    def to_json(self) -> dict[str, Any]:
        """Return the row with its lineage; a harm that nobody counts is ``null``."""
        return {
            "place": self.place,
            "when": None if self.days is None else {"start": self.days[0], "end": self.days[1]},
            "how": self.how,
            "cluster_munition_named": self.weapon_named,
            "modality": self.modality,
            **{harm: self.ranges[harm].to_json() if harm in self.ranges else None for harm in HARMS},
            "hearsay": {harm: figure.to_json() for harm, figure in self.hearsay.items()},
            "for": self.pro.to_json(),
            "against": self.contra.to_json(),
            "past": [one.to_json() for one in self.past],
            "lineage": [one.to_json() for one in self.lineage],
        }


def casualties(claims: Sequence[Told], parties: Families) -> list[Incident]:
    """Return the rows: dated and placed ones by place and day, then those of single origins as published."""
    placed: list[tuple[tuple[str, str | None, str], tuple[date, date], list[Told]]] = []
    alone: dict[tuple[str, ...], list[Told]] = {}
    for one in claims:
        if one.claim.kind is not ClaimKind.CASUALTIES:
            continue
        how, modality = manner_of(one.sentence), one.claim.modality.value
        place, days = _place(one), _days(one)
        if place is None or days is None or (days[1] - days[0]).days >= LONGEST_DAYS:
            alone.setdefault((one.origin, place or "", str(days), how or "", modality), []).append(one)
            continue
        home = next((g for g in placed if g[0] == (place, how, modality) and _touch(g[1], days)), None)
        if home is None:
            placed.append(((place, how, modality), days, [one]))
        else:
            home[2].append(one)
    placed.sort(key=lambda group: (group[0][0], group[1], group[0][1] or "~", group[0][2]))
    return [_row(members, parties) for members in [*(group[2] for group in placed), *alone.values()]]


def _row(members: Sequence[Told], parties: Families) -> Incident:
    pro = [one for one in members if one.affirms]
    ranges: dict[str, Range] = {}
    hearsay: dict[str, Range] = {}
    past: list[Past] = []
    for harm in HARMS:
        standing, replaced = _standing(pro, harm)
        past.extend(replaced)
        if standing:
            ranges[harm] = _over(standing)
        elif passed := [figure for one in pro if (figure := _figure(one, harm)) is not None]:
            hearsay[harm] = _over(passed)
    windows = {days for one in members if (days := _days(one)) is not None}
    first = min(windows, key=lambda span: (span[1] - span[0], span), default=None)
    return Incident(
        place=_place(members[0]),
        days=None if first is None else (first[0].isoformat(), first[1].isoformat()),
        how=manner_of(members[0].sentence),
        weapon_named=any(one.claim.fields.get("cause") == "cluster_munition" for one in members),
        modality=members[0].claim.modality.value,
        ranges=ranges,
        hearsay=hearsay,
        pro=weigh(pro, parties),
        contra=weigh([one for one in members if not one.affirms], parties),
        past=tuple(past),
        lineage=tuple(members),
    )


def _standing(members: Sequence[Told], harm: str) -> tuple[list[Range], list[Past]]:
    """Of each origin its earliest print, of each family its latest figure; and the figures that gave way."""
    origins: dict[str, tuple[Told, Range]] = {}
    for one in members:  # earliest published first
        figure = _figure(one, harm)
        if figure is not None and one.counts:
            origins.setdefault(one.origin, (one, figure))
    families: dict[str, tuple[Told, Range]] = {}
    past: list[Past] = []
    for one, figure in origins.values():
        before = families.get(str(one.authority))
        if before is not None and before[0].published is not None and before[0].published != one.published:
            if before[1] != figure:
                past.append(Past(harm, before[1], before[0].published, before[0].claim.id))
            families[str(one.authority)] = (one, figure)
        elif before is not None:  # the same day, or a day that nobody prints: neither replaces the other
            families[str(one.authority)] = (one, _over([before[1], figure]))
        else:
            families[str(one.authority)] = (one, figure)
    return [figure for _, figure in families.values()], past


def _over(figures: Sequence[Range]) -> Range:
    highs = [one.high for one in figures]
    return Range(
        min(one.low for one in figures), None if None in highs else max(high for high in highs if high is not None)
    )


def _figure(one: Told, harm: str) -> Range | None:
    raw = one.claim.fields.get(harm)
    if not isinstance(raw, dict):
        return None
    low, high = (_whole(raw.get(end)) for end in ("low", "high"))
    # "Up to five" has no lower end: a count is never below nought, and that is all that is known of it.
    return None if low is None and high is None else Range(low or 0, high)


def _whole(value: object) -> int | None:
    """An end of a count; ``None`` where there is none, or none that can be written down."""
    return int(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _place(one: Told) -> str | None:
    place = one.claim.fields.get("place")
    return f"{place['name']}, {place['country']}" if isinstance(place, dict) else None


def _days(one: Told) -> tuple[date, date] | None:
    when = one.claim.fields.get("when")
    if not isinstance(when, dict):
        return None
    return date.fromisoformat(str(when["start"])), date.fromisoformat(str(when["end"]))


def _touch(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return max((other[0] - one[1]).days, (one[0] - other[1]).days) <= _TOUCH_DAYS
