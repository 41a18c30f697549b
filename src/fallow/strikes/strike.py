"""Strike: a hypothesis that claims speak of one use at one place and time, with everything it was made from.

A strike is a reading of the register, never a record in it: the same claims and decisions give the same strikes, with the
same ids, in any order. Its id is derived from the member claim that was known first, so that it stays when later claims
join. Members are joined by links, each with its reasons; what might be the same but was not joined is listed beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from fallow.core.ids import digest

if TYPE_CHECKING:
    from fallow.core.place import Place
    from fallow.core.when import When
    from fallow.strikes.weighing import Weight


class Grade(Enum):
    """What a link amounts to."""

    SAME = "same"
    PERHAPS = "perhaps"
    DECIDED_SAME = "decided same"
    DECIDED_DIFFERENT = "decided different"


@dataclass(frozen=True, slots=True)
class Decision:
    """An analyst's verdict that two claims are, or are not, of one strike; the newest on a pair wins, all stay visible."""

    a: str
    b: str
    same: bool
    reason: str
    entry_id: str
    order: tuple[str, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """The two claim ids in text order."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)


@dataclass(frozen=True, slots=True)
class Link:
    """What stands for and against two claims being of one strike.

    ``p_same`` is a probability by the table of the method named in ``fallow.strikes.linking.METHOD``: a judgement, not
    calibrated. ``distance_m`` is geodesic, ``None`` where a place is missing; ``gap_days`` is 0 where the days overlap.
    """

    a: str
    b: str
    p_same: float
    grade: Grade
    distance_m: float | None
    gap_days: int | None
    reasons: tuple[str, ...]
    decisions: tuple[Decision, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the link as an object; ``p_same`` to four places."""
        return {
            "a": self.a,
            "b": self.b,
            "p_same": round(self.p_same, 4),
            "grade": self.grade.value,
            "distance_m": None if self.distance_m is None else round(self.distance_m),
            "gap_days": self.gap_days,
            "reasons": list(self.reasons),
            "decisions": [
                {"entry": d.entry_id, "verdict": "same" if d.same else "different", "reason": d.reason}
                for d in self.decisions
            ],
        }


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Another strike that may be the same one, by the strongest link between their members."""

    strike: str
    link: Link


class Standing(Enum):
    """Whether a hypothesis may go into a hazard field without more ado.

    ``CANDIDATE``: only documents say so, and nobody behind them observed it or owns the act; an analyst must look first.
    """

    STANDS = "stands"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class Strike:
    """One strike hypothesis.

    ``members`` and ``against`` are claim ids; ``place`` is a point on WGS 84 with ``position_sigma_m`` per axis, ``None``
    where no member has a place; ``munition`` is a catalogue key only where the members agree (``munition_conflict`` keeps
    their words otherwise); ``carriers`` is ``None`` unless stated; ``standing`` says whether more than
    assertions in documents stands behind it.
    """

    id: str
    members: tuple[str, ...]
    against: tuple[str, ...]
    entries: tuple[str, ...]
    links: tuple[Link, ...]
    perhaps: tuple[Perhaps, ...]
    place: Place | None
    position_sigma_m: float | None
    when: When | None
    munition: str | None
    munition_class: str | None
    munition_conflict: tuple[str, ...]
    carriers: int | None
    p_real: float
    weight: Weight
    standing: Standing
    flags: tuple[str, ...]
    reasons: tuple[str, ...]
    simulated: bool = False
    bearing_deg: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the strike with its links and reasons; positions as the register knows them, to 1e-7 degrees."""
        at = self.place.position if self.place else None
        return {
            "id": self.id,
            "members": list(self.members),
            "against": list(self.against),
            "entries": list(self.entries),
            "lon": None if at is None else round(at.lon, 7),
            "lat": None if at is None else round(at.lat, 7),
            "position_sigma_m": None if self.position_sigma_m is None else round(self.position_sigma_m, 1),
            "when": self.when.to_json() if self.when else None,
            "munition": self.munition,
            "munition_class": self.munition_class,
            "munition_conflict": list(self.munition_conflict),
            "carriers": self.carriers,
            "bearing_deg": self.bearing_deg,
            "p_real": self.p_real,
            "weight": self.weight.to_json(),
            "standing": self.standing.value,
            "flags": list(self.flags),
            "reasons": list(self.reasons),
            "simulated": self.simulated,
            "links": [link.to_json() for link in self.links],
            "perhaps": [{"strike": other.strike, "link": other.link.to_json()} for other in self.perhaps],
        }


def strike_id(first_claim: str) -> str:
    """Return the id of the strike whose earliest known member is ``first_claim``: 64 hexadecimal characters."""
    return digest(b"fallow strike " + first_claim.encode())
