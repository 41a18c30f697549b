"""Rules for stockpiles: article 3 of the Convention on Cluster Munitions.

Destruction no later than eight years after entry into force for the state (3(2)); extensions of up to four years (3(3)),
asked for at least nine months before the meeting that decides (3(5)).
"""

from __future__ import annotations

from datetime import date

from fallow.treaty.context import Context, Deadline, duty, evidence, extended_deadline, request_by, stand, still_open
from fallow.treaty.facts import FactKind
from fallow.treaty.obligation import Clause, DutyState, Obligation
from fallow.treaty.periods import plus_years

ARTICLE = "3(2)"
YEARS = 8


def destruction(ctx: Context) -> Deadline:
    """Return the deadline for destruction: eight years after entry into force, as extended."""
    due = plus_years(ctx.bound, YEARS)
    steps = (ctx.because, f"Article 3(2): {ctx.bound} + {YEARS} years = {due}")
    return extended_deadline(ctx, ARTICLE, due, steps)


def destroyed_on(ctx: Context) -> date | None:
    """Return the day on which the duty was fulfilled, as far as facts tell."""
    done = (
        *ctx.known(FactKind.STOCKPILE_DESTROYED),
        *ctx.known(FactKind.COMPLETION, ARTICLE),
        *ctx.known(FactKind.COMPLIANCE, ARTICLE),
    )
    days = [fact.day for fact in done if fact.day is not None]
    return min(days) if days else None


def _open(ctx: Context, deadline: Deadline) -> bool | None:
    moved = deadline.extended is not None and ctx.on <= deadline.limit
    # Whoever was granted more time had stocks left: before the new day that is enough.
    return still_open(ctx, ctx.known(FactKind.STOCKPILE), deadline.limit) or (True if moved else None)


def stockpile(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 3(2)."""
    deadline, done = destruction(ctx), destroyed_on(ctx)
    state = stand(ctx, deadline.limit, done=done, open_=_open(ctx, deadline))
    note = {
        DutyState.DISCHARGED: f"destruction completed {done}",
        DutyState.CONDITIONAL: "owed where there are stocks; no fact here says whether there are",
        DutyState.PAST: "the day has passed; no fact here says whether there were stocks or they were destroyed",
        DutyState.OVERDUE: "a fact here says that stocks remained after the day",
    }.get(state)
    steps = (*deadline.steps, *evidence(ctx.known(FactKind.STOCKPILE)), *((note,) if note else ()))
    return [duty(ctx, clause, state, *steps, due=deadline.due, extended=deadline.extended)]


def stockpile_measure(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 3(1): as long as there are stocks."""
    done = destroyed_on(ctx)
    if done is not None:
        return [duty(ctx, clause, DutyState.DISCHARGED, ctx.because, f"destruction completed {done}")]
    state = DutyState.RUNNING if _open(ctx, destruction(ctx)) else DutyState.CONDITIONAL
    return [duty(ctx, clause, state, ctx.because, "owed where there are stocks")]


def stockpile_request(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 3(3), with the nine months of 3(5)."""
    deadline, done = destruction(ctx), destroyed_on(ctx)
    by, reason = request_by(ctx, deadline.limit)
    state = DutyState.CONDITIONAL if ctx.on <= by else DutyState.PAST
    if done is not None:
        state = DutyState.DISCHARGED
    steps = (*deadline.steps, f"Article 3(5): {reason}", "owed only if destruction cannot be completed in time")
    return [duty(ctx, clause, state, *steps, due=by)]
