"""Ledgers: what documents say about transfers, pledges, denials, casualties and treaty status, as rows with their lineage.

``ledger(register, name, as_known)`` is the front door; ``ledger_of(related, name)`` does the same for documents outside a register.
"""

from __future__ import annotations

from fallow.evidence.ledgers.book import NAMES, Ledger, Row, ledger, ledger_of

__all__ = ["NAMES", "Ledger", "Row", "ledger", "ledger_of"]
