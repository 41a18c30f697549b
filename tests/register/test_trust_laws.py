"""Laws of trust under whatever people, thieves and strangers write, in any order, on any branch of their chains."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.register.trust import Trust, TrustEntry


def _sibling(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"of_{name}", Path(__file__).with_name(f"{name}.py"))
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


WORLD = _sibling("test_trust")
key: Callable[[str], str] = WORLD.key

PEOPLE = ["ruth", "rosa", "ravi", "ada", "ben", "cem"]
ADAS = ["ada", "ada 2", "telephone", "tablet", "watch"]
STRANGERS = ["mal", "max", "maud"]

STEP = st.tuples(
    st.sampled_from(["delegate", "revoke", "rotate", "endorse", "endorse root", "charter", "area", "endorse act"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(["", "", "", "fork", "early", "fork early"]),
)


def play(world: Any, step: tuple[str, int, int, int, str], writers: list[str], names: list[str]) -> TrustEntry:
    """Let one of ``writers`` write what the step says, about anybody in ``names`` and about any entry there is."""
    what, first, second, third, trick = step
    who, whom = writers[first % len(writers)], names[second % len(names)]
    some = world.entries[third % len(world.entries)]
    own = [entry for entry in world.entries if entry.author == key(who)]
    more: dict[str, Any] = {}
    if "fork" in trick and own:
        more["after"] = own[second % len(own)]
    if "early" in trick:
        more["place"] = third % len(world.entries)
    if what == "delegate":
        return world.delegate(who, whom, *(["authority", "analyst"] if third % 2 else ["authority"]), **more)
    if what == "revoke":
        return world.revoke(who, whom, some if third % 3 else None, **more)
    if what == "rotate":
        return world.rotate(who, whom if first % 3 else who, names[third % len(names)], **more)
    if what == "charter":
        charters = [entry for entry in world.entries if entry.kind == "charter"]
        before = charters[second % len(charters)]
        return world.charter(
            who, version=before.body["version"] + 1, replaces=[before], roots=[who, whom], needed=1, release=1
        )
    if what == "area":
        return world.area(who, **more)
    targets = [e for e in world.entries if e.kind == "area"] if what == "endorse act" else [some]
    target = targets[third % len(targets)] if targets else some
    return world.endorse(who, target, "root" if what == "endorse root" else "authority", **more)


def opening() -> tuple[Any, TrustEntry, TrustEntry, TrustEntry]:
    """A world with a charter (root and authority of three, ada in both), an area that nobody endorsed, one fully signed."""
    world = WORLD.World()
    charter = world.charter("ruth", "rosa", roots=["ruth", "rosa", "ada"])
    lone = world.area("ada")
    honest = world.area("ben")
    world.endorse("cem", honest)
    return world, charter, lone, honest


@settings(max_examples=150, deadline=None)
@given(st.lists(STEP, max_size=14))
def test_one_person_with_any_devices_rotations_forks_and_backdating_stays_one(steps: list[Any]) -> None:
    world, charter, lone, honest = opening()
    for step in steps:
        play(world, step, ADAS, [*ADAS, *PEOPLE])
    trust = world.trust(charter)
    for entry in world.entries:
        if entry.kind == "area" and entry.id != honest.id:
            assert not trust.act(entry.id, "release"), entry
    assert trust.act(honest.id, "release"), "nor does one person undo what two others signed"
    for name in ("ben", "cem"):
        assert trust.roles_of(key(name), world.now) == {"authority"}
    found = trust.charter(world.now)
    assert found is not None
    assert found[0] == charter.id
    assert lone.author == key("ada")


def answers(trust: Trust, entries: list[TrustEntry], world: Any) -> list[Any]:
    names = [*PEOPLE, *ADAS]
    return [
        [trust.roles_of(key(name), world.now) for name in names],
        [trust.person_of(key(name)) for name in names],
        [(d.holds, d.signed) for d in (trust.act(entry.id, "release") for entry in entries)],
        [bool(trust.believes(entry)) for entry in entries],
        trust.problems,
        [found[0] if (found := trust.charter(world.now)) else None],
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(STEP, max_size=12), st.lists(STEP, min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_what_strangers_write_moves_nothing(known: list[Any], foreign: list[Any], dice: random.Random) -> None:
    world, charter, _, _ = opening()
    names = [*PEOPLE, *ADAS]
    for step in known:
        play(world, step, names, names)
    mine = list(world.entries)
    before = answers(world.trust(charter), mine, world)
    last = world.now
    for step in foreign:
        entry = play(world, step, STRANGERS, [*names, *STRANGERS])
        world.entries.remove(entry)
        world.entries.insert(dice.randint(0, len(world.entries)), entry._replace(recorded_at=last))
    world.now = last
    assert answers(world.trust(charter), mine, world) == before


@settings(max_examples=100, deadline=None)
@given(st.lists(STEP, max_size=25), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_arrive_changes_no_verdict(steps: list[Any], dice: random.Random) -> None:
    world, charter, _, _ = opening()
    names = [*PEOPLE, *ADAS, *STRANGERS]
    for step in steps:
        play(world, step, names, names)
    canonical = {entry.id: place for place, entry in enumerate(world.entries)}
    trust = world.trust(charter)
    shuffled = [*world.entries, *dice.sample(world.entries, k=3)]
    dice.shuffle(shuffled)
    again = Trust.of(shuffled, charter.id, world.stands, order=lambda entry: canonical[entry.id])
    assert answers(again, world.entries, world) == answers(trust, world.entries, world)
    assert again.without_effect == trust.without_effect


def check_limits(world: Any, charter: TrustEntry) -> None:
    trust = world.trust(charter)
    found = trust.charter(world.now)
    for name in (*PEOPLE, *ADAS, *STRANGERS):
        roles = trust.roles_of(key(name), world.now)
        if found is None:
            assert roles == frozenset()
            continue
        line = trust._belief.line(key(name))
        own = found[1].held_by(line)
        parent = trust._belief.person(key(name))
        assert roles <= own | (found[1].held_by(trust._belief.line(parent)) - {"root"}), name
    for entry in world.entries:
        decision = trust.act(entry.id, "release")
        persons = {trust.person_of(signer) for signer in decision.signed}
        assert len(persons) == len(decision.signed), "a person was counted twice"
        assert all(trust.believes(e) for e in world.entries if decision and e.id in (entry.id, decision.since))


@settings(max_examples=150, deadline=None)
@given(st.lists(STEP, max_size=30))
def test_nobody_ever_has_more_than_the_charter_gave_its_person(steps: list[Any]) -> None:
    world, charter, _, _ = opening()
    names = [*PEOPLE, *ADAS, *STRANGERS]
    for step in steps:
        play(world, step, names, names)
    check_limits(world, charter)


@pytest.mark.long
@settings(max_examples=5000, deadline=None)
@given(st.lists(STEP, max_size=60))
def test_nobody_ever_has_more_in_long_histories(steps: list[Any]) -> None:
    world, charter, _, _ = opening()
    names = [*PEOPLE, *ADAS, *STRANGERS]
    for step in steps:
        play(world, step, names, names)
    check_limits(world, charter)


@pytest.mark.long
@settings(max_examples=5000, deadline=None)
@given(st.lists(STEP, max_size=40))
def test_one_person_stays_one_in_long_histories(steps: list[Any]) -> None:
    world, charter, _, honest = opening()
    for step in steps:
        play(world, step, ADAS, [*ADAS, *PEOPLE])
    trust = world.trust(charter)
    assert not [e for e in world.entries if e.kind == "area" and e.id != honest.id and trust.act(e.id, "release")]
    assert trust.act(honest.id, "release")
