"""One world a seed for all tests of this room: worlds are frozen, so they can be shared."""

from __future__ import annotations

from functools import lru_cache

import pytest

from fallow.testing.world import World, make_world

SEEDS = range(6)

made = lru_cache(maxsize=None)(make_world)


@pytest.fixture(scope="session", params=SEEDS, ids=lambda seed: f"seed{seed}")
def each_world(request) -> World:
    """Worlds of several seeds, one after the other."""
    return made(request.param)


@pytest.fixture(scope="session")
def world() -> World:
    """The world of seed 1."""
    return made(1)
