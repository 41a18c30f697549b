"""Library: the optional libraries of capture, imported when a file needs them."""

from __future__ import annotations

import importlib
from typing import Any

from fallow.core.errors import DependencyError


def need(module: str, purpose: str) -> Any:
    """Return the module; raise ``DependencyError`` (``missing-library``) naming the extra. ``purpose`` ends "a library that ..."."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise DependencyError(
            kind="missing-library",
            expected=f"the library {(error.name or module).partition('.')[0]}, which {purpose}",
            found=str(error),
            do="pip install 'fallow[text]'",
        ) from error
