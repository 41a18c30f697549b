"""Compile to machine code, typed for the type checker, free of the interpreter lock; entry points are cached on disk.

The cache makes a second start take about a second. Numba's cache looks at one source file only, so a change in a file
that an entry point calls into would be missed: entry points therefore carry a digest of all compiled sources in their
names.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from fallow.core.ids import digest

Function = TypeVar("Function", bound=Callable[..., Any])

_njit = cast("Callable[..., Any]", numba.njit)


def _sources() -> str:
    folder = Path(__file__).parent
    files = [*sorted(folder.glob("engines/_*.py")), folder / "_lattice.py", Path(__file__)]
    return digest(b"\0".join(file.read_bytes() for file in files))[:12]


_STAMP = _sources()


def jit(function: Function) -> Function:
    """Return ``function`` compiled for use by other compiled functions: same values as in Python, no reordered sums."""
    return cast("Function", _njit(nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function))


def entry(function: Function) -> Function:
    """Return ``function`` compiled for use from Python, and cached beside its source."""
    function.__qualname__ += f"_{_STAMP}"
    return cast("Function", _njit(cache=True, nogil=True)(function))
