"""Instruments: the treaties that Fallow knows, with the clauses by which they begin and cease to bind.

Dates and clause numbers: United Nations Treaty Collection, *Multilateral Treaties Deposited with the Secretary-General*,
chapter XXVI. Each instrument has a version, because an amendment or a better reading is a new version and not an edit.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from enum import Enum

from fallow.core.errors import InputError
from fallow.treaty.periods import first_of_sixth_month, plus_months


class Entry(Enum):
    """How a treaty comes into force for a state that joins after the deposit which brought it into force."""

    FIRST_OF_SIXTH_MONTH = "first day of the sixth month after the deposit"
    SIX_MONTHS = "six months after the notification of consent"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty: its depositary number, its days, and its clauses on entry into force and withdrawal.

    ``trigger`` is the day of the deposit that completed the number needed (``threshold``); who deposited by then is bound
    from ``in_force``. ``retrieved`` is the month to which the table of acts goes: later acts are unknown, not absent.
    ``has_duties`` is false where Fallow knows the membership only.
    """

    id: str
    title: str
    chapter: str
    version: str
    adopted: date
    opened: date | None
    signable_until: date | None
    threshold: int
    trigger: date
    in_force: date
    entry: Entry
    entry_clauses: tuple[str, str]
    withdrawal_months: int
    withdrawal_clause: str
    retrieved: str
    has_duties: bool

    def in_force_from(self, deposit: date) -> date:
        """Return the day from which the treaty binds a state that deposited on ``deposit``."""
        if deposit <= self.trigger:
            return self.in_force
        return first_of_sixth_month(deposit) if self.entry is Entry.FIRST_OF_SIXTH_MONTH else plus_months(deposit, 6)

    def entry_reason(self, deposit: date) -> str:
        """Return the derivation of ``in_force_from`` in one line, with its clause."""
        bound = self.in_force_from(deposit)
        if deposit <= self.trigger:
            return (
                f"{self.entry_clauses[0]}: deposited {deposit}, by the day of deposit no. {self.threshold} "
                f"({self.trigger}); in force {bound}"
            )
        return f"{self.entry_clauses[1]}: deposited {deposit}; in force {bound}, the {self.entry.value}"


INSTRUMENTS = {
    instrument.id: instrument
    for instrument in (
        Instrument(
            id="ccm",
            title="Convention on Cluster Munitions",
            chapter="XXVI-6",
            version="2008-05-30",
            adopted=date(2008, 5, 30),
            opened=date(2008, 12, 3),
            signable_until=date(2010, 8, 1),
            threshold=30,
            trigger=date(2010, 2, 16),
            in_force=date(2010, 8, 1),
            entry=Entry.FIRST_OF_SIXTH_MONTH,
            entry_clauses=("Article 17(1)", "Article 17(2)"),
            withdrawal_months=6,
            withdrawal_clause="Article 20(3)",
            retrieved="2026-02",
            has_duties=True,
        ),
        Instrument(
            id="ccw_p5",
            title="Protocol V on Explosive Remnants of War to the Convention on Certain Conventional Weapons",
            chapter="XXVI-2-d",
            version="2003-11-28",
            adopted=date(2003, 11, 28),
            opened=None,
            signable_until=None,
            threshold=20,
            trigger=date(2006, 5, 12),
            in_force=date(2006, 11, 12),
            entry=Entry.SIX_MONTHS,
            entry_clauses=("CCW article 5(3)", "CCW article 5(4)"),
            withdrawal_months=12,
            withdrawal_clause="CCW article 9(2)",
            retrieved="2026-02",
            has_duties=True,
        ),
        Instrument(
            id="mbc",
            title="Anti-Personnel Mine Ban Convention",
            chapter="XXVI-5",
            version="1997-09-18",
            adopted=date(1997, 9, 18),
            opened=date(1997, 12, 3),
            signable_until=date(1999, 3, 1),
            threshold=40,
            trigger=date(1998, 9, 16),
            in_force=date(1999, 3, 1),
            entry=Entry.FIRST_OF_SIXTH_MONTH,
            entry_clauses=("Article 17(1)", "Article 17(2)"),
            withdrawal_months=6,
            withdrawal_clause="Article 20(3)",
            retrieved="2026-02",
            has_duties=False,
        ),
    )
}
"""Every instrument by its id: ``ccm``, ``ccw_p5``, ``mbc`` (membership only, for context)."""


def parse_instrument(value: object) -> Instrument:
    """Return the instrument called ``value``; raise ``InputError`` (``unknown-instrument``) with the nearest ids otherwise."""
    key = str(value).strip().lower().replace("-", "_")
    if key in INSTRUMENTS:
        return INSTRUMENTS[key]
    near = difflib.get_close_matches(key, INSTRUMENTS, n=2) or list(INSTRUMENTS)
    raise InputError(
        kind="unknown-instrument",
        expected="an instrument that Fallow knows",
        found=repr(str(value)[:40]),
        do=f"use one of: {', '.join(near)}",
    )
