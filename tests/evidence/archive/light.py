"""Light readings of made documents: what the reader would find, taken from how they were made, so that linking can be measured on
archives that would take an hour to read."""

from __future__ import annotations

import re

from made import Made

from fallow.core.ids import digest
from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading import DocumentReading, ReadClaim, ReadDocument, Statement
from fallow.evidence.reading.result import Dated, Outlet, Rewritten, Segment, Speaker
from fallow.evidence.reading.span import Span

_NAME = r"(?P<name>[A-Z][a-z]+ [A-Z][a-z]+)"
_SAID = re.compile(
    rf"“(?P<quote>[^”]+)” ?said {_NAME}, (?P<role>[^.]+) of (?P<state>[A-Z]\w+)|"
    rf"{_NAME.replace('name', 'teller')}(?:, (?P<office>[^.,]+) of (?P<land>[A-Z]\w+),)? (?:said|told reporters) that (?P<told>[^.]+)"
)
_USE = re.compile(
    r"(?P<side>[A-Z]\w+)'s army fired cluster munitions at (?P<place>[A-Z]\w+)|use cluster munitions at (?P<none>[A-Z]\w+)"
)
_MONTHS = {"June": "06", "July": "07", "August": "08"}


def light_reading(made: Made) -> ReadDocument:
    """The reading of a made document: segments, statements with speakers, claims of use."""
    text, sha256 = made.text, digest(made.text.encode())
    key = sha256[:12]
    segments, statements, claims = [], [], []
    authorities: dict[str, str | None] = {}
    for i, part in enumerate(re.finditer(r"[^\n]+", text)):
        kind = "headline" if i == 0 else "boilerplate" if part[0].startswith(("Published", "©")) else "body"
        segments.append(Segment(Span(*part.span()), kind, "light"))
    for said in _SAID.finditer(text):
        inner = Span(*(said.span("quote") if said["quote"] else said.span("told")))
        quotes = (Span(inner.start - 1, inner.end + 1),) if said["quote"] else ()
        state = said["state"] or said["land"]
        authority = f"state:{state.lower()}" if state else None
        speaker = Speaker(said["name"] or said["teller"], said["role"] or said["office"], None, authority, None)
        identifier = f"{key}:s{said.start()}-{said.end()}"
        form = "direct" if quotes else "indirect"
        statements.append(Statement(identifier, form, Span(*said.span()), speaker, None, quotes or (inner,), quotes))
        use = _USE.search(text, said.start(), said.end())
        if use is not None:
            name = f"{key}:cuse-{use.start()}"
            place = {
                "name": use["place"] or use["none"],
                "country": "Norrin",
                "lat": 0.0,
                "lon": 0.0,
                "precision_m": 500.0,
            }
            denied = use["none"] is not None
            fields = {"actor": state if denied else use["side"], "munition": None, "place": place, "when": None}
            polarity, basis = (Polarity.DENY, Basis.OWN_ACT) if denied else (Polarity.AFFIRM, Basis.ASSERTS_OTHER)
            claims.append(
                ReadClaim(
                    name, identifier, ClaimKind.USE, Span(*use.span()), polarity, Modality.ASSERTED, basis, fields
                )
            )
            authorities[name] = authority
    day = re.search(r"Published (\d+) (\w+) 2031", text)
    outlet = re.search(r"© (\w+ Gazette)", text)
    reading = DocumentReading(
        made.name,
        sha256,
        len(text),
        tuple(segments),
        Dated(f"2031-{_MONTHS[day[2]]}-{int(day[1]):02d}", "light") if day else None,
        Outlet(outlet[1], "light") if outlet else None,
        Rewritten(),
        tuple(statements),
        tuple(claims),
    )
    return ReadDocument(text, reading, authorities)
