"""A ledger of a register: rows of one kind over the documents known at a moment, each walked back to the words it stands on.

Ledgers are views: nothing is stored, and links between documents are computed over what was known by then. They are made of
document claims only; rows of tables become strikes elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from fallow.core.errors import InputError
from fallow.evidence.docclaims import related_documents
from fallow.evidence.ledgers import casualties as _casualties
from fallow.evidence.ledgers import denials as _denials
from fallow.evidence.ledgers import pledges as _pledges
from fallow.evidence.ledgers import transfers as _transfers
from fallow.evidence.ledgers import treaty as _treaty
from fallow.evidence.ledgers.told import Told, told
from fallow.evidence.reading.propositions import party_families
from fallow.evidence.reading.relate import Related
from fallow.register import Entry, Register


class Row(Protocol):
    """What every ledger's rows can do."""

    @property
    def lineage(self) -> tuple[Told, ...]:
        """The claims that the row is made of."""

    def cells(self) -> tuple[object, ...]:
        """The row as its ledger's header names the columns."""

    def to_json(self) -> dict[str, Any]:
        """The row as an object, its lineage inside."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of one ledger. ``note`` says what its rows are not; ``documents`` how many pages were read for it."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str
    documents: int

    def to_json(self) -> dict[str, Any]:
        """Return the ledger as an object."""
        return {
            "ledger": self.name,
            "note": self.note,
            "documents": self.documents,
            "rows": [row.to_json() for row in self.rows],
        }


NOTES = {
    "transfers": "What is said, by how many who are independent. Copies count once; hearsay counts for nothing and is shown.",
    "pledges": "Promises as told. Nothing here says that one was kept.",
    "denials": "Each utterance once. A denial of one's own act stays visible and cancels no observation.",
    "casualties": "Ranges, never sums: rows may be about the same people, and an empty cell is not nought.",
    "treaty": "What people say. A state's status is a look-up (fallow treaty status), never a vote of these.",
}
"""The ledgers by name, each with what a reader must not take it for."""

NAMES = tuple(NOTES)


def ledger(
    register: Register, name: str, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> Ledger:
    """Return a ledger of a register as known and recorded by then. Raises ``InputError`` (``no-ledger``) for another name."""
    _checked(name)
    related, entries = related_documents(register, as_known, as_recorded)
    return ledger_of(related, name, entries)


def ledger_of(related: Related, name: str, entries: Mapping[str, tuple[Entry, Entry]] | None = None) -> Ledger:
    """Return a ledger over documents read together; ``entries`` names the register's entries where there are any."""
    _checked(name)
    claims = told(related, entries)
    parties = party_families(related.documents)
    rows: Mapping[str, Any] = {
        "transfers": lambda: (_transfers.HEADER, _transfers.transfers(claims, related, parties)),
        "pledges": lambda: (_pledges.HEADER, _pledges.pledges(claims, parties)),
        "denials": lambda: (_denials.HEADER, _denials.denials(claims, related, parties)),
        "casualties": lambda: (_casualties.HEADER, _casualties.casualties(claims, parties)),
        "treaty": lambda: (_treaty.HEADER, _treaty.treaty_statements(claims, parties)),
    }
    header, made = rows[name]()
    return Ledger(name, header, tuple(made), NOTES[name], len(related.documents))


def _checked(name: str) -> None:
    if name not in NOTES:
        raise InputError(
            kind="no-ledger", expected=f"one of {', '.join(NAMES)}", found=repr(name), do="name one of these ledgers"
        )
