"""Limits: how much of a stranger's file capture is willing to look at, and the one line it says where that is exceeded.

A hostile file must cost bounded time and memory and leave nothing behind. Files are measured before they are read, archives
are unpacked in pieces to a stated sum, and HTML, PDF and e-mail are opened in a process of their own that is ended after
``EXTRACT_SECONDS`` or at ``EXTRACT_MEMORY_BYTES``.
"""

from __future__ import annotations

from pathlib import Path

from fallow.core.errors import InputError

LARGEST_BYTES = 20_000_000
"""A larger single document is refused."""

LARGEST_ARCHIVE_BYTES = 200_000_000
"""A larger web archive is refused; it is kept whole in the register, so this also bounds one attachment. The members of a WACZ,
unzipped, and the pages of an archive together may be no more either, because they are held in memory."""

MOST_UNPACKED_BYTES = 1_000_000_000
"""The records of a WARC together, unpacked piece by piece to nowhere."""

MOST_RATIO = 200
"""Unpacked to packed size above which a member larger than 16 MB is taken for a bomb."""

MOST_PARTS = 5_000
"""Pages of one archive, or attachments of one e-mail, kept as documents."""

MOST_DEPTH = 3
"""Documents inside documents: an e-mail attached to an e-mail attached to an e-mail."""

MOST_CHARS = 5_000_000
"""Characters of extracted text."""

_MOST_SAID = 160

EXTRACT_SECONDS = 20.0
"""Time for getting the text out of one document."""

EXTRACT_MEMORY_BYTES = 1_200_000_000
"""Address space of the process that does so, where the system can bound it."""


def not_text(
    name: str, what: str, found: str, do: str = "open it, save its text as UTF-8 and capture that"
) -> InputError:
    """Return the refusal of a file out of which no text can be got (``not-text``)."""
    return InputError(
        kind="not-text", expected=f"{what} whose text can be read", found=f"{what} in {name}: {found}", do=do
    )


def too_large(name: str, size: int, most: int) -> InputError:
    """Return the refusal of a file that is larger than capture is willing to read (``too-large``)."""
    return InputError(
        kind="too-large",
        expected=f"a document of at most {most} bytes",
        found=f"{name} of {size} bytes",
        do="give the text of one page a file",
    )


def reader_broke(name: str, found: str) -> InputError:
    """Return the refusal of a file that broke the reader (``reader-broke``): Fallow's own fault, told with the file's name."""
    return InputError(
        kind="reader-broke",
        expected="a document that can be read",
        found=f"{name}: {' '.join(found.split())[:_MOST_SAID]}",
        do="leave the file out, and report it where its words may be shared",
    )


def read_within(path: Path) -> bytes:
    """Return the bytes of a regular file; raise ``InputError`` (``not-readable``, ``too-large``)."""
    most = LARGEST_ARCHIVE_BYTES if path.name.lower().endswith((".wacz", ".warc", ".warc.gz")) else LARGEST_BYTES
    try:
        if not path.is_file():
            raise InputError(
                kind="not-readable",
                expected="a file",
                found=f"{path}: {'a folder or device' if path.exists() else 'No such file or directory'}",
                do="check the path",
            )
        with path.open("rb") as stream:
            content = stream.read(most + 1)
        size = path.stat().st_size
    except OSError as error:
        raise InputError(
            kind="not-readable", expected="a readable file", found=f"{path}: {error.strerror}", do="check the path"
        ) from error
    if len(content) > most:
        raise too_large(str(path), size, most)
    return content
