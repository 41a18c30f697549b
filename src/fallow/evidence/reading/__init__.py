"""Reading documents into attributed statements and normalised claims, by rules alone.

``read_documents`` is the front door: documents in, one ``Related`` out, whose ``reading`` prints as the contract of
``fallow read --json``. The steps, each in a file of its own and each pure: paragraphs, segments, quotes, attribution,
claims (per document); copies, utterances, contradictions, origins, propositions, strike candidates (across documents).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fallow.core.ids import digest
from fallow.evidence.reading.places import NO_PLACES, Gazetteer, PlaceRecord, PlaceTable, parse_places, read_place_table
from fallow.evidence.reading.reader import READER_NAME, READER_VERSION, ReadDocument, read_document
from fallow.evidence.reading.relate import Related, relate
from fallow.evidence.reading.result import DocumentReading, Link, ReadClaim, Reading, Statement

__all__ = [
    "NO_PLACES",
    "READER_NAME",
    "READER_VERSION",
    "DocumentReading",
    "Gazetteer",
    "Link",
    "PlaceRecord",
    "PlaceTable",
    "ReadClaim",
    "ReadDocument",
    "Reading",
    "Related",
    "Statement",
    "parse_places",
    "read_document",
    "read_documents",
    "read_place_table",
    "relate",
]

_PREFIX = 12


def read_documents(documents: Iterable[tuple[str, bytes]], places: Gazetteer | None = None) -> Related:
    """Read (path, bytes) pairs one by one and then together, in the order given.

    Ids begin with the document's digest; where the same bytes come twice, the second's ids carry a number.
    """
    used: Counter[str] = Counter()
    read: list[ReadDocument] = []
    for path, data in documents:
        key = digest(data)[:_PREFIX]
        used[key] += 1
        read.append(read_document(data, path, places, prefix=key if used[key] == 1 else f"{key}~{used[key]}"))
    return relate(read)
