"""Patterns on the ground: where the submunitions of one carrier come down, in shapes that no engine of Fallow fits.

The published descriptions disagree (a filled oval, a ring along its edge, several patches along a track; the figures
spread over an order of magnitude), so the simulator has all of them: disc, annulus, crescent and stick. Each is bounded
and has hard edges, where the engines have smooth tails: an engine that is calibrated here was not handed its own model.

Points are ``(n, 2)`` arrays in metres: first along the long axis, then across it, from the pattern's centre.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fallow.core.errors import InputError

Points: TypeAlias = NDArray[np.float64]
"""``(n, 2)`` metres."""


class Pattern(Protocol):
    """The role: a bounded shape that can be sampled and asked whether a point lies in it."""

    @property
    def kind(self) -> str:
        """The pattern's name."""

    def sample(self, rng: np.random.Generator, n: int) -> Points:
        """Return ``n`` points uniform over the pattern's area."""

    def contains(self, points: Points) -> NDArray[np.bool_]:
        """Return for each point whether it lies in the pattern, edges included to a millimetre."""

    def to_json(self) -> dict[str, Any]:
        """Return the kind and the sizes in metres."""


_EDGE_M = 1e-3


@dataclass(frozen=True, slots=True)
class Disc:
    """Evenly filled out to ``radius_m``, drawn out ``stretch`` times along the long axis."""

    radius_m: float
    stretch: float = 1.0
    kind: str = "disc"

    def sample(self, rng: np.random.Generator, n: int) -> Points:
        """Return ``n`` points uniform over the pattern's area."""
        return _ring(rng, n, 0.0, self.radius_m, np.pi, self.stretch)

    def contains(self, points: Points) -> NDArray[np.bool_]:
        """Return for each point whether it lies in the pattern."""
        return _radius(points, self.stretch) <= self.radius_m + _EDGE_M

    def to_json(self) -> dict[str, Any]:
        """Return the kind and the sizes in metres."""
        return {"kind": self.kind, "radius_m": round(self.radius_m, 1), "stretch": round(self.stretch, 2)}


@dataclass(frozen=True, slots=True)
class Annulus:
    """A ring from ``inner_m`` to ``outer_m``, as artillery grenades are reported along the edge of their oval."""

    inner_m: float
    outer_m: float
    stretch: float = 1.0
    kind: str = "annulus"

    def sample(self, rng: np.random.Generator, n: int) -> Points:
        """Return ``n`` points uniform over the pattern's area."""
        return _ring(rng, n, self.inner_m, self.outer_m, np.pi, self.stretch)

    def contains(self, points: Points) -> NDArray[np.bool_]:
        """Return for each point whether it lies in the pattern."""
        radius = _radius(points, self.stretch)
        return (radius >= self.inner_m - _EDGE_M) & (radius <= self.outer_m + _EDGE_M)

    def to_json(self) -> dict[str, Any]:
        """Return the kind and the sizes in metres."""
        sizes = {"inner_m": round(self.inner_m, 1), "outer_m": round(self.outer_m, 1)}
        return {"kind": self.kind, **sizes, "stretch": round(self.stretch, 2)}


@dataclass(frozen=True, slots=True)
class Crescent:
    """The forward part of a ring: within ``half_opening_deg`` of the long axis on either side."""

    inner_m: float
    outer_m: float
    half_opening_deg: float
    kind: str = "crescent"

    def sample(self, rng: np.random.Generator, n: int) -> Points:
        """Return ``n`` points uniform over the pattern's area."""
        return _ring(rng, n, self.inner_m, self.outer_m, np.radians(self.half_opening_deg), 1.0)

    def contains(self, points: Points) -> NDArray[np.bool_]:
        """Return for each point whether it lies in the pattern."""
        radius = _radius(points, 1.0)
        angle = np.abs(np.arctan2(points[:, 1], points[:, 0]))
        in_ring = (radius >= self.inner_m - _EDGE_M) & (radius <= self.outer_m + _EDGE_M)
        widest = float(np.radians(self.half_opening_deg)) + _EDGE_M / self.inner_m
        inside: NDArray[np.bool_] = in_ring & (angle <= widest)
        return inside

    def to_json(self) -> dict[str, Any]:
        """Return the kind, the sizes in metres and the opening in degrees."""
        sizes = {"inner_m": round(self.inner_m, 1), "outer_m": round(self.outer_m, 1)}
        return {"kind": self.kind, **sizes, "half_opening_deg": round(self.half_opening_deg, 1)}


