"""Back from JSON: a reading kept in a register becomes records again, without being read anew.

Offsets are checked against the text: a reading that does not fit its document is refused, never bent.
"""

from __future__ import annotations

from typing import Any

from fallow.core.errors import IntegrityError
from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import (
    Dated,
    Days,
    DocumentReading,
    Outlet,
    ReadClaim,
    Rewritten,
    Segment,
    Speaker,
    Statement,
)
from fallow.evidence.reading.span import Span


def to_body(document: ReadDocument) -> dict[str, Any]:
    """Return a document's reading as an entry's body: the contract's object, rules and families beside it, decimals as text."""
    result = document.reading.to_json()
    return {
        "document": without_floats(result),
        "rules": document.reading.rules(),
        "authorities": dict(document.authorities),
        "past_war": sorted(document.past_war),
        "states": list(document.states),
        "parser": document.parser,
    }


def without_floats(value: Any) -> Any:
    """Return the value with every decimal as the shortest text that reads back to it; registers hold no floats."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {key: without_floats(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_floats(inner) for inner in value]
    return value


def parse_body(body: Any, text: str) -> ReadDocument:
    """Return the document of a stored reading; raise ``IntegrityError`` (``bad-reading``) where it does not fit ``text``."""
    try:
        return _document(body, text)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IntegrityError(
            kind="bad-reading",
            expected="a reading as this version writes it, whose offsets lie inside its document",
            found=f"{type(error).__name__}: {error}",
            do="read the document again with fallow read --into",
        ) from error


def _document(body: Any, text: str) -> ReadDocument:
    raw = body["document"]
    if raw["chars"] != len(text):
        raise ValueError(f"a document of {len(text)} characters read as one of {raw['chars']}")
    rules = body["rules"]
    reading = DocumentReading(
        path=raw["path"],
        sha256=raw["sha256"],
        chars=raw["chars"],
        segments=tuple(Segment(_span(s), s["kind"], rules.get(f"segment:{s['start']}", "")) for s in raw["segments"]),
        published=None if raw["published"] is None else Dated(raw["published"]["date"], raw["published"]["basis"]),
        outlet=None if raw["outlet"] is None else Outlet(raw["outlet"]["name"], raw["outlet"]["basis"]),
        rewritten=Rewritten(raw["rewritten"]["suspected"], tuple(raw["rewritten"]["evidence"])),
        statements=tuple(_statement(s, rules) for s in raw["statements"]),
        claims=tuple(_claim(c, rules) for c in raw["claims"]),
    )
    spans = [s.span for s in reading.segments] + [s.span for s in reading.statements] + [c.span for c in reading.claims]
    outside = [span for span in spans if not 0 <= span.start <= span.end <= len(text)]
    if outside:
        raise ValueError(f"{outside[0]} in a document of {len(text)} characters")
    return ReadDocument(
        text, reading, body["authorities"], frozenset(body["past_war"]), tuple(body["states"]), body.get("parser")
    )


def _span(raw: Any) -> Span:
    return Span(int(raw["start"]), int(raw["end"]))


def _statement(raw: Any, rules: dict[str, str]) -> Statement:
    speaker = raw["speaker"]
    said = raw["said_on"]
    return Statement(
        id=raw["id"],
        type=raw["type"],
        span=_span(raw),
        speaker=Speaker(
            speaker["name"],
            speaker["role"],
            speaker["affiliation"],
            speaker["authority"],
            None if speaker["mention"] is None else _span(speaker["mention"]),
        ),
        cue=None if raw["cue"] is None else _span(raw["cue"]),
        content=tuple(_span(span) for span in raw["content"]),
        quotes=tuple(_span(span) for span in raw["quotes"]),
        said_on=None if said is None else Days(said["start"], said["end"], said["basis"]),
        via=tuple(raw["via"]),
        to=tuple(raw["to"]),
        rule=rules.get(raw["id"], ""),
    )


def _claim(raw: Any, rules: dict[str, str]) -> ReadClaim:
    return ReadClaim(
        id=raw["id"],
        statement=raw["statement"],
        kind=ClaimKind(raw["kind"]),
        span=_span(raw),
        polarity=Polarity(raw["polarity"]),
        modality=Modality(raw["modality"]),
        basis=Basis(raw["basis"]),
        fields=_numbers(raw["kind"], raw["fields"]),
        rule=rules.get(raw["id"], ""),
    )


_DECIMALS = frozenset({"value", "high", "low", "lat", "lon", "precision_m"})


def _numbers(kind: str, fields: Any) -> Any:
    """Turn the decimals of known keys back from text to numbers."""
    if isinstance(fields, dict):
        return {
            key: float(inner) if key in _DECIMALS and isinstance(inner, str) else _numbers(kind, inner)
            for key, inner in fields.items()
        }
    return fields
