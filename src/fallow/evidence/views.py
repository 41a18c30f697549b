"""Views: every claim of a register, from rows and from documents, as known at a moment."""

from __future__ import annotations

from datetime import datetime

from fallow.evidence.claim import Claim
from fallow.evidence.docclaims import document_claims
from fallow.evidence.rowclaims import row_claims
from fallow.register import Register


def claims(register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None) -> list[Claim]:
    """Every claim known by ``as_known`` and recorded by ``as_recorded``: rows by source and key, then documents."""
    return [*row_claims(register, as_known, as_recorded), *document_claims(register, as_known, as_recorded)]
