"""Mark: how surely a fact of the treaty tables is known."""

from __future__ import annotations

from enum import Enum
from typing import Any

from fallow.core.errors import InputError


class Mark(Enum):
    """Three degrees; a figure that rests on the last two says so wherever it is shown."""

    VERIFIED = "verified"
    """Read in the source that is cited."""
    INFERRED = "inferred"
    """Follows from verified facts by a rule that is named."""
    UNVERIFIED = "unverified"
    """General knowledge; the cited source was not read, or does not settle it."""

    @property
    def suffix(self) -> str:
        """What is added to a sentence that rests on the fact: nothing where it is verified."""
        return "" if self is Mark.VERIFIED else f" ({self.value})"


def parse_mark(value: Any) -> Mark:
    """Return the mark named ``value``; an empty value is *unverified*, since nobody vouched for it."""
    try:
        return Mark(str(value).strip().lower()) if value else Mark.UNVERIFIED
    except ValueError as error:
        raise InputError(
            kind="bad-mark",
            expected="one of verified, inferred, unverified",
            found=repr(value)[:40],
            do="leave it out where you are not sure",
        ) from error
