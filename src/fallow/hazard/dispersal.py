"""How the items of one strike lie about its centre: radial profiles from a peak over a flat disc to a ring.

Published footprints spread over an order of magnitude (about 10,000 m2 a container: Mine Action Review, definitions;
20,000 m2 for one M26 rocket: The Guardian, 21 August 2006), and some shells leave a ring rather than a filled oval (The
New York Times, quoted by The Straits Times, 2023). So no single shape is believed: the profile is unknown and learnt.

Every profile is a density over the plane in units of its own spread: it integrates to one and has variance one per axis,
so that ``a`` and ``b`` (standard deviations along the axes, metres) mean the same for all of them. The profiles are
tables in the squared radius, read by linear interpolation. When not to use it: for patterns that are not about one
centre (a crescent, widely spaced dispensers); the engine then leans on several strikes and on over-dispersion.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Profile = Callable[[NDArray[np.float64]], NDArray[np.float64]]

_STEPS = 1024


def _bump(peak: float, width: float) -> Profile:
    return lambda r: np.exp(-((r - peak) ** 2) / (2 * width**2))


def _flattened(power: float) -> Profile:
    return lambda r: np.exp(-((r**2 / 2) ** power))


def _skirted(r: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(0.75 * np.exp(-(r**2) / 2) + 0.25 / 6.25 * np.exp(-(r**2) / 12.5))


PROFILES: tuple[tuple[str, Profile, float, float], ...] = (
    ("gaussian", _flattened(1.0), 4.0, 0.25),
    ("skirted", _skirted, 7.5, 0.15),
    ("rounded", _flattened(2.0), 2.6, 0.2),
    ("flat", _flattened(6.0), 1.75, 0.15),
    ("broad ring", _bump(1.0, 0.4), 2.5, 0.15),
    ("thin ring", _bump(1.0, 0.17), 1.6, 0.1),
)
"""Name, unnormalised density by radius, radius where it is cut, prior weight."""


def profile_tables() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return ``(tables, reach)``: densities per unit area at evenly spaced squared radii, and each profile's last radius.

    ``tables`` is ``(profiles, steps)``; entry ``i`` belongs to the squared radius ``i * reach**2 / (steps - 1)``.
    """
    tables, reach = [], []
    for _, shape, cut, _ in PROFILES:
        r = np.linspace(0.0, cut, 40_001)
        density = shape(r)
        total = np.trapezoid(density * 2 * np.pi * r, r)
        spread = np.sqrt(np.trapezoid(density * np.pi * r**3, r) / total)  # sd per axis
        last = cut / spread
        radii = np.sqrt(np.linspace(0.0, last**2, _STEPS))
        table = np.interp(radii * spread, r, density) * spread**2 / total
        area = np.trapezoid(table * np.pi, radii**2)  # dA = pi d(r^2)
        tables.append(table / area)
        reach.append(last)
    return np.array(tables), np.array(reach)


def profile_log_weights() -> NDArray[np.float64]:
    """Return the logarithms of the prior weights of the profiles, ``(profiles,)``."""
    weights = np.array([weight for *_, weight in PROFILES])
    return np.asarray(np.log(weights / weights.sum()))
