"""Writing: a file is whole or it is not there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def replace_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and move it there in one step, so that a reader never sees half a file."""
    beside = path.with_name(f"{path.name}.part")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
