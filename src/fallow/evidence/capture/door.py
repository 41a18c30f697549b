"""Door: one file in, one ``Opened`` out, whatever its format. Reads the file and writes nothing.

Each format is a file of its own beside this one; a further format is a further branch here.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from fallow.core.errors import InputError
from fallow.evidence.capture.dates import iso_day
from fallow.evidence.capture.extractor import WHAT, Extractor
from fallow.evidence.capture.limits import LARGEST_BYTES, MOST_DEPTH, not_text, read_within, too_large
from fallow.evidence.capture.media import GZIP, MAIL, TEXT, UTF16, WARC, ZIP, media_of
from fallow.evidence.capture.opened import Opened
from fallow.evidence.capture.recode import extract_utf16
from fallow.evidence.capture.wacz import is_wacz, open_wacz
from fallow.evidence.capture.warc import Page, pages_of

_WACZ = "application/wacz"
_REFUSED = {
    ZIP: ("a zip or an office document", "unpack it, or save its text as UTF-8, first"),
    GZIP: ("a packed file", "unpack it first"),
    "application/x-ole-storage": ("an old office document or an Outlook message", "save it as PDF, text or .eml first"),
    "application/rtf": ("a rich-text document", "save its text as UTF-8 first"),
    "application/x-7z-compressed": ("a packed archive", "unpack it first"),
    "application/vnd.rar": ("a packed archive", "unpack it first"),
}


def open_file(path: Path, extractor: Extractor, captured: date | None = None) -> Opened:
    """Return what a file holds; raise ``InputError`` in one line where it cannot be read, is too large, broken or hostile.

    ``captured`` is the day of capture: no date after it is believed.
    """
    return open_bytes(path.name, read_within(path), extractor, captured, shown=str(path))


def open_bytes(
    name: str,
    data: bytes,
    extractor: Extractor,
    captured: date | None = None,
    *,
    shown: str | None = None,
    depth: int = 0,
    media: str | None = None,
) -> Opened:
    """Return what the bytes of a file hold; ``shown`` is how messages name it, ``media`` what an archive says that it is."""
    media = media or media_of(name, data)
    shown = shown or name
    if media in {ZIP, WARC, GZIP}:
        return _archive(name, data, media, extractor, captured, shown, depth)
    if len(data) > LARGEST_BYTES:
        raise too_large(shown, len(data), LARGEST_BYTES)
    if media == TEXT:
        return Opened(name, data, media, is_text=True)
    if media == UTF16:
        return Opened(name, data, media, extract_utf16(data, shown))
    if media == MAIL:
        extract, attached = extractor.extract(media, data, shown, captured)
        parts = tuple(_part(f"{name}#{label}", content, extractor, captured, depth) for label, content in attached)
        return Opened(name, data, media, extract, parts=parts)
    if media in WHAT:
        return _page_of_text(name, data, media, extractor, captured, shown)
    if media in _REFUSED:
        what, do = _REFUSED[media]
        raise not_text(shown, "plain text, HTML, PDF, e-mail or a web archive", f"it is {what}", do)
    return Opened(name, data, media, why_no_text=f"{media} holds no text")


def _page_of_text(
    name: str, data: bytes, media: str, extractor: Extractor, captured: date | None, shown: str
) -> Opened:
    try:
        extract, _ = extractor.extract(media, data, shown, captured)
    except InputError as error:
        if error.kind == "not-text" and ("no text layer" in error.found or "no text in its markup" in error.found):
            return Opened(name, data, media, why_no_text=error.found)  # a scan is evidence too
        raise
    return Opened(name, data, media, extract)


def _part(name: str, data: bytes, extractor: Extractor, captured: date | None, depth: int) -> Opened:
    """A part that cannot be opened is kept as bytes, saying why: it must not take its message away with it."""
    if depth + 1 > MOST_DEPTH:
        return Opened(name, data, "application/octet-stream", why_no_text=f"deeper than {MOST_DEPTH} documents")
    try:
        return open_bytes(name, data, extractor, captured, depth=depth + 1)
    except InputError as error:
        return Opened(name, data, media_of(name, data), why_no_text=error.found)


def _archive(
    name: str, data: bytes, media: str, extractor: Extractor, captured: date | None, shown: str, depth: int
) -> Opened:
    if media == ZIP and (is_wacz(data) or name.lower().endswith(".wacz")):
        pages, left_out = open_wacz(data, shown)
    elif media == WARC or (media == GZIP and name.lower().endswith(".warc.gz")):
        counted: Counter[str] = Counter()
        pages = pages_of(data, shown, _every, counted)
        left_out = [f"{number} {what}" for what, number in sorted(counted.items())]
    else:
        what, do = _REFUSED[media]
        raise not_text(shown, "plain text, HTML, PDF, e-mail or a web archive", f"it is {what}", do)
    parts = tuple(_archived(page, extractor, captured) for page in pages)
    kind = _WACZ if media == ZIP else WARC
    return Opened(name, data, kind, parts=parts, left_out=tuple(left_out), why_no_text="an archive of pages")


def _every(url: str) -> bool:
    return True


def _archived(page: Page, extractor: Extractor, captured: date | None) -> Opened:
    fetched = iso_day(page.fetched_at) or captured
    media = media_of("page", page.content) if page.media == TEXT else page.media
    media = TEXT if media == MAIL else media
    extract, why = None, None if media == TEXT else f"{media} holds no text"
    if media in WHAT:
        try:
            extract, _ = extractor.extract(media, page.content, page.url, fetched, page.charset)
            why = None
        except InputError as error:
            why = error.found  # one page that cannot be opened must not take its archive away with it
    return Opened(
        page.url,
        page.content,
        media,
        extract,
        is_text=media == TEXT,
        why_no_text=why,
        url=page.url,
        fetched_at=page.fetched_at,
    )
