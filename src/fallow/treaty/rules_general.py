"""Rules for duties without a day of their own, and for reports and clarification (articles 1, 5 to 9, 21).

Days: article 7(1) 180 days after entry into force for the state; article 7(2) each 30 April, for the calendar year before,
from the first 30 April after the initial report was due; article 8(3) 28 days after the request. The practice of Protocol V
(first report after 180 days, then each 31 March) is a decision of its Conference and not a duty that its text lays down.
"""

from __future__ import annotations

from datetime import date

from fallow.treaty.context import Context, duty, stand
from fallow.treaty.facts import FactKind
from fallow.treaty.obligation import Clause, DutyState, Obligation
from fallow.treaty.periods import next_yearly, plus_days, plus_years


def standing(ctx: Context, clause: Clause) -> list[Obligation]:
    """A duty that runs from entry into force without end."""
    return [duty(ctx, clause, DutyState.RUNNING, ctx.because)]


def able(ctx: Context, clause: Clause) -> list[Obligation]:
    """A duty of those in a position to help, when help is sought."""
    return [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, "owed by a Party in a position to do so")]


def former_user(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 4(4): between two Parties, for remnants from before either was bound; strongly encouraged, not a duty."""
    step = "Article 4(4): strongly encouraged, where it used or abandoned cluster munitions in what is now another Party's area"
    return [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, step)]


def victims(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 5: owed where there are victims in areas under the state's jurisdiction or control."""
    return [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, "owed where victims live in areas that it controls")]


def on_request(ctx: Context, clause: Clause) -> list[Obligation]:
    """A duty that a request calls up."""
    return [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, "owed when asked")]


def after_hostilities(ctx: Context, clause: Clause) -> list[Obligation]:
    """Protocol V, articles 3 and 4(2): owed once active hostilities have ended, without a day; *due* from then on."""
    ends = [fact.until for fact in ctx.known(FactKind.HOSTILITIES) if fact.until is not None]
    ended = [day for day in ends if ctx.bound <= day <= ctx.on]
    if not ended:
        step = "no end of active hostilities since entry into force is known here"
        return [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, step)]
    step = f"active hostilities ended {max(ended)}; the text sets no number of days"
    return [duty(ctx, clause, DutyState.DUE, ctx.because, step)]


def initial_report(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 7(1): 180 days after entry into force for the state."""
    due = first_report_due(ctx)
    steps: tuple[str, ...] = (ctx.because, f"Article 7(1): {ctx.bound} + 180 days = {due}")
    handed_in = [fact.day for fact in ctx.known(FactKind.REPORT) if fact.day is not None]
    done = min(handed_in) if handed_in else None
    missing = any(fact.holds_on(ctx.on) for fact in ctx.of(FactKind.REPORT_MISSING))
    state = stand(ctx, due, done=done, open_=True if missing or ctx.on <= due else None)
    if state is DutyState.DISCHARGED:
        steps = (*steps, f"first report submitted {done}")
    elif state is DutyState.PAST:
        steps = (*steps, "no fact here says whether it was submitted")
    return [duty(ctx, clause, state, *steps, due=due)]


def first_report_due(ctx: Context) -> date:
    """Return the day of the initial report."""
    return plus_days(ctx.bound, 180)


def annual_report(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 7(2): the next 30 April, covering the previous calendar year; the first one follows the initial report."""
    first = next_yearly(plus_days(first_report_due(ctx), 1), 4, 30)
    due = max(first, next_yearly(ctx.on, 4, 30))
    steps = [
        ctx.because,
        f"Article 7(2): first 30 April after the initial report was due ({first_report_due(ctx)}): {first}",
    ]
    for fact in ctx.known(FactKind.REPORT):
        if fact.year == due.year - 1:
            steps.append(f"report on {fact.year} submitted {fact.day}")
            due = plus_years(due, 1)
    steps.append(f"next: {due}, on {due.year - 1}")
    state = DutyState.DUE if ctx.on == due else DutyState.RECURRING
    return [duty(ctx, clause, state, *steps, due=due)]


def retention_report(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 3(8): 30 April after each year in which cluster munitions were kept, acquired or handed on."""
    kept = ctx.known(FactKind.RETENTION)
    due = next_yearly(ctx.on, 4, 30)
    year = due.year - 1
    for fact in kept:
        began, ended = fact.day or ctx.bound, fact.until or ctx.on
        if began.year <= year <= ended.year:
            step = f"Article 3(8): retained in {year}; report by {due}{fact.mark.suffix}"
            state = DutyState.DUE if ctx.on == due else DutyState.RECURRING
            return [duty(ctx, clause, state, ctx.because, step, due=due)]
    step = "owed for each year in which munitions were kept, acquired or handed on; no such fact is known here for the next day"
    return [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, step)]


def clarification(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 8(3): 28 days after a request; one obligation for each request that is known."""
    found = []
    for fact in ctx.known(FactKind.CLARIFICATION_REQUEST):
        received = fact.day or ctx.on
        due = plus_days(received, 28)
        state = stand(ctx, due, done=fact.until, open_=True)
        found.append(duty(ctx, clause, state, f"Article 8(3): request of {received} + 28 days = {due}", due=due))
    return found or [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, "owed when a Party asks, within 28 days")]


def protocol_report(ctx: Context, clause: Clause) -> list[Obligation]:
    """Protocol V: first report 180 days after entry into force, then the next 31 March."""
    first = plus_days(ctx.bound, 180)
    due = first if ctx.on <= first else next_yearly(ctx.on, 3, 31)
    step = f"practice under article 10(2)(b): {ctx.bound} + 180 days = {first}, then each 31 March; next {due}"
    state = DutyState.DUE if ctx.on == due else DutyState.RECURRING
    return [duty(ctx, clause, state, ctx.because, step, due=due)]
