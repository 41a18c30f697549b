"""Rules and weights side by side: one list of attributions for a sentence. Rule ``blend/1``.

What the rules find stays; where the weights found the same cue, their bounds of source, cue and content are taken, and what only
they found is added. So the reader without a parser reads less, never otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fallow.evidence.reading.attribute import Attribution
from fallow.evidence.reading.cue import CUES
from fallow.evidence.reading.phrase import Phrase
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.spotting import Spot
from fallow.evidence.reading.tokens import Token
from fallow.evidence.reading.unit import Unit

SPOT_RULE = "attribute-spot/1"
"""Rule of the attributions that only the weights found."""

_QUOTING, _BARE = "qcto", "-"


def blended(unit: Unit, spots: Sequence[Spot]) -> list[Attribution]:
    """Return the sentence's attributions by rules and those that only the weights found, in order of their cues."""
    found = list(unit.found)
    opened = bool(found) and found[0].first == 0 and found[0].order == "after"
    for spot in spots:
        same = matching(unit, spot, found)
        one = _attribution(unit, spot)
        if one is not None and opened and same is None:  # "Adds her driver, who will not give a name: ..."
            one = replace(one, frames=_BARE)
        if same is None and one is not None:
            found.append(one)
        elif (
            same is not None
            and one is not None
            and one.subject is not None
            and one.order == "after"
            and _elsewhere(same, one.subject)
        ):
            found[found.index(same)] = replace(same, subject=one.subject, order=one.order)
    return sorted(found, key=lambda one: (one.first, one.last))


def _elsewhere(rule: Attribution, subject: Phrase) -> bool:
    """True where the rules took the words before an inverted cue ("in a garden, said Ana Roe") for its subject."""
    other = rule.subject
    return other is not None and rule.order != "source" and (other.last < subject.first or subject.last < other.first)


def matching(unit: Unit, spot: Spot, found: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution whose cue shares words with the spot's."""
    return next((one for one in found if cue_of(unit, one).meets(spot.cue)), None)


def cue_of(unit: Unit, one: Attribution) -> Span:
    """Return the characters of an attribution's cue."""
    return Span(unit.tokens[one.first].start, unit.tokens[one.last].end)


def _attribution(unit: Unit, spot: Spot) -> Attribution | None:
    cue = _range(unit.tokens, spot.cue)
    if cue is None or not spot.content:
        return None
    source = None if spot.source is None or spot.shared else _range(unit.tokens, spot.source)
    subject = None if source is None else Phrase(tuple(_parts(unit.tokens, *source)))
    order = "nobody" if source is None and not spot.shared else "before"
    order = "after" if subject is not None and subject.first > cue[0] else order
    quoting = any(piece.meets(quote.span) for piece in spot.content for quote in unit.quotes)
    return Attribution(
        cue[0],
        cue[1],
        _lemma(unit.tokens[cue[0] : cue[1] + 1]),
        _QUOTING if quoting else _BARE,
        subject,
        order,
        SPOT_RULE,
    )


def _lemma(tokens: Sequence[Token]) -> str:
    return next((CUES[token.low].lemma for token in tokens if token.low in CUES), tokens[-1].low)


def _range(tokens: Sequence[Token], span: Span) -> tuple[int, int] | None:
    """Return the first and last token that stand in the span, or ``None`` where a quote covers it."""
    inside = [i for i, token in enumerate(tokens) if span.start < token.end and token.start < span.end]
    while inside and not tokens[inside[-1]].word:
        inside.pop()
    while inside and not tokens[inside[0]].word:
        inside.pop(0)
    if not inside or any(tokens[i].masked for i in inside):
        return None
    return inside[0], inside[-1]


def _parts(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """Cut a source at its commas: the head, then what stands beside it."""
    parts, begin = [], first
    relative = [i for i in range(first + 1, last + 1) if tokens[i].low in {"who", "which", "whose"}]
    last = relative[0] - 1 if relative else last
    last = last - 1 if last > first and tokens[last].text == "," else last
    for i in range(first, last + 2):
        if i == last + 1 or tokens[i].text == ",":
            if i - 1 >= begin:
                parts.append((begin, i - 1))
            begin = i + 1
    return parts
