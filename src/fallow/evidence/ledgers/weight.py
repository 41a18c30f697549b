"""Weight: what stands behind one side of a row. Four counts that are never made one.

Copies and translations share an origin; all offices of one government are one family; what nobody known says adds to the documents
only (``docs/methods/reading.md``). Origins are a range where a link between two pages is uncertain, the lower one first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fallow.evidence.claim import Basis
from fallow.evidence.ledgers.told import Told, family_name
from fallow.evidence.reading.families import Families


@dataclass(frozen=True, slots=True)
class Weight:
    """Documents that say it, origins by all links and by sure ones, families that assert and that observed, by name."""

    documents: int
    origins_low: int
    origins_high: int
    asserting: tuple[str, ...]
    observing: tuple[str, ...]
    hearsay: int

    def to_json(self) -> dict[str, Any]:
        """Return the counts; ``origins`` is a number, or a range where a link is uncertain."""
        low, high = self.origins_low, self.origins_high
        return {
            "documents": self.documents,
            "origins": low if low == high else {"low": low, "high": high},
            "asserting_families": list(self.asserting),
            "observing_families": list(self.observing),
            "hearsay_documents": self.hearsay,
        }

    def __str__(self) -> str:
        if not self.documents:
            return "nobody"
        if not self.origins_low:
            return f"hearsay or nobody known, {_count(self.documents, 'document')}"
        low, high = self.origins_low, self.origins_high
        families = [f"{name} (observed)" for name in self.observing]
        families += [name for name in self.asserting if name not in self.observing]
        origins = _count(low, "origin") if low == high else f"{low}-{high} origins"
        return f"{', '.join(families)}: {origins}, {_count(self.documents, 'document')}"


def weigh(members: Sequence[Told], parties: Families) -> Weight:
    """Return what stands behind these claims. Each origin has one voice: who observed, else who was first to print it."""
    known = [one for one in members if one.counts]
    voices: dict[str, Told] = {}
    for one in known:
        before = voices.setdefault(one.origin, one)
        if _observed(one) and not _observed(before):
            voices[one.origin] = one
    seen = {str(one.authority) for one in voices.values() if _observed(one)}
    said = {str(one.authority) for one in voices.values() if not _observed(one)}
    return Weight(
        documents=len({one.sha256 for one in members}),
        origins_low=len(voices),
        origins_high=len({one.sure_origin for one in known}),
        asserting=tuple(sorted(family_name(key, parties) for key in said)),
        observing=tuple(sorted(family_name(key, parties) for key in seen)),
        hearsay=len({one.sha256 for one in members} - {one.sha256 for one in known}),
    )


def _observed(one: Told) -> bool:
    return one.claim.basis is Basis.OBSERVED


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
