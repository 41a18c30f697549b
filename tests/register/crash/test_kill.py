"""kill -9: what was told to be durable is there, whoever was killed and whenever, and the register goes on."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kill import Killing, kill_writers

from fallow.register import Keyring

SEED = 20260101


def killed(
    folder: Path, rounds: int, places: Callable[[int], Path | str] | None = None, *, seed: int = SEED, **more: Any
) -> Killing:
    def file(number: int) -> Path:
        return folder / f"{number}.fallow"

    found = kill_writers(places or file, Keyring(folder / "keys"), rounds=rounds, seed=seed, **more)
    print(f"seed {seed}: {found.rounds} rounds, {found.acknowledged} acknowledged, {found.seconds:.1f} s")
    return found


def restart(server: Any) -> Callable[[random.Random], None]:
    """A crash of the server: stopped with no word to anybody, started again."""

    def crash(draw: random.Random) -> None:
        server.stop("immediate")
        server.start()

    return crash


def test_two_writers_killed_at_once_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    found = killed(tmp_path, 20)
    assert found.sound, found
    assert found.acknowledged > 20


def test_writers_that_acknowledge_too_early_are_found_out(tmp_path: Path) -> None:
    def found_out(attempt: int) -> bool:
        (tmp_path / str(attempt)).mkdir()
        return bool(killed(tmp_path / str(attempt), 4, seed=SEED + attempt, lying=True).lost)

    assert any(found_out(attempt) for attempt in range(20))


def test_two_writers_to_a_server_killed_at_once_lose_nothing(tmp_path: Path, postgres_server: Any) -> None:
    found = killed(tmp_path, 10, lambda _: str(postgres_server.fresh()))
    assert found.sound, found
    assert found.acknowledged > 10


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_writers_killed_a_thousand_times_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    found = killed(tmp_path, 1_000)
    assert found.sound, found
    assert found.acknowledged > 1_000


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_writers_to_a_server_killed_a_thousand_times_lose_nothing(tmp_path: Path, postgres_server: Any) -> None:
    found = killed(tmp_path, 1_000, lambda _: str(postgres_server.fresh()))
    assert found.sound, found
    assert found.acknowledged > 1_000


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_server_that_crashes_fifty_times_loses_nothing(tmp_path: Path, postgres_server: Any) -> None:
    found = killed(tmp_path, 50, lambda _: str(postgres_server.fresh()), crash=restart(postgres_server))
    assert found.sound, found
    assert found.acknowledged > 50
