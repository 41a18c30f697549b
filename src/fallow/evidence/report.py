"""Report: what an import did with one file, in numbers that add up, for people and for ``--json``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from fallow.core.ids import short
from fallow.evidence.flag import Flag, count_flags

_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One file: ``rows`` = ``new`` + ``corrected`` + ``unchanged``; ``entries`` were appended, 0 where it was known already.

    ``listing`` is the id of the file's listing, ``None`` in a dry run. ``status`` is ``imported``, ``already`` (nothing new),
    or ``restated`` (the same bytes with another mapping or date). ``known_since`` is claimed by whoever imported, ``None``
    where nothing was claimed. ``placed`` and ``dated`` count rows with a position and with a date.
    """

    file: str
    source: str
    sha256: str
    status: str
    rows: int
    new: int
    corrected: int
    unchanged: int
    no_longer_listed: int
    placed: int
    dated: int
    labelled: dict[str, int]
    entries: int
    listing: str | None
    base: str | None
    known_since: str | None
    mapping: dict[str, Any]
    mapping_from: str
    flags: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = field(default=(), repr=False)

    def taken_back(self) -> ImportReport:
        """The same report of a dry run: ``entries`` would be appended, no listing has an id."""
        return replace(self, listing=self.listing if self.status == "already" else None)

    def stored(self) -> dict[str, Any]:
        """The counts as the listing keeps them: what was seen at import, by the version and look-ups of that day."""
        counts = {name: getattr(self, name) for name in ("new", "corrected", "unchanged", "no_longer_listed")}
        return counts | {
            "placed": self.placed,
            "dated": self.dated,
            "labelled": self.labelled,
            "flagged": count_flags(self.flags),
        }

    def to_json(self) -> dict[str, Any]:
        """The whole report for ``--json``."""
        return {
            "file": self.file,
            "source": self.source,
            "sha256": self.sha256,
            "status": self.status,
            "listing": self.listing,
            "base": self.base,
            "known_since": self.known_since,
            "rows": self.rows,
            "accepted": self.rows,
            "entries": self.entries,
            **self.stored(),
            "mapping": self.mapping,
            "mapping_from": self.mapping_from,
            "notes": list(self.notes),
            "flags": [flag.to_json() for flag in self.flags],
        }

    def lines(self) -> Iterator[str]:
        """The report for people."""
        since = f", known since {self.known_since} (claimed)" if self.known_since else ""
        said = {"imported": "imported", "already": "already in the register", "restated": "restated, same bytes"}
        yield f"{self.file}: {said[self.status]} as {self.source}{since}"
        yield (
            f"  {self.rows} rows accepted: {self.new} new, {self.corrected} corrected, {self.unchanged} unchanged; "
            f"{self.no_longer_listed} no longer listed; 0 refused; {self.entries} entries appended"
        )
        labels = ", ".join(f"{count} labelled {label}" for label, count in self.labelled.items()) or "none labelled"
        yield f"  {self.placed} with a position, {self.dated} with a date, {labels}"
        based = f", after listing {short(self.base)}" if self.base else ""
        listing = f"  listing {short(self.listing)}{based}; " if self.listing else "  "
        yield f"{listing}mapping: {self.mapping_from}"
        yield from (f"  note: {note}" for note in self.notes)
        yield from self._flag_lines()

    def _flag_lines(self) -> Iterator[str]:
        counts = count_flags(self.flags)
        if counts:
            yield "  flagged (nothing is repaired or dropped):"
        for kind, count in counts.items():
            own = [flag for flag in self.flags if flag.kind == kind]
            yield f"    {kind}: {count}"
            for flag in own[:_MOST_SHOWN]:
                yield f"      {flag.where}: {flag.sentence}"
            if len(own) > _MOST_SHOWN:
                yield f"      … and {len(own) - _MOST_SHOWN} more (--json lists them)"
