"""Capture as readers knew it: the names of ``fallow.evidence.capture``, under which the work is done, and plain bytes."""

from __future__ import annotations

from pathlib import Path

from fallow.core.errors import InputError
from fallow.evidence.capture.keep import capture_documents, reader_of
from fallow.evidence.capture.limits import LARGEST_BYTES, read_within
from fallow.evidence.capture.media import PDF, UTF16, ZIP, media_of

__all__ = ["LARGEST_BYTES", "capture_documents", "read_bytes", "reader_of"]


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file of plain text; raise ``InputError`` (``not-readable``, ``too-large``, ``not-text``).

    For files of other formats see ``fallow.evidence.capture.texts_of``.
    """
    content = read_within(path)
    media = media_of(path.name, content)
    if media not in {PDF, UTF16, ZIP}:
        return content
    raise InputError(
        kind="not-text",
        expected="plain text in UTF-8",
        found=f"{media} in {path}",
        do="capture it with fallow.evidence.capture, or save the text of the page as UTF-8 first",
    )
