"""Views and differences equal the fold: any history, any order of arrival, any moment, any reader; followed or folded anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fallow.register import Draft, Entry, Key, Register, Tier
from fallow.register.difference import difference
from fallow.register.merge import merge
from fallow.register.views import Box, Stretch, Views
from fallow.register.views.extract import extract

START = datetime(2024, 3, 1, 12, tzinfo=UTC)
KEYS = [Key.from_seed(bytes([number]) * 32) for number in range(1, 4)]
KINDS = ("note", "find", "correction", "withdrawal", "dispute")


@dataclass(frozen=True)
class Step:
    """One act on one of the copies; numbers choose among what is there, so that every step is possible."""

    copy: int
    act: str
    target: int
    over: tuple[int, ...] | None
    days_back: int | None
    tier: Tier | None
    hours: int


STEPS = st.lists(
    st.builds(
        Step,
        copy=st.integers(0, 2),
        act=st.sampled_from(
            ["note", "find", "correction", "correction", "withdrawal", "withdrawal", "dispute", "merge"]
        ),
        target=st.integers(0, 30),
        over=st.none() | st.lists(st.integers(0, 30), max_size=2).map(tuple),
        days_back=st.none() | st.integers(0, 4),
        tier=st.none() | st.sampled_from(Tier),
        hours=st.integers(0, 30),
    ),
    min_size=1,
    max_size=25,
)


def copies() -> list[Register]:
    """Three empty copies of a register in memory, each with a key of its own and a clock a few hours off."""
    return [Register.create("memory:", key=key) for key in KEYS]


def take(registers: list[Register], step: Step, clock: datetime) -> None:
    """Do one step at ``clock``."""
    register = registers[step.copy]
    if step.act == "merge":
        merge(register, registers[step.target % len(registers)])
        return
    now = clock + timedelta(hours=7 * step.copy)
    # Anything that any copy holds may be named: what somebody read on another laptop and amends before it was merged.
    there = sorted({entry.id: entry for one in registers for entry in one.entries()}.values(), key=lambda one: one.id)
    draft = _draft(step, there, now.date())
    if draft is not None:
        register.append([draft], now=now)


def _draft(step: Step, there: list[Entry], today: date) -> Draft | None:
    since = None if step.days_back is None else today - timedelta(days=step.days_back)
    if step.act == "note":
        return Draft("note", {"text": str(step.target)}, since, step.tier)
    if step.act == "find":
        return Draft("find", find(step.target, step.target), since, step.tier)
    if not there:
        return None
    target = there[step.target % len(there)]
    body: dict[str, Any] = {"of": target.id, "reason": f"reason {step.hours}"}
    if step.over is not None:
        body["over"] = [there[one % len(there)].id for one in step.over]
    if step.act == "correction":
        body["body"] = find(step.target, step.hours) if target.kind == "find" else {"text": f"better {step.hours}"}
    return Draft(step.act, body, since, step.tier)


def find(name: int, place: int) -> dict[str, Any]:
    """The body of a find: where ``place`` says, on a day that it says."""
    position = [f"{30 + place / 10}", f"{15 + place / 20}"]
    return {
        "id": f"f{name}",
        "kind": "unexploded",
        "geometry": {"type": "Point", "coordinates": position},
        "date": (date(2024, 1, 1) + timedelta(days=place)).isoformat(),
    }


def moments(registers: list[Register]) -> list[datetime]:
    """Every moment at which an answer could change, one microsecond before each, and long after all."""
    found = {moment for one in registers for entry in one.entries() for moment in (entry.known_at, entry.recorded_at)}
    return sorted({*found, *(moment - timedelta(microseconds=1) for moment in found), START + timedelta(days=999)})


QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def reader(register: Register, clearance: Tier) -> Register:
    """The same store, read by somebody of a lower clearance."""
    return Register(register.recorder, clearance=clearance)


def assert_same(views: Views, register: Register, everything: list[Register]) -> None:
    for moment in moments(everything):
        for kind in KINDS:
            known = [views.entry(one) for one in views.as_known(moment, kind)]
            assert known == list(register.current(kind, as_known=moment))
            assert views.count(moment, kind) == len(known)
            recorded = [views.entry(one) for one in views.as_recorded(moment, kind)]
            assert recorded == list(register.current(kind, as_recorded=moment))


@given(STEPS, st.sampled_from(Tier))
@QUICK
def test_what_stood_is_what_the_register_says_whatever_happened_and_in_whatever_order_it_came(
    steps: list[Step], clearance: Tier
) -> None:
    registers = copies()
    caught_up = Views.of(reader(registers[0], clearance))
    clock = START
    for step in steps:
        clock += timedelta(hours=step.hours)
        take(registers, step, clock)
        if step.hours % 2:
            caught_up.catch_up()
    for other in registers[1:]:
        merge(registers[0], other)
        caught_up.catch_up()
    mine = reader(registers[0], clearance)
    assert_same(caught_up, mine, registers)
    with Views.of(mine) as anew:
        assert_same(anew, mine, registers)
    assert caught_up.check() == []


@given(STEPS, st.tuples(st.integers(0, 30), st.integers(0, 30)), st.integers(0, 30))
@QUICK
def test_a_box_and_days_find_what_looking_at_every_standing_body_finds(
    steps: list[Step], sides: tuple[int, int], day: int
) -> None:
    registers = copies()
    clock = START
    for step in steps:
        clock += timedelta(hours=step.hours)
        take(registers, step, clock)
    for other in registers[1:]:
        merge(registers[0], other)
    box = Box(30 + min(sides) / 10, 15, 30 + max(sides) / 10, 16.2)
    days = Stretch(date(2024, 1, 1) + timedelta(days=day), date(2024, 1, 1) + timedelta(days=day + 9))
    with Views.of(registers[0]) as views:
        found = list(views.as_known(None, "find", box, days))
        wanted = []
        for entry in registers[0].current("find"):
            place = extract("find", entry.body)
            by = registers[0].get(entry.corrected_by).tier if entry.corrected_by else entry.tier
            if max(by, entry.tier) == Tier.PERSONAL or place.lon_min is None or place.lat_min is None:
                continue
            inside = box.west <= place.lon_min <= box.east and box.south <= place.lat_min <= box.north
            if inside and str(days.start) <= str(place.valid_from) <= str(days.end):
                wanted.append(entry.id)
        assert [one.id for one in found] == wanted
        assert views.count(None, "find", box, days) == len(wanted)


@given(STEPS, st.tuples(st.integers(0, 40), st.integers(0, 40)), st.sampled_from(Tier))
@QUICK
def test_a_difference_leads_from_one_view_to_the_other_and_tells_nothing_else(
    steps: list[Step], picks: tuple[int, int], clearance: Tier
) -> None:
    registers = copies()
    clock = START
    for step in steps:
        clock += timedelta(hours=step.hours)
        take(registers, step, clock)
    for other in registers[1:]:
        merge(registers[0], other)
    register = reader(registers[0], clearance)
    times = moments(registers)
    first, second = sorted(times[pick % len(times)] for pick in picks)
    changes = difference(register, first, second)
    for kind in ("note", "find"):
        before = {entry.id: entry for entry in register.current(kind, as_known=first)}
        after = {entry.id: entry for entry in register.current(kind, as_known=second)}
        told = {what: {c.of for c in changes if c.what == what and c.kind == kind} for what in WHAT}
        assert set(after) == (set(before) | told["appeared"] | told["restored"]) - told["withdrawn"]
        both = set(before) & set(after)
        assert {one for one in both if before[one].body != after[one].body} == told["corrected"] & both
        newly = {one for one in both if after[one].alternatives not in ((), before[one].alternatives)}
        assert newly == told["conflict"] & both
        assert difference(register, first, second, kind) == [c for c in changes if c.kind == kind]
    for change in changes:
        assert first < change.at <= second or change.what == "late"
        assert change.causes
        assert change.late == any(cause.recorded_at > cause.known_at for cause in change.causes)


WHAT = ("appeared", "restored", "withdrawn", "corrected", "conflict")
