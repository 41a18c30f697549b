"""The compiled picture of a draw: the intensity of its strikes at the middles of squares."""

from __future__ import annotations

import math

from fallow.hazard._jit import entry, jit
from fallow.hazard.engines._arrays import (
    BEARING,
    LOG_NUMBER,
    LOG_RATIO,
    LOG_SIZE,
    ON,
    PROFILE,
    REACH,
    Belief,
    Floats,
    X,
    Y,
)


@jit
def add_strike(
    slot: Floats, share: float, x0: float, y0: float, side: float, columns: int, rows: int, belief: Belief, out: Floats
) -> None:
    """Add ``share`` of the strike's intensity (items per m2) to ``out`` (rows * columns, from the south-west)."""
    size = math.exp(slot[LOG_SIZE])
    a, b = size * math.exp(-0.5 * slot[LOG_RATIO]), size * math.exp(0.5 * slot[LOG_RATIO])
    sine, cosine = math.sin(slot[BEARING]), math.cos(slot[BEARING])
    kind = int(slot[PROFILE])
    reach, table = belief.profiles[kind, REACH], belief.tables[kind]
    last = reach * reach
    per_step = (table.shape[0] - 1) / last
    height = share * math.exp(slot[LOG_NUMBER]) / (a * b)
    half_x = reach * math.sqrt((a * sine) ** 2 + (b * cosine) ** 2)
    half_y = reach * math.sqrt((a * cosine) ** 2 + (b * sine) ** 2)
    c0 = max(0, math.floor((slot[X] - half_x - x0) / side))
    c1 = min(columns - 1, math.floor((slot[X] + half_x - x0) / side))
    r0 = max(0, math.floor((slot[Y] - half_y - y0) / side))
    r1 = min(rows - 1, math.floor((slot[Y] + half_y - y0) / side))
    for row in range(r0, r1 + 1):
        dy = y0 + (row + 0.5) * side - slot[Y]
        for column in range(c0, c1 + 1):
            dx = x0 + (column + 0.5) * side - slot[X]
            along, across = (dx * sine + dy * cosine) / a, (dx * cosine - dy * sine) / b
            u = along * along + across * across
            if u < last:
                place = u * per_step
                i = min(int(place), table.shape[0] - 2)  # rounding may reach the last step
                out[row * columns + column] += height * (table[i] + (place - i) * (table[i + 1] - table[i]))


@entry
def render(
    slots: Floats, x0: float, y0: float, side: float, columns: int, rows: int, belief: Belief, out: Floats
) -> None:
    """Add the intensity (items per m2) of every strike in ``slots`` to ``out`` (rows * columns, from the south-west)."""
    for j in range(slots.shape[0]):
        if slots[j, ON] > 0.5:
            add_strike(slots[j], 1.0, x0, y0, side, columns, rows, belief, out)
