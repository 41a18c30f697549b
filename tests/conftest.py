"""Fixtures that every room of the tests may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _keys_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests never write keys into the folder of whoever runs them."""
    before = os.environ.get("FALLOW_HOME")
    os.environ["FALLOW_HOME"] = str(tmp_path_factory.mktemp("home"))
    yield
    if before is None:
        del os.environ["FALLOW_HOME"]
    else:
        os.environ["FALLOW_HOME"] = before


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the repository; the test is skipped, saying so, where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("real material is not here: ../shared/data is absent, as in a user's clone")
    return folder
