"""The story that the documents tell: the facts of the world that somebody in it knows, and no more.

The pages are written from this and from nothing else, so that what they say is as true or as wrong as their speakers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fallow.testing.names import Cast


@dataclass(frozen=True, slots=True)
class Told:
    """One use as the documents know it. ``side`` is the direction from the village (``"west"``), ``key`` the munition's."""

    strike: str
    village: str
    day: date
    prose: str
    key: str
    carriers: int
    killed: int
    injured: int
    side: str


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the pages are written from.

    ``first`` is the rocket attack that is denied, ``second`` the one that a clearance team visits on ``visit_day`` (it
    removes ``visit_found`` items), ``third`` is known from rumour only. ``marks`` are impact marks counted in imagery.
    """

    cast: Cast
    first: Told
    second: Told
    third: Told
    visit_day: date
    visit_found: int
    marks: int
    image_day: date
    transfer_day: date
    ratified_year: int
