"""A small simulated world with known truth, for calibration: patterns that no engine assumes. SIMULATED.

It shares no code with ``fallow.hazard`` nor with ``fallow.testing``: two worlds made by different hands are harder to
please by accident.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from shapely.geometry import box

from fallow.core.when import parse_when
from fallow.hazard.inputs import Find, FindKind, Search, StrikeRecord

CRS = "EPSG:32727"
BOUNDS = (500_000.0, 6_000_000.0, 502_000.0, 6_002_000.0)
_DAY = parse_when("2021-05-01")
PATTERNS = ("ellipse", "ring", "crescent", "stick", "cloud", "fan")
CARRIED = (30, 49, 72, 88, 147, 202, 644)


@dataclass
class World:
    strikes: list[StrikeRecord]
    searches: list[Search]
    finds: list[Find]
    remaining: np.ndarray  # (n, 2), certain ones included
    detection: float
    notes: dict = field(default_factory=dict)


def _pattern(rng, kind, n):
    """Offsets of ``n`` items from the nominal centre, metres, before turning."""
    long, wide = np.exp(rng.normal(np.log(95), 0.35)), np.exp(rng.normal(np.log(60), 0.35))
    angle = rng.uniform(0, 2 * np.pi, n)
    if kind == "ellipse":
        r = np.sqrt(rng.random(n))
    elif kind == "ring":
        r = rng.uniform(0.75, 1.05, n)
    elif kind == "crescent":
        angle, r = rng.uniform(-1.2, 1.2, n), rng.uniform(0.6, 1.1, n)
    elif kind == "stick":
        hits = rng.integers(2, 5)
        which = rng.integers(0, hits, n)
        along = (which - (hits - 1) / 2) * rng.uniform(60, 130)
        return np.column_stack([along + rng.normal(0, 28, n), rng.normal(0, 25, n)])
    elif kind == "fan":
        r = np.sqrt(rng.random(n))
        return np.column_stack([2 * long * r, (2 * r) * wide * rng.uniform(-0.6, 0.6, n)]) - [long, 0]
    else:
        r = rng.exponential(0.5, n) + 0.05
    return np.column_stack([long * r * np.cos(angle), wide * r * np.sin(angle)])


def _soft(rng):
    """Soft ground holds more duds: a few smooth waves, and squares of 40 m that differ."""
    waves = [(rng.uniform(150, 500), rng.uniform(0, 2 * np.pi), rng.uniform(0, 2 * np.pi)) for _ in range(6)]
    patch = rng.gamma(rng.uniform(1.0, 4.0), size=(51, 51))
    patch /= patch.mean()

    def weight(xy):
        rel = xy - BOUNDS[:2]
        wave = sum(np.cos(2 * np.pi * (rel @ [np.cos(a), np.sin(a)]) / length + phase) for length, a, phase in waves)
        i = np.clip((rel // 40).astype(int), 0, 50)
        return np.exp(0.25 * wave) * patch[i[:, 0], i[:, 1]]

    return weight


def _items(rng, centre, carriers, carried, rate, soft):
    kind = PATTERNS[rng.integers(len(PATTERNS))]
    bearing = rng.uniform(0, np.pi)
    turn = np.array([[np.sin(bearing), np.cos(bearing)], [np.cos(bearing), -np.sin(bearing)]])
    fallen = np.vstack([_pattern(rng, kind, carried) @ turn + rng.normal(0, 12, 2) for _ in range(carriers)]) + centre
    fails = rate * soft(fallen)
    stays = rng.random() * 0.6 + 0.4
    return fallen[rng.random(len(fallen)) < np.clip(fails * stays, 0, 0.9)], np.degrees(bearing)


def make_world(seed: int, *, boxes: int = 120, again: float = 0.1) -> World:
    """Return the scene of a seed: 1-9 strikes on 2 x 2 km, ``boxes`` of 1600 searched, some of them twice."""
    rng = np.random.default_rng([4471, seed])
    soft, low, high = _soft(rng), np.array(BOUNDS[:2]), np.array(BOUNDS[2:])
    shift = rng.normal(0, 60, 2) if rng.random() < 0.7 else rng.normal(0, 200, 2)
    common, items, strikes = rng.choice([0.03, 0.1, 0.2, 0.4], p=[0.3, 0.3, 0.25, 0.15]), [], []
    n = rng.integers(1, 10)
    for number in range(n):
        centre = rng.uniform(low + 100, high - 100)
        carriers, carried = (
            int(rng.choice([1, 1, 1, 2, 3, 4])),
            int(rng.choice(CARRIED, p=[0.15, 0.1, 0.2, 0.25, 0.15, 0.1, 0.05])),
        )
        laid, bearing = _items(rng, centre, carriers, carried, common * np.exp(rng.normal(0, 0.35)), soft)
        items.append(laid)
        if rng.random() < 0.75:
            strikes.append(_record(rng, number, centre, shift, carriers, bearing))
    strikes.extend(
        _record(rng, 100 + number, rng.uniform(low, high), shift, 1, rng.uniform(0, 180))
        for number in range(rng.poisson(0.15 * n))
    )
    items.append(rng.uniform(low, high, (rng.poisson(rng.gamma(1.0) * 3), 2)))
    ground = np.vstack(items)
    ground = ground[((ground > low) & (ground < high)).all(axis=1)]
    return _survey(rng, strikes, ground, boxes, again)


def _record(rng, number, centre, shift, carriers, bearing):
    sigma = float(rng.choice([30, 60, 120, 200]))
    true = sigma * np.exp(rng.normal(-0.1, 0.3))
    error = true * rng.standard_t(4, 2) if rng.random() > 0.08 else rng.normal(0, 500, 2)
    x, y = centre + shift + error
    return StrikeRecord(
        f"r{number}",
        float(x),
        float(y),
        sigma,
        _DAY,
        "simulated",
        None,
        float(carriers) if rng.random() < 0.5 else None,
        float(bearing + rng.normal(0, 12)) % 360 if rng.random() < 0.4 else None,
        0.85 if rng.random() < 0.5 else None,
    )


def _survey(rng, strikes, ground, boxes, again):
    told, detection = 0.9, float(rng.uniform(0.6, 0.92))
    finds: list[Find] = []
    share = np.exp(rng.normal(np.log(0.06), 0.7))
    villages = rng.uniform(BOUNDS[:2], BOUNDS[2:], (2, 2))
    for i in range(len(ground)):
        near = np.exp(-np.min(np.hypot(*(villages - ground[i]).T)) / 500)
        if rng.random() < share * near * 2:
            finds.append(Find(f"v{i}", *(float(v) for v in ground[i]), None, FindKind.UNEXPLODED, False))
    reported = {(find.x, find.y) for find in finds}
    known = np.array([(s.x, s.y) for s in strikes] + sorted(reported)).reshape(-1, 2)
    index = np.arange(1600)
    middle = np.column_stack([BOUNDS[0] + (index % 40) * 50 + 25, BOUNDS[1] + (index // 40) * 50 + 25])
    apart = (
        np.min(np.hypot(middle[:, None, 0] - known[None, :, 0], middle[:, None, 1] - known[None, :, 1]), axis=1)
        if len(known)
        else rng.random(1600)
    )
    order = np.argsort(apart + rng.exponential(60, 1600))
    chosen = list(order[: int(boxes * 0.8)]) + list(
        rng.permutation(order[int(boxes * 0.8) :])[: boxes - int(boxes * 0.8)]
    )
    chosen += [b for b in chosen if rng.random() < again]
    searches, left, seen = [], ground, 0
    for number, b in enumerate(chosen):
        west, south = middle[b] - 25
        inside = ((left > [west, south]) & (left <= [west + 50, south + 50])).all(axis=1)
        hit = inside & (rng.random(len(left)) < detection)
        searches.append(Search(f"s{number}", box(west, south, west + 50, south + 50), told, True, True))
        for x, y in left[hit]:
            seen += 1
            finds.append(Find(f"f{seen}", float(x), float(y), f"s{number}", FindKind.UNEXPLODED, True))
        left = left[~hit]
    return World(strikes, searches, finds, left, detection)
