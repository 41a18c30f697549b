"""Quotes: where the words of others stand between marks. Rule ``quote/1``.

Four families of marks are known: curly double, straight double, guillemets, and single marks (curly or straight) beside
apostrophes. A quote may run over several paragraphs, each opening anew and only the last one closing; and pages lose
closing marks. Every paragraph's share is a span of its own, the marks included; ``continues`` says that it carries on the
quote before. Quotes inside quotes belong to the outer one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fallow.evidence.reading.span import Span

_PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“”", "‘": "’", "'": "'"}
DOUBLED = re.compile(r"(?<!')''(?!')|``")
"""Two strokes that stand for one mark."""

_SINGLE = frozenset("‘'")
_BEFORE_OPEN = frozenset('([—–-:/“"„«…')
_ELIDED = ("em ", "em.", "em,", "til ", "cause ", "tis ", "twas ", "n'", "n’")


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch between marks inside one paragraph, marks included.

    ``closed`` is false where no closing mark was found before the paragraph's end; ``continues`` is true where the
    quote of the paragraph before was left open and this one opens with the same mark.
    """

    span: Span
    closed: bool
    continues: bool

    def inner(self) -> Span:
        """Return the words without their marks (of a mark of two strokes the inner one stays)."""
        return Span(self.span.start + 1, self.span.end - (1 if self.closed else 0))


def scan_quotes(text: str, paragraphs: Sequence[Span]) -> list[Quote]:
    """Return all quotes of the paragraphs in order; linear in the length of the text."""
    written, text = text, one_mark_each(text)
    found: list[Quote] = []
    open_mark: str | None = None
    for paragraph in paragraphs:
        here, open_mark = _scan_paragraph(text, paragraph, open_mark)
        found.extend(here)
    return found if text == written else [_whole(written, one) for one in found]


def one_mark_each(text: str) -> str:
    """Return the text with two strokes that stand for one mark ('' or ``) as that mark and a space; same length.

    Before a word the space comes first, elsewhere last.
    """
    return DOUBLED.sub(_single, text) if "''" in text or "``" in text else text


def _single(match: re.Match[str]) -> str:
    at, text = match.start(), match.string
    opens = (at == 0 or text[at - 1].isspace()) and match.end() < len(text) and not text[match.end()].isspace()
    return ' "' if opens or match[0] == "``" else '" '


def _whole(text: str, quote: Quote) -> Quote:
    """Widen a quote to both strokes of a mark."""
    start, end = quote.span.start, quote.span.end
    if text[start] in "'`" and DOUBLED.match(text, max(0, start - 1)):
        start -= 1
    if quote.closed and DOUBLED.match(text, end - 1):
        end += 1
    return Quote(Span(start, end), quote.closed, quote.continues)


def _scan_paragraph(text: str, paragraph: Span, carried: str | None) -> tuple[list[Quote], str | None]:
    found: list[Quote] = []
    at = paragraph.start
    left_open: str | None = None
    while at < paragraph.end:
        mark = text[at]
        if mark not in _PAIRS or not _opens(text, at, paragraph):
            at += 1
            continue
        close = _closing(text, at, paragraph)
        continues = at == paragraph.start and carried == mark
        if close is None:
            if not _may_stay_open(text, at, paragraph, continues=continues):
                at += 1
                continue
            end = _unclosed_end(text, at, paragraph)
            found.append(Quote(Span(at, end), closed=False, continues=continues))
            left_open = mark if end == paragraph.end else None
            at = end
        else:
            found.append(Quote(Span(at, close + 1), closed=True, continues=continues))
            at = close + 1
    return found, left_open


def _opens(text: str, at: int, paragraph: Span) -> bool:
    mark = text[at]
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if mark in "“«„":
        return not after.isspace() or mark != "“" or at == paragraph.start
    before = text[at - 1] if at > paragraph.start else " "
    if after.isspace() or not (before.isspace() or before in _BEFORE_OPEN):
        return False
    if mark in _SINGLE:
        rest = text[at + 1 : at + 7].lower()
        return not (rest[:2].isdigit() and rest[2:3] == "s") and not rest.startswith(_ELIDED)
    return True


def _closing(text: str, opening: int, paragraph: Span) -> int | None:
    """Return the index of the closing mark, or ``None`` where the paragraph ends first."""
    mark = text[opening]
    if mark in _SINGLE:
        return _closing_single(text, opening, paragraph)
    closers = _PAIRS[mark]
    for at in range(opening + 1, paragraph.end):
        here = text[at]
        if here in closers and (mark != '"' or _closes_straight(text, at, paragraph)):
            return at
        if here == mark and mark == "“" and _fresh_start(text, at, paragraph):
            return None
    return None


def _closes_straight(text: str, at: int, paragraph: Span) -> bool:
    """A straight mark closes unless it stands before a word with a space in front of it."""
    before = text[at - 1]
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return not (before.isspace() and after.isalnum())


def _fresh_start(text: str, at: int, paragraph: Span) -> bool:
    """A second opening mark after an end of sentence: the first one was never closed."""
    before = text[max(paragraph.start, at - 2) : at].rstrip()
    return before.endswith((".", "!", "?", ",", ":"))


def _closing_single(text: str, opening: int, paragraph: Span) -> int | None:
    mark = text[opening]
    close = _PAIRS[mark]
    weak: int | None = None
    for at in range(opening + 1, paragraph.end):
        here = text[at]
        if here == mark and mark != close and _opens(text, at, paragraph):
            return weak
        if here != close:
            continue
        before, after = text[at - 1], text[at + 1] if at + 1 < paragraph.end else " "
        if after.isalnum() or before.isspace():
            if before.isspace() and mark == close and after.isalnum():
                return weak
            continue
        if not (before in "sS" and after.isspace() and text[at + 2 : at + 3].islower()):
            return at if weak is None or before in ".,!?…" or after in ".,;:!?" else weak
        weak = at if weak is None else weak
    return weak


def _may_stay_open(text: str, at: int, paragraph: Span, *, continues: bool) -> bool:
    """A mark without its partner counts only where the words after it are long enough to be somebody's words."""
    if continues or text[at] in "“«„":
        return True
    long_enough = len(text[at : paragraph.end].split()) >= 6
    if text[at] == "‘":
        return long_enough
    return long_enough and at == paragraph.start if text[at] == "'" else long_enough


def _unclosed_end(text: str, at: int, paragraph: Span) -> int:
    """An unclosed quote runs to the paragraph's end, or to the mark that opens the next one."""
    mark = text[at]
    if mark != "“":
        return paragraph.end
    for index in range(at + 1, paragraph.end):
        if text[index] == mark and _fresh_start(text, index, paragraph):
            end = index
            while end > at + 1 and text[end - 1].isspace():
                end -= 1
            return end
    return paragraph.end
