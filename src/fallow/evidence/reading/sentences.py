"""Lines and sentences, as spans. Rule ``sentence/1``: an end mark before white space, unless it belongs to an abbreviation."""

from __future__ import annotations

import re

from fallow.evidence.reading.span import Span, trimmed
from fallow.evidence.reading.words import ABBREVIATIONS

LINE_BREAKS = r"\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
"""The characters that end a line, as they stand in a class of a pattern."""

_LINE = re.compile(rf"[^{LINE_BREAKS}]+")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"[\w.’'\-]+$")
_NEXT = re.compile(r"\s*[\"'“‘«(\[]*(\S)")
_SPACE = re.compile(r"\s+")
LONGEST = 2000
"""Characters in the longest sentence."""

_STARTS_SENTENCE = frozenset("The He She It They We In On At A An But And This That These However Its His Her".split())


def lines_of(text: str) -> list[Span]:
    """Return the lines that hold anything but white space, trimmed."""
    found = (trimmed(text, match.start(), match.end()) for match in _LINE.finditer(text))
    return [span for span in found if span.start < span.end]


def sentences_of(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of ``[start, end)``, trimmed. Points of abbreviations and initials do not end one.

    A run without any end is cut at white space every ``LONGEST`` characters: it is no sentence, and must not cost more.
    """
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() >= end or _ends_here(text, match, begin, end):
            found += _pieces(text, trimmed(text, begin, match.end()))
            begin = match.end()
    return found + _pieces(text, trimmed(text, begin, end))


def _pieces(text: str, span: Span) -> list[Span]:
    if span.start == span.end:
        return []
    pieces: list[Span] = []
    begin = span.start
    while span.end - begin > LONGEST:
        gap = _SPACE.search(text, begin + LONGEST, span.end)
        if gap is None:
            break
        pieces.append(Span(begin, gap.start()))
        begin = gap.end()
    last = trimmed(text, begin, span.end)
    return [*pieces, last] if last.start < last.end else pieces


def _ends_here(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    following = _NEXT.match(text, match.end(), end)
    if following is None:
        return True
    if following[1].islower():
        return False
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(begin, match.start() - 24), match.start())
    word = before[0] if before else ""
    if len(word) == 1 and word.isupper():
        return False
    if word.lower() not in ABBREVIATIONS:
        return True
    next_word = re.match(r"\s*(\w+)", text[match.end() : match.end() + 20])
    return "." in word and next_word is not None and next_word[1] in _STARTS_SENTENCE
