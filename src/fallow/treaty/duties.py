"""Obligations: what a state owes under an instrument on a day, with each day derived from dates and clauses.

Every duty of the instrument is listed for a state that is or was a party, in the order of the articles, whether it runs, is
conditional, was fulfilled or is past. A state that is not a party owes nothing under the instrument: the list is empty
(a signatory's duty not to defeat a treaty's purpose is one of article 18 of the Vienna Convention, not of these).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from fallow.core.errors import NotThereError
from fallow.treaty import rules_clearance as clearance
from fallow.treaty import rules_general as general
from fallow.treaty import rules_stockpile as stockpile
from fallow.treaty.context import Context
from fallow.treaty.events import ENTRY_INTO_FORCE
from fallow.treaty.facts import Facts, load_facts, with_facts
from fallow.treaty.instrument import INSTRUMENTS, Instrument
from fallow.treaty.mark import Mark
from fallow.treaty.membership import PARTY, WITHDRAWN, Status, status_of
from fallow.treaty.obligation import Clause, DutyState, Obligation, load_clauses
from fallow.treaty.parties import Parties, load_parties

Rule = Callable[[Context, Clause], list[Obligation]]

RULES: Mapping[str, Rule] = {
    "standing": general.standing,
    "able": general.able,
    "former_user": general.former_user,
    "victims": general.victims,
    "on_request": general.on_request,
    "after_hostilities": general.after_hostilities,
    "initial_report": general.initial_report,
    "annual_report": general.annual_report,
    "retention_report": general.retention_report,
    "clarification": general.clarification,
    "protocol_report": general.protocol_report,
    "stockpile": stockpile.stockpile,
    "stockpile_measure": stockpile.stockpile_measure,
    "stockpile_request": stockpile.stockpile_request,
    "clearance_existing": clearance.clearance_existing,
    "clearance_new": clearance.clearance_new,
    "clearance_declaration": clearance.clearance_declaration,
    "clearance_measure": clearance.clearance_measure,
    "clearance_request": clearance.clearance_request,
}
"""The rules that the tables of duties name."""


def obligations(
    state: object,
    on: date,
    *,
    instrument: str = "ccm",
    facts: Facts | None = None,
    parties: Parties | None = None,
    shipped: Facts | None = None,
) -> tuple[Obligation, ...]:
    """Return the duties of ``state`` on the day ``on``, in the order of the articles; empty where it is not a party.

    ``facts`` are the caller's own. Rarely needed: ``parties`` and ``shipped`` in place of the tables of the package. Raises
    ``InputError`` for what cannot be read or be true, ``NotThereError`` (``no-duties``) for an instrument whose membership
    alone is known.
    """
    known = with_facts(parties or load_parties(instrument), facts)
    if not known.instrument.has_duties:
        raise NotThereError(
            kind="no-duties",
            expected=f"an instrument whose duties Fallow knows ({', '.join(_with_duties())})",
            found=known.instrument.id,
            do="ask for its status only",
        )
    status = status_of(known, known.state(state), on, facts)
    if status.status not in (PARTY, WITHDRAWN) or status.in_force_from is None:
        return ()
    everything = (load_facts() if shipped is None else shipped).joined_by(facts)
    ctx = Context(status, status.in_force_from, _because(status), everything)
    found = [item for clause in load_clauses(known.instrument.id) for item in _of_clause(ctx, clause)]
    return tuple(_on_the_day(known.instrument, status, item) for item in found)


def _of_clause(ctx: Context, clause: Clause) -> list[Obligation]:
    found = RULES[clause.rule](ctx, clause)
    if clause.mark is Mark.VERIFIED:
        return found
    note = f"paragraph {clause.article} from general knowledge, not read in the text (unverified)"
    return [replace(item, derivation=(*item.derivation, note)) for item in found]


def _because(status: Status) -> str:
    entries = [event for event in status.events if event.act == ENTRY_INTO_FORCE]
    if entries:
        return f"{entries[-1].citation}{'' if entries[-1].mark is Mark.INFERRED else entries[-1].mark.suffix}"
    consent = [event for event in status.events if event.effective == status.in_force_from][-1]
    return INSTRUMENTS[status.instrument].entry_reason(consent.day) + consent.mark.suffix


def _on_the_day(instrument: Instrument, status: Status, item: Obligation) -> Obligation:
    """Lay over each duty what the membership says: not bound yet, or no longer."""
    if status.status == WITHDRAWN:
        step = f"{instrument.withdrawal_clause}: withdrawal took effect {status.since}; owed until then"
        recurring = item.state is DutyState.RECURRING
        done = item.state is DutyState.DISCHARGED
        return replace(
            item,
            state=DutyState.DISCHARGED if done else DutyState.PAST,
            binding=False,
            due=None if recurring else item.due,
            derivation=(*item.derivation, step),
        )
    if status.in_force_from is not None and status.on < status.in_force_from and item.state is not DutyState.DISCHARGED:
        return replace(item, state=DutyState.NOT_YET)
    return item


def _with_duties() -> list[str]:
    return [instrument.id for instrument in INSTRUMENTS.values() if instrument.has_duties]
