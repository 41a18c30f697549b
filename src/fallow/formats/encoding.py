"""Encoding: how the bytes of a text file become characters, found strictly and always said.

A byte order mark decides. Without one the text is UTF-8 if every byte fits, UTF-16 if every second byte is zero, and
otherwise Windows-1252, which fits almost anything: then a note says so, because Cyrillic or Arabic in a code page of its
own would come out as other letters. The caller who knows better names the encoding.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fallow.formats.content import byte_order_mark, wide_text
from fallow.formats.table import note

if TYPE_CHECKING:
    from fallow.formats.source import Source

_PIECE = 1 << 20
_FALLBACK = "cp1252"


@dataclass(frozen=True, slots=True)
class Encoding:
    """The codec that reads the whole file without an error, and the notes on how it was found."""

    codec: str
    notes: tuple[str, ...] = ()


def encoding_of(source: Source) -> Encoding:
    """Return the encoding of a text file; the file is read through once.

    Raises ``InputError``: ``not-text`` (no encoding fits, naming the first byte that does not), ``nul-bytes`` (zero
    bytes in the middle of text), ``bad-encoding`` (the named encoding does not exist).
    """
    head = source.head()
    if source.encoding is not None:
        return _named(source, source.encoding)
    if mark := byte_order_mark(head):
        _require(source, mark)
        return Encoding(mark, (note("encoding", f"read as {mark.upper()}, by its byte order mark"),))
    if wide := wide_text(head):
        _require(source, wide)
        return Encoding(wide, (note("encoding", f"read as {wide.upper()}: every second byte is zero"),))
    first = _misfit(source, "utf-8")
    if first is None:
        return Encoding("utf-8")
    _require(source, _FALLBACK)
    return Encoding(
        _FALLBACK,
        (
            note(
                "encoding",
                f"read as Windows-1252, since it is not UTF-8 ({first}); "
                "where letters look wrong, name the encoding (cp1251 for Cyrillic, cp1256 for Arabic)",
            ),
        ),
    )


def codec_named(source: Source, name: str) -> str:
    """Return Python's name of a text encoding; raise ``InputError`` (``bad-encoding``) where there is none of that name."""
    try:
        # A letter is encoded, because Python also has codecs (hex, zip) that are no encodings of text.
        "a".encode(name)
        codecs.getincrementaldecoder(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise source.refuse(
            kind="bad-encoding",
            expected="an encoding of text that Python knows",
            found=repr(name[:40]),
            do="name one that it knows, such as utf-8 or cp1251",
        ) from error


def _named(source: Source, name: str) -> Encoding:
    codec = codec_named(source, name)
    _require(source, codec)
    return Encoding(codec, (note("encoding", f"read as {name}, as asked"),))


def _require(source: Source, codec: str) -> None:
    misfit = _misfit(source, codec)
    if misfit is not None:
        raise source.refuse(
            kind="not-text",
            expected=f"text in {codec.upper()}",
            found=misfit,
            do="check that it is the right file, or name its encoding",
        )


def _misfit(source: Source, codec: str) -> str | None:
    """Say which bytes do not fit the codec; ``None`` where all do. Raises ``InputError`` (``nul-bytes``)."""
    decoder = codecs.getincrementaldecoder(codec)()
    done = 0
    with source.path.open("rb") as stream:
        while True:
            piece = stream.read(_PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return f"{error.reason} near byte {done + error.start}"
            if "\x00" in text:
                raise source.refuse(
                    kind="nul-bytes",
                    expected="text without zero bytes",
                    found=f"a zero byte near byte {done + text.index(chr(0))}",
                    do="export the file again: it is damaged, or it is no text",
                )
            if not piece:
                return None
            done += len(piece)
