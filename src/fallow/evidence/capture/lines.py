"""Lines: text that a program broke at a margin becomes paragraphs again, because a sentence cut in two is read as two.

A line goes on into the next one where it nearly fills the page, or is long and ends no sentence. Words are never changed: a
line break becomes a space, a hyphen at the end of a line stays. Lines that answer quotes (``>``) are left as they are.
"""

from __future__ import annotations

_ENDS = (".", "!", "?", ":", "”", '"', "’")
_FULL_LINE = 0.75
_LONG_LINE = 0.5


def joined_lines(page: str) -> str:
    """Return the text in paragraphs, an empty line between two; no NUL and no lone surrogate in it."""
    lines = page.replace("\x00", "").encode("utf-8", "replace").decode("utf-8").splitlines()
    widest = max((len(line.rstrip()) for line in lines), default=0)
    paragraphs: list[str] = []
    goes_on = False
    for line in (raw.strip() for raw in lines):
        if not line:
            goes_on = False
            continue
        if goes_on and not line.startswith(">"):
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        filled = len(line) >= _FULL_LINE * widest or (len(line) >= _LONG_LINE * widest and not line.endswith(_ENDS))
        goes_on = filled and not line.startswith(">")
    return "\n\n".join(paragraphs)
