"""WARC: the records of a web archive (ISO 28500), read by warcio: what a server answered, for which address, when.

A page is an answer with status 200 whose type has text: HTML, PDF or plain text. Scripts, pictures and the like are counted
and left in the archive. A file whose packing is cut off is refused as a whole, because a half archive hides what is missing.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fallow.core.errors import InputError
from fallow.evidence.capture.library import need
from fallow.evidence.capture.limits import LARGEST_ARCHIVE_BYTES, LARGEST_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES
from fallow.evidence.capture.media import HTML, PDF, TEXT
from fallow.evidence.capture.packed import bad_packing, unpacked

_PIECE = 1 << 16
_XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a server, body decoded from its transfer: address, when the archive says it was fetched, type, charset."""

    url: str
    fetched_at: str | None
    media: str
    charset: str | None
    content: bytes


def pages_of(data: bytes, name: str, wanted: Callable[[str], bool], left_out: Counter[str]) -> list[Page]:
    """Return the pages whose address is wanted, in the order of the file; count the other answers in ``left_out``.

    Raises ``InputError`` (``broken-archive``, ``zip-bomb``).
    """
    warcio = need("warcio.archiveiterator", "reads web archives")
    check_whole(data, name)
    found: list[Page] = []
    size = 0
    try:
        for record in warcio.ArchiveIterator(io.BytesIO(data)):
            if record.rec_type not in {"response", "resource"}:
                continue
            page = _page(record, wanted, left_out)
            if page is not None:
                found.append(page)
                size += len(page.content)
            if len(found) > MOST_PARTS or size > LARGEST_ARCHIVE_BYTES:
                raise bomb(
                    name, f"{len(found)} pages of {size} bytes, more than {MOST_PARTS} or {LARGEST_ARCHIVE_BYTES}"
                )
    except InputError:
        raise
    except Exception as error:
        raise broken(name, f"{type(error).__name__}: {error}"[:160]) from error
    return found


def _page(record: Any, wanted: Callable[[str], bool], left_out: Counter[str]) -> Page | None:
    headers, http = record.rec_headers, record.http_headers
    url = headers.get_header("WARC-Target-URI") or ""
    stated = (http.get_header("Content-Type") if http is not None else headers.get_header("Content-Type")) or ""
    media, _, rest = stated.lower().partition(";")
    media = media.strip()
    status = http.get_statuscode() if http is not None else "200"
    if status != "200":
        left_out[f"answers with status {status}"] += 1
        return None
    if media not in {HTML, _XHTML, PDF, TEXT} or not wanted(url):
        left_out[f"answers of type {media or 'unknown'}"] += 1
        return None
    try:
        content = _body(record, http)
    except InputError as error:
        left_out[error.found] += 1
        return None
    charset = rest.partition("charset=")[2].strip(" \"';") or None
    return Page(url, headers.get_header("WARC-Date"), HTML if media == _XHTML else media, charset, content)


def _body(record: Any, http: Any) -> bytes:
    """The body out of its chunks and its packing. warcio's own unpacking stops in silence where a body is damaged."""
    stream = record.raw_stream
    if http is not None and (http.get_header("Transfer-Encoding") or "").lower() == "chunked":
        stream = need("warcio.bufferedreaders", "reads web archives").ChunkedDataReader(stream)
    body = stream.read(LARGEST_BYTES + 1)
    if len(body) > LARGEST_BYTES:
        raise bad_packing(f"pages of more than {LARGEST_BYTES} bytes")
    return unpacked(body, (http.get_header("Content-Encoding") or "") if http is not None else "", LARGEST_BYTES)


def check_whole(data: bytes, name: str) -> None:
    """Unpack every packed part to nowhere; raise ``InputError`` where one is cut off, damaged, or grows without end."""
    if not data.startswith(b"\x1f\x8b"):
        if not data.startswith(b"WARC/"):
            raise broken(name, "no WARC record at its beginning")
        return
    total, at, view = 0, 0, memoryview(data)
    try:
        while at < len(data) and data[at : at + 1] != b"\0":  # some writers fill up with zeros
            unpacker = zlib.decompressobj(wbits=31)
            while not unpacker.eof:
                piece: bytes | memoryview = unpacker.unconsumed_tail
                if not piece:
                    piece = view[at : at + _PIECE]
                    at += len(piece)
                if not piece:
                    raise broken(name, "its packing is cut off")
                total += len(unpacker.decompress(piece, 1 << 20))
                if total > MOST_UNPACKED_BYTES:
                    raise bomb(name, f"more than {MOST_UNPACKED_BYTES} bytes unpacked")
            at -= len(unpacker.unused_data)
        if data[at:].strip(b"\0"):
            raise broken(name, f"something that is no record from byte {at}")
    except zlib.error as error:
        raise broken(name, str(error)) from error


def broken(name: str, found: str) -> InputError:
    """Return the refusal of a damaged archive (``broken-archive``)."""
    return InputError(
        kind="broken-archive",
        expected="a whole web archive",
        found=f"{name}: {found}",
        do="fetch the file again: it is damaged or was cut off on the way",
    )


def bomb(name: str, found: str) -> InputError:
    """Return the refusal of an archive that grows without end (``zip-bomb``)."""
    return InputError(
        kind="zip-bomb",
        expected=f"an archive of at most {MOST_UNPACKED_BYTES} bytes unpacked",
        found=f"{name}: {found}",
        do="do not open it elsewhere; ask the sender what it is",
    )
