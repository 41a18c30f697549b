"""Anchors: the words a draft rests on must stand in the document, at the offsets it names. Rule ``anchor/1``.

Exact first. Else, inside the named span only: the words once and verbatim, or a likeness of 95 (RapidFuzz ``ratio``, Bachmann) with
the same numbers and the same negations; then the document's own words stand, never the draft's. A likeness of 95 hides a dropped
"not" in a sentence of forty words, which is why numbers and negations are compared apart. Words without offsets must stand exactly
once in the segment. A span never begins or ends inside a word, never leaves its segment, and never holds hidden characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import category

from fallow.core.errors import DependencyError, InputError
from fallow.evidence.extract.draft import Anchor
from fallow.evidence.extract.limits import NEAR
from fallow.evidence.reading.span import Span, trimmed

try:
    from rapidfuzz import fuzz
except ImportError:  # pragma: no cover - the tests install the extra
    fuzz = None  # type: ignore[assignment,unused-ignore]

NEGATING = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|nor|neither|without|cannot|instead|rather|hardly|barely|unless|den(?:y|ies|ied|ying|ials?)|"
    r"reject\w*|refus\w*|refut\w*|dismiss\w*|disput\w*|false\w*|fake\w*|untrue|baseless|unfounded|fabricat\w*|hoax\w*|lies?|invent\w*|staged|"
    r"stopp?\w*|ceas\w*|halt\w*|avoid\w*|refrain\w*)\b|n[’']t\b",
    re.IGNORECASE,
)
"""Words by which a sentence can turn round; more than negate, because missing one is the greater harm."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SHOWN_ONLY_BY_EFFECT = frozenset("\u00ad\u200c\u200d\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an anchor stands in the document; ``near`` where its words were only nearly the document's."""

    span: Span
    near: bool


def placed(text: str, within: Span, anchor: Anchor) -> Placed:
    """Return where ``anchor`` stands in ``text``, wholly inside ``within``.

    Raises ``InputError``: ``anchor-outside``, ``anchor-not-found``, ``anchor-not-unique``, ``anchor-mid-word``,
    ``anchor-altered``, ``hidden-characters``.
    """
    found = (
        _unnamed(text, within, anchor) if anchor.start is None or anchor.end is None else _named(text, within, anchor)
    )
    words = found.span.of(text)
    if any(category(char) == "Cf" and char not in _SHOWN_ONLY_BY_EFFECT for char in words):
        raise _fault("hidden-characters", "words without invisible characters", f"{words!a:.80}")
    if _inside_word(text, found.span.start) or _inside_word(text, found.span.end):
        raise _fault("anchor-mid-word", "a span that begins and ends between words", f"{words!a:.80}")
    return found


def _named(text: str, within: Span, anchor: Anchor) -> Placed:
    span = Span(anchor.start or 0, anchor.end or 0)
    if not within.holds(span):
        where = f"{span.start} to {span.end}, outside {within.start} to {within.end}"
        raise _fault("anchor-outside", "offsets inside the segment that was given", where)
    here = span.of(text)
    if here == anchor.words:
        return Placed(trimmed(text, span.start, span.end), near=False)
    if here.count(anchor.words) == 1:
        start = span.start + here.index(anchor.words)
        return Placed(trimmed(text, start, start + len(anchor.words)), near=False)
    _need()
    likeness = fuzz.ratio(anchor.words, here)
    if likeness < NEAR:
        raise _fault(
            "anchor-not-found",
            f"the document's words at {span.start} to {span.end}",
            f"{anchor.words!a:.80}, a likeness of {likeness:.0f} to {here!a:.80}",
        )
    if _turning(anchor.words) != _turning(here):
        raise _fault(
            "anchor-altered",
            f"the numbers and negations of the document's words {here!a:.80}",
            f"{anchor.words!a:.80}",
        )
    return Placed(trimmed(text, span.start, span.end), near=True)


def _unnamed(text: str, within: Span, anchor: Anchor) -> Placed:
    here = within.of(text)
    first = here.find(anchor.words)
    if first < 0:
        raise _fault("anchor-not-found", "words that stand in the segment", f"{anchor.words!a:.80}, which do not")
    if here.find(anchor.words, first + 1) >= 0:
        raise _fault(
            "anchor-not-unique", "offsets, or words that stand there once", f"{anchor.words!a:.80} more than once"
        )
    start = within.start + first
    return Placed(trimmed(text, start, start + len(anchor.words)), near=False)


def _turning(words: str) -> tuple[list[str], list[str]]:
    """What must not differ between two tellings of the same words: numbers and negations, in order."""
    return _NUMBER.findall(words), [match[0].lower().replace("’", "'") for match in NEGATING.finditer(words)]


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _fault(kind: str, expected: str, found: str) -> InputError:
    return InputError(kind=kind, expected=expected, found=found, do="give the words as they stand in the document")


def _need() -> None:
    if fuzz is None:
        raise DependencyError(
            kind="missing-extra",
            expected="rapidfuzz, which comes with the extra text",
            found="no such library",
            do="pip install 'fallow[text]'",
        )
