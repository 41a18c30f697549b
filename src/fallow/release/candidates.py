"""Which areas meet stated criteria: candidates for an authority's decision. Nothing is released here.

Two floors stand under every file of criteria, and no file can lift them: an area of which no part was searched to the end is no
candidate, and neither is an area without a figure. So land that nobody looked at cannot pass by being quiet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fallow.release.criteria import Answer, Criteria, Criterion, measured
from fallow.release.residual import Residual


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion held against one area."""

    criterion: Criterion
    found: float | bool | None
    answer: Answer

    @property
    def sentence(self) -> str:
        """The check in words."""
        found = "nothing is known" if self.found is None else f"found {_plain(self.found)}"
        wanted = "not set by the authority" if self.criterion.value is None else _plain(self.criterion.value)
        return f"{self.answer.value}: {self.criterion.says} ({found}; asked {self.criterion.op} {wanted})"


@dataclass(frozen=True, slots=True)
class Candidacy:
    """An area held against criteria, item by item, with the floors that it failed.

    ``candidate`` is true where every item is met and no floor is broken: then an authority may be asked. It is not an
    answer about safety.
    """

    residual: Residual
    criteria: Criteria
    checks: tuple[Check, ...]
    floors: tuple[str, ...]

    @property
    def candidate(self) -> bool:
        """True where every item is met and no floor is broken."""
        return not self.floors and all(check.answer is Answer.MET for check in self.checks)

    @property
    def sentence(self) -> str:
        """What follows, in one sentence."""
        by = f"the criteria {self.criteria.name}" + (
            "" if self.criteria.authority else ", which no authority has adopted"
        )
        if self.candidate:
            return (
                f"{self.residual.area_id} is a candidate for an authority's decision by {by}. "
                "Only the authority releases land; this does not say that it is safe."
            )
        open_items = [
            *self.floors,
            *(f"{c.criterion.id} {c.answer.value}" for c in self.checks if c.answer is not Answer.MET),
        ]
        return f"{self.residual.area_id} is no candidate by {by}: {'; '.join(open_items)}."

    def to_json(self) -> dict[str, Any]:
        """Return the outcome with every item and the residual figure."""
        return {
            "id": self.residual.area_id,
            "candidate": self.candidate,
            "sentence": self.sentence,
            "criteria": self.criteria.name,
            "authority": self.criteria.authority,
            "floors": list(self.floors),
            "items": [
                {
                    "id": check.criterion.id,
                    "says": check.criterion.says,
                    "answer": check.answer.value,
                    "found": check.found,
                    "op": check.criterion.op,
                    "asked": check.criterion.value,
                    "mark": check.criterion.mark,
                    "citation": check.criterion.citation,
                }
                for check in self.checks
            ],
            "residual": self.residual.to_json(),
        }


def candidacy(residual: Residual, facts: Mapping[str, Any], criteria: Criteria) -> Candidacy:
    """Hold one area against criteria. ``facts`` are what people state about it (properties of its feature)."""
    checks = []
    for criterion in criteria.items:
        found = measured(residual, facts, criterion.measure)
        checks.append(Check(criterion, found, criterion.check(found)))
    return Candidacy(residual, criteria, tuple(checks), _floors(residual))


def _floors(residual: Residual) -> tuple[str, ...]:
    floors = []
    if residual.p_at_least_one is None:
        floors.append("there is no figure for it")
    if residual.share_assessed is None:
        floors.append("it is not known how much of it was searched")
    elif residual.share_assessed <= 0:
        floors.append("none of it was searched to the end")
    return tuple(floors)


def _plain(value: float | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3g}"
