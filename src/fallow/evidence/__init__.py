"""Evidence: what is claimed, by whom, and on what it stands; from tables and from documents.

The names below are the front door. Those that read places need the extra ``geo``; they are loaded when first used, so that
documents can be read without it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from fallow.evidence.claim import Basis, Claim, ClaimKind, Modality, Polarity

if TYPE_CHECKING:
    from fallow.evidence.importing import Refused, import_files
    from fallow.evidence.intake import Wish
    from fallow.evidence.mapping import Mapping
    from fallow.evidence.mapping_parse import parse_mapping, parse_mapping_text, read_mapping
    from fallow.evidence.reading.capture import capture_documents
    from fallow.evidence.report import ImportReport
    from fallow.evidence.rowclaims import ListedRow, listed_rows, listing_flags
    from fallow.evidence.views import claims

_LATE = {
    "ImportReport": "report",
    "ListedRow": "rowclaims",
    "Mapping": "mapping",
    "Refused": "importing",
    "Wish": "intake",
    "capture_documents": "reading.capture",
    "claims": "views",
    "import_files": "importing",
    "listed_rows": "rowclaims",
    "listing_flags": "rowclaims",
    "parse_mapping": "mapping_parse",
    "parse_mapping_text": "mapping_parse",
    "read_mapping": "mapping_parse",
}

__all__ = [
    "Basis",
    "Claim",
    "ClaimKind",
    "ImportReport",
    "ListedRow",
    "Mapping",
    "Modality",
    "Polarity",
    "Refused",
    "Wish",
    "capture_documents",
    "claims",
    "import_files",
    "listed_rows",
    "listing_flags",
    "parse_mapping",
    "parse_mapping_text",
    "read_mapping",
]


def __getattr__(name: str) -> Any:
    """Load a name of the front door when it is first asked for."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_LATE[name]}"), name)
