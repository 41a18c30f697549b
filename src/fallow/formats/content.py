"""Content: what the first bytes of a file say it is, whatever its name says."""

from __future__ import annotations

from enum import Enum

_SQLITE = b"SQLite format 3\x00"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHAPE = b"\x00\x00\x27\x0a"
_MOST_ZEROS_IN_TEXT = 0.1
_LEAST_WIDE_ZEROS = 0.2
_MOST_STRAY_ZEROS = 0.02
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Content(Enum):
    """Families of content that can be told apart by their first bytes. The value completes "found ..."."""

    ZIP = "a zip archive"
    SQLITE = "an SQLite database"
    COMPOUND = "an old Office file, or one locked with a password"
    SHAPE = "a shapefile"
    PDF = "a PDF"
    XML = "XML"
    HTML = "a web page"
    JSON = "JSON"
    TEXT = "text"
    BINARY = "bytes that are no text"


def byte_order_mark(head: bytes) -> str | None:
    """Return the encoding that a byte order mark announces (``utf-8-sig`` or ``utf-16``), or ``None``."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def content_of(head: bytes) -> Content:
    """Tell the family from the first bytes of a file. Text in UTF-16 without a mark counts as text."""
    for magic, family in (
        (b"PK\x03\x04", Content.ZIP),
        (b"PK\x05\x06", Content.ZIP),
        (_SQLITE, Content.SQLITE),
        (_COMPOUND, Content.COMPOUND),
        (_SHAPE, Content.SHAPE),
        (b"%PDF-", Content.PDF),
    ):
        if head.startswith(magic):
            return family
    mark = byte_order_mark(head)
    text = head.decode(mark or "latin-1", "ignore").lstrip()
    if text.startswith("<"):
        lowered = text[:200].lower()
        return Content.HTML if "<html" in lowered or "<!doctype html" in lowered else Content.XML
    if text.startswith(("{", "[")):
        return Content.JSON
    # A stray zero byte is damaged text, and whoever reads the text says where; many of them are no text at all.
    if mark or head.count(0) <= _MOST_ZEROS_IN_TEXT * len(head) or wide_text(head):
        return Content.TEXT
    return Content.BINARY


def wide_text(head: bytes) -> str | None:
    """Return ``utf-16-le`` or ``utf-16-be`` where zeros stand at every second byte only, as in UTF-16 without a mark.

    Tables in any script hold enough digits and delimiters (a fifth is asked for) to give themselves away so.
    """
    even, odd = head[0::2], head[1::2]
    if len(odd) < 2:
        return None
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_odd > _LEAST_WIDE_ZEROS and zeros_even < _MOST_STRAY_ZEROS:
        return "utf-16-le"
    if zeros_even > _LEAST_WIDE_ZEROS and zeros_odd < _MOST_STRAY_ZEROS:
        return "utf-16-be"
    return None
