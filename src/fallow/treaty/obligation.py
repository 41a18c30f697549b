"""Obligation: one duty of one state on one day, with the paragraph, the day it falls due, and how that was derived."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from fallow.treaty.mark import Mark, parse_mark
from fallow.treaty.tables import read_table


class DutyState(Enum):
    """Where a duty stands on the day asked for. A day that passed in silence is *past*: neither kept nor broken is known."""

    NOT_YET = "not_yet"
    """The treaty does not bind the state yet."""
    CONDITIONAL = "conditional"
    """Owed only if something is so of which no fact is known here."""
    RUNNING = "running"
    """Owed now; its day, if it has one, is ahead."""
    RECURRING = "recurring"
    """Owed every year; the day given is the next."""
    DUE = "due"
    """Its day is today, or it is owed without delay."""
    OVERDUE = "overdue"
    """Its day has passed and a fact says that it was not done."""
    DISCHARGED = "discharged"
    """A fact says that it was done."""
    PAST = "past"
    """Its day has passed and no fact here says whether it was done; or the state has left the treaty."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty under an article of an instrument.

    ``due`` is the unextended day, ``extended`` the day in force where it was moved; both ``None`` where there is none.
    ``binding`` is false where the clause only encourages, or the state has left the treaty. ``derivation`` gives the steps
    from facts to days, one sentence each, with clause and source.
    """

    instrument: str
    article: str
    duty: str
    due: date | None
    binding: bool
    extended: date | None
    derivation: tuple[str, ...]
    state: DutyState

    def to_json(self) -> dict[str, Any]:
        """Return the object of the command line's contract, with ISO dates."""
        return {
            "instrument": self.instrument,
            "article": self.article,
            "duty": self.duty,
            "due": self.due.isoformat() if self.due else None,
            "binding": self.binding,
            "extended": self.extended.isoformat() if self.extended else None,
            "derivation": list(self.derivation),
            "state": self.state.value,
        }


@dataclass(frozen=True, slots=True)
class Clause:
    """A duty as the instrument lays it down, in Fallow's own words, with the rule that gives its days.

    ``mark`` tells whether the paragraph was read in the text or its number is general knowledge.
    """

    instrument: str
    article: str
    duty: str
    binding: bool
    rule: str
    mark: Mark


@lru_cache(maxsize=4)
def load_clauses(instrument: str) -> tuple[Clause, ...]:
    """Return the duties of an instrument, in the order of its articles."""
    rows = read_table(f"{instrument}_duties.csv")
    clauses = [
        Clause(instrument, row["article"], row["duty"], row["binding"] == "yes", row["rule"], parse_mark(row["mark"]))
        for row in rows
    ]
    return tuple(sorted(clauses, key=lambda clause: article_key(clause.article)))


def article_key(article: str) -> tuple[tuple[int, str], ...]:
    """Return the key by which articles sort as a lawyer reads them: 4(1)(a) before 4(2), 9 before 21."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|[a-z]+", article))
