"""Dates that a page's own markup declares, and which of them is the day of publication. Rules ``declared/1``.

In order of trust: ``datePublished`` of an article in JSON-LD (schema.org), ``article:published_time`` (the Open Graph
protocol), ``datePublished`` as microdata, Dublin Core ``issued`` or ``created``, other tags named for publication. A bare
``date`` tag is often written anew at each visit, so it counts only where it is not the day of capture. Days of change
(``dateModified``, ``article:modified_time``) are kept and never chosen. Where the chosen kind disagrees with another
by more than a day, nothing is chosen: a wrong day of publication puts a strike on a wrong day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from fallow.evidence.reading.result import Dated

_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_PUBLISHED = (
    "json-ld datepublished",
    "meta article:published_time",
    "microdata datepublished",
    "meta dc.date.issued",
    "meta dcterms.issued",
    "meta dcterms.created",
    "meta dc.date.created",
    "meta og:article:published_time",
    "meta og:published_time",
    "meta publication_date",
    "meta publish-date",
    "meta publishdate",
    "meta pubdate",
    "meta article.published",
    "meta parsely-pub-date",
    "meta sailthru.date",
    "meta citation_publication_date",
    "meta dc.date",
    "meta date",
)
_OFTEN_TODAY = {"meta dc.date", "meta date"}


def iso_day(words: object) -> date | None:
    """Return the calendar day, as printed in its own time zone, at the beginning of an ISO date or time; else ``None``."""
    match = _ISO.match(words) if isinstance(words, str) else None
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def declared_dates(found: Iterable[tuple[str, object]]) -> tuple[Dated, ...]:
    """Return the declared dates in the order of trust, once each; a value that is no date is left out by its owner's fault."""
    kept = {Dated(day.isoformat(), basis.lower()) for basis, words in found if (day := iso_day(words)) is not None}
    return tuple(sorted(kept, key=lambda one: (_rank(one.basis), one.basis, one.date)))


def chosen(declared: Sequence[Dated], captured: date | None) -> Dated | None:
    """Return the day of publication with its basis, or ``None`` where none is declared or the declarations disagree.

    A day after the capture is impossible and passed over; ``captured`` is the day of capture or fetching, where known.
    """
    able = [
        one
        for one in declared
        if one.basis in _PUBLISHED
        and (captured is None or date.fromisoformat(one.date) <= captured)
        and not (one.basis in _OFTEN_TODAY and captured is not None and one.date == captured.isoformat())
    ]
    if not able:
        return None
    first = date.fromisoformat(able[0].date)
    apart = [one for one in able if abs((date.fromisoformat(one.date) - first).days) > 1]
    return None if apart else Dated(able[0].date, f"declared in the page's markup: {able[0].basis}")


def _rank(basis: str) -> int:
    return _PUBLISHED.index(basis) if basis in _PUBLISHED else len(_PUBLISHED)