@dataclass(frozen=True, slots=True)
class Stick:
    """``patches`` discs of ``radius_m`` in a row, ``spacing_m`` apart along the long axis, symmetric about the centre."""

    patches: int
    spacing_m: float
    radius_m: float
    kind: str = "stick"

    def sample(self, rng: np.random.Generator, n: int) -> Points:
        """Return ``n`` points, each in a patch drawn evenly (where patches overlap they are denser there)."""
        points = _ring(rng, n, 0.0, self.radius_m, np.pi, 1.0)
        points[:, 0] += self._offsets()[rng.integers(0, self.patches, n)]
        return points

    def contains(self, points: Points) -> NDArray[np.bool_]:
        """Return for each point whether it lies in one of the patches."""
        along = points[:, 0, None] - self._offsets()[None, :]
        nearest = np.hypot(along, points[:, 1, None]).min(axis=1)
        inside: NDArray[np.bool_] = nearest <= self.radius_m + _EDGE_M
        return inside

    def _offsets(self) -> NDArray[np.float64]:
        first = -(self.patches - 1) / 2 * self.spacing_m
        return np.array([first + i * self.spacing_m for i in range(self.patches)])

    def to_json(self) -> dict[str, Any]:
        """Return the kind, the number of patches and the sizes in metres."""
        sizes = {"spacing_m": round(self.spacing_m, 1), "radius_m": round(self.radius_m, 1)}
        return {"kind": self.kind, "patches": self.patches, **sizes}


KINDS = ("disc", "annulus", "crescent", "stick")
"""The names of the patterns that ``draw_pattern`` knows."""


def draw_pattern(rng: np.random.Generator, kinds: Sequence[str] = KINDS, scale: float = 1.0) -> Pattern:
    """Draw a pattern of one of ``kinds`` with sizes between about 0.5 and 10 hectares at ``scale`` 1 (a length factor)."""
    kind = kinds[int(rng.integers(len(kinds)))]
    outer = scale * rng.uniform(70.0, 150.0)
    if kind == "disc":
        return Disc(0.8 * outer, rng.uniform(1.0, 2.0))
    if kind == "annulus":
        return Annulus(outer * rng.uniform(0.55, 0.8), outer, rng.uniform(1.0, 1.6))
    if kind == "crescent":
        return Crescent(outer * rng.uniform(0.45, 0.7), outer * 1.15, rng.uniform(60.0, 120.0))
    if kind == "stick":
        return Stick(int(rng.integers(3, 7)), outer * rng.uniform(0.6, 0.9), outer * rng.uniform(0.35, 0.5))
    raise InputError(
        kind="unknown-pattern",
        expected=f"one of {', '.join(KINDS)}",
        found=repr(kind),
        do="name the patterns of the preset so",
    )


def turned(points: Points, bearing_deg: float) -> Points:
    """Return points (along, across) as (east, north) for a long axis at ``bearing_deg`` clockwise from north."""
    sin, cos = np.sin(np.radians(bearing_deg)), np.cos(np.radians(bearing_deg))
    along, across = points[:, 0], points[:, 1]
    return np.column_stack((along * sin + across * cos, along * cos - across * sin))


def turned_back(points: Points, bearing_deg: float) -> Points:
    """Return points (east, north) as (along, across): the inverse of ``turned``, which is its own inverse."""
    sin, cos = np.sin(np.radians(bearing_deg)), np.cos(np.radians(bearing_deg))
    east, north = points[:, 0], points[:, 1]
    return np.column_stack((east * sin + north * cos, east * cos - north * sin))


def _ring(
    rng: np.random.Generator, n: int, inner_m: float, outer_m: float, half_angle: float, stretch: float
) -> Points:
    radius = np.sqrt(rng.uniform(inner_m**2, outer_m**2, n))
    angle = rng.uniform(-half_angle, half_angle, n)
    return np.column_stack((radius * np.cos(angle) * stretch, radius * np.sin(angle)))


def _radius(points: Points, stretch: float) -> NDArray[np.float64]:
    radius: NDArray[np.float64] = np.hypot(points[:, 0] / stretch, points[:, 1])
    return radius
