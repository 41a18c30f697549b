"""Packed: the body of an archived answer taken out of its ``Content-Encoding`` (RFC 9110, 8.4), in bounded memory.

Archives keep answers as the server sent them: gzip, deflate or brotli. Some keep the header and store the body already unpacked; a
body that is not packed as its header says, and is text, is taken as it is. What is damaged or packed in a way that is not known here
(zstd) is told apart, never passed on as words.
"""

from __future__ import annotations

import zlib
from typing import Any

from fallow.core.errors import InputError
from fallow.evidence.capture.library import need

_PIECE = 1 << 20


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """Return the body unpacked; raise ``InputError`` (``bad-packing``) where that fails or exceeds ``most`` bytes.

    ``found`` of the error says what is wrong as a thing to be counted.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return body
    if name in {"gzip", "x-gzip"}:
        return _by_zlib(body, 31, most, name) if body.startswith(b"\x1f\x8b") else _as_it_is(body, name)
    if name == "deflate":
        try:
            return _by_zlib(body, 15, most, name)
        except InputError:
            return _by_zlib(body, -15, most, name)
    if name == "br":
        return _by_brotli(body, most)
    raise bad_packing(f"answers packed as {name[:20]}, which cannot be read here")


def _by_zlib(body: bytes, window: int, most: int, name: str) -> bytes:
    unpacker = zlib.decompressobj(wbits=window)
    try:
        out = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise bad_packing(f"answers packed as {name} that are damaged") from error
    if len(out) > most:
        raise bad_packing(f"pages of more than {most} bytes")
    if not unpacker.eof:
        raise bad_packing(f"answers packed as {name} that are cut off")
    return out


def _by_brotli(body: bytes, most: int) -> bytes:
    brotli = need("brotli", "unpacks answers of web servers")
    unpacker: Any = brotli.Decompressor()
    out = bytearray()
    try:
        out += unpacker.process(body, output_buffer_limit=_PIECE)
        while not unpacker.is_finished() and len(out) <= most and not unpacker.can_accept_more_data():
            out += unpacker.process(b"", output_buffer_limit=_PIECE)
    except brotli.error:
        return _as_it_is(body, "br")
    if len(out) > most:
        raise bad_packing(f"pages of more than {most} bytes")
    if not unpacker.is_finished():
        return _as_it_is(body, "br")
    return bytes(out)


def _as_it_is(body: bytes, name: str) -> bytes:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad_packing(f"answers packed as {name} that are damaged") from error
    return body


def bad_packing(found: str) -> InputError:
    """Return the refusal of one answer of an archive (``bad-packing``)."""
    return InputError(
        kind="bad-packing",
        expected="an answer packed as gzip, deflate or brotli, whole",
        found=found,
        do="open the archive in a browser that replays it, and save the page",
    )
