"""Fault: what is wrong with one row by itself, found while it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of ``fallow.evidence.flag.FLAG_KINDS`` and a sentence that holds the value."""

    kind: str
    sentence: str
