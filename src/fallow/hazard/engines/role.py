"""The role of an engine: from checked past strikes, searches and finds to joint draws of what is left.

An engine is a small object with three words and two acts. ``name`` is how a person asks for it, ``method`` and ``version``
what is written into every field. ``fits`` says whether the model has a meaning for these inputs, and why, in one sentence
that ends up in the field's outcome. ``solve`` returns the posterior of unexploded remnants, never of effects.

What goes in was checked once by ``fallow.hazard.solving`` (past dates, sources, no duplicates, near the bounds) and laid
out once by ``fallow.hazard.ground`` (who searched which piece, what was found first, what is known to lie there). Engines do
not check again, and do not look at files, clocks or the environment.

What every engine promises (``fallow.testing.engines.EngineTests`` holds each of them to it):

- the same inputs, seed, draws and effort give the same bytes;
- every cell has a positive mean: ground that nobody searched, and ground in which nothing was found, are not zero;
- items known to lie there (``ground.certain``) and items found are in no draw: what is drawn is the rest;
- a draw is one world: sums over cells of one row are the draw of the union;
- the order of strikes and of finds, and where the grid's origin lies, change no number beyond sampling error;
- a search that was not carried to its end counts as a share of its ground.

A new engine is a new file beside this one, a line in ``fallow.hazard.choose``, and a heir of the conformance suite.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from fallow.hazard.engines._arrays import Belief
from fallow.hazard.ground import Ground
from fallow.hazard.inputs import Find, Search, StrikeRecord

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an engine is given, checked and laid out.

    ``ground`` holds the grid, the pieces of searched ground, the finds by block, and what is known to lie there;
    ``belief`` what is believed of each record and of the scene before anything is seen. Records, searches and finds
    stand beside them as they were given, in metres of the field's CRS.
    """

    strikes: tuple[StrikeRecord, ...]
    searches: tuple[Search, ...]
    finds: tuple[Find, ...]
    ground: Ground
    belief: Belief


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether an engine's model has a meaning for some inputs, and ``why``: a clause that reads after "because"."""

    fits: bool
    why: str

    def __bool__(self) -> bool:
        return self.fits


@dataclass(frozen=True, slots=True)
class Posterior:
    """What an engine hands back; cells row-major from the south-west, items known to lie there apart.

    ``items`` is ``(draws, cells)`` float32: the expected number of items still in the ground of each cell given the draw,
    jointly over the cells; the count in a cell is Poisson of it. ``mean`` is ``(cells,)`` float64: the posterior mean of the
    same, with less noise than the average of the draws where the engine can have that. ``diagnostics`` go into the provenance
    by their names, ``flags`` are sentences about what was set aside, ``warnings`` sentences about what should keep a reader
    from relying on the figures.
    """

    items: NDArray[np.float32]
    mean: Floats
    diagnostics: Mapping[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Engine(Protocol):
    """A way to turn past strikes, searches and finds into joint draws of what is left."""

    @property
    def name(self) -> str:
        """How a person asks for it: one lower-case word."""

    @property
    def method(self) -> str:
        """Name of the method, as written into fields."""

    @property
    def version(self) -> str:
        """Version of the method: raised by any change that can alter a published number."""

    def fits(self, inputs: Inputs) -> Fit:
        """Say whether the model has a meaning for ``inputs``, and why; costs next to nothing."""

    def solve(self, inputs: Inputs, *, seed: int, n_draws: int, effort: float) -> Posterior:
        """Return the posterior in ``n_draws`` joint draws.

        Deterministic in its arguments. ``effort`` scales the work of engines that can trade time for accuracy (1 is the
        usual); engines without such a trade ignore it.
        """
