"""DBF: the attribute table of a Shapefile, read byte by byte (dBASE III and IV layout, as ESRI's white paper of 1998 uses it).

A DBF holds its numbers as text, so ``48.10`` can be kept as ``48.10``; a library that hands out floats could not.
An empty number or one filled with stars, a date of zeros and a truth value of ``?`` are how a DBF says
that it does not know: they become ``None``. Records marked as deleted are reported, not read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from fallow.core.canonical import Json
    from fallow.formats.source import Source

_HEADER = struct.Struct("<B3xIHH20x")
_FIELD = struct.Struct("<11sc4xBB14x")
_END_OF_FIELDS = 0x0D
_DELETED = b"*"

CODE_PAGES = {
    0x01: "cp437",
    0x02: "cp850",
    0x03: "cp1252",
    0x57: "cp1252",
    0x64: "cp852",
    0x65: "cp866",
    0xC8: "cp1250",
    0xC9: "cp1251",
    0x7E: "cp1256",
}
"""Language driver bytes (offset 29) that name a code page, the common ones."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its raw name, its type letter (C, N, F, D, L ...), its place in a record and its width in bytes."""

    name: bytes
    letter: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Dbf:
    """The layout of a DBF file, and its language driver byte."""

    path: Path
    records: int
    header_bytes: int
    record_bytes: int
    language: int
    columns: tuple[Column, ...]

    def raw(self) -> Iterator[bytes | None]:
        """Give the bytes of each record without its deletion mark; ``None`` for a record marked as deleted."""
        with self.path.open("rb") as stream:
            stream.seek(self.header_bytes)
            for _ in range(self.records):
                record = stream.read(self.record_bytes)
                yield None if record[:1] == _DELETED else record[1:]

    def cell(self, record: bytes, column: Column, codec: str) -> Json:
        """Return one cell: text without its padding, numbers as the text they had, dates as ISO, ``L`` as true or false.

        ``None`` where the cell is empty. Raises ``UnicodeDecodeError`` where the bytes do not fit ``codec``.
        """
        text = record[column.start : column.start + column.width].decode(codec).rstrip(" \x00")
        if column.letter == "C":
            return text or None
        text = text.strip()
        if not text.strip("*?"):
            return None
        if column.letter == "D" and not text.strip("0"):
            return None
        if column.letter == "D" and len(text) == 8 and text.isdigit():
            return f"{text[:4]}-{text[4:6]}-{text[6:]}"
        if column.letter == "L":
            return {"T": True, "Y": True, "F": False, "N": False}.get(text.upper(), text)
        return text


def parse_dbf(source: Source, path: Path) -> Dbf:
    """Return the layout of a DBF; raise ``InputError`` (``truncated``, ``broken-part``) where the file belies its header."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(_HEADER.size)
        if len(head) < _HEADER.size:
            raise source.refuse(
                kind="truncated",
                expected="a header of 32 bytes at the head of the .dbf",
                found=f"{len(head)} bytes",
                do="fetch it again",
            )
        _, records, header_bytes, record_bytes = _HEADER.unpack(head)
        described = stream.read(max(0, header_bytes - _HEADER.size))
    columns: list[Column] = []
    start = 0
    for offset in range(0, len(described) - _FIELD.size + 1, _FIELD.size):
        if described[offset] == _END_OF_FIELDS:
            break
        name, letter, width, places = _FIELD.unpack_from(described, offset)
        # Wide text columns put the high byte of their width where numbers have their decimal places.
        wide = width + 256 * places if letter == b"C" else width
        columns.append(Column(name.split(b"\x00")[0], letter.decode("latin-1"), start, wide))
        start += wide
    if start + 1 != record_bytes or not columns:
        raise source.refuse(
            kind="broken-part",
            expected=f"columns of the .dbf that fill records of {record_bytes} bytes",
            found=f"{len(columns)} columns of {start} bytes together",
            do="export the Shapefile again",
        )
    needed = header_bytes + records * record_bytes
    if size < needed:
        raise source.refuse(
            kind="truncated",
            expected=f"{needed} bytes of the .dbf ({records} records)",
            found=f"{size} bytes",
            do="fetch all parts again",
        )
    return Dbf(path, records, header_bytes, record_bytes, head[29], tuple(columns))
