"""Optional libraries: imported when a format needs them, with a sentence instead of a traceback where they are absent.

A register can be opened and verified without any of them, so nothing here may be imported at the top of a module that
only reads JSON or CSV.
"""

from __future__ import annotations

import importlib
from typing import Any

from fallow.core.errors import DependencyError


def need(module: str, purpose: str) -> Any:
    """Return the module of that name; raise ``DependencyError`` (``missing-library``) naming the extra that brings it.

    ``purpose`` completes the sentence "a library that ...".
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise DependencyError(
            kind="missing-library",
            expected=f"the library {(error.name or module).partition('.')[0]}, which {purpose}",
            found=str(error),
            do="pip install 'fallow[geo]'",
        ) from error
