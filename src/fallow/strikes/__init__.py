"""Strikes: the munition catalogue, and from claims to strike hypotheses with every reason kept.

::

    from fallow.strikes import decisions_of, hypotheses, load_catalogue
    strikes = hypotheses(fallow.evidence.claims(register), load_catalogue(), decisions_of(register))

Nothing here is stored: strikes are a reading of the register, and only an analyst's decisions are entries. Names are
loaded when they are used, so that the catalogue works where no library of geometry is installed.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fallow.strikes.ancestry import lineage
    from fallow.strikes.assembly import Hypotheses, hypotheses, read_strikes
    from fallow.strikes.candidates import LABEL, SetAside
    from fallow.strikes.catalogue import (
        Catalogue,
        DudRate,
        Mark,
        Match,
        Munition,
        MunitionClass,
        SourceClass,
        load_catalogue,
    )
    from fallow.strikes.decisions import decision_draft, decisions_of
    from fallow.strikes.export import Exported, strikes_geojson, to_features
    from fallow.strikes.linking import Judgement
    from fallow.strikes.strike import Decision, Grade, Link, Perhaps, Standing, Strike, strike_id
    from fallow.strikes.weighing import Table, Weight, weigh

_ROOMS = {
    "ancestry": ("lineage",),
    "assembly": ("Hypotheses", "hypotheses", "read_strikes"),
    "candidates": ("LABEL", "SetAside"),
    "catalogue": (
        "Catalogue",
        "DudRate",
        "Mark",
        "Match",
        "Munition",
        "MunitionClass",
        "SourceClass",
        "load_catalogue",
    ),
    "decisions": ("decision_draft", "decisions_of"),
    "export": ("Exported", "strikes_geojson", "to_features"),
    "linking": ("Judgement",),
    "strike": ("Decision", "Grade", "Link", "Perhaps", "Standing", "Strike", "strike_id"),
    "weighing": ("Table", "Weight", "weigh"),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "LABEL",
    "Catalogue",
    "Decision",
    "DudRate",
    "Exported",
    "Grade",
    "Hypotheses",
    "Judgement",
    "Link",
    "Mark",
    "Match",
    "Munition",
    "MunitionClass",
    "Perhaps",
    "SetAside",
    "SourceClass",
    "Standing",
    "Strike",
    "Table",
    "Weight",
    "decision_draft",
    "decisions_of",
    "hypotheses",
    "lineage",
    "load_catalogue",
    "read_strikes",
    "strike_id",
    "strikes_geojson",
    "to_features",
    "weigh",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
