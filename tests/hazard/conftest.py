"""Where the small scenes and the simulators of this room's tests live, and one field that many tests read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "truth"))

from hazard_small import found, quick, searched, strike


@pytest.fixture(scope="session")
def field():
    """One strike, nine searched boxes about it, three finds in them, one report outside."""
    searches = [searched(f"s{i}{j}", 400 + 50 * i, 400 + 50 * j) for i in range(3) for j in range(3)]
    finds = [found("f1", 425, 425, "s00"), found("f2", 455, 460, "s11"), found("f3", 460, 470, "s11")]
    return quick([strike()], searches, [*finds, found("v1", 620, 610)])
