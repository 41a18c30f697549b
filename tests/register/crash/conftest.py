"""Where the simulators of this room's tests live, and a folder in memory, where a synchronisation costs nothing."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

if os.name != "posix":  # no fork, no limit on the size of files, another VFS under SQLite
    collect_ignore_glob = ["test_*.py"]

sys.path.insert(0, str(Path(__file__).resolve().parent))

from places import memory_folder


@pytest.fixture
def in_memory() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="fallow-crash-", dir=memory_folder()) as folder:
        yield Path(folder)
