"""Which engine for which inputs, and why: one entry point, one written rule.

The strike mixture is the usual engine: it alone moves strikes, learns their numbers and allows for those that nobody
recorded. Where there are more records than its chains have been shown to mix over, the conjugate cells answer, which hold
strikes to their records and say so; on ground too wide for their sums, the Cox field. Where there are finds and no strike on
record, the mixture still answers: on simulated scenes stripped of their records it was no worse by block than the Cox
field and nearer by total (docs/methods/calibration.md). The Cox field is for those who know that strikes do not explain
their finds (mines, abandoned stores), the conjugate cells for laptops, teaching and a second opinion: both are there for
the asking, and neither is chosen in silence.

Whoever asks for an engine by name gets that one or a refusal with the reason, never another one.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any, cast

from fallow.core.errors import InputError, RefusalError
from fallow.hazard.engines.role import Engine, Inputs

AUTO = "auto"
_ENGINES = {
    "mixture": ("strike_mixture", "StrikeMixture"),
    "cells": ("cells", "ConjugateCells"),
    "cox": ("cox", "CoxField"),
}
ENGINES = tuple(_ENGINES)
"""Names by which an engine can be asked for, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine that is to be used, what was asked for, and ``why`` this one: a clause that reads after "because"."""

    engine: Engine
    asked: str
    why: str


def engine_named(name: str) -> Engine:
    """Return the engine of that name; raise ``InputError`` (``no-engine``) where there is none."""
    if name not in _ENGINES:
        raise InputError(
            kind="no-engine",
            expected=f"an engine out of {', '.join((AUTO, *ENGINES))}",
            found=repr(name),
            do=f"say {AUTO!r} to let the inputs decide",
        )
    room, kind = _ENGINES[name]
    made: Any = getattr(importlib.import_module(f"fallow.hazard.engines.{room}"), kind)
    return cast("Engine", made())


def choose(inputs: Inputs, asked: str | Engine | None = None) -> Choice:
    """Return the engine for ``inputs`` and the reason.

    ``asked`` is a name out of ``ENGINES`` or an engine of one's own, or ``auto`` or ``None`` for the rule above. Raises
    ``InputError`` (``no-engine``), and ``RefusalError`` (``engine-does-not-fit``) where the engine asked for has no meaning
    here.
    """
    if asked is not None and asked != AUTO:
        engine = engine_named(asked) if isinstance(asked, str) else asked
        fit = engine.fits(inputs)
        if not fit:
            raise RefusalError(
                kind="engine-does-not-fit",
                expected=f"inputs that the engine {engine.name!r} has a model for",
                found=fit.why,
                do=f"let the inputs decide with {AUTO!r}, or solve the ground in parts",
            )
        return Choice(engine, engine.name, f"it was asked for; {fit.why}")
    turned_down: list[str] = []
    for name in ENGINES:
        engine = engine_named(name)
        fit = engine.fits(inputs)
        if fit:
            return Choice(engine, AUTO, "; ".join([*turned_down, fit.why]))
        turned_down.append(f"not {engine.method}: {fit.why}")
    raise RefusalError(
        kind="engine-does-not-fit",
        expected="inputs that one of the engines has a model for",
        found="; ".join(turned_down),
        do="solve the ground in parts",
    )
