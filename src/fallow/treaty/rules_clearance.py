"""Rules for clearance: article 4 of the Convention on Cluster Munitions.

Remnants that lay in areas under the state's jurisdiction or control at entry into force for it: ten years from that day
(4(1)(a)). Remnants that came later: ten years after the end of the active hostilities during which they became remnants
(4(1)(b)); hostilities that resume are hostilities of their own and stop no clock that runs. Extensions of up to five years,
renewable (4(5), 4(8)), asked for before the period ends and at least nine months before the meeting that decides (4(6)). On
completion a declaration to the next meeting (4(1)(c)).
"""

from __future__ import annotations

from datetime import date

from fallow.treaty.context import Context, Deadline, duty, evidence, extended_deadline, request_by, stand, still_open
from fallow.treaty.facts import Fact, FactKind
from fallow.treaty.obligation import Clause, DutyState, Obligation
from fallow.treaty.periods import plus_years

EXISTING = "4(1)(a)"
NEW = "4(1)(b)"
YEARS = 10


def existing_deadline(ctx: Context) -> Deadline:
    """Return the deadline for remnants that were there at entry into force."""
    due = plus_years(ctx.bound, YEARS)
    steps = (ctx.because, f"Article 4(1)(a): {ctx.bound} + {YEARS} years = {due}")
    return extended_deadline(ctx, EXISTING, due, steps)


def hostilities(ctx: Context) -> tuple[Fact, ...]:
    """Return the hostilities that can have left remnants after entry into force: those that did not end before it."""
    return tuple(fact for fact in ctx.known(FactKind.HOSTILITIES) if fact.until is None or fact.until >= ctx.bound)


def new_deadline(ctx: Context, fact: Fact) -> Deadline | None:
    """Return the deadline for remnants of these hostilities, or ``None`` while they go on."""
    if fact.until is None or fact.until > ctx.on:
        return None
    due = plus_years(fact.until, YEARS)
    step = f"Article 4(1)(b): hostilities{_of(fact)} ended {fact.until} + {YEARS} years = {due}{fact.mark.suffix}"
    return extended_deadline(ctx, NEW, due, (ctx.because, step), fact.label)


def cleared_on(ctx: Context, article: str, label: str = "") -> date | None:
    """Return the day on which the duty of ``article`` was fulfilled, as far as facts tell."""
    done = (*ctx.known(FactKind.COMPLETION, article), *ctx.known(FactKind.COMPLIANCE, article))
    days = [fact.day for fact in done if fact.day is not None and (not label or fact.label in ("", label))]
    return min(days) if days else None


def _there(ctx: Context) -> tuple[Fact, ...]:
    """The facts that tell of remnants from before entry into force: they say so, or they are that old."""
    found = ctx.known(FactKind.CONTAMINATION)
    old = (fact for fact in found if fact.existing is None and fact.day is not None and fact.day <= ctx.bound)
    return (*(fact for fact in found if fact.existing is True), *old)


def _open_existing(ctx: Context, deadline: Deadline) -> bool | None:
    there = _there(ctx)
    moved = deadline.extended is not None and ctx.on <= deadline.limit
    # Whoever was granted more time had remnants left: before the new day that is enough.
    return still_open(ctx, there, deadline.limit) or (True if moved else None)


def clearance_existing(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 4(1)(a)."""
    deadline, done = existing_deadline(ctx), cleared_on(ctx, EXISTING)
    state = stand(ctx, deadline.limit, done=done, open_=_open_existing(ctx, deadline))
    steps = (*deadline.steps, *evidence(_there(ctx)), *_notes(state, done))
    return [duty(ctx, clause, state, *steps, due=deadline.due, extended=deadline.extended)]


def clearance_new(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 4(1)(b): one obligation for each of the hostilities known, or a conditional one."""
    found = []
    for fact in hostilities(ctx):
        deadline = new_deadline(ctx, fact)
        if deadline is None:
            step = f"hostilities{_of(fact)} since {fact.day} had not ended on {ctx.on}: the ten years have not begun"
            found.append(duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, step))
            continue
        done = cleared_on(ctx, NEW, fact.label)
        left = tuple(item for item in ctx.known(FactKind.CONTAMINATION) if item.existing is False)
        open_ = still_open(ctx, left, deadline.limit) or (True if ctx.on <= deadline.limit else None)
        state = stand(ctx, deadline.limit, done=done, open_=open_)
        steps = (*deadline.steps, *evidence(left), *_notes(state, done))
        found.append(duty(ctx, clause, state, *steps, due=deadline.due, extended=deadline.extended))
    none = "owed where remnants came after entry into force; no such hostilities are known here"
    return found or [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, none)]


