"""Front: what capture sets before an extracted text, so that readers meet title and day where a printed page has them.

A title and a day of publication that only the markup declares would be lost with the markup. They become the first lines of
the text, and the extract says how many characters they are.
"""

from __future__ import annotations

import re
from datetime import date

from fallow.evidence.reading.result import Dated

_MONTHS = ("January February March April May June July August September October November December").split()


def with_front(text: str, title: str | None, published: Dated | None, lines: tuple[str, ...] = ()) -> tuple[str, int]:
    """Return the text with its front, and the length of the front in characters; a title that it begins with is not repeated."""
    head: list[str] = []
    body = text.strip("\n")
    known = _plain(title or "")
    first, _, rest = body.partition("\n")
    if known and _plain(first) == known:
        body = rest.lstrip("\n")
    if title and known:
        head.append(" ".join(title.split()))
    head += lines
    if published is not None:
        head.append(f"Published {_printed(published.date)}")
    front = "".join(f"{line}\n\n" for line in head)
    return front + body + "\n", len(front)


def _printed(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
