"""Clock: the order of views, the same on every copy (hybrid logical clock, Kulkarni et al. 2014, OPODIS).

A reading is a moment and a tick. A seal's reading is later than that of every seal that its register held when it was made,
even where this computer's clock is behind: the moment is the latest of its own clock and of those it saw, and the tick
counts on where the moment stands still. Readings more than a day ahead of the own clock are not followed, so that one
computer set to a wrong year does not take every other with it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

FOLLOWED_AHEAD = timedelta(days=1)
"""How far ahead of the own clock another's reading may be and still be followed."""


class Reading(NamedTuple):
    """A hybrid logical time: compares as (moment, tick)."""

    moment: datetime
    tick: int


def next_reading(now: datetime, seen: Reading | None) -> Reading:
    """Return a reading at or after ``now`` and after ``seen``, the latest one followed so far."""
    if seen is None or now > seen.moment or seen.moment - now > FOLLOWED_AHEAD:
        return Reading(now, 0)
    return Reading(seen.moment, seen.tick + 1)
