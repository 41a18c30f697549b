"""The old place of ``fallow.hazard.solving``; import ``solve`` from ``fallow.hazard`` instead.

Importing this module hides the function of the same name in the package, so the module can be called in its stead.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from fallow.hazard.solving import solve

__all__ = ["solve"]


class _Door(ModuleType):
    def __call__(self, *given: Any, **named: Any) -> Any:
        return solve(*given, **named)


sys.modules[__name__].__class__ = _Door
