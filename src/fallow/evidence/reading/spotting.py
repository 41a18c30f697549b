"""Spotting: sources, cues and contents of one paragraph by weights, and which belong together. Rules ``spot-*/1``.

``weights.py`` says of each word what it is part of; here the stretches are joined. A cue takes the source whose words hang from
it in the tree, else the nearest free one in its sentence; a content goes to the cue beside it, and one without a cue in its
sentence to the attribution before it in the paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from fallow.evidence.reading.cuewords import classes
from fallow.evidence.reading.signs import Word, signs
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.syntax import parse
from fallow.evidence.reading.weights import OUTSIDE, Weights, attribution_weights

_SPEECH = frozenset(
    "v:say v:tell v:add v:state v:announce v:deny v:accuse v:praise v:call v:ask v:promise v:think v:write v:voice v:rule v:blame "
    "v:discuss v:show x:according x:per n:speech n:assertion n:request n:criticism".split()
)
_ROLES = {"S": "source", "C": "cue", "T": "content"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``[first, last]`` of a paragraph that are all of a source, a cue or a piece of content."""

    role: str
    first: int
    last: int

    def span(self, words: Sequence[Word]) -> Span:
        """Return its characters."""
        return Span(words[self.first].start, words[self.last].end)


@dataclass(slots=True)
class Spotted:
    """One attribution: a cue with its source, where there is one, and the pieces of what is attributed."""

    cue: Stretch
    source: Stretch | None = None
    content: list[Stretch] = field(default_factory=list)
    shared: bool = False


def spot(words: Sequence[Word], quotes: Sequence[Span], weights: Weights) -> list[Spotted]:
    """Return the attributions of a paragraph in order of their cues."""
    return joined(words, stretches(weights.decode(signs(words, quotes))))


def stretches(labels: Sequence[str]) -> list[Stretch]:
    """Return the stretches that ``B``, ``I`` and ``O`` labels mark, in order."""
    found: list[Stretch] = []
    for i, label in enumerate(labels):
        if label == OUTSIDE:
            continue
        role = _ROLES[label[1:]]
        if label[0] == "I" and found and found[-1].role == role and found[-1].last == i - 1:
            found[-1] = Stretch(role, found[-1].first, i)
        else:
            found.append(Stretch(role, i, i))
    return found


def joined(words: Sequence[Word], found: Sequence[Stretch]) -> list[Spotted]:
    """Join stretches into attributions; a source without a cue is left out, a content without any goes to the one before."""
    attributions = [Spotted(one) for one in found if one.role == "cue"]
    sentence = _sentences(words)
    sources = [one for one in found if one.role == "source"]
    _give_sources(words, attributions, sources, sentence)
    for piece in (one for one in found if one.role == "content"):
        owner = _owner(piece, attributions, found, sentence)
        if owner is not None:
            owner.content.append(piece)
    return attributions


def _sentences(words: Sequence[Word]) -> list[int]:
    number, out = 0, []
    for i, word in enumerate(words):
        number += word.begins and i > 0
        out.append(number)
    return out


def _give_sources(
    words: Sequence[Word], attributions: Sequence[Spotted], sources: Sequence[Stretch], sentence: Sequence[int]
) -> None:
    free = list(sources)
    for hanging in (True, False):
        for one in attributions:
            if one.source is not None:
                continue
            fitting = [
                s
                for s in free
                if sentence[s.first] == sentence[one.cue.first] and (not hanging or _hangs(words, s, one.cue))
            ]
            if not hanging:
                fitting = [s for s in fitting if not _parted(s, one.cue, attributions)]
            if fitting:
                one.source = min(fitting, key=lambda s: _gap(s, one.cue))
                free.remove(one.source)
    for before, one in pairwise(attributions):
        if one.source is None and before.source is not None and sentence[before.cue.first] == sentence[one.cue.first]:
            one.source, one.shared = before.source, True


def _hangs(words: Sequence[Word], source: Stretch, cue: Stretch) -> bool:
    """True where a word of the source hangs directly from a word of the cue."""
    return any(cue.first <= words[i].head <= cue.last for i in range(source.first, source.last + 1))


def _gap(one: Stretch, other: Stretch) -> int:
    return other.first - one.last if one.first < other.first else one.first - other.last


def _parted(source: Stretch, cue: Stretch, attributions: Sequence[Spotted]) -> bool:
    """True where another cue stands between the two."""
    low, high = min(source.last, cue.last), max(source.first, cue.first)
    return any(low < one.cue.first < high for one in attributions if one.cue is not cue)


def _owner(
    piece: Stretch, attributions: Sequence[Spotted], found: Sequence[Stretch], sentence: Sequence[int]
) -> Spotted | None:
    here = [one for one in attributions if sentence[piece.first] <= sentence[one.cue.first] <= sentence[piece.last]]
    if not here:
        before = [one for one in attributions if one.cue.first < piece.first]
        return before[-1] if before else (attributions[0] if attributions else None)
    return min(
        here,
        key=lambda one: (
            _between(piece, one, found),
            bool(one.content) and one.cue.first < piece.first,
            _gap(piece, one.cue),
        ),
    )


def _between(piece: Stretch, one: Spotted, found: Sequence[Stretch]) -> int:
    """Number of foreign stretches between a content and a cue."""
    low, high = min(piece.last, one.cue.last), max(piece.first, one.cue.first)
    return sum(low < other.first < high for other in found if other is not one.source and other.role != "source") + sum(
        low < other.first < high for other in found if other.role == "source" and other is not one.source
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """One attribution as spans of the document. ``speech`` is false where it is only a wish, a plan, a look or a smile."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    shared: bool
    speech: bool


def spots_of(text: str, paragraphs: Sequence[Span], quotes: Sequence[Span]) -> list[Spot]:
    """Return the attributions of the paragraphs in order of their cues; none where no parser is installed."""
    parsed = parse(text, paragraphs)
    if parsed is None:
        return []
    weights = attribution_weights()
    found: list[Spot] = []
    for paragraph, words in zip(paragraphs, parsed, strict=True):
        near = [quote for quote in quotes if quote.meets(paragraph)]
        found += [_spans(words, one) for one in spot(words, near, weights)]
    return found


def _spans(words: Sequence[Word], one: Spotted) -> Spot:
    return Spot(
        cue=one.cue.span(words),
        source=None if one.source is None else one.source.span(words),
        content=tuple(piece.span(words) for piece in one.content),
        shared=one.shared,
        speech=_is_speech(words[one.cue.first : one.cue.last + 1]),
    )


def _is_speech(cue: Sequence[Word]) -> bool:
    kinds = {kind for word in cue for kind in classes().get(word.text.lower(), ())}
    return bool(kinds & _SPEECH) or not any(kind[0] in "vna" for kind in kinds)
