"""Views: every claim of a register, from rows and from documents, as known at a moment."""

from __future__ import annotations

from datetime import datetime

from fallow.evidence.claim import Claim
from fallow.evidence.docclaims import document_claims
from fallow.evidence.review.obey import ruled_rows
from fallow.evidence.review.rulings import rulings_of
from fallow.evidence.rowclaims import row_claims
from fallow.register import Register


def claims(register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None) -> list[Claim]:
    """Every claim known by ``as_known`` and recorded by ``as_recorded``: rows by source and key, then documents.

    As people ruled by then (``fallow.evidence.review``): what they refused is flagged and counts nowhere.
    """
    return [
        *row_claims_as_ruled(register, as_known, as_recorded),
        *document_claims(register, as_known, as_recorded),
    ]


def row_claims_as_ruled(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> list[Claim]:
    """Every claim of the imported lists alone, as people ruled by then, by source and key."""
    rulings = rulings_of(register, as_known, as_recorded)
    return ruled_rows(row_claims(register, as_known, as_recorded), rulings)
