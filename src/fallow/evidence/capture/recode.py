"""Recode: plain text in UTF-16 becomes UTF-8, so that offsets have one meaning. No other encoding is ever guessed."""

from __future__ import annotations

import platform

from fallow.evidence.capture.limits import not_text
from fallow.evidence.capture.opened import Extract


def extract_utf16(data: bytes, name: str) -> Extract:
    """Return the text of a file that begins with a UTF-16 mark; raise ``InputError`` (``not-text``) where it does not hold."""
    try:
        text = data.decode("utf-16")
    except UnicodeError as error:
        raise not_text(name, "UTF-16 text", str(error)) from error
    return Extract(text, "python", platform.python_version(), notes=("decoded from UTF-16",))
