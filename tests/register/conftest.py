"""A PostgreSQL server for the tests of this room, started once where there is one; else they are skipped, saying so."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _load() -> ModuleType:
    path = Path(__file__).resolve().parent.parent / "postgres.py"
    spec = importlib.util.spec_from_file_location("fallow_tests_postgres", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """The server: ``fresh()`` gives the address of a new schema; ``stop``, ``start`` and ``run`` do what they say."""
    module = _load()
    if (reason := module.why_not()) is not None:
        pytest.skip(reason)
    with module.running() as server:
        yield server


@pytest.fixture
def postgres_address(postgres_server: Any) -> str:
    """The address of a schema of this test's own, which does not exist yet."""
    return str(postgres_server.fresh())
