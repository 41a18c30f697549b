"""Power cuts: no legal loss of unsynchronised writes takes an acknowledged entry, or makes a register of less look whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from explorer import Disk, Exploration, explore, explore_again, run_workload
from recording import Acknowledge, Create, Sync, Write

SEED = 20260101


def explored(folder: Path, *, transactions: int, states: int, synchronous: str = "FULL"):
    (folder / "run").mkdir()
    (folder / "state").mkdir()
    operations = run_workload(folder / "run", transactions=transactions, seed=SEED, synchronous=synchronous)
    return explore(operations, folder / "state", states=states, seed=SEED)


def test_no_power_cut_takes_an_acknowledged_entry(in_memory: Path) -> None:
    found = explored(in_memory, transactions=18, states=300)
    assert found.losses == []
    assert found.states == 300
    assert found.with_entries > 200


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_no_power_cut_takes_an_acknowledged_entry_in_ten_thousand_states(in_memory: Path) -> None:
    found = explored(in_memory, transactions=60, states=10_000)
    assert found.losses == []
    assert found.states == 10_000


def cut_twice(folder: Path, *, firsts: int, states: int) -> Exploration:
    (folder / "run").mkdir()
    (folder / "state").mkdir()
    operations = run_workload(folder / "run", transactions=18, seed=SEED)
    return explore_again(operations, folder / "state", firsts=firsts, states=states, seed=SEED)


def test_a_power_cut_after_a_power_cut_takes_nothing_from_before_either(in_memory: Path) -> None:
    found = cut_twice(in_memory, firsts=4, states=80)
    assert found.losses == []
    assert found.states == 80


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_power_cut_after_a_power_cut_takes_nothing_in_two_thousand_states(in_memory: Path) -> None:
    found = cut_twice(in_memory, firsts=50, states=2_000)
    assert found.losses == []
    assert found.states == 2_000


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_a_register_that_synchronises_less_is_caught_losing_entries(in_memory: Path, synchronous: str) -> None:
    found = explored(in_memory, transactions=18, states=100, synchronous=synchronous)
    assert any("acknowledged entries are not there" in loss for loss in found.losses)


def test_a_disk_keeps_what_was_synchronised_and_nothing_else_for_certain() -> None:
    disk = Disk()
    for operation in (Create("a", 0), Write(0, 0, b"old"), Sync(0, folder=True), Acknowledge(), Write(0, 1, b"NEW")):
        disk.take(operation)
    assert disk.state([], []) == {"a": b"old"}
    assert disk.state(disk.pending, []) == {"a": b"oNEW"}


def test_a_name_whose_folder_was_not_synchronised_may_be_gone() -> None:
    disk = Disk()
    for operation in (Create("a", 0), Write(0, 0, b"old"), Sync(0, folder=False)):
        disk.take(operation)
    assert disk.state([], []) == {}
    assert disk.state([], disk.pending_names) == {"a": b"old"}
