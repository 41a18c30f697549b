"""Hypothesis strategies for the values that everything is made of: positions, stretches of time, bodies of entries.

Needs Hypothesis, which comes with the development tools and not with Fallow; whoever tests a recorder or an engine of their
own has it already.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from fallow.core.place import LonLat
from fallow.core.when import Precision, When


def positions(*, min_lat: float = -84.0, max_lat: float = 84.0) -> st.SearchStrategy[LonLat]:
    """Positions on WGS 84, by default within the latitudes that UTM covers."""
    return st.builds(
        LonLat,
        st.floats(-180.0, 180.0, allow_nan=False),
        st.floats(min_lat, max_lat, allow_nan=False),
    )


def days(first: date = date(1940, 1, 1), last: date = date(2040, 12, 31)) -> st.SearchStrategy[date]:
    """Days of the calendar, both ends included."""
    return st.dates(first, last)


@st.composite
def whens(draw: st.DrawFn, longest_days: int = 400) -> When:
    """Stretches of time with their text; a stretch of one day says so."""
    start = draw(days())
    end = start + timedelta(days=draw(st.integers(0, longest_days - 1)))
    precision = Precision.DAY if end == start else Precision.INTERVAL
    return When(start, end, precision, f"{start} to {end}" if end != start else start.isoformat())


def texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """Text that canonical JSON can hold: any character of Unicode but lone surrogates."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)


def json_values(max_leaves: int = 12) -> st.SearchStrategy[Any]:
    """JSON values without floating-point numbers, as bodies of entries hold them."""
    leaves = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts()
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts(12), inner, max_size=4),
        max_leaves=max_leaves,
    )


def bodies(max_leaves: int = 12) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies of entries: JSON objects."""
    return st.dictionaries(texts(12), json_values(max_leaves), max_size=5)
