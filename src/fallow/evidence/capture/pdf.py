"""PDF: the text layer by pypdf, page after page; lines of one paragraph joined.

A scanned page has no text layer and is kept without one; no character recognition is tried, because its faults would read
like words. Dates in the file's properties are when a program wrote it, never when it was published.
"""

from __future__ import annotations

import io
import logging
from datetime import date
from typing import Any

from fallow.evidence.capture.dates import declared_dates
from fallow.evidence.capture.library import need
from fallow.evidence.capture.limits import MOST_CHARS, not_text
from fallow.evidence.capture.lines import joined_lines
from fallow.evidence.capture.opened import Extract

MOST_PAGES = 2_000
"""Pages above which a PDF is refused."""


def extract_pdf(data: bytes, name: str, captured: date | None, charset: str | None = None) -> Extract:
    """Return the text of a PDF; raise ``InputError`` (``not-text``) for one that is damaged, locked, endless or without text."""
    pypdf = need("pypdf", "gets the text out of PDF files")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise not_text(name, "a PDF", "it is locked with a password", "save it without a password")
        if len(reader.pages) > MOST_PAGES:
            raise not_text(name, "a PDF", f"{len(reader.pages)} pages, more than {MOST_PAGES}", "split it")
        pages, starts, length = [], [], 0
        for page in reader.pages:
            text = joined_lines(page.extract_text() or "")
            starts.append(length)
            pages.append(text)
            length += len(text) + 2
            if length > MOST_CHARS:
                raise not_text(name, "a PDF", f"more than {MOST_CHARS} characters", "split it")
        title, declared = _properties(reader)
    except (
        pypdf.errors.PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        raise not_text(
            name, "a PDF", f"{type(error).__name__}: {error}"[:160], "fetch it again: it is damaged"
        ) from error
    if not "".join(pages).strip():
        raise not_text(name, "a PDF", "no text layer: a scanned page?")
    notes = ("lines of one paragraph joined by a space", f"pages begin at characters {starts}")
    return Extract("\n\n".join(pages) + "\n", "pypdf", pypdf.__version__, title, None, declared, 0, notes)


def _properties(reader: Any) -> tuple[str | None, Any]:
    about = reader.metadata or {}
    dates = [
        (f"pdf {key.lstrip('/')}", str(about[key]).removeprefix("D:"))
        for key in ("/CreationDate", "/ModDate")
        if key in about
    ]
    title = str(about["/Title"]).strip()[:300] if "/Title" in about else None
    return title or None, declared_dates(dates)
