"""Disks that fail at any one write: the error is told, nothing acknowledged goes, and the register is carried on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from faults import fail_everywhere, run_with_fault

from fallow.core.errors import ConflictError
from fallow.register.recorders.sqlite_file import storage_errors

SEED = 20260101


def test_a_write_that_fails_anywhere_takes_nothing_acknowledged(in_memory: Path) -> None:
    found, failures = fail_everywhere(in_memory, seed=SEED, most=12, states=8)
    assert found.losses == []
    assert failures > 5


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_write_that_fails_at_each_place_takes_nothing_acknowledged(in_memory: Path) -> None:
    found, failures = fail_everywhere(in_memory, seed=SEED, most=10_000, states=10)
    assert found.losses == []
    assert failures > 100


def test_a_synchronisation_that_failed_is_not_reported_as_nothing_written(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    with pytest.raises(ConflictError) as caught, storage_errors(tmp_path / "a.fallow"):
        raise error
    assert caught.value.kind == "commit-unknown"
    assert "nothing was written" not in str(caught.value)


def test_a_register_that_synchronises_less_is_caught_losing_entries_to_faults(in_memory: Path) -> None:
    found, _ = fail_everywhere(in_memory, seed=SEED, most=4, states=20, synchronous="NORMAL")
    assert any("acknowledged entries are not there" in loss for loss in found.losses)


def test_the_faults_asked_for_happen(in_memory: Path) -> None:
    operations, failed, passed = run_with_fault(in_memory, seed=SEED, fail_at=None, lasting=False)
    assert (failed, passed > 50, len(operations) > passed) == (0, True, True)
