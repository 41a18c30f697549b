"""An area of land: its outline on WGS 84, its state, and proposals to change it. Software proposes; people decide.

As a register entry (kind ``area``) the outline is GeoJSON with its decimals as text, so that what was signed is what
is read. A change of state is a new entry; nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from fallow.core.errors import InputError, RefusalError
from fallow.release.state import AreaState, Transition, parse_state, transition

_DECIMALS = 8  # of a degree: about a millimetre


@dataclass(frozen=True, slots=True)
class Area:
    """Land by its outline (longitude, latitude) and its state; ``None`` where it is not on record yet.

    ``depth_m`` is the depth cleared to, ``None`` where nothing was cleared or nobody stated it: not zero.
    """

    id: str
    outline: BaseGeometry
    state: AreaState | None = None
    depth_m: float | None = None

    def to_body(self) -> dict[str, Any]:
        """Return the body of a register entry of kind ``area``; ``state`` is null for land that is only proposed."""
        return {
            "id": self.id,
            "geometry": decimals_as_text(mapping(self.outline)),
            "state": None if self.state is None else self.state.value,
            "depth_m": None if self.depth_m is None else f"{self.depth_m:g}",
        }

    def propose(
        self, after: AreaState, *, reason: str, evidence: tuple[str, ...] = (), depth_m: float | None = None
    ) -> Proposal:
        """Return a proposal to hold this area for ``after``; an authority decides on it.

        Raises ``RefusalError``: ``transition-not-permitted``, or ``act-incomplete`` where the act lacks what its
        clause asks for (a reason, evidence, the depth cleared to).
        """
        act = transition(self.state, after)
        given = {"reason": reason.strip(), "evidence": evidence, "depth_m": depth_m}
        missing = [name for name in act.requires if given[name] in ("", (), None)]
        if missing or (depth_m is not None and not depth_m > 0):
            raise RefusalError(
                kind="act-incomplete",
                expected=f"{', '.join(act.requires)} for {act.act} ({act.clause})",
                found=f"no {', '.join(missing)}" if missing else f"depth_m={depth_m}",
                do=f"state it for area {self.id!r}, or leave the area as it is",
            )
        return Proposal(self, act, reason.strip(), evidence, depth_m)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A permitted act put before an authority, with its reason. It changes nothing by itself."""

    area: Area
    transition: Transition
    reason: str
    evidence: tuple[str, ...]
    depth_m: float | None = None

    def to_body(self) -> dict[str, Any]:
        """Return the body of a register entry of kind ``area``.

        ``state`` is the state that the area is still in; what is proposed stands under ``proposed``, so that nobody
        who reads only the state takes a proposal for a decision.
        """
        return self.area.to_body() | {
            "proposed": {
                "state": self.transition.after.value,
                "act": self.transition.act,
                "clause": self.transition.clause,
                "reason": self.reason,
                "evidence": list(self.evidence),
                "depth_m": None if self.depth_m is None else f"{self.depth_m:g}",
            }
        }

    @property
    def sentence(self) -> str:
        """The proposal in one sentence."""
        before = "land not on record" if self.area.state is None else f"{self.area.state.value} land"
        return (
            f"Proposed to an authority: area {self.area.id}, {before}, to be {self.transition.after.value} "
            f"({self.transition.act}, {self.transition.clause}): {self.reason}"
        )


def decimals_as_text(value: Any) -> Any:
    """Return a GeoJSON value with every number as text: 8 decimals of a degree, about a millimetre."""
    if isinstance(value, Mapping):
        return {key: decimals_as_text(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [decimals_as_text(inner) for inner in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.{_DECIMALS}f}"
    return value


def text_as_numbers(value: Any) -> Any:
    """Return coordinates written as text as numbers; the inverse of ``decimals_as_text`` to a millimetre."""
    if isinstance(value, list):
        return [text_as_numbers(inner) for inner in value]
    return float(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else value


def parse_outline(value: Any, name: str) -> BaseGeometry:
    """Return the polygon of a GeoJSON geometry, numbers or text; ``InputError`` (``bad-outline``) where it is broken.

    Broken rings are refused, not repaired: whoever mends an outline moves a border.
    """
    try:
        if not isinstance(value, Mapping):
            raise TypeError(f"{type(value).__name__} instead of a geometry")
        outline = shape({"type": value["type"], "coordinates": text_as_numbers(value["coordinates"])})
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, shapely.errors.GEOSException) as error:
        raise _bad_outline(name, f"{error}") from error
    if outline.geom_type not in ("Polygon", "MultiPolygon") or outline.is_empty:
        raise _bad_outline(name, outline.geom_type)
    if not outline.is_valid:
        raise _bad_outline(name, shapely.is_valid_reason(outline))
    west, south, east, north = outline.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise _bad_outline(name, f"coordinates from {west:g}, {south:g} to {east:g}, {north:g}")
    return outline


def _bad_outline(name: str, found: str) -> InputError:
    return InputError(
        kind="bad-outline",
        expected=f"a valid polygon in longitude and latitude for area {name!r}",
        found=found[:120],
        do="mend it where it was drawn; a border is never repaired here",
    )


def parse_area(body: Any) -> Area:
    """Return the area of a register entry's body, or of a GeoJSON feature's properties with its ``geometry`` put in."""
    if not isinstance(body, Mapping) or not str(body.get("id") or "").strip():
        raise InputError(
            kind="bad-area",
            expected="an area with an id, a geometry and a state",
            found=repr(body)[:60],
            do="give each area an id that stays with it",
        )
    name = str(body["id"])
    state = None if body.get("state") is None else parse_state(body["state"])
    return Area(name, parse_outline(body.get("geometry"), name), state, parse_depth(body.get("depth_m"), name))


def parse_depth(value: Any, name: str) -> float | None:
    """Return a depth in metres, or ``None`` where none is stated; ``InputError`` (``bad-depth``) otherwise."""
    if value is None:
        return None
    try:
        depth_m = float("nan") if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        depth_m = float("nan")
    if 0 < depth_m < float("inf"):
        return depth_m
    raise InputError(
        kind="bad-depth",
        expected=f"a depth in metres above 0 for area {name!r}",
        found=repr(value)[:40],
        do="state the depth cleared to, or leave it out where nothing was cleared",
    )
