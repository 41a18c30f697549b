"""The reader: from files or texts to one ``Reading``. No model, no network; the same bytes give the same reading.

``read_document`` is pure: text, digest and tables in, one document's reading out. ``fallow.evidence.reading.relate`` then
looks across documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fallow.core.ids import digest
from fallow.evidence.reading.authority import Bench, house_family, house_of
from fallow.evidence.reading.claims import Context, read_claims
from fallow.evidence.reading.families import Families, default_families, states_by_office
from fallow.evidence.reading.layout import layout_of
from fallow.evidence.reading.outlet import outlet_of
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.published import published_on
from fallow.evidence.reading.quote import scan_quotes
from fallow.evidence.reading.result import Dated, DocumentReading
from fallow.evidence.reading.rewritten import telltales
from fallow.evidence.reading.segment import segment
from fallow.evidence.reading.spotting import spots_of
from fallow.evidence.reading.statements import StatementReader
from fallow.evidence.reading.syntax import parser_name
from fallow.evidence.reading.taught import with_taught
from fallow.evidence.reading.towns import places_for
from fallow.evidence.reading.turns import find_turns

READER_NAME = "fallow-rules"
"""Names the reader in register entries."""

READER_VERSION = "3"
"""Raised whenever a rule changes what is read, so that old readings stay tellable from new ones."""

_PREFIX = 12


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document with its text and what only Fallow keeps: the families behind claims, and claims about past wars.

    ``parser`` names what parsed it, ``None`` where nothing did: two readings of one text may differ by that alone.
    """

    text: str
    reading: DocumentReading
    authorities: Mapping[str, str | None] = field(default_factory=dict)
    past_war: frozenset[str] = frozenset()
    states: tuple[str, ...] = ()
    parser: str | None = None


def decode(data: bytes) -> str:
    """Return the bytes as UTF-8 text, nothing translated; a byte that is no UTF-8 becomes U+FFFD, which readers count."""
    return data.decode("utf-8", errors="replace")


def read_document(
    data: bytes,
    path: str,
    places: Gazetteer | None = None,
    families: Families | None = None,
    prefix: str | None = None,
    published: Dated | None = None,
) -> ReadDocument:
    """Read one document. Ids are unique within it and begin with its digest, or with ``prefix``.

    Without ``places`` the towns of the states that the document names are looked up, where that library is installed. ``published`` is
    the day of publication where more than the text tells it (a page's markup, an archive's record); weekdays count from it.
    """
    written = decode(data)
    layout = layout_of(written)
    text = layout.shown
    sha256 = digest(data)
    key = prefix or sha256[:_PREFIX]
    countries: frozenset[str] = getattr(places, "countries", frozenset())
    states = tuple(dict.fromkeys([*sorted(countries), *states_by_office(text)]))
    known = (families or default_families()).with_states(states)
    where = places if places is not None else places_for(_by_frequency(known.states_in(text)))
    segments = segment(text, layout.paragraphs)
    published = published if published is not None else published_on(text, segments)
    day = date.fromisoformat(published.date) if published is not None else None
    known, where = known.at(day), with_taught(where, day)  # offices, owners and places are those of the day of the page
    quotes = scan_quotes(text, [one.span for one in segments if one.kind != "boilerplate"])
    outlet = outlet_of(text, segments, known)
    house = house_of(text, segments, outlet)
    bench = Bench(known, day, where, house)
    prose = [one.span for one in segments if one.kind not in {"boilerplate", "caption"}]
    spots = spots_of(text, prose, [quote.span for quote in quotes])
    statements = StatementReader(text, segments, quotes, bench, spots, find_turns(text, layout.paragraphs)).read(key)
    spoken = tuple(one for one in statements if one.speech)
    found = read_claims(
        Context(
            text, key, spoken, day, outlet, house_family(house, known) if house is not None else None, known, where
        ),
        segments,
    )
    reading = DocumentReading(
        path=path,
        sha256=sha256,
        chars=len(text),
        segments=tuple(segments),
        published=published,
        outlet=outlet,
        rewritten=telltales(text, segments),
        statements=statements,
        claims=tuple(one.claim for one in found),
    )
    authorities = {one.claim.id: one.authority for one in found}
    return ReadDocument(
        written, reading, authorities, frozenset(one.claim.id for one in found if one.past_war), states, parser_name()
    )


def _by_frequency(found: Sequence[tuple[int, str]]) -> list[str]:
    """States in the order of how often they are named: the likeliest home of a town's name comes first."""
    counts = Counter(key for _, key in found)
    return sorted(counts, key=lambda key: (-counts[key], key))