def clearance_declaration(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 4(1)(c): to the meeting that follows the completion of either duty."""
    found = []
    for article in (EXISTING, NEW):
        done, declared = cleared_on(ctx, article), ctx.known(FactKind.COMPLIANCE, article)
        if done is None:
            continue
        fulfilled = f"Article {article} fulfilled {done}"
        if declared:
            step = f"declared {declared[0].day}{declared[0].mark.suffix}; {declared[0].citation}".rstrip("; ")
            found.append(duty(ctx, clause, DutyState.DISCHARGED, ctx.because, fulfilled, step))
            continue
        opens = [fact.day for fact in ctx.facts.of("", FactKind.MEETING) if fact.day is not None and fact.day > done]
        due = opens[0] if opens else None
        step = f"next meeting opens {due}" if due else "the next meeting is not known here"
        state = DutyState.RUNNING if due is None else stand(ctx, due, done=None, open_=True if ctx.on <= due else None)
        found.append(duty(ctx, clause, state, ctx.because, fulfilled, step, due=due))
    return found or [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, "owed once clearance is complete")]


def clearance_measure(ctx: Context, clause: Clause) -> list[Obligation]:
    """Articles 4(2) and 4(3): as long as a duty of 4(1) is open."""
    existing = _open_existing(ctx, existing_deadline(ctx)) and cleared_on(ctx, EXISTING) is None
    later = bool(hostilities(ctx)) and cleared_on(ctx, NEW) is None
    if existing or later:
        return [duty(ctx, clause, DutyState.RUNNING, ctx.because, "goes with article 4(1), which is open")]
    if cleared_on(ctx, EXISTING) is not None:
        return [duty(ctx, clause, DutyState.DISCHARGED, ctx.because, "goes with article 4(1), which was fulfilled")]
    step = "goes with article 4(1); no fact here says whether there are remnants"
    return [duty(ctx, clause, DutyState.CONDITIONAL, ctx.because, step)]


def clearance_request(ctx: Context, clause: Clause) -> list[Obligation]:
    """Article 4(5), with the nine months of 4(6): one for each deadline of 4(1)."""
    deadlines = [(existing_deadline(ctx), cleared_on(ctx, EXISTING))]
    for fact in hostilities(ctx):
        deadline = new_deadline(ctx, fact)
        if deadline is not None:
            deadlines.append((deadline, cleared_on(ctx, NEW, fact.label)))
    found = []
    for deadline, done in deadlines:
        by, reason = request_by(ctx, deadline.limit)
        state = DutyState.CONDITIONAL if ctx.on <= by else DutyState.PAST
        if done is not None:
            state = DutyState.DISCHARGED
        steps = (*deadline.steps, f"Article 4(6): {reason}", "owed only if clearance cannot be completed in time")
        found.append(duty(ctx, clause, state, *steps, due=by))
    return found


def _notes(state: DutyState, done: date | None) -> tuple[str, ...]:
    note = {
        DutyState.DISCHARGED: f"fulfilled {done}",
        DutyState.CONDITIONAL: "owed where remnants are known or suspected; no fact here says whether they are",
        DutyState.PAST: "the day has passed; no fact here says whether the land was cleared or the day moved",
        DutyState.OVERDUE: "a fact here says that remnants were left after the day",
    }.get(state)
    return (note,) if note else ()


def _of(fact: Fact) -> str:
    return f" ({fact.label})" if fact.label else ""
