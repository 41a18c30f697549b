"""Media: what a file is, by its first bytes before its name. Rules ``media/1``.

A name is a claim, the bytes are the thing: a page saved as ``.txt`` that begins as a PDF is a PDF. One exception: a file named
``.txt`` or ``.md`` that is text stays plain text, mark-up and all, because the reading contract promises offsets into it.
"""

from __future__ import annotations

import re

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"WARC/", "application/warc"),
    (b"\xff\xfe", "text/plain; charset=utf-16"),
    (b"\xfe\xff", "text/plain; charset=utf-16"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "application/riff"),
    (b"OggS", "application/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"ID3", "audio/mpeg"),
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body|meta|article|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"^(?:(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|DKIM-Signature|X-[\w-]+):\s)", re.IGNORECASE
)
_LOOKED_AT = 4096

HTML, PDF, MAIL, TEXT, UTF16, ZIP, WARC, GZIP = (
    "text/html",
    "application/pdf",
    "message/rfc822",
    "text/plain",
    "text/plain; charset=utf-16",
    "application/zip",
    "application/warc",
    "application/gzip",
)


def media_of(name: str, data: bytes) -> str:
    """Return the media type of a file; ``application/octet-stream`` where it is neither text nor known."""
    head = data[:_LOOKED_AT]
    low = name.lower().partition("?")[0]
    plain = low.endswith((".txt", ".md", ".text"))
    for magic, media in _MAGIC:
        if head.startswith(magic) and (media in {PDF, ZIP, UTF16} or not plain):
            return media
    if plain:
        return TEXT
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if b"%PDF-" in head[:1024] and low.endswith(".pdf"):
        return PDF
    if b"\x00" in head:
        return "application/octet-stream"
    if low.endswith(".eml") or _MAIL.match(head):
        return MAIL
    if low.endswith((".html", ".htm", ".xhtml")) or _HTML.match(head):
        return HTML
    return TEXT
