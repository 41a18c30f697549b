"""Context: what a rule may look at when it derives the days of a duty, and the deadline logic that the rules share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fallow.core.errors import InputError
from fallow.treaty.facts import Fact, FactKind, Facts
from fallow.treaty.membership import Status
from fallow.treaty.obligation import Clause, DutyState, Obligation
from fallow.treaty.periods import plus_months, plus_years

_MOST_YEARS = {"3": 4, "4": 5}
"""The longest single extension: article 3(3) four years, article 4(5) five."""


@dataclass(frozen=True, slots=True)
class Context:
    """A state's status on a day with its facts; ``bound`` is the day of entry into force for it, ``because`` its reason."""

    status: Status
    bound: date
    because: str
    facts: Facts

    @property
    def on(self) -> date:
        """The day for which the obligations are asked."""
        return self.status.on

    def of(self, kind: FactKind, article: str | None = None) -> tuple[Fact, ...]:
        """Return the facts of a kind about this state."""
        return self.facts.of(self.status.state.iso3, kind, article)

    def known(self, kind: FactKind, article: str | None = None) -> tuple[Fact, ...]:
        """Return the facts of a kind that had happened by the day asked for."""
        return tuple(fact for fact in self.of(kind, article) if fact.day is None or fact.day <= self.on)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, the day to which it was moved, and the steps from one to the other."""

    due: date
    extended: date | None
    steps: tuple[str, ...]

    @property
    def limit(self) -> date:
        """The day in force."""
        return self.extended or self.due


def extended_deadline(ctx: Context, article: str, due: date, steps: tuple[str, ...], label: str = "") -> Deadline:
    """Return the deadline ``due`` of ``article`` with the extensions that were in force on the day asked for.

    An extension counts from the day of its decision; where that is not recorded, from the day that it moves, since it must
    be granted before that day (article 4(6)). An extension longer than the clause allows is used and said to be so. Raises
    ``InputError`` (``extension-backwards``) where one does not move the day forward.
    """
    limit, lines = due, list(steps)
    found = [fact for fact in ctx.of(FactKind.EXTENSION, article) if not label or fact.label in ("", label)]
    for fact in sorted(found, key=lambda fact: fact.until or due):
        until = fact.until or due
        if until == limit != due:
            continue  # two sources of one extension
        if until <= limit:
            raise InputError(
                kind="extension-backwards",
                expected=f"an extension of {article} for {ctx.status.state.iso3} beyond {limit}",
                found=f"one until {until}",
                do="check its date, or leave out what an earlier extension already grants",
            )
        if ctx.on < (fact.day or limit):
            break
        lines.append(_extension_step(fact, article, limit, until))
        limit = until
    return Deadline(due, limit if limit != due else None, tuple(lines))


def _extension_step(fact: Fact, article: str, limit: date, until: date) -> str:
    clause = "Article 3(3)" if article.startswith("3") else "Article 4(5)"
    decided = f"decided by {fact.day}" if fact.day else "day of the decision not recorded"
    most = plus_years(limit, _MOST_YEARS[article[0]])
    beyond = f"; longer than the {_MOST_YEARS[article[0]]} years of one extension" if until > most else ""
    source = f"; {fact.citation}" if fact.citation else ""
    return f"{clause}: extended from {limit} to {until}, {decided}{beyond}{fact.mark.suffix}{source}"


def stand(ctx: Context, limit: date, *, done: date | None, open_: bool | None) -> DutyState:
    """Return where a duty with a day stands: ``done`` is the day it was fulfilled; ``open_`` whether a fact says that there
    is something to do (``None``: no fact either way), read on the day asked for.

    After the day only a fact makes it overdue.
    """
    if done is not None and done <= ctx.on:
        return DutyState.DISCHARGED
    if ctx.on == limit:
        return DutyState.DUE if open_ else DutyState.CONDITIONAL
    if ctx.on < limit:
        return DutyState.RUNNING if open_ else DutyState.CONDITIONAL
    return DutyState.OVERDUE if open_ else DutyState.PAST


def still_open(ctx: Context, facts: tuple[Fact, ...], limit: date) -> bool | None:
    """Return whether ``facts`` say that there is something left to do on the day asked for; ``None`` where they are silent.

    Before the day a fact of the past is enough: nobody clears land by letting a report grow old. After the day the fact
    must reach beyond it, or an old report would make a state a defaulter.
    """
    if not facts:
        return None
    if ctx.on <= limit:
        return True
    return True if any(fact.until is None or fact.until > limit for fact in facts) else None


def evidence(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """Return a step for each fact on which an open duty rests, with its days, mark and source."""
    return tuple(
        f"{fact.kind.value.replace('_', ' ')} known {fact.day}{f', still so {fact.until}' if fact.until else ''}"
        f"{fact.mark.suffix}{f'; {fact.citation}' if fact.citation else ''}"
        for fact in facts
    )


def request_by(ctx: Context, limit: date) -> tuple[date, str]:
    """Return the last day for a request to extend ``limit``, nine months before the meeting that can still decide, with the
    reason. Where no meeting in the year before the day is known: nine months before the day itself, an outer bound.
    """
    meetings = [fact for fact in ctx.facts.of("", FactKind.MEETING) if fact.day is not None]
    opening = [fact for fact in meetings if fact.day is not None and plus_years(limit, -1) < fact.day <= limit]
    if not opening:
        by = plus_months(limit, -9)
        return by, f"{limit} - 9 months = {by}, an outer bound: the meeting before that day is not known here"
    last = opening[-1]
    opens = last.day or limit
    by = plus_months(opens, -9)
    return (
        by,
        f"{last.label or 'meeting'} opens {opens}{last.mark.suffix}, the last known here before {limit}; - 9 months = {by}",
    )


def duty(
    ctx: Context,
    clause: Clause,
    state: DutyState,
    *steps: str,
    due: date | None = None,
    extended: date | None = None,
) -> Obligation:
    """Return the obligation that ``clause`` makes, with the steps of its derivation."""
    return Obligation(
        clause.instrument, clause.article, clause.duty, due, clause.binding, extended, tuple(steps), state
    )
