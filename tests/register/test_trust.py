"""Trust: nobody signs alone what needs two, and no stolen key takes more than root can take back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fallow.core.errors import NotThereError
from fallow.register.trust import Decision, Trust, TrustEntry, short_key

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ROOTS = ["ruth", "rosa", "ravi"]
AUTHORITIES = ["ada", "ben", "cem"]


def key(name: str) -> str:
    return f"ed25519:{hashlib.sha256(name.encode()).hexdigest()}"


class World:
    """People who write entries into chains of their own, on copies that may fork; names stand for keys."""

    def __init__(self) -> None:
        self.entries: list[TrustEntry] = []
        self.before: dict[str, str | None] = {}
        self.heads: dict[str, TrustEntry] = {}
        self.now = NOON

    def say(
        self, who: str, kind: str, body: dict[str, Any], *, after: TrustEntry | None = None, place: int | None = None
    ) -> TrustEntry:
        """Append an entry; ``after`` carries the chain on from an older one (a fork), ``place`` puts it back in order."""
        self.now += timedelta(minutes=1)
        head = after or self.heads.get(who)
        seq = head.seq + 1 if head else 1
        moment = self.now if place is None else self.entries[place].recorded_at
        text = json.dumps([who, seq, kind, body, moment.isoformat(), head.id if head else None])
        entry = TrustEntry(hashlib.sha256(text.encode()).hexdigest(), key(who), seq, kind, body, moment)
        self.before[entry.id] = head.id if head else None
        self.heads[who] = entry
        self.entries.insert(len(self.entries) if place is None else place, entry)
        return entry

    def stands(self, entry: str, last_good: str) -> bool:
        step: str | None = last_good
        while step is not None:
            if step == entry:
                return True
            step = self.before.get(step)
        return False

    def trust(self, pinned: TrustEntry | None) -> Trust:
        return Trust.of(self.entries, pinned.id if pinned else None, self.stands)

    def charter(
        self,
        by: str,
        *endorsers: str,
        version: int = 1,
        replaces: Sequence[TrustEntry] = (),
        roots: Sequence[str] = ROOTS,
        needed: int = 2,
        authorities: Sequence[str] = AUTHORITIES,
        release: int = 2,
        **more: Sequence[str],
    ) -> TrustEntry:
        roles = {"root": seats(roots, needed), "authority": seats(authorities, 1)}
        roles |= {role: seats(names, 1) for role, names in more.items()}
        body = {
            "name": "our office",
            "version": version,
            "replaces": [entry.id for entry in replaces],
            "roles": roles,
            "acts": {"release": {"role": "authority", "threshold": release}},
        }
        entry = self.say(by, "charter", body)
        for name in endorsers:
            self.endorse(name, entry, "root")
        return entry

    def endorse(self, who: str, entry: TrustEntry, role: str = "authority", **more: Any) -> TrustEntry:
        return self.say(who, "endorsement", {"of": entry.id, "role": role}, **more)

    def area(self, who: str, **more: Any) -> TrustEntry:
        return self.say(who, "area", {"id": f"field {len(self.entries)}", "state": "cleared"}, **more)

    def delegate(self, who: str, to: str, *roles: str, until: str | None = None, **more: Any) -> TrustEntry:
        body = {"to": key(to), "roles": list(roles or ("authority",)), "until": until, "reason": "telephone"}
        return self.say(who, "delegation", body, **more)

    def revoke(self, who: str, whom: str, last_good: TrustEntry | None, *endorsers: str, **more: Any) -> TrustEntry:
        body = {"key": key(whom), "reason": "lost", "last_good": last_good.id if last_good else None}
        entry = self.say(who, "revocation", body, **more)
        for name in endorsers:
            self.endorse(name, entry, "root")
        return entry

    def rotate(self, who: str, old: str, new: str, *endorsers: str, **more: Any) -> TrustEntry:
        entry = self.say(who, "rotation", {"old": key(old), "new": key(new), "reason": "new laptop"}, **more)
        for name in endorsers:
            self.endorse(name, entry, "root")
        return entry


def seats(names: Sequence[str], threshold: int) -> dict[str, Any]:
    return {"keys": [key(name) for name in names], "threshold": threshold}


@pytest.fixture
def world() -> World:
    return World()


def release(world: World, pinned: TrustEntry, area: TrustEntry) -> Decision:
    return world.trust(pinned).act(area.id, "release")


def reasons_for(trust: Trust, entry: TrustEntry) -> str:
    return " / ".join(remark.sentence for remark in trust.without_effect if remark.where == entry.id)


# -- who must sign ----------------------------------------------------------------------------------------------------


def test_nobody_signs_alone_what_needs_two(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    area = world.area("ada")
    alone = release(world, charter, area)
    assert not alone
    assert alone.sentence == (
        f"1 of 2 authority signatures; missing one more of {short_key(key('ben'))}, {short_key(key('cem'))}"
    )
    completed = world.endorse("ben", area)
    both = release(world, charter, area)
    assert both
    assert both.signed == tuple(sorted((key("ada"), key("ben"))))
    assert both.since == completed.id


def test_signing_again_is_not_a_second_signature(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    area = world.area("ada")
    world.endorse("ada", area)
    world.endorse("ada", area)
    decision = release(world, charter, area)
    assert not decision
    assert any("one person" in reason for reason in decision.reasons)


def test_an_author_without_the_role_is_no_signature_and_two_with_it_are(world: World) -> None:
    charter = world.charter("ruth", "rosa", analyst=["nora"])
    area = world.area("nora")
    world.endorse("ada", area)
    assert not release(world, charter, area)
    world.endorse("ben", area)
    assert release(world, charter, area)


def test_an_endorsement_in_another_role_does_not_count(world: World) -> None:
    charter = world.charter("ruth", "rosa", analyst=["ben"])
    area = world.area("ada")
    world.endorse("ben", area, "analyst")
    assert not release(world, charter, area)


def test_an_endorsement_of_another_entry_does_not_count(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    small, large = world.area("ada"), world.area("ada")
    endorsement = world.endorse("ben", small)
    assert release(world, charter, small)
    assert not release(world, charter, large)
    assert not world.trust(charter).judges("release", large, [endorsement])


def test_an_endorsement_given_for_one_act_is_not_replayed_for_another(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    area = world.area("ada")
    world.say("ben", "endorsement", {"of": area.id, "role": "authority", "act": "survey"})
    assert not release(world, charter, area)


def test_a_replayed_endorsement_counts_once(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=3)
    area = world.area("ada")
    endorsement = world.endorse("ben", area)
    world.entries += [endorsement, endorsement]
    assert not release(world, charter, area)
    assert not world.trust(charter).judges("release", area, [endorsement] * 5)


def test_an_act_that_the_charter_does_not_name_is_never_signed_enough(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    area = world.area("ada")
    world.endorse("ben", area)
    decision = world.trust(charter).act(area.id, "close")
    assert not decision
    assert "no rule for the act 'close'" in decision.sentence


def test_it_is_said_where_the_charter_has_too_few_people_left(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=3)
    area = world.area("ada")
    assert "missing 2 more of" in release(world, charter, area).sentence
    world.revoke("ruth", "ben", None, "rosa")
    assert "only 1 key(s) could still sign" in release(world, charter, area).sentence


def test_an_endorsement_that_came_by_another_way_is_judged_like_any_other(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    area = world.area("ada")
    trust = world.trust(charter)
    endorsement = world.endorse("ben", area)
    assert trust.judges("release", area, [endorsement])
    assert not trust.judges("release", area, [world.endorse("mal", area)])
    assert not trust.judges("release", area, [endorsement._replace(kind="note")])
    assert not trust.judges("release", area, [endorsement._replace(body={"of": area.id})])


def test_a_signature_of_tomorrow_does_not_count_yesterday(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    area = world.area("ada")
    world.endorse("ben", area)
    trust = world.trust(charter)
    assert trust.act(area.id, "release", world.now)
    assert not trust.act(area.id, "release", area.recorded_at)


def test_asking_about_an_entry_that_is_not_here_says_so(world: World) -> None:
    with pytest.raises(NotThereError) as caught:
        world.trust(None).act("0" * 64, "release")
    assert caught.value.kind == "no-such-entry"


# -- what is pinned ---------------------------------------------------------------------------------------------------


def test_without_a_pinned_charter_nobody_has_a_role(world: World) -> None:
    world.charter("ruth", "rosa")
    area = world.area("ada")
    world.endorse("ben", area)
    trust = world.trust(None)
    decision = trust.act(area.id, "release")
    assert not decision
    assert decision.sentence == "no charter is trusted here"
    assert trust.roles_of(key("ada"), world.now) == frozenset()
    assert trust.charter(world.now) is None
    assert trust.problems == ()
    assert trust.strangers([key("ada"), key("zoe")]) == tuple(sorted((key("ada"), key("zoe"))))


def test_a_pinned_charter_that_root_did_not_sign_is_a_problem(world: World) -> None:
    charter = world.charter("ruth")
    area = world.area("ada")
    world.endorse("ben", area)
    trust = world.trust(charter)
    assert not trust.act(area.id, "release")
    (problem,) = trust.problems
    assert problem.kind == "charter-unsigned"
    assert "1 of 2 root signatures" in problem.sentence
    world.endorse("zoe", charter, "root")
    world.endorse("rosa", charter, "authority")
    assert world.trust(charter).problems
    world.endorse("rosa", charter, "root")
    world.endorse("ben", area)
    assert release(world, charter, area)


def test_a_pinned_charter_that_is_not_here_is_a_problem(world: World) -> None:
    world.charter("ruth", "rosa")
    area = world.area("ada")
    trust = Trust.of(world.entries, "f" * 64, world.stands)
    assert [problem.kind for problem in trust.problems] == ["charter-missing"]
    assert not trust.act(area.id, "release")
    assert [p.kind for p in Trust.of(world.entries, area.id, world.stands).problems] == ["charter-missing"]


def test_a_charter_of_strangers_is_not_trusted_beside_the_pinned_one(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    foreign = world.charter("mal", "max", roots=["mal", "max"], authorities=["mal", "max"])
    area = world.area("mal")
    world.endorse("max", area)
    trust = world.trust(charter)
    assert not trust.act(area.id, "release")
    assert trust.problems == ()
    assert trust.strangers([key("mal"), key("ada")]) == (key("mal"),)
    assert "does not follow the pinned charter" in reasons_for(trust, foreign)


# -- charters follow each other ---------------------------------------------------------------------------------------


def test_a_successor_needs_the_old_root_and_the_new(world: World) -> None:
    first = world.charter("ruth", "rosa")
    second = world.charter(
        "nia", "noa", version=2, replaces=[first], roots=["nia", "noa"], authorities=["ada"], release=1
    )
    area = world.area("ada")
    assert not release(world, first, area), "the new root alone cannot take over"
    world.endorse("ruth", second, "root")
    assert not release(world, first, area)
    world.endorse("rosa", second, "root")
    later = world.area("ada")
    assert release(world, first, later)
    trust = world.trust(first)
    assert (found := trust.charter(world.now)) is not None
    assert found[0] == second.id


def test_a_thief_with_the_old_root_cannot_name_others_as_new_root_without_them(world: World) -> None:
    first = world.charter("ruth", "rosa")
    world.charter(
        "ruth", "rosa", version=2, replaces=[first], roots=["nia", "noa", "nic"], authorities=["mal"], release=1
    )
    assert not release(world, first, world.area("mal"))


def test_one_stolen_root_key_changes_nothing(world: World) -> None:
    first = world.charter("ruth", "rosa")
    world.charter("ruth", version=2, replaces=[first], roots=["ruth"], needed=1, authorities=["ruth"], release=1)
    world.revoke("ruth", "ada", None)
    world.rotate("ruth", "ben", "mal")
    area = world.area("ada")
    world.endorse("mal", area)
    trust = world.trust(first)
    assert not trust.act(area.id, "release")
    assert trust.believes(area)
    assert trust.problems == ()


@pytest.mark.parametrize("version", [1, 3])
def test_a_successor_must_be_one_version_higher(world: World, version: int) -> None:
    first = world.charter("ruth", "rosa")
    world.charter("ruth", "rosa", version=version, replaces=[first], authorities=["mal"], release=1)
    assert not release(world, first, world.area("mal"))


def test_two_successors_are_a_conflict_and_neither_counts(world: World) -> None:
    first = world.charter("ruth", "rosa")
    early = world.area("ada")
    world.endorse("ben", early)
    one = world.charter("ruth", "rosa", version=2, replaces=[first], authorities=["ada"], release=1)
    between = world.area("ada")
    assert release(world, first, between)
    two = world.charter("ravi", "rosa", version=2, replaces=[first], authorities=["ben"], release=1)
    for who in ("ada", "ben"):
        decision = release(world, first, world.area(who))
        assert not decision
        assert "replace the same one" in decision.sentence
    trust = world.trust(first)
    assert not trust.act(between.id, "release")
    assert trust.act(early.id, "release"), "what was signed before either stays signed"
    assert {(p.kind, p.where) for p in trust.problems} == {("charter-conflict", one.id), ("charter-conflict", two.id)}
    world.charter("ruth", "rosa", version=3, replaces=[one], authorities=["ada"], release=1)
    assert not release(world, first, world.area("ada")), "replacing one of them decides nothing"
    world.charter("ruth", "rosa", version=3, replaces=[one, two], authorities=["ada"], release=1)
    assert release(world, first, world.area("ada"))
    assert world.trust(first).problems == ()


def test_whoever_pins_one_of_two_successors_is_not_held_up(world: World) -> None:
    first = world.charter("ruth", "rosa")
    early = world.area("ada")
    world.endorse("ben", early)
    one = world.charter("ruth", "rosa", version=2, replaces=[first], authorities=["ada"], release=1)
    world.charter("ravi", "rosa", version=2, replaces=[first], authorities=["mal"], release=1)
    late, bad = world.area("ada"), world.area("mal")
    trust = world.trust(one)
    assert trust.act(late.id, "release")
    assert trust.act(early.id, "release"), "the pinned charter vouches for the one that it replaced"
    assert not trust.act(bad.id, "release")
    assert trust.problems == ()


def test_a_pinned_charter_half_signed_lets_its_predecessor_rule_nothing(world: World) -> None:
    first = world.charter("ruth", "rosa", release=1)
    second = world.charter("ruth", version=2, replaces=[first])
    area = world.area("ada")
    decision = release(world, second, area)
    assert not decision
    assert "was not in force" in decision.sentence
    assert any("1 of 2 root signatures" in reason for reason in decision.reasons)
    assert world.trust(second).roles_of(key("ada"), world.now) == frozenset()


def test_root_decisions_before_the_pinned_charter_are_kept(world: World) -> None:
    first = world.charter("ruth", "rosa", release=1)
    good, bad = world.area("ada"), world.area("ada")
    world.delegate("ben", "telephone")
    world.revoke("ruth", "ada", good, "rosa")
    second = world.charter("ruth", "rosa", version=2, replaces=[first], release=1)
    trust = world.trust(second)
    assert trust.act(good.id, "release")
    assert not trust.act(bad.id, "release")
    assert trust.roles_of(key("telephone"), world.now) == {"authority"}


def test_each_charter_before_the_pinned_one_had_its_own_time(world: World) -> None:
    first = world.charter("ruth", "rosa", authorities=["ada"], release=1)
    one = world.area("ada")
    second = world.charter("ruth", "rosa", version=2, replaces=[first], authorities=["ben"], release=1)
    two, not_two = world.area("ben"), world.area("ada")
    third = world.charter("ruth", "rosa", version=3, replaces=[second], authorities=["cem"], release=1)
    three = world.area("cem")
    for pinned in (first, second, third):
        trust = world.trust(pinned)
        assert all(trust.act(entry.id, "release") for entry in (one, two, three))
        assert not trust.act(not_two.id, "release")
    world.entries.remove(first)
    partial = world.trust(third)
    assert not partial.act(one.id, "release"), "what is not here vouches for nothing"
    assert partial.act(two.id, "release")


def test_a_charter_fully_signed_only_after_its_successor_never_ruled(world: World) -> None:
    first = world.charter("ruth", authorities=["mal"], release=1)
    early = world.area("mal")
    second = world.charter("ruth", "rosa", version=2, replaces=[first], release=1)
    world.endorse("rosa", first, "root")
    trust = world.trust(second)
    assert not trust.act(early.id, "release")
    assert not trust.act(world.entries[0].id, "release")
    assert trust.roles_of(key("ada"), world.now) == {"authority"}
    assert trust.roles_of(key("mal"), world.now) == frozenset()


def test_what_was_signed_stays_signed_under_a_stricter_charter(world: World) -> None:
    first = world.charter("ruth", "rosa")
    area = world.area("ada")
    world.endorse("ben", area)
    world.charter("ruth", "rosa", version=2, replaces=[first], authorities=["cem", "dan", "eva"], release=3)
    assert release(world, first, area)
    assert not release(world, first, world.area("ada"))


def test_a_charter_that_asks_for_less_does_not_complete_what_lay_half_signed(world: World) -> None:
    first = world.charter("ruth", "rosa")
    area = world.area("ada")
    world.charter("ruth", "rosa", version=2, replaces=[first], release=1)
    decision = release(world, first, area)
    assert not decision
    assert "endorse it once more" in decision.sentence
    world.endorse("ada", area)
    assert release(world, first, area)


def half_signed_under_a_laxer_charter(world: World) -> tuple[TrustEntry, TrustEntry]:
    """An area that one of two signed, and then a charter that asks for one; nobody signed since."""
    first = world.charter("ruth", "rosa", observer=["ada"])
    world.delegate("ada", "telephone", until="2024-05-01")
    area = world.area("ada")
    world.charter("ruth", "rosa", version=2, replaces=[first], release=1, observer=["ada"])
    assert not release(world, first, area)
    return first, area


def test_a_strangers_signature_completes_nothing_under_a_laxer_charter(world: World) -> None:
    first, area = half_signed_under_a_laxer_charter(world)
    world.endorse("mal", area)
    world.endorse("ruth", area)
    assert not release(world, first, area)
    again = world.endorse("ben", area)
    assert release(world, first, area).since == again.id


def test_a_late_signature_of_a_revoked_key_completes_nothing_under_a_laxer_charter(world: World) -> None:
    first, area = half_signed_under_a_laxer_charter(world)
    world.endorse("ada", area)
    assert release(world, first, area)
    world.revoke("ruth", "ada", area, "rosa")
    decision = release(world, first, area)
    assert not decision
    assert any("revoked key" in reason for reason in decision.reasons)


def test_a_signature_in_another_role_completes_nothing_under_a_laxer_charter(world: World) -> None:
    first, area = half_signed_under_a_laxer_charter(world)
    world.endorse("ada", area, "observer")
    assert not release(world, first, area)


def test_a_signature_of_an_expired_device_completes_nothing_and_one_of_another_device_does(world: World) -> None:
    first, area = half_signed_under_a_laxer_charter(world)
    world.now += timedelta(days=2)
    world.endorse("telephone", area)
    assert not release(world, first, area)
    world.delegate("ada", "tablet")
    assert not release(world, first, area)
    assert release(world, first, world.area("tablet"))
    world.endorse("tablet", area)
    assert release(world, first, area), "one person who signed once more, with another device, completes it"


# -- devices ----------------------------------------------------------------------------------------------------------


def test_two_devices_of_one_person_are_one(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    world.delegate("ada", "telephone")
    world.delegate("ada", "tablet")
    area = world.area("telephone")
    world.endorse("tablet", area)
    world.endorse("ada", area)
    decision = release(world, charter, area)
    assert not decision
    assert "1 of 2" in decision.sentence
    assert any("one person" in reason for reason in decision.reasons)
    world.endorse("ben", area)
    assert release(world, charter, area)


def test_a_delegate_cannot_pass_on_more_than_it_has(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1, analyst=["ada"])
    world.delegate("ada", "telephone", "analyst")
    useless = world.delegate("telephone", "tablet", "authority")
    world.delegate("telephone", "watch", "authority", "analyst")
    trust = world.trust(charter)
    assert trust.roles_of(key("telephone"), world.now) == {"analyst"}
    assert trust.roles_of(key("tablet"), world.now) == frozenset()
    assert trust.roles_of(key("watch"), world.now) == {"analyst"}
    assert "had none of authority to give" in reasons_for(trust, useless)
    for who in ("telephone", "tablet", "watch"):
        assert not release(world, charter, world.area(who))


def test_root_is_never_delegated(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    refused = world.delegate("ruth", "telephone", "root")
    trust = world.trust(charter)
    assert trust.roles_of(key("telephone"), world.now) == frozenset()
    assert "other than root" in reasons_for(trust, refused)


def test_the_fourth_delegation_in_a_row_gives_nothing(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    for giver, to in (("ada", "one"), ("one", "two"), ("two", "three"), ("three", "four")):
        world.delegate(giver, to)
    assert release(world, charter, world.area("three"))
    assert not release(world, charter, world.area("four"))
    trust = world.trust(charter)
    assert "itself 3 delegations" in " ".join(remark.sentence for remark in trust.without_effect)
    assert trust.strangers([key("three"), key("four")]) == (key("four"),)


def test_an_expired_delegation_gives_nothing_after_its_day_and_keeps_what_it_gave(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    world.delegate("ada", "telephone", until="2024-05-01")
    good = world.area("telephone")
    world.now = datetime(2024, 5, 2, tzinfo=UTC)
    late = world.area("telephone")
    assert release(world, charter, good)
    assert not release(world, charter, late)
    trust = world.trust(charter)
    assert trust.roles_of(key("telephone"), datetime(2024, 5, 1, 23, 59, 59, tzinfo=UTC)) == {"authority"}
    assert trust.roles_of(key("telephone"), datetime(2024, 5, 2, tzinfo=UTC)) == frozenset()
    world.delegate("ada", "telephone")
    assert release(world, charter, world.area("telephone")), "given anew by the same giver"


def test_a_delegation_does_not_outlive_its_giver(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    given = world.delegate("ada", "telephone")
    world.delegate("telephone", "watch")
    good = world.area("watch")
    world.revoke("ruth", "ada", given, "rosa")
    for who in ("telephone", "watch"):
        assert not release(world, charter, world.area(who))
    assert release(world, charter, good)
    assert world.trust(charter).roles_of(key("watch"), world.now) == frozenset()


def test_a_delegation_by_a_thief_falls_with_the_stolen_key(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    good = world.area("ada")
    world.delegate("ada", "thief")
    area = world.area("thief")
    assert release(world, charter, area)
    world.revoke("ruth", "ada", good, "rosa")
    assert not release(world, charter, area)
    assert release(world, charter, good)


def test_a_delegate_that_leaves_the_charter_with_its_giver_has_nothing(world: World) -> None:
    first = world.charter("ruth", "rosa", release=1)
    world.delegate("ada", "telephone")
    world.charter("ruth", "rosa", version=2, replaces=[first], authorities=["ben"], release=1)
    assert not release(world, first, world.area("telephone"))


def test_the_key_of_another_cannot_be_taken_by_delegating_to_it(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    world.delegate("ben", "bens telephone")
    grabbed = [world.delegate("ada", name) for name in ("ben", "bens telephone")]
    area = world.area("ada")
    world.endorse("bens telephone", area)
    trust = world.trust(charter)
    assert trust.act(area.id, "release"), "two persons"
    assert "belongs to itself" in reasons_for(trust, grabbed[0])
    assert "already acts for another" in reasons_for(trust, grabbed[1])


def test_a_stranger_gives_nothing_and_takes_nothing(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    world.delegate("mal", "telephone")
    world.rotate("mal", "mal", "tablet")
    world.revoke("mal", "ada", None)
    world.revoke("mal", "telephone", None)
    world.delegate("ada", "telephone")
    world.delegate("ada", "tablet")
    trust = world.trust(charter)
    assert trust.roles_of(key("telephone"), world.now) == {"authority"}
    assert trust.roles_of(key("tablet"), world.now) == {"authority"}
    assert trust.strangers([key("mal"), key("telephone")]) == (key("mal"),)
    assert trust.problems == ()


# -- revocation -------------------------------------------------------------------------------------------------------


def test_later_entries_of_a_revoked_key_are_not_believed(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    good, bad = world.area("ada"), world.area("ada")
    world.revoke("ruth", "ada", good, "rosa")
    later = world.area("ada")
    trust = world.trust(charter)
    assert trust.believes(good)
    assert trust.act(good.id, "release")
    for entry in (bad, later):
        decision = trust.believes(entry)
        assert not decision
        assert "revoked key" in decision.sentence
        assert not trust.act(entry.id, "release")
    assert {(p.kind, p.where) for p in trust.problems} == {("revoked-key", bad.id), ("revoked-key", later.id)}
    assert trust.roles_of(key("ada"), world.now) == frozenset()


def test_a_thief_cannot_write_beside_the_honest_entries_on_another_branch(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    first = world.area("ada")
    good = world.area("ada")
    world.revoke("ruth", "ada", good, "rosa")
    forged = world.area("ada", after=first, place=world.entries.index(good))
    assert forged.seq == good.seq
    trust = world.trust(charter)
    assert not trust.believes(forged)
    assert trust.believes(good)
    plain = Trust.of(world.entries, charter.id, None)
    assert not plain.believes(forged)
    assert plain.believes(good)


def test_a_key_revoked_without_a_last_good_entry_is_believed_in_nothing(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    area = world.area("ada")
    world.revoke("ruth", "ada", None, "rosa")
    assert not world.trust(charter).believes(area)


def test_one_root_key_alone_revokes_nobody(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    area = world.area("ada")
    lone = world.revoke("ruth", "ada", None)
    trust = world.trust(charter)
    assert trust.believes(area)
    assert "1 of 2 root signatures" in reasons_for(trust, lone)


def test_a_revocation_issued_anew_by_root_stands(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    first, second = world.area("ada"), world.area("ada")
    world.revoke("ruth", "ada", None, "rosa")
    world.revoke("ruth", "ada", second, "rosa")
    assert world.trust(charter).believes(second)
    world.revoke("ravi", "ada", first, "rosa")
    assert not world.trust(charter).believes(second)
    assert world.trust(charter).believes(first)


def test_a_thief_who_revokes_the_stolen_key_is_overruled_by_root_and_not_the_other_way(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    good = world.area("ada")
    forged = world.area("ada")
    world.revoke("ada", "ada", good)
    assert not world.trust(charter).believes(forged)
    world.revoke("ada", "ada", forged)
    assert not world.trust(charter).believes(forged), "a key takes away and never gives back"
    world.revoke("ada", "ada", None)
    assert not world.trust(charter).believes(good)
    world.revoke("ruth", "ada", good, "rosa")
    world.revoke("ada", "ada", None)
    assert world.trust(charter).believes(good)
    assert not world.trust(charter).believes(forged)


def test_a_giver_ends_its_device_and_a_device_not_its_giver(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    world.delegate("ada", "telephone")
    world.delegate("ada", "tablet")
    good, bad = world.area("telephone"), world.area("telephone")
    world.revoke("telephone", "ada", None)
    world.revoke("tablet", "telephone", None)
    world.revoke("ben", "telephone", None)
    assert release(world, charter, bad)
    world.revoke("ada", "telephone", good)
    trust = world.trust(charter)
    assert trust.act(good.id, "release")
    assert not trust.act(bad.id, "release")
    assert trust.believes(world.entries[-1])


def test_a_revocation_by_a_stolen_giver_falls_with_the_giver(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    given = world.delegate("ada", "telephone")
    good = world.area("telephone")
    world.revoke("ada", "telephone", None)
    assert not world.trust(charter).believes(good)
    world.revoke("ruth", "ada", given, "rosa")
    assert world.trust(charter).believes(good)


def test_a_revoked_key_takes_no_key_that_another_then_needs(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    good = world.area("ada")
    world.revoke("ruth", "ada", good, "rosa")
    world.delegate("ada", "telephone")
    world.rotate("ada", "ada", "tablet")
    world.delegate("ben", "telephone")
    world.delegate("ben", "tablet")
    trust = world.trust(charter)
    for name in ("telephone", "tablet"):
        assert trust.person_of(key(name)) == key("ben")
        assert trust.roles_of(key(name), world.now) == {"authority"}


def test_endorsers_do_not_lend_belief_to_an_entry_of_a_stolen_key(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    good = world.area("cem")
    forged = world.area("cem")
    world.endorse("ada", forged)
    world.endorse("ben", forged)
    assert release(world, charter, forged)
    world.revoke("ruth", "cem", good, "rosa")
    decision = release(world, charter, forged)
    assert not decision
    assert "itself is not believed" in decision.sentence


def test_a_stranger_who_disowns_its_words_spoils_no_verification(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    words = world.area("mal")
    world.revoke("mal", "mal", None)
    trust = world.trust(charter)
    assert trust.problems == ()
    assert not trust.believes(words)
    assert "revoked key" in reasons_for(trust, words)


def test_without_a_charter_a_key_that_ended_itself_and_writes_on_is_noticed(world: World) -> None:
    words = world.area("mal")
    world.revoke("mal", "mal", words)
    late = world.area("mal")
    trust = world.trust(None)
    assert [(problem.kind, problem.where) for problem in trust.problems] == [("revoked-key", late.id)]


def test_what_an_entry_waits_for_is_said_and_who_gave_a_key(world: World) -> None:
    charter = world.charter("ruth")
    waiting = world.trust(charter)
    assert not waiting.effect(charter.id)
    assert not waiting.ruled()
    assert [(len(tally.counted), tally.needed) for tally in waiting.root_signatures(charter.id)] == [(1, 2)]
    world.endorse("rosa", charter, "root")
    given = world.delegate("ada", "telephone")
    vain = world.delegate("mal", "tablet")
    world.rotate("ben", "ben", "ben 2")
    trust = world.trust(charter)
    assert trust.effect(charter.id)
    assert trust.effect(given.id)
    assert "none of authority to give" in trust.effect(vain.id).sentence
    assert (trust.giver_of(key("telephone")), trust.giver_of(key("tablet"))) == (key("ada"), None)
    assert (trust.successor_of(key("ben")), trust.successor_of(key("ada"))) == (key("ben 2"), None)
    assert {key("tablet"), key("ruth"), key("ben 2")} <= trust.keys_named()
    with pytest.raises(NotThereError):
        trust.effect("0" * 64)


def test_two_contending_charters_are_named(world: World) -> None:
    first = world.charter("ruth", "rosa")
    assert world.trust(first).conflict(world.now) == ()
    pair = [world.charter("ruth", "rosa", version=2, replaces=[first], release=n) for n in (1, 3)]
    assert set(world.trust(first).conflict(world.now)) == {one.id for one in pair}


def test_a_thief_cannot_widen_what_the_owner_had_given(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1, analyst=["ada"])
    given = world.delegate("ada", "telephone", "analyst")
    world.delegate("ada", "telephone", "authority")
    area = world.area("telephone")
    assert release(world, charter, area)
    world.revoke("ruth", "ada", given, "rosa")
    assert not release(world, charter, area)
    before = area.recorded_at
    assert world.trust(charter).roles_of(key("telephone"), before) == {"analyst"}


def test_what_a_device_wrote_before_it_was_given_a_role_does_not_count(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    early = world.area("telephone")
    world.delegate("ada", "telephone")
    assert not release(world, charter, early)
    assert release(world, charter, world.area("telephone"))


def test_an_endorsement_by_a_stolen_key_falls(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    good = world.area("ben")
    area = world.area("ada")
    world.endorse("ben", area)
    assert release(world, charter, area)
    world.revoke("ruth", "ben", good, "rosa")
    decision = release(world, charter, area)
    assert not decision
    assert decision.sentence == f"1 of 2 authority signatures; missing one more of {short_key(key('cem'))}"
    assert any("revoked key" in reason for reason in decision.reasons)


def test_without_knowledge_of_chains_what_lies_on_a_fork_is_doubted(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    first = world.area("ada")
    second = world.area("ada")
    third = world.area("ada")
    forged = world.area("ada", after=first)
    world.revoke("ruth", "ada", third, "rosa")
    plain = Trust.of(world.entries, charter.id, None)
    assert [bool(plain.believes(entry)) for entry in (first, second, third, forged)] == [True, False, True, False]
    known = world.trust(charter)
    assert [bool(known.believes(entry)) for entry in (first, second, third, forged)] == [True, True, True, False]


def test_whose_entries_must_be_handed_over_can_be_asked(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    old = world.area("cem")
    world.revoke("ruth", "ada", None, "rosa")
    world.revoke("mal", "ben", None)
    world.rotate("ruth", "cem", "cem 2", "rosa")
    trust = world.trust(charter)
    assert trust.doubtful_keys() == tuple(sorted((key("ada"), key("cem"))))
    assert trust.believes(old)
    world.entries.remove(old)
    assert not world.trust(charter).believes(old), "one that was not handed over has no place in the order"


def test_a_last_good_entry_that_is_not_here_leaves_nothing_to_believe(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    area = world.area("ada")
    missing = area._replace(id="e" * 64)
    world.revoke("ruth", "ada", missing, "rosa")
    assert not Trust.of(world.entries, charter.id, None).believes(area)
    verdict = world.trust(charter).believes(area)
    assert not verdict
    assert "is not here, so nothing of it" in verdict.sentence


# -- rotation ---------------------------------------------------------------------------------------------------------


def test_rotation_keeps_history_valid_and_ends_the_old_key(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    old = world.area("ada")
    world.delegate("ada", "telephone")
    world.rotate("ada", "ada", "ada 2")
    late, new = world.area("ada"), world.area("ada 2")
    trust = world.trust(charter)
    assert trust.act(old.id, "release")
    assert trust.act(new.id, "release")
    assert not trust.act(late.id, "release")
    assert [(p.kind, p.where) for p in trust.problems] == [("retired-key", late.id)]
    assert release(world, charter, world.area("telephone")), "delegations go over"
    world.revoke("ada 2", "telephone", None)
    assert not release(world, charter, world.area("telephone")), "and so does their end"
    assert trust.roles_of(key("ada"), world.now) == frozenset()
    assert trust.roles_of(key("ada 2"), world.now) == {"authority"}


def test_a_rotated_key_and_its_successor_are_one_person(world: World) -> None:
    first = world.charter("ruth", "rosa")
    area = world.area("ada")
    world.rotate("ada", "ada", "ada 2")
    world.endorse("ada 2", area)
    assert not release(world, first, area)
    world.charter("ruth", "rosa", version=2, replaces=[first], authorities=["ada 2", "ben"])
    world.endorse("ada 2", area)
    assert not release(world, first, area), "nor when a later charter names the new key"
    world.endorse("ben", area)
    assert release(world, first, area)


def test_a_lost_key_is_recovered_by_the_threshold_of_root_and_visibly(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    old = world.area("ada")
    lone = world.rotate("ruth", "ada", "ada 2")
    assert not release(world, charter, world.area("ada 2"))
    world.endorse("rosa", lone, "root")
    late = world.area("ada")
    trust = world.trust(charter)
    assert release(world, charter, world.area("ada 2"))
    assert trust.act(old.id, "release")
    assert not trust.act(late.id, "release")


def test_a_new_key_has_nothing_before_its_rotation(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    early = world.area("ada 2")
    world.rotate("ada", "ada", "ada 2")
    assert not release(world, charter, early)


def test_a_rotation_issued_anew_by_root_stands(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    world.rotate("ruth", "ada", "thief", "rosa")
    world.rotate("ruth", "ada", "ada 2", "rosa")
    assert not release(world, charter, world.area("thief"))
    assert release(world, charter, world.area("ada 2"))


def test_root_itself_recovers_a_lost_root_key(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    world.rotate("rosa", "ruth", "ruth 2", "ravi")
    area = world.area("ada")
    world.revoke("ruth 2", "ada", None, "ravi")
    assert not world.trust(charter).believes(area)


def test_a_thief_who_rotates_the_stolen_key_loses_it_to_root(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    good = world.area("ada")
    world.rotate("ada", "ada", "thief")
    forged = world.area("thief")
    world.revoke("ruth", "ada", good, "rosa")
    assert not release(world, charter, forged)
    world.rotate("ruth", "ada", "ada 2", "rosa")
    assert release(world, charter, world.area("ada 2"))
    assert not release(world, charter, world.area("thief"))


def test_two_rotations_of_one_key_at_once_count_neither_until_root_decides(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    good = world.area("ada")
    world.rotate("ada", "ada", "ada 2")
    world.rotate("ada", "ada", "thief", after=good)
    for who in ("ada 2", "thief", "ada"):
        assert not release(world, charter, world.area(who))
    trust = world.trust(charter)
    assert trust.act(good.id, "release")
    assert "rotation-conflict" in {problem.kind for problem in trust.problems}
    world.rotate("ruth", "ada", "ada 2", "rosa")
    assert release(world, charter, world.area("ada 2"))
    assert not release(world, charter, world.area("thief"))


def test_nobody_rotates_into_the_key_of_another(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    world.delegate("ben", "bens telephone")
    for target in ("ben", "bens telephone"):
        useless = world.rotate("ada", "ada", target)
        assert "no effect" in reasons_for(world.trust(charter), useless)
    area = world.area("ada")
    world.endorse("ben", area)
    assert release(world, charter, area)


def test_a_device_may_take_the_place_of_its_own_giver(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    world.delegate("ada", "telephone", "authority")
    good = world.area("ada")
    world.revoke("ruth", "ada", good, "rosa")
    world.rotate("ruth", "ada", "telephone", "rosa")
    assert release(world, charter, world.area("telephone"))


def test_a_spent_key_is_not_taken_up_again(world: World) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    world.delegate("ada", "telephone")
    world.revoke("ada", "telephone", None)
    again = world.delegate("ada", "telephone")
    assert "spent key" in reasons_for(world.trust(charter), again)
    assert not release(world, charter, world.area("telephone"))


# -- what cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "body", "found"),
    [
        ("charter", {"name": "x"}, "bad-trust-body"),
        ("charter", [], "bad-charter"),
        ("revocation", [], "bad-revocation"),
        ("delegation", {"to": "ed25519:00", "roles": ["analyst"], "until": None}, "bad-key-name"),
        ("delegation", {"to": key("x"), "roles": ["analyst"], "until": "2024-02-30"}, "bad-delegation"),
        ("delegation", {"to": key("x"), "roles": ["analyst"], "until": "20240501"}, "bad-delegation"),
        ("delegation", {"to": key("x"), "roles": ["analyst"], "until": 0}, "bad-delegation"),
        ("delegation", {"to": key("x"), "roles": ["king"], "until": None}, "unknown-role"),
        ("delegation", {"to": key("x"), "roles": [], "until": None}, "bad-delegation"),
        ("delegation", {"to": key("x"), "roles": ["analyst"]}, "bad-trust-body"),
        ("revocation", {"key": key("ada"), "reason": "lost"}, "bad-trust-body"),
        ("revocation", {"key": key("ada"), "last_good": "abc"}, "bad-digest"),
        ("rotation", {"old": key("ada"), "new": key("ada")}, "bad-rotation"),
        ("endorsement", {"of": "f" * 64, "role": "authority", "act": ""}, "bad-endorsement"),
    ],
)
def test_what_cannot_be_read_has_no_effect_and_is_listed(world: World, kind: str, body: Any, found: str) -> None:
    charter = world.charter("ruth", "rosa", release=1)
    bad = world.say("ada", kind, body)
    trust = world.trust(charter)
    assert [(r.kind, r.where) for r in trust.without_effect] == [(found, bad.id)]
    assert trust.roles_of(key("ada"), world.now) == {"authority"}


def broken_charter(**change: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "name": "x",
        "version": 1,
        "replaces": [],
        "roles": {"root": seats(["ruth"], 1)},
        "acts": {"release": {"role": "authority", "threshold": 1}},
    }
    return body | change


@pytest.mark.parametrize(
    "change",
    [
        {"version": 0},
        {"version": True},
        {"version": "1"},
        {"roles": {}},
        {"roles": {"root": seats(["ruth"], 2)}},
        {"roles": {"root": seats(["ruth", "ruth"], 2)}},
        {"roles": {"root": seats(["ruth"], 0)}},
        {"roles": {"root": seats(["ruth"], 1), "king": seats(["ada"], 1)}},
        {"acts": {"release": {"role": "authority", "threshold": 0}}},
        {"acts": {"release": {"role": "authority"}}},
        {"acts": {"release": {"role": "king", "threshold": 1}}},
        {"replaces": ["x"]},
        {"replaces": "x"},
        {"name": " "},
    ],
)
def test_a_charter_that_lets_one_be_two_or_nobody_be_enough_is_none(world: World, change: dict[str, Any]) -> None:
    fine = world.say("ruth", "charter", broken_charter())
    assert world.trust(fine).problems == ()
    bad = world.say("ruth", "charter", broken_charter(**change))
    assert [problem.kind for problem in world.trust(bad).problems] == ["charter-missing"]


def test_an_act_without_a_number_of_its_own_takes_that_of_its_role(world: World) -> None:
    roles = {"root": seats(["ruth"], 1), "authority": seats(AUTHORITIES, 2)}
    charter = world.say("ruth", "charter", broken_charter(roles=roles, acts={"release": {"role": "authority"}}))
    area = world.area("ada")
    assert not release(world, charter, area)
    world.endorse("ben", area)
    assert release(world, charter, area)


def test_no_sentence_says_that_land_is_safe(world: World) -> None:
    charter = world.charter("ruth", "rosa")
    area = world.area("ada")
    world.endorse("ben", area)
    assert "safe" not in json.dumps(release(world, charter, area).to_json())
    assert str(release(world, charter, area)) == release(world, charter, area).sentence
