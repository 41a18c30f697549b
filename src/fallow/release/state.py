"""States of land, and the acts by which it may pass from one to another.

The table below is the whole of it; whatever is not in it is refused. Terms after IMAS 04.10 (wording from general knowledge);
acts and clauses after IMAS 07.11 (land release), 08.10 (non-technical survey), 08.20 (technical survey) and 09.10 (clearance to a
specified depth), cited by number. National law decides; this table is what Fallow will write down without objection.

    (none)     -> suspected   indirect evidence                       IMAS 08.10
    (none)     -> confirmed   direct evidence                         IMAS 08.10, 08.20
    suspected  -> confirmed   direct evidence                         IMAS 08.10, 08.20
    suspected  -> cancelled   non-technical survey, no evidence       IMAS 07.11, 08.10
    suspected  -> reduced     technical survey, no evidence           IMAS 07.11, 08.20
    suspected  -> cleared     clearance to a depth (ideally only of confirmed land)   IMAS 09.10
    confirmed  -> reduced     technical survey of a part without evidence             IMAS 07.11, 08.20
    confirmed  -> cleared     clearance to a depth                    IMAS 09.10
    cancelled, reduced, cleared -> reopened   new evidence or a find  IMAS 07.11 (the situation is kept under review)
    reopened   -> suspected, confirmed        as the evidence is      IMAS 08.10, 08.20

Confirmed land is never cancelled: direct evidence is not undone by asking again. Reopened land is never released in one
step: it becomes suspected or confirmed first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fallow.core.errors import InputError, RefusalError


class AreaState(Enum):
    """What an area is held to be. None of them means safe."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    REDUCED = "reduced"
    CLEARED = "cleared"
    REOPENED = "reopened"


RELEASED = frozenset({AreaState.CANCELLED, AreaState.REDUCED, AreaState.CLEARED})
"""The three states of released land."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One permitted act: from a state (``None``: not on record) to a state, its clause, and what it must state."""

    before: AreaState | None
    after: AreaState
    act: str
    clause: str
    requires: tuple[str, ...]


_S = AreaState
_NTS, _BOTH = "IMAS 08.10", "IMAS 08.10, 08.20"
_REVIEW = "IMAS 07.11 (the situation is kept under review)"

TRANSITIONS: tuple[Transition, ...] = (
    Transition(None, _S.SUSPECTED, "recorded on indirect evidence", _NTS, ("reason", "evidence")),
    Transition(None, _S.CONFIRMED, "recorded on direct evidence", _BOTH, ("reason", "evidence")),
    Transition(_S.SUSPECTED, _S.CONFIRMED, "direct evidence found", _BOTH, ("reason", "evidence")),
    Transition(_S.SUSPECTED, _S.CANCELLED, "non-technical survey", "IMAS 07.11, 08.10", ("reason",)),
    Transition(_S.SUSPECTED, _S.REDUCED, "technical survey", "IMAS 07.11, 08.20", ("reason",)),
    Transition(
        _S.SUSPECTED,
        _S.CLEARED,
        "clearance to a depth, ideally only of confirmed land",
        "IMAS 09.10",
        ("reason", "depth_m"),
    ),
    Transition(_S.CONFIRMED, _S.REDUCED, "technical survey of a part", "IMAS 07.11, 08.20", ("reason",)),
    Transition(_S.CONFIRMED, _S.CLEARED, "clearance to a depth", "IMAS 09.10", ("reason", "depth_m")),
    *(
        Transition(before, _S.REOPENED, "new evidence or a find", _REVIEW, ("reason", "evidence"))
        for before in (_S.CANCELLED, _S.REDUCED, _S.CLEARED)
    ),
    Transition(_S.REOPENED, _S.SUSPECTED, "surveyed again on indirect evidence", _NTS, ("reason", "evidence")),
    Transition(_S.REOPENED, _S.CONFIRMED, "direct evidence found", _BOTH, ("reason", "evidence")),
)
"""Every permitted transition; the docstring of this module is the same table for people."""


def parse_state(value: object) -> AreaState:
    """Return the state that ``value`` names; ``InputError`` (``unknown-state``) otherwise."""
    try:
        return AreaState(value)
    except ValueError as error:
        raise InputError(
            kind="unknown-state",
            expected=f"a state of land: {', '.join(state.value for state in AreaState)}",
            found=repr(value)[:60],
            do="use the term of land release; there is no state that means safe",
        ) from error


def transition(before: AreaState | None, after: AreaState) -> Transition:
    """Return the permitted act from ``before`` to ``after``; ``RefusalError`` (``transition-not-permitted``) otherwise."""
    for held in TRANSITIONS:
        if held.before is before and held.after is after:
            return held
    name = "not on record" if before is None else before.value
    permitted = sorted(held.after.value for held in TRANSITIONS if held.before is before)
    raise RefusalError(
        kind="transition-not-permitted",
        expected=f"from {name} one of: {', '.join(permitted)}",
        found=after.value,
        do="record the acts in between, each with its evidence",
    )
