"""Fixtures that every room of the tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the repository; the test is skipped, saying so, where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("real material is not here: ../shared/data is absent, as in a user's clone")
    return folder
