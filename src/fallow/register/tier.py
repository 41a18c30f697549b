"""Tier: how sensitive a payload is, and who may read it.

Four tiers, each including the ones before it; a reader has a clearance and reads everything up to it.

===============  ===================================================  ====================================================
tier             what stands in it                                    who reads it
===============  ===================================================  ====================================================
``public``       what was published by its source, or coarse and      anyone
                 late enough to be published
``restricted``   the work of the register: notes, judgements,         members of the register
                 imports as they came
``confidential`` exact places of finds, names of sources, areas       those who work there or weigh the sources
                 before a decision about them
``personal``     about a named person: victims, informants, owners    those who need it to help that person
===============  ===================================================  ====================================================

What has no tier has none: it is never taken as public. A view made of several payloads has the highest of their tiers
(``max``). A tier says what a reader *of Fallow* is shown: it does not encrypt, so whoever holds the file can read all that
is not sealed (``fallow.register.people``). It is a ladder, without areas or projects; those belong to the server's policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from fallow.core.errors import InputError


class Tier(IntEnum):
    """Sensitivity, ordered ``PUBLIC < RESTRICTED < CONFIDENTIAL < PERSONAL``; ``word`` is what entries and people say.

    The numbers are for an index that must compare, and begin with 1: no tier is false, so that ``tier or default`` cannot
    turn one into another. Order them, but never calculate with them or store them where a word can stand.
    """

    PUBLIC = 1
    RESTRICTED = 2
    CONFIDENTIAL = 3
    PERSONAL = 4

    @property
    def word(self) -> str:
        """The tier's name in lower case, which ``parse_tier`` reads."""
        return self.name.lower()


_BY_WORD = {tier.word: tier for tier in Tier}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads, by the highest tier that they may read. A type of its own: it cannot be swapped with a tier."""

    clearance: Tier


ANYONE = Reader(Tier.PUBLIC)
"""A reader of whom nothing is known."""


def allowed(tier: Tier, reader: Reader) -> bool:
    """Whether ``reader`` may be shown what has this ``tier``: true exactly where it is not above the clearance."""
    return tier <= reader.clearance


def parse_tier(value: Any) -> Tier:
    """Return the tier called ``value`` (a lower-case word, or a ``Tier``).

    Raises ``InputError`` (``unknown-tier``) for anything else: ``None`` and the empty text, since unknown is not public, and
    bare numbers, which are no testimony.
    """
    if isinstance(value, Tier):
        return value
    if isinstance(value, str) and value in _BY_WORD:
        return _BY_WORD[value]
    raise InputError(
        kind="unknown-tier",
        expected=f"a sensitivity tier, one of {', '.join(_BY_WORD)}",
        found=repr(value)[:40],
        do="write one of these words; what is not known to be public is at least restricted",
    )
