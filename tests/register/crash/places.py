"""Places: where a test may write without wearing out a disk."""

from __future__ import annotations

import os
from pathlib import Path


def memory_folder() -> Path | None:
    """Return the system's folder in memory, ``None`` (the usual place for temporary files) where there is none."""
    folder = Path("/dev/shm")
    return folder if os.access(folder, os.W_OK) else None
