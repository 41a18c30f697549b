"""Whose words a speaker's words are: the family behind him, with what the page and the places add. Rules ``authority-*/1``.

A governor of some valley speaks for the state that the valley lies in. "The team" of a field report, and its leader, belong to
the body whose report the page is; a newspaper's page is nobody's report, whatever it says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from fallow.evidence.reading.families import Families, office_head
from fallow.evidence.reading.people import Person
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.result import Outlet, Segment

UNNAMED = "unnamed-observers:"
"""Begins the family of first-hand observers whom a page does not name."""

_STAFF = frozenset(
    "leader coordinator director researcher analyst surveyor deminer officer specialist investigator head technician monitor "
    "engineer spokesman spokeswoman spokesperson inspector".split()
)
_PLACED_OFFICES = frozenset("governor mayor prefect commissioner administrator chief head official officer".split())
_TEAM = r"(?:teams?|researchers?|staff|missions?|crews?|surveyors?|analysts?|deminers?|investigators?|engineers?|colleagues?)"
_DID = r"(?:compared|found|visited|documented|surveyed|investigated|examined|verified|counted|recorded|mapped|cleared|interviewed|analysed|analyzed)"


@dataclass(frozen=True, slots=True)
class Bench:
    """What is needed to tell a speaker's family: the tables, the day, the places, and whose report the page is, if any."""

    families: Families
    published: date | None
    places: Gazetteer
    house: str | None

    def of(self, person: Person) -> str | None:
        """Return the family behind a person or body, ``None`` where nobody is named and no body is known."""
        found = self.families.authority_of(person.name, person.role, person.affiliation, self.published)
        if found is not None and not found.startswith("person:"):
            return found
        return self._by_place(person) or self._by_house(person) or found

    def _by_place(self, person: Person) -> str | None:
        if office_head(person.role) not in _PLACED_OFFICES:
            return None
        country_of: Callable[[str], str | None] | None = getattr(self.places, "country_of", None)
        words = re.findall(
            r"\b(?:of|in|for)\s+(?:the\s+)?((?:[A-Z][\w’'\-]*\s?)+)",
            f"{person.role or ''} of {person.affiliation or ''}",
        )
        for name in words:
            country = country_of(name.strip()) if country_of is not None else None
            if country is not None:
                return self.families.state_of(country)
        return None

    def _by_house(self, person: Person) -> str | None:
        if self.house is None or person.affiliation is not None or office_head(person.role) not in _STAFF:
            return None
        return house_family(self.house, self.families)


def house_of(text: str, segments: Sequence[Segment], outlet: Outlet | None) -> str | None:
    """Return the outlet's name where the page is its own report: its people looked, found, counted."""
    if outlet is None:
        return None
    name = re.escape(outlet.name)
    own = re.compile(
        rf"\b{_TEAM}\s+(?:of|from|at|with)\s+(?:the\s+)?{name}\b|\b{name}\s+(?:\w+\s+)?(?:{_TEAM}|{_DID})\b",
        re.IGNORECASE,
    )
    body = (one.span.of(text) for one in segments if one.kind == "body")
    return outlet.name if any(own.search(line) for line in body) else None


def house_family(outlet: str, families: Families) -> str:
    """Return the family of an outlet or body by its name; the name itself where no table knows it."""
    return families.outlet_of(outlet) or families.body_of(outlet) or f"org:{families.slug(outlet)}"
