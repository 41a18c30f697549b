"""A register and its trust: what a thief, a clone and a stranger write is told apart, and no reader sees another verdict."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core.errors import InputError, NotThereError
from fallow.register import Draft, Entry, Key, Keyring, Register, Tier
from fallow.register.carried_key import unwrapped, wrapped
from fallow.register.chains import Chains
from fallow.register.known_keys import entries_believed, find_key, known_keys
from fallow.register.merge import merge
from fallow.register.recorders import MemoryRecorder
from fallow.register.signing import adopt
from fallow.register.trusting import append_judged, pin, pinned_charter, strangers_in, trust_of, trust_problems
from fallow.register.verify_seal import Problem

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
RUTH, ROSA, ADA, BEN, MAL = (Key.from_seed(name.ljust(32).encode()) for name in ("ruth", "rosa", "ada", "ben", "mal"))


class Office:
    """A register that several keys write into, a minute apart."""

    def __init__(self, path: Path, now: datetime = NOON) -> None:
        self.path = path
        self.now = now

    def say(self, key: Key, kind: str, body: dict[str, Any], **more: Any) -> Entry:
        self.now += timedelta(minutes=1)
        with Register.open(self.path, key=key) as register:
            return register.append([Draft(kind, body, **more)], now=self.now)[0]

    def area(self, key: Key, name: str) -> Entry:
        return self.say(key, "area", {"id": name, "geometry": None, "state": "cleared"})

    def endorse(self, key: Key, entry: Entry, role: str) -> Entry:
        return self.say(key, "endorsement", {"of": entry.id, "role": role})

    def revoke(self, who: Key, key: Key, last_good: Entry | None) -> Entry:
        last = last_good.id if last_good else None
        return self.say(who, "revocation", {"key": key.author, "reason": "stolen", "last_good": last})

    def charter(self) -> Entry:
        roles = {
            "root": {"keys": [RUTH.author, ROSA.author], "threshold": 2},
            "authority": {"keys": [ADA.author, BEN.author], "threshold": 2},
        }
        acts = {"release": {"role": "authority", "threshold": 2}}
        body = {"name": "our office", "version": 1, "replaces": [], "roles": roles, "acts": acts}
        entry = self.say(RUTH, "charter", body)
        self.endorse(ROSA, entry, "root")
        return entry

    def problems(self) -> list[Problem]:
        with Register.open(self.path) as register:
            return trust_problems(register)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    Register.create(tmp_path / "office.fallow").close()
    return Office(tmp_path / "office.fallow")


@pytest.fixture
def pinned(office: Office) -> Office:
    charter = office.charter()
    with Register.open(office.path) as register:
        pin(register, charter.id)
    return office


def test_an_entry_signed_by_a_revoked_key_is_noticed_with_what_and_where(pinned: Office) -> None:
    good = pinned.area(ADA, "mill")
    late = pinned.area(ADA, "school")
    pinned.endorse(ROSA, pinned.revoke(RUTH, ADA, good), "root")
    assert [(problem.kind, problem.where) for problem in pinned.problems()] == [("revoked-key", late.id)]
    assert ADA.author[:18] in pinned.problems()[0].sentence
    with Register.open(pinned.path) as register:
        assert register.verify(), "every byte is still as it was written"


def test_notes_of_a_revoked_key_are_noticed_too_though_trust_asks_about_none(pinned: Office) -> None:
    good = pinned.say(ADA, "note", {"text": "before"})
    late = pinned.say(ADA, "note", {"text": "after"})
    pinned.endorse(ROSA, pinned.revoke(RUTH, ADA, good), "root")
    assert [problem.where for problem in pinned.problems()] == [late.id]


def test_what_a_thief_writes_on_a_branch_beside_the_honest_entries_is_not_believed(pinned: Office) -> None:
    pinned.area(ADA, "mill")
    thief = Office(Path(shutil.copy(pinned.path, pinned.path.with_name("stolen.fallow"))), pinned.now)
    good = pinned.area(ADA, "river")
    forged = thief.area(ADA, "school")
    pinned.endorse(ROSA, pinned.revoke(RUTH, ADA, good), "root")
    assert pinned.problems() == []
    with Register.open(pinned.path) as register, Register.open(thief.path) as stolen:
        merge(register, stolen)
        assert Chains(register.recorder).forked(ADA.author)
    assert [problem.where for problem in pinned.problems()] == [forged.id]


def test_a_last_good_entry_repeated_behind_forged_ones_does_not_vouch_for_them(pinned: Office) -> None:
    base = pinned.area(ADA, "mill")
    stolen = Path(shutil.copy(pinned.path, pinned.path.with_name("stolen.fallow")))
    moment = pinned.now + timedelta(hours=1)
    honest = Draft("note", {"text": "honest"})
    with Register.open(pinned.path, key=ADA) as register:
        (before,) = register.append([Draft("note", {"text": "truly before"})], now=moment)
        (good,) = register.append([honest], now=moment)
    with Register.open(stolen, key=ADA) as register:
        (forged,) = register.append([Draft("note", {"text": "forged"})], now=moment)
        (repeated,) = register.append([honest], now=moment)
    assert good.id == repeated.id, "the same bytes under two seals"
    with Register.open(pinned.path) as register, Register.open(stolen) as other:
        merge(register, other)
        chains = Chains(register.recorder)
        assert chains.stands(good.id, good.id)
        assert chains.stands(base.id, good.id), "what stands before it on both branches"
        assert not chains.stands(forged.id, good.id)
        assert not chains.stands(before.id, good.id), "and in doubt the honest branch falls too, never the other way"


def test_nobody_signs_alone_what_needs_two(pinned: Office) -> None:
    area = pinned.area(ADA, "mill")
    pinned.endorse(ADA, area, "authority")
    with Register.open(pinned.path) as register:
        assert not trust_of(register).act(area.id, "release")
    pinned.endorse(BEN, area, "authority")
    with Register.open(pinned.path) as register:
        assert trust_of(register).act(area.id, "release")


def test_a_strangers_entries_are_listed_and_no_problem(pinned: Office) -> None:
    words = pinned.area(MAL, "field of mal")
    pinned.revoke(MAL, MAL, None)
    with Register.open(pinned.path) as register:
        trust = trust_of(register, about=[words.id])
        assert strangers_in(register, trust) == (MAL.author,)
        assert trust_problems(register) == []
        assert not trust.act(words.id, "release")


def test_without_a_charter_nobody_is_a_stranger_and_only_a_key_that_ended_itself_is_noticed(office: Office) -> None:
    good = office.area(ADA, "mill")
    office.area(MAL, "field of mal")
    assert office.problems() == []
    office.revoke(ADA, ADA, good)
    late = office.area(ADA, "school")
    office.revoke(BEN, MAL, None)
    assert [(problem.kind, problem.where) for problem in office.problems()] == [("revoked-key", late.id)]
    with Register.open(office.path) as register:
        assert strangers_in(register, trust_of(register)) == ()


def test_withdrawing_or_correcting_a_trust_entry_changes_nothing(pinned: Office) -> None:
    good = pinned.area(ADA, "mill")
    late = pinned.area(ADA, "school")
    revocation = pinned.revoke(RUTH, ADA, good)
    pinned.endorse(ROSA, revocation, "root")
    pinned.say(ADA, "withdrawal", {"of": revocation.id, "reason": "not so"})
    body = {**revocation.body, "last_good": late.id}
    pinned.say(ADA, "correction", {"of": revocation.id, "body": body, "reason": "better"})
    assert late.id in [problem.where for problem in pinned.problems()]


def test_a_reader_without_clearance_sees_the_same_verdict(pinned: Office) -> None:
    good = pinned.area(ADA, "mill")
    late = pinned.area(ADA, "school")
    body = {"key": ADA.author, "reason": "stolen", "last_good": good.id}
    revocation = pinned.say(RUTH, "revocation", body, tier=Tier.PERSONAL)
    pinned.endorse(ROSA, revocation, "root")
    with Register.open(pinned.path, clearance=Tier.PUBLIC) as register:
        assert [problem.where for problem in trust_problems(register)] == [late.id]


def test_the_pin_stays_on_this_copy_and_takes_no_other_entry(pinned: Office, tmp_path: Path) -> None:
    area = pinned.area(ADA, "mill")
    with Register.create(tmp_path / "other.fallow") as other, Register.open(pinned.path) as register:
        merge(other, register)
        assert pinned_charter(other) is None
        assert trust_of(other).charter(pinned.now) is None
        with pytest.raises(InputError, match="kind area"):
            pin(other, area.id)
        pin(other, "0" * 64)
        assert [problem.kind for problem in trust_problems(other)] == ["charter-missing"]
        charter = trust_of(register).charter(pinned.now)
        assert charter is not None
        pin(other, charter[0])
        assert trust_problems(other) == []


def test_asking_about_what_is_not_here_says_so(pinned: Office) -> None:
    with Register.open(pinned.path) as register, pytest.raises(NotThereError, match="merge the copy"):
        trust_of(register, about=["0" * 64])


def test_a_dry_run_judges_and_writes_nothing(pinned: Office) -> None:
    area = pinned.area(ADA, "mill")
    draft = Draft("endorsement", {"of": area.id, "role": "authority"})
    with Register.open(pinned.path) as register:
        before = register.count()
        entry, trust = append_judged(register, BEN, draft, now=pinned.now, dry_run=True)
        assert trust.act(area.id, "release")
        assert register.count() == before
        assert not trust_of(register, about=[area.id]).act(area.id, "release")
        again, _ = append_judged(register, BEN, draft, now=pinned.now)
        assert again.id == entry.id
        assert trust_of(register).act(area.id, "release")


def test_what_follows_an_act_and_fails_takes_the_act_back(pinned: Office) -> None:
    def fails(entry: Entry) -> None:
        raise ValueError(entry.id)

    with Register.open(pinned.path) as register:
        before = register.count()
        with pytest.raises(ValueError, match=r"[0-9a-f]"):
            append_judged(register, BEN, Draft("note", {"text": "x"}), now=pinned.now, then=fails)
        assert register.count() == before


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 3), st.booleans()), max_size=9))
def test_who_stands_before_whom_is_the_same_however_copies_fork_and_merge(
    steps: list[tuple[int, int, int, bool]],
) -> None:
    copies = [Register(MemoryRecorder(), key=ADA) for _ in range(3)]
    before: dict[str, set[str]] = {}
    chain: list[list[str]] = [[], [], []]
    for number, (which, other, count, carry) in enumerate(steps):
        if carry and not chain[which]:
            merge(copies[which], copies[other])  # a clone: it goes on from where the other stands
            chain[which] = list(chain[other])
            continue
        drafts = [Draft("note", {"text": f"{number} {at}"}) for at in range(count)]
        for entry in copies[which].append(drafts, now=NOON + timedelta(minutes=number)):
            chain[which].append(entry.id)
            before[entry.id] = set(chain[which])
    whole = Register(MemoryRecorder())
    for copy in copies:
        merge(whole, copy)
    chains = Chains(whole.recorder)
    for last, good in before.items():
        for entry in before:
            assert chains.stands(entry, last) == (entry in good)


def test_the_same_verdict_from_a_database(postgres_address: str) -> None:
    with Register.create(postgres_address, key=ADA) as register:
        good, late = register.append([Draft("note", {"text": text}) for text in ("good", "late")], now=NOON)
        body = {"key": ADA.author, "reason": "lost", "last_good": good.id}
        draft = Draft("revocation", body)
        _, trust = append_judged(register, ADA, draft, now=NOON + timedelta(minutes=1), dry_run=True)
        assert [problem.where for problem in trust.problems] == [late.id]
        assert trust_problems(register) == []
        append_judged(register, ADA, draft, now=NOON + timedelta(minutes=1), then=lambda entry: None)
        assert [problem.where for problem in trust_problems(register)] == [late.id]


def test_rows_of_one_signed_import_stand_in_their_order(office: Office) -> None:
    with Register.open(office.path, key=ADA) as register:
        many = register.append([Draft("note", {"text": str(number)}) for number in range(3)], now=NOON)
        (later,) = register.append([Draft("note", {"text": "later"})], now=NOON)
        chains = Chains(register.recorder)
        assert sorted([later, *reversed(many)], key=chains.order) == [*many, later]
        assert chains.stands(many[0].id, many[1].id)
        assert not chains.stands(many[2].id, many[1].id)
        assert chains.stands(many[2].id, later.id)
        assert not chains.stands("0" * 64, later.id)
        assert not chains.stands(later.id, "0" * 64)


def test_a_list_of_keys_says_whose_secret_lies_here_and_what_each_may(pinned: Office, tmp_path: Path) -> None:
    pinned.area(ADA, "mill")
    pinned.area(MAL, "field of mal")
    body = {
        "to": Key.from_seed(b"a telephone of ada, 32 bytes....").author,
        "roles": ["authority"],
        "until": None,
        "reason": "telephone",
    }
    pinned.say(ADA, "delegation", body)
    keyring = Keyring(tmp_path / "keys")
    with Register.open(pinned.path) as register:
        adopt(register.recorder, keyring, ADA)
        rows = {row.key: row for row in known_keys(register, trust_of(register), keyring, pinned.now)}
    assert rows[ADA.author].writes
    assert (rows[ADA.author].entries, rows[ADA.author].roles) == (2, {"authority"})
    assert not rows[RUTH.author].secret_here
    assert rows[MAL.author].stranger
    assert rows[body["to"]].given_by == ADA.author
    assert (rows[body["to"]].entries, rows[body["to"]].first) == (0, None)
    assert rows[BEN.author].first is None


def test_without_a_charter_roles_are_unknown_and_not_none(office: Office, tmp_path: Path) -> None:
    office.area(ADA, "mill")
    with Register.open(office.path) as register:
        (row,) = known_keys(register, trust_of(register), Keyring(tmp_path / "keys"), office.now)
    assert row.roles is None
    assert row.to_json()["roles"] is None
    assert not row.stranger


def test_the_entries_of_a_key_are_told_apart(pinned: Office) -> None:
    good, late = pinned.area(ADA, "mill"), pinned.area(ADA, "school")
    pinned.endorse(ROSA, pinned.revoke(RUTH, ADA, good), "root")
    with Register.open(pinned.path) as register:
        kept, doubted = entries_believed(register, trust_of(register), ADA.author)
    assert [entry.id for entry in kept] == [good.id]
    assert [entry.id for entry in doubted] == [late.id]


def test_the_beginning_of_two_keys_names_neither() -> None:
    twins = ["ed25519:" + "ab" + letter * 62 for letter in "cd"]
    assert find_key("abc", twins) == twins[0]
    assert find_key("ed25519:ABD", twins) == twins[1]
    assert find_key("e" * 64, twins) == "ed25519:" + "e" * 64
    for text, error in (("ab", InputError), ("", InputError), ("xyz", InputError), ("e", NotThereError)):
        with pytest.raises(error):
            find_key(text, twins)


CHEAP = {"passes": 1, "memory_bytes": 8192}


def test_a_carried_key_opens_with_its_passphrase_alone() -> None:
    raw = wrapped(ADA, "four words that fit", **CHEAP)
    assert unwrapped(raw, "four words that fit") == ADA
    assert ADA.seed.hex().encode() not in raw
    assert wrapped(ADA, "four words that fit", **CHEAP) != raw
    with pytest.raises(InputError, match="passphrase"):
        unwrapped(raw, "four words that fir")
    with pytest.raises(InputError, match="at least 12"):
        wrapped(ADA, "short", **CHEAP)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ADA.author, MAL.author),
        ('"passes": 1', '"passes": 1000000'),
        ('"memory_bytes": 8192', '"memory_bytes": 99999999999'),
        ("argon2id", "nothing"),
        ('"box": "', '"box": "AAAA'),
        ('"salt": "', '"salt": "AAAA'),
        ("{", ""),
    ],
)
def test_a_carried_key_that_was_changed_is_refused(old: str, new: str) -> None:
    raw = wrapped(ADA, "four words that fit", **CHEAP).decode()
    assert old in raw
    with pytest.raises(InputError):
        unwrapped(raw.replace(old, new, 1).encode(), "four words that fit")
