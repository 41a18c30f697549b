"""Status: what a state is to a treaty on a day, and the event that made it so.

"Party" counts from the deposit, as the depositary counts; ``in_force_from`` says from when the treaty binds, which is up to
six months later, and stays known after a withdrawal. The day of an event counts: a state that deposits today is a party
today, a state whose withdrawal takes effect today is one no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fallow.treaty.events import ENTRY_INTO_FORCE, NOT_BOUND, PARTY, SIGNATORY, WITHDRAWN, Event, history
from fallow.treaty.facts import Facts, with_facts
from fallow.treaty.parties import Parties, load_parties
from fallow.treaty.states import State, fold_name

__all__ = ["NOT_BOUND", "PARTY", "SIGNATORY", "WITHDRAWN", "Census", "Status", "census", "status", "status_of"]


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a state on a day: ``party``, ``signatory``, ``not_bound`` or ``withdrawn``.

    ``since`` is the day of the event that made it so (``None`` where nothing ever happened); ``in_force_from`` the day from
    which the treaty binds or bound, also where that day is still ahead; ``events`` what had happened by the day asked for.
    """

    state: State
    instrument: str
    on: date
    status: str
    since: date | None
    in_force_from: date | None
    events: tuple[Event, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the object of the command line's contract, with ISO dates."""
        return {
            "state": self.state.name,
            "iso3": self.state.iso3,
            "status": self.status,
            "since": self.since.isoformat() if self.since else None,
            "in_force_from": self.in_force_from.isoformat() if self.in_force_from else None,
            "events": [event.to_json() for event in self.events],
        }


@dataclass(frozen=True, slots=True)
class Census:
    """The status of every state on a day, and how many are party or signatory."""

    on: date
    states: tuple[Status, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many states are party, and how many signed and did not (yet) join."""
        found = Counter(status.status for status in self.states)
        return {PARTY: found[PARTY], SIGNATORY: found[SIGNATORY]}

    def to_json(self) -> dict[str, Any]:
        """Return the object of the command line's contract."""
        return {
            "on": self.on.isoformat(),
            "counts": self.counts,
            "states": [status.to_json() for status in self.states],
        }


def status(
    state: object, on: date, *, instrument: str = "ccm", parties: Parties | None = None, facts: Facts | None = None
) -> Status:
    """Return the status of ``state`` (a name or code) on the day ``on``, that day's events included.

    Rarely needed: ``parties`` in place of the shipped table; ``facts`` with acts and armed conflicts that it does not hold.
    Raises ``InputError`` for an unknown state and for acts that contradict each other.
    """
    known = with_facts(parties or load_parties(instrument), facts)
    return status_of(known, known.state(state), on, facts)


def census(on: date, *, instrument: str = "ccm", parties: Parties | None = None, facts: Facts | None = None) -> Census:
    """Return the status of every state on the day ``on``, by name."""
    known = with_facts(parties or load_parties(instrument), facts)
    acts_of: dict[str, list[Any]] = {}
    for act in known.acts:
        acts_of.setdefault(act.state, []).append(act)
    found = [_on(known, state, on, acts_of.get(state.iso3, []), facts) for state in known.states]
    return Census(on, tuple(sorted(found, key=lambda status: fold_name(status.state.name))))


def status_of(parties: Parties, state: State, on: date, facts: Facts | None = None) -> Status:
    """Return the status of a state that was looked up already, in ``parties`` that hold every act."""
    return _on(parties, state, on, parties.of(state), facts)


def _on(parties: Parties, state: State, on: date, acts: Sequence[Any], facts: Facts | None) -> Status:
    conflicts = facts.conflicts_of(state.iso3) if facts else ()
    events = tuple(event for event in history(parties.instrument, acts, conflicts) if event.day <= on)
    changes = [event for event in events if event.act != ENTRY_INTO_FORCE and event.act != "withdrawal_notice"]
    bound = [event.effective for event in events if event.effective and event.act not in _NOT_JOINING]
    return Status(
        state=state,
        instrument=parties.instrument.id,
        on=on,
        status=changes[-1].status if changes else NOT_BOUND,
        since=changes[-1].day if changes else None,
        in_force_from=bound[-1] if bound else None,
        events=events,
    )


_NOT_JOINING = frozenset({"signature", "withdrawal", "withdrawal_notice"})
