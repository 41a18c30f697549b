"""Strike records of the simulated world, in the columns of the hazard contract: late, displaced, missing, doubled, false.

Errors have the shapes that real records have: most positions are a little off, some much (heavy tails), a few grossly,
and one wrong datum moves them all together; a part of the strikes is in no record, some records stand for nothing, and
some stand for a strike that has one already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.testing.features import point
from fallow.testing.salvo import TrueStrike

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Recording:
    """How records go wrong. ``told_sigma_m`` is what they state per axis, ``scale`` the true error over the told one."""

    told_sigma_m: tuple[float, float]
    scale: float
    tail_degrees: float
    gross_share: float
    gross_m: float
    common_shift_m: float
    unrecorded_share: float
    false_per_true: float
    duplicate_share: float
    tells_munition: float
    tells_carriers: float
    tells_bearing: float
    tells_p_real: float


@dataclass(frozen=True, slots=True)
class Recorded:
    """Features of the hazard contract; for each record's id the true strike or ``None``; the shift of all, in metres."""

    features: list[dict[str, Any]]
    of: dict[str, str | None]
    common_shift_m: tuple[float, float]


def record(
    rng: np.random.Generator, strikes: Sequence[TrueStrike], recording: Recording, bounds: Bounds, crs: str
) -> Recorded:
    """Return records of the strikes, in an order that says nothing about the truth; at least one stands for a strike."""
    shift = rng.normal(0.0, recording.common_shift_m / np.sqrt(2.0), 2)
    kept = [strike for strike in strikes if rng.random() >= recording.unrecorded_share]
    kept = kept or [strikes[int(rng.integers(len(strikes)))]]
    doubled = [strike for strike in kept if rng.random() < recording.duplicate_share]
    known: list[TrueStrike | None] = [*kept, *doubled]
    known.extend([None] * int(rng.poisson(recording.false_per_true * len(strikes))))
    features, of = [], {}
    for number, which in enumerate(rng.permutation(len(known))):
        strike, name = known[int(which)], f"r{number + 1:02d}"
        of[name] = strike.id if strike is not None else None
        features.append(_feature(rng, strike, strikes, recording, (bounds, shift, crs), name))
    return Recorded(features, of, (round(float(shift[0]), 1), round(float(shift[1]), 1)))


def displaced(
    rng: np.random.Generator, sigma_m: float, recording: Recording, shift: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return one error (east, north in metres): Student's t at the true scale, or gross, plus the common shift."""
    if rng.random() < recording.gross_share:
        angle, far = rng.uniform(0.0, 2 * np.pi), recording.gross_m * rng.uniform(0.4, 1.6)
        return shift + far * np.array([np.cos(angle), np.sin(angle)])
    # One chi-square for both axes: heavy tails in distance, no preferred direction.
    widen = np.sqrt(recording.tail_degrees / rng.chisquare(recording.tail_degrees))
    error: NDArray[np.float64] = shift + rng.normal(0.0, sigma_m * recording.scale, 2) * widen
    return error


def _feature(
    rng: np.random.Generator,
    strike: TrueStrike | None,
    strikes: Sequence[TrueStrike],
    recording: Recording,
    frame: tuple[Bounds, NDArray[np.float64], str],
    name: str,
) -> dict[str, Any]:
    bounds, shift, crs = frame
    sigma = round(float(np.exp(rng.uniform(*np.log(recording.told_sigma_m)))), 0)
    # A false record copies its particulars from a real strike: nothing but the ground can give it away.
    like = strike if strike is not None else strikes[int(rng.integers(len(strikes)))]
    if strike is None:
        x, y = rng.uniform(bounds[0], bounds[2]), rng.uniform(bounds[1], bounds[3])
    else:
        x, y = np.array([strike.x_m, strike.y_m]) + displaced(rng, sigma, recording, shift)
    bearing = (like.bearing_deg + rng.normal(0.0, 8.0)) % 360.0
    return point(
        crs,
        float(x),
        float(y),
        id=name,
        munition=like.munition if rng.random() < recording.tells_munition else None,
        carriers=len(like.carriers) if rng.random() < recording.tells_carriers else None,
        position_sigma_m=sigma,
        bearing_deg=round(bearing, 0) if rng.random() < recording.tells_bearing else None,
        p_real=_told_p_real(rng, recording),
        date=_told_date(rng, like.day).isoformat(),
        source="simulated",
    )


def _told_p_real(rng: np.random.Generator, recording: Recording) -> float | None:
    """The analyst's guess knows the usual share of false records, and not which."""
    usual = 1.0 / (1.0 + recording.false_per_true)
    guess = round(float(np.clip(usual + rng.normal(0.0, 0.05), 0.3, 0.98)), 2)
    return guess if rng.random() < recording.tells_p_real else None


def _told_date(rng: np.random.Generator, day: date) -> date:
    return date.fromordinal(day.toordinal() + int(rng.choice([0, 0, 0, 1, -1])))
