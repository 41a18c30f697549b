"""Capture: files of many formats into a register, bytes first, with every step on record.

``capture_files`` keeps what can be kept and says of the rest why not; ``capture_documents`` stops at the first refusal;
``texts_of`` opens a file without a register, as ``fallow read`` does; ``custody`` lists what was done with a document. Each
format is a file of its own: ``html``, ``pdf``, ``mail``, ``wacz`` and ``warc``, ``recode``; ``folder`` lists files.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fallow.evidence.capture.custody import Step, custody
from fallow.evidence.capture.door import open_bytes, open_file
from fallow.evidence.capture.extractor import Extractor
from fallow.evidence.capture.folder import Listing, files_in, files_of
from fallow.evidence.capture.keep import FROM_A_FILE, Obtained, Outcome, capture_documents, capture_files, new_files
from fallow.evidence.capture.opened import Extract, Opened
from fallow.evidence.capture.prepared import FilePreparer, Prepared

__all__ = [
    "FROM_A_FILE",
    "Extract",
    "Extractor",
    "FilePreparer",
    "Listing",
    "Obtained",
    "Opened",
    "Outcome",
    "Prepared",
    "Step",
    "capture_documents",
    "capture_files",
    "custody",
    "files_in",
    "files_of",
    "new_files",
    "open_bytes",
    "open_file",
    "texts_of",
]


def texts_of(path: Path, captured: date | None = None, extractor: Extractor | None = None) -> list[tuple[str, bytes]]:
    """Return name and UTF-8 text of a file and of its parts: the bytes themselves for plain text, else what was extracted.

    Raises ``InputError`` in one line for a file that cannot be opened. Offsets of ``fallow read`` refer to these texts. Give one
    ``extractor`` for many files: starting its worker takes a second.
    """
    if extractor is None:
        with Extractor() as own:
            opened = open_file(path, own, captured)
    else:
        opened = open_file(path, extractor, captured)
    pairs = opened.readable()
    return [(str(path), pairs[0][1])] if len(pairs) == 1 and not opened.parts else pairs
