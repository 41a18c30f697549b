"""Decision: a verdict of trust that is true or false and says why. It speaks of signatures and of nothing else.

That an act is signed by whom it needs says nothing about land, people or danger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from fallow.register.trust_entry import short_key


class Remark(NamedTuple):
    """Something to be told: a stable kind, the entry it concerns, a sentence."""

    kind: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Truthy where it holds. ``sentence`` says it in one line, ``reasons`` who signed in which role and who is missing.

    ``since`` is the id of the entry that completed it, ``signed`` holds the keys that counted, sorted.
    """

    holds: bool
    sentence: str
    reasons: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    since: str | None = None

    def __bool__(self) -> bool:
        return self.holds

    def __str__(self) -> str:
        return self.sentence

    def to_json(self) -> dict[str, Any]:
        """Return ``{"holds", "sentence", "reasons", "signed", "since"}``."""
        return {
            "holds": self.holds,
            "sentence": self.sentence,
            "reasons": list(self.reasons),
            "signed": list(self.signed),
            "since": self.since,
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """Signatures in one role, counted by persons.

    ``counted`` has one key for each person, ``open_to`` the keys of the role whose persons have not signed and still could,
    ``left_out`` a sentence for each signature that did not count.
    """

    role: str
    needed: int
    counted: tuple[str, ...]
    open_to: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether enough persons signed."""
        return len(self.counted) >= self.needed

    def sentence(self) -> str:
        """Return "1 of 2 authority signatures; missing one more of ...", with short keys."""
        start = f"{len(self.counted)} of {self.needed} {self.role} signatures"
        if self.reached:
            return f"{start}: {_keys(self.counted)}"
        missing = self.needed - len(self.counted)
        if len(self.open_to) < missing:
            return f"{start}; missing {_count(missing)} more, and only {len(self.open_to)} key(s) could still sign"
        return f"{start}; missing {_count(missing)} more of {_keys(self.open_to)}"

    def reasons(self) -> tuple[str, ...]:
        """Return a sentence for each signature, those that counted first."""
        return (*(f"{short_key(key)} signed as {self.role}" for key in self.counted), *self.left_out)


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(short_key(key) for key in keys)


def _count(number: int) -> str:
    return "one" if number == 1 else str(number)
