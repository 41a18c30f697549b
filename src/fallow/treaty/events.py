"""Events: the acts of one state in order, checked, with the status after each and the days that follow from them.

The transitions, with their clauses in the Convention on Cluster Munitions (other instruments have the like):

- nothing or signed -> *party* by ratification, acceptance, approval or accession (article 16), from the day of deposit, as
  the depositary counts; the Convention binds from a later day (article 17), which is an event of its own;
- party -> *withdrawn* six months after the depositary receives the instrument of withdrawal, and not before the end of an
  armed conflict in which the state is engaged when the six months end (article 20(3));
- withdrawn -> party again by a new instrument.

Anything else is refused: two consents without a withdrawal between them, a withdrawal by a state that never joined, an act
before the instrument was opened. A status changes on the day of an event and on no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fallow.core.errors import InputError
from fallow.treaty.act import Act, ActKind
from fallow.treaty.instrument import Instrument
from fallow.treaty.mark import Mark
from fallow.treaty.periods import plus_months

PARTY = "party"
SIGNATORY = "signatory"
NOT_BOUND = "not_bound"
WITHDRAWN = "withdrawn"

ENTRY_INTO_FORCE = "entry_into_force"
"""The event, derived and not an act, from which the treaty binds the state."""

Conflict = tuple[date, date | None]
"""First and last day of an armed conflict in which a state is engaged; ``None``: it goes on."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day: an act, or an effect that follows from one; with the status from that day on.

    ``effective`` is the day of the effect of an act that works later: entry into force, the end of membership. ``None``
    where there is none, or where it cannot be known yet (a withdrawal held up by an armed conflict).
    """

    day: date
    act: str
    status: str
    effective: date | None
    mark: Mark
    citation: str
    note: str

    def to_json(self) -> dict[str, str | None]:
        """Return the event with ISO dates."""
        return {
            "date": self.day.isoformat(),
            "act": self.act,
            "status": self.status,
            "effective": self.effective.isoformat() if self.effective else None,
            "mark": self.mark.value,
            "citation": self.citation,
            "note": self.note or None,
        }


def history(instrument: Instrument, acts: Iterable[Act], conflicts: Sequence[Conflict] = ()) -> tuple[Event, ...]:
    """Return the events that ``acts`` of one state make, in order of their days.

    ``conflicts`` are the armed conflicts of the state, which can hold up a withdrawal. Raises ``InputError``
    (``two-ratifications``, ``two-signatures``, ``withdrawal-before-accession``, ``act-out-of-time``,
    ``withdrawal-too-early``, ``two-withdrawal-notices``) where the acts cannot all be true.
    """
    ordered = sorted(acts, key=lambda act: (act.day, act.kind is not ActKind.SIGNATURE, act.kind is ActKind.WITHDRAWAL))
    events: list[Event] = []
    consent: Act | None = None
    notice: Event | None = None
    status = NOT_BOUND
    for position, act in enumerate(ordered):
        if notice is not None and act.kind is not ActKind.WITHDRAWAL and _ended_by(notice, act.day):
            events.append(_left(instrument, notice))
            status, consent, notice = WITHDRAWN, None, None
        _check_time(instrument, act)
        if act.kind is ActKind.SIGNATURE:
            status = _sign(act, status)
            events.append(_event(act, status))
        elif act.kind.binds:
            _check_consent(act, consent)
            consent, status = act, PARTY
            events += _joined(instrument, act)
        elif act.kind is ActKind.WITHDRAWAL_NOTICE:
            _check_party(act, status)
            _check_one_notice(act, notice)
            stated = _stated_effect(ordered[position + 1 :])
            effect = stated or _effect_of_notice(instrument, act.day, conflicts)
            notice = replace(_event(act, status), effective=effect)
            events.append(notice)
        else:
            _check_party(act, status)
            _check_not_early(instrument, act, notice)
            status, consent, notice = WITHDRAWN, None, None
            events.append(_event(act, status))
    if notice is not None and notice.effective is not None:
        events.append(_left(instrument, notice))
    return _consistent(events)


def _joined(instrument: Instrument, act: Act) -> list[Event]:
    bound = act.effective or instrument.in_force_from(act.day)
    reason = instrument.entry_reason(act.day) if act.effective is None else f"stated: in force {act.effective}"
    entry = Event(max(bound, act.day), ENTRY_INTO_FORCE, PARTY, bound, _derived(act.mark), reason, "")
    return [replace(_event(act, PARTY), effective=bound), entry]


def _ended_by(notice: Event, day: date) -> bool:
    return notice.effective is not None and notice.effective <= day


def _left(instrument: Instrument, notice: Event) -> Event:
    reason = f"{instrument.withdrawal_clause}: notice received {notice.day}, effect {notice.effective}"
    when = notice.effective or notice.day
    return Event(when, ActKind.WITHDRAWAL.value, WITHDRAWN, when, _derived(notice.mark), reason, "")


def _derived(mark: Mark) -> Mark:
    return Mark.INFERRED if mark is Mark.VERIFIED else mark


def _event(act: Act, status: str) -> Event:
    return Event(act.day, act.kind.value, status, act.effective, act.mark, act.citation, act.note)


def _consistent(events: list[Event]) -> tuple[Event, ...]:
    """Sort by day and give events that change nothing the status that holds on their day (an entry into force after a
    withdrawal, say, does not make a party again).
    """
    result: list[Event] = []
    status = NOT_BOUND
    for event in sorted(events, key=lambda event: event.day):
        changes = event.act not in (ENTRY_INTO_FORCE, ActKind.WITHDRAWAL_NOTICE.value)
        status = event.status if changes else status
        result.append(event if event.status == status else replace(event, status=status))
    return tuple(result)


def _stated_effect(later: Sequence[Act]) -> date | None:
    """The day on which the source says that the withdrawal took effect, unless the state joined again before."""
    for act in later:
        if act.kind is ActKind.WITHDRAWAL:
            return act.day
        if act.kind.binds:
            return None
    return None


def _effect_of_notice(instrument: Instrument, received: date, conflicts: Sequence[Conflict]) -> date | None:
    """Article 20(3): months after receipt, moved to the end of every conflict that is under way on that day."""
    effect = plus_months(received, instrument.withdrawal_months)
    for began, ended in sorted(conflicts, key=lambda conflict: conflict[0]):
        if began <= effect and (ended is None or effect <= ended):
            if ended is None:
                return None
            effect = ended
    return effect


def _check_time(instrument: Instrument, act: Act) -> None:
    first = instrument.opened or instrument.adopted
    last = instrument.signable_until if act.kind is ActKind.SIGNATURE else None
    if act.day < first or (last is not None and act.day > last):
        span = f"{first} to {last}" if last else f"{first} or later"
        raise InputError(
            kind="act-out-of-time",
            expected=f"a {act.kind.value} of {instrument.id} dated {span}",
            found=f"{act.day} for {act.state}",
            do="check the year, and whether the date belongs to another treaty",
        )


def _sign(act: Act, status: str) -> str:
    if status != NOT_BOUND:
        raise InputError(
            kind="two-signatures",
            expected=f"one signature of {act.state}, before it joins",
            found=f"another on {act.day}, when its status was {status}",
            do="keep the one that the depositary lists",
        )
    return SIGNATORY


def _check_consent(act: Act, consent: Act | None) -> None:
    if consent is not None:
        raise InputError(
            kind="two-ratifications",
            expected=f"one consent to be bound by {act.state}, unless it withdrew in between",
            found=f"{consent.kind.value} on {consent.day} and {act.kind.value} on {act.day}",
            do="keep the one that the depositary lists, or add the withdrawal",
        )


def _check_party(act: Act, status: str) -> None:
    if status != PARTY:
        raise InputError(
            kind="withdrawal-before-accession",
            expected=f"a {act.kind.value} by a state that is a party on that day",
            found=f"{act.state} on {act.day} with the status {status}",
            do="add the ratification or accession that came before, or check the dates",
        )


def _check_one_notice(act: Act, notice: Event | None) -> None:
    if notice is not None:
        raise InputError(
            kind="two-withdrawal-notices",
            expected=f"one notice of withdrawal of {act.state} at a time",
            found=f"{notice.day} and {act.day}",
            do="keep the one that the depositary received first, or leave out a notice that was taken back",
        )


def _check_not_early(instrument: Instrument, act: Act, notice: Event | None) -> None:
    if notice is None:
        return
    earliest = plus_months(notice.day, instrument.withdrawal_months)
    if act.day < earliest:
        raise InputError(
            kind="withdrawal-too-early",
            expected=f"a withdrawal of {act.state} with effect on {earliest} or later ({instrument.withdrawal_clause})",
            found=f"{act.day}, after a notice of {notice.day}",
            do="check both dates with the depositary",
        )
