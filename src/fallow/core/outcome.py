"""Outcome: how a computation ended, as a sentence, with *stopped on purpose* kept apart from *failed*.

``NOT_ENOUGH_EVIDENCE`` is neither an exception nor a low number: it is its own answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Ending(Enum):
    """The four ways in which a computation ends."""

    DONE = "done"
    STOPPED = "stopped"
    NOT_ENOUGH_EVIDENCE = "not-enough-evidence"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An ending with its reason in one sentence.

    Truthy where there is a result to use (``DONE``, ``STOPPED``), falsy where there is none to rely on.
    """

    ending: Ending
    sentence: str

    def __bool__(self) -> bool:
        return self.ending in (Ending.DONE, Ending.STOPPED)

    def __str__(self) -> str:
        return self.sentence

    def to_json(self) -> dict[str, str]:
        """Return ``{"ending", "sentence"}``."""
        return {"ending": self.ending.value, "sentence": self.sentence}
