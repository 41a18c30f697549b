"""Amount: an uncertain count, as a range or as draws of a distribution, never a bare guess.

Casualty recorders publish minimum and maximum (Every Casualty, Standards for Casualty Recording, 2020); dud counts are
distributions. Unknown is its own value: it is not zero, and adding it to a known amount gives an open upper end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from fallow.core.errors import InputError


@dataclass(frozen=True, slots=True)
class Amount:
    """A count known to lie in ``[low, high]``; ``high`` is ``None`` where nobody stated an upper end.

    ``Amount(0, None)`` with ``stated=False`` is *unknown*: use ``Amount.unknown()``.
    """

    low: float
    high: float | None
    stated: bool = True

    def __post_init__(self) -> None:
        bad_low = not math.isfinite(self.low) or self.low < 0
        if bad_low or (self.high is not None and not (math.isfinite(self.high) and self.high >= self.low)):
            raise InputError(
                kind="bad-amount",
                expected="0 <= low <= high",
                found=f"low={self.low}, high={self.high}",
                do="give the smaller figure first, and leave out what nobody stated",
            )

    @classmethod
    def exactly(cls, count: float) -> Amount:
        """An amount that its source states without a range."""
        return cls(count, count)

    @classmethod
    def unknown(cls) -> Amount:
        """Nobody stated anything. Not zero."""
        return cls(0.0, None, stated=False)

    @property
    def is_unknown(self) -> bool:
        """True where nobody stated a figure."""
        return not self.stated

    def __add__(self, other: Amount) -> Amount:
        """Add two amounts; an unknown part opens the upper end and is never taken for zero."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Amount(self.low + other.low, high, stated=self.stated or other.stated)

    def __str__(self) -> str:
        if self.is_unknown:
            return "unknown"
        if self.high is None:
            return f"at least {self.low:g}"
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"

    def to_json(self) -> dict[str, float | None]:
        """Return ``{"low", "high"}``; both ``None`` where unknown."""
        return {"low": None, "high": None} if self.is_unknown else {"low": self.low, "high": self.high}
