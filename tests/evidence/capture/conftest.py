"""A register to keep documents in, one worker for all tests of this room, and where their cases live."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fallow.evidence.capture import Extractor
from fallow.register import Register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.create(tmp_path / "r.fallow") as opened:
        yield opened


@pytest.fixture(scope="session")
def extractor() -> Iterator[Extractor]:
    with Extractor() as opened:
        yield opened
