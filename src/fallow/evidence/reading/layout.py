"""Layout: which lines of a text are one paragraph, and the text as one reads it. Rule ``layout/1``.

Scraped pages keep one paragraph a line; mail, terminals and pages taken from PDF break lines at some column. There a line goes
on where the next word would not have fitted any more, or where the thought goes on in small letters; marks of quoted mail ("> ")
are no words. Offsets never change: ``shown`` has the length of the text, with spaces for the breaks inside paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fallow.evidence.reading.sentences import LINE_BREAKS, lines_of
from fallow.evidence.reading.span import Span, trimmed

_BREAKS = re.compile(rf"\r\n|[{LINE_BREAKS}]")
_FINISHED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_MAIL_MARK = re.compile(r"(?:>[ \t]?)+(?=\S|$)")
_ITEM = re.compile(r"(?:[-–—•*·▪◦]\s|\(?(?:\d{1,2}|[a-z])[.)]\s|[#=_*-]{3})")
_TURN = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'\- ]{1,40}(?:\([^()]{1,40}\))?:|[QA][.:])\s")
_WIDEST = 110
_NARROWEST = 45
_SLACK = 15
"""Columns by which a line may fall short of the widest and still have been broken there: writers break before long words."""
_FEWEST_PAIRS = 4
_BROKEN_SHARE = 0.6
_OPEN_SHARE = 0.4
_INDENT = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs of a text, and ``shown``: the text of the same length without breaks and mail marks inside them."""

    paragraphs: tuple[Span, ...]
    shown: str


def layout_of(text: str) -> Layout:
    """Return the layout of a text; a paragraph is one line, unless the text is broken at a column."""
    lines = _without_mail_marks(text, lines_of(text))
    width = _width(text, lines)
    if width is None:
        return Layout(tuple(lines), text)
    paragraphs: list[list[Span]] = []
    for line in lines:
        if paragraphs and _goes_on(text, paragraphs[-1][-1], line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return Layout(tuple(Span(block[0].start, block[-1].end) for block in paragraphs), _shown(text, paragraphs))


def _without_mail_marks(text: str, lines: Sequence[Span]) -> list[Span]:
    """Take the marks of quoted mail off lines of which at least two follow one another."""
    marked = [_MAIL_MARK.match(text, line.start, line.end) for line in lines]
    kept = []
    for i, (line, mark) in enumerate(zip(lines, marked, strict=True)):
        beside = any(0 <= j < len(lines) and marked[j] is not None for j in (i - 1, i + 1))
        span = trimmed(text, mark.end(), line.end) if mark is not None and beside else line
        kept += [span] if span.start < span.end else []
    return kept


def _pairs(text: str, lines: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Neighbouring lines without an empty one between them."""
    for one, other in pairwise(lines):
        if len(_BREAKS.findall(text, one.end, other.start)) == 1:
            yield one, other


def _width(text: str, lines: Sequence[Span]) -> int | None:
    """Return the column at which the text is broken, or ``None`` where lines end at ends of thought.

    A few lines may be wider (an address, a heading). Most lines that are followed by another and end no sentence must end near it.
    """
    sizes = sorted(line.end - line.start for line in lines if " " in line.of(text))
    if not sizes:
        return None
    width = sizes[-1 - len(sizes) // 20]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    inner = list(_pairs(text, lines))
    open_ended = [(one, other) for one, other in inner if not _FINISHED.search(one.of(text)[-4:])]
    near = sum(_is_full(text, one, other, width) for one, other in open_ended)
    if len(open_ended) < 2 or len(open_ended) <= _OPEN_SHARE * len(inner):
        return None
    if len(open_ended) < _FEWEST_PAIRS:  # a short note: all of them, and one that goes on in small letters
        small = any(text[other.start].islower() for _, other in open_ended)
        return width if small and near == len(open_ended) else None
    return width if near >= _BROKEN_SHARE * len(open_ended) else None


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """True where the first word of the next line would not have fitted, give or take the slack."""
    word = following.of(text).split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > width - _SLACK


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    if len(_BREAKS.findall(text, line.end, following.start)) != 1:
        return False
    if any(one.match(text, following.start, following.end) for one in (_ITEM, _TURN)):
        return False
    if _indent(text, following) >= _indent(text, line) + _INDENT and _FINISHED.search(line.of(text)[-4:]):
        return False
    finished = _FINISHED.search(line.of(text)[-4:]) is not None
    return _is_full(text, line, following, width) or (not finished and text[following.start].islower())


def _indent(text: str, line: Span) -> int:
    at = line.start
    while at > 0 and text[at - 1] in " \t":
        at -= 1
    return line.start - at


def _shown(text: str, paragraphs: Sequence[Sequence[Span]]) -> str:
    """Return the text with spaces between the lines of each paragraph."""
    parts: list[str] = []
    at = 0
    for block in paragraphs:
        for one, other in pairwise(block):
            parts += [text[at : one.end], " " * (other.start - one.end)]
            at = other.start
    return "".join([*parts, text[at:]])
