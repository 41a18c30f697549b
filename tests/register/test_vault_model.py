"""Vaults, whatever happens: killed at any moment, opened and closed in any order, they answer as the model does."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from fallow.core import RefusalError
from fallow.register.people import new_person, open_value, seal_value
from fallow.register.vault import FileVault, MemoryVault

posix = pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")


def bytes_beside(path: Path) -> bytes:
    return b"\n".join(file.read_bytes() for file in sorted(path.parent.rglob("*")) if file.is_file())


WRITER = """
import sys
from pathlib import Path
from fallow.register.people import new_person
from fallow.register.vault import FileVault
vault, n = FileVault(Path(sys.argv[1])), int(sys.argv[2])
while True:
    n += 1
    person = new_person(n.to_bytes(16, "big"))
    print(person, vault.make(person).hex(), flush=True)
    if n % 3 == 0:
        vault.destroy(person)
        print(person, "gone", flush=True)
"""


def killed_while_writing(path: Path, rounds: int) -> None:
    told: dict[str, str] = {}
    for turn in range(rounds):
        command = [sys.executable, "-c", WRITER, str(path), str(turn * 10_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            lines = [writer.stdout.readline() for _ in range(5 + turn % 7)]
            writer.send_signal(signal.SIGKILL)
            lines += writer.stdout.readlines()
        for line in lines:
            if line.endswith("\n"):
                person, what = line.split()
                told[f"{person} {what}" if what == "gone" else person] = what
        kept = FileVault(path)
        people = {name for name in told if " " not in name}
        gone = {person for person in people if f"{person} gone" in told}
        assert all(kept.key(person).hex() == told[person] for person in people - gone if kept.key(person))
        lost = {person for person in people - gone if kept.key(person) is None}
        # A destruction whose report was cut off may have happened: at most the last one of each round.
        assert all(int(person[7:], 16) % 3 == 0 for person in lost)
        assert len(lost) <= turn + 1
        there = bytes_beside(path)
        assert not [person for person in gone | lost if bytes.fromhex(told[person]) in there]
        kept.close()


@posix
def test_killed_while_writing_no_key_is_lost_and_no_erased_one_returns(tmp_path: Path) -> None:
    killed_while_writing(tmp_path / "a.fallow.vault", 3)


@posix
@pytest.mark.long
def test_killed_a_hundred_times_no_key_is_lost_and_no_erased_one_returns(tmp_path: Path) -> None:
    killed_while_writing(tmp_path / "a.fallow.vault", 100)


# --- Any order of acts equals the model


class Vaults(RuleBasedStateMachine):
    """A file, opened and closed at will, beside a vault in memory: the same answers, and no destroyed key on the disk."""

    people = Bundle("people")

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.file = FileVault(self.folder / "a.vault", random_bytes=self.drawn)
        self.model = MemoryVault(random_bytes=lambda length: self.last)
        self.destroyed: set[bytes] = set()

    def drawn(self, length: int) -> bytes:
        self.last = secrets.token_bytes(length)
        return self.last

    @rule(target=people, raw=st.binary(min_size=16, max_size=16))
    def mint(self, raw: bytes) -> str:
        return new_person(raw)

    @rule(person=people)
    def make(self, person: str) -> None:
        try:
            key = self.file.make(person)
        except RefusalError:
            with pytest.raises(RefusalError):
                self.model.make(person)
        else:
            self.last = key
            assert self.model.make(person) == key

    @rule(person=people)
    def destroy(self, person: str) -> None:
        key = self.model.key(person)
        assert self.file.destroy(person) == self.model.destroy(person) == (key is not None)
        if key is not None:
            self.destroyed.add(key)

    @rule()
    def reopen(self) -> None:
        self.file.close()

    @rule(person=people)
    def sealed_value_opens_while_the_key_is_here(self, person: str) -> None:
        key = self.file.key(person)
        assert key == self.model.key(person)
        if key is not None:
            assert open_value(seal_value("x", person, key, bytes(24)), key) == "x"

    @invariant()
    def same_people_and_no_trace(self) -> None:
        if hasattr(self, "file"):
            assert self.file.persons() == self.model.persons()
            self.file.close()
            there = bytes_beside(self.file.path)
            assert not [key for key in self.destroyed if key in there]

    def teardown(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
            shutil.rmtree(self.folder)


TestVaults = Vaults.TestCase
TestVaults.settings = settings(max_examples=10, stateful_step_count=15, deadline=None)
