"""Where the words of an attribution begin and end, to whom they were said, when and by way of whom. Rules ``content-*/1``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from fallow.evidence.reading.attribute import Attribution
from fallow.evidence.reading.days import DayMention
from fallow.evidence.reading.phrase import SAID_NOUNS
from fallow.evidence.reading.span import Span, trimmed
from fallow.evidence.reading.tokens import Token
from fallow.evidence.reading.words import DETERMINERS, MONTHS, PLURAL_SPEAKERS, PREPOSITIONS, WEEKDAYS

_THAT_WITHIN = 16
_WEEK = 7
_AUDIENCES = frozenset(
    "agency newspaper channel television tv radio station broadcaster magazine website outlet briefing committee parliament rally conference court "
    "council hearing inquiry meeting crowd audience assembly state local national public news press same".split()
)
_ADJUNCT = frozenset(
    "on in at during after before while when as via to by through from earlier later yesterday today last".split()
) | frozenset(WEEKDAYS)
_VIA = re.compile(
    r"\b(?:as\s+)?(?:quoted|cited|carried|reported|published|relayed)\s+(?:(?:in|on)\s+(?:an?\s+|the\s+)?(?:report|article|interview|story)?\s*(?:by\s+)?|by\s+)"
    r"(?:the\s+)?((?:[A-Z][\w’'.\-]*\s?){1,5})|\b(?:according\s+to|in)\s+a\s+report\s+(?:by|in|from)\s+(?:the\s+)?((?:[A-Z][\w’'.\-]*\s?){1,5})"
)
_TO = re.compile(
    r"\b(?:told|tells|telling|advised|informed|spoke\s+to|speaking\s+to|to(?=\s+[a-z]))\s+(?P<a>(?:reporters|journalists|lawmakers|parliament|senators|residents|relatives|supporters|delegates|viewers|listeners)\b|"
    r"(?:the\s+)?(?:[A-Z][\w’'.\-]*\s?){1,4}(?:news\s+agency|agency|newspaper|television|radio)?)|"
    r"\binterview\s+(?:with|for|on|to)\s+(?P<b>(?:the\s+)?(?:[A-Z][\w’'.\-]*\s?){1,5})|\bin\s+an?\s+(?P<c>(?:[A-Z][\w’'.\-]*\s?){1,4})interview\b|"
    r"\bon\s+(?:his|her|its|their)\s+(?P<d>[A-Z]\w+)"
)


def clause_after(tokens: Sequence[Token], one: Attribution, stop: int) -> tuple[int, int] | None:
    """Return token indices ``[first, last]`` of the clause that follows the cue, or ``None`` where none does."""
    begin = one.end + 1
    if begin >= stop:
        return None
    that = _that(tokens, begin, stop)
    infinitive = "i" in one.frames and "o" not in one.frames and (_infinitive(tokens, begin, stop) is not None)
    if that is not None:
        begin = that + 1
    elif infinitive:
        begin = _infinitive(tokens, begin, stop) or begin
    elif "c" in one.frames or "o" in one.frames:
        begin = _past_audience(tokens, one, begin, stop)
    else:
        return None
    while begin < stop and tokens[begin].text in {",", ":"}:
        begin += 1
    last = stop - 1
    while last >= begin and tokens[last].text in {".", ",", ";", ":", "!", "?", "…"}:
        last -= 1
    if last < begin:
        return None
    if (
        that is None
        and not infinitive
        and tokens[begin].low in _ADJUNCT
        and (one.frames != "o" or last - begin < 3)
        and not _has_clause(tokens, begin, last)
    ):
        return None
    return begin, last


def clause_before(tokens: Sequence[Token], one: Attribution, floor: int) -> tuple[int, int] | None:
    """Return token indices of the clause before a cue in second place ("..., the minister said")."""
    last = one.begin - 1
    if last - 2 >= floor and tokens[last].low in SAID_NOUNS and tokens[last - 1].low in DETERMINERS:
        last -= 2  # "..., an accusation Xia denied"
    if last < floor or not (tokens[last].masked or tokens[last].text in {",", "–", "—", "?", "!"}):
        return None
    last -= 0 if tokens[last].masked else 1
    begin = floor
    while begin <= last and not tokens[begin].word and not tokens[begin].masked:
        begin += 1
    if (
        begin <= last
        and (tokens[begin].low in PREPOSITIONS or tokens[begin].adverb)
        and not any(token.auxiliary or token.masked for token in tokens[begin : last + 1])
    ):
        return None
    return (begin, last) if last > begin or (begin == last and tokens[begin].masked) else None


def _that(tokens: Sequence[Token], begin: int, stop: int) -> int | None:
    for i in range(begin, min(stop, begin + _THAT_WITHIN)):
        if tokens[i].low == "that" and i + 1 < stop and not tokens[i].capital:
            return i if all(not t.auxiliary for t in tokens[begin:i]) else None
        if tokens[i].text in {";", ":", "—"}:
            return None
    return None


def _infinitive(tokens: Sequence[Token], begin: int, stop: int) -> int | None:
    for i in range(begin, min(stop - 1, begin + 10)):
        if tokens[i].low == "to" and not tokens[i + 1].capital and tokens[i + 1].low not in DETERMINERS:
            negated = i > begin and tokens[i - 1].low in {"not", "never"}
            return i - 1 if negated else i
        if tokens[i].auxiliary and tokens[i].low not in {"not", "never"}:
            return None
    return None


def _past_audience(tokens: Sequence[Token], one: Attribution, begin: int, stop: int) -> int:
    """Skip whom it was said to and when: 'told reporters on Friday the shells were ...'."""
    at = begin
    if one.lemma in {"tell", "inform", "assure", "advise"} and at < stop:
        at += 1
        while (
            at < stop
            and (tokens[at].capital or tokens[at - 1].low in DETERMINERS or tokens[at].low in _AUDIENCES)
            and tokens[at].word
        ):
            at += 1
    elif at + 1 < stop and tokens[at].low == "to" and (tokens[at + 1].low in PLURAL_SPEAKERS or tokens[at + 1].capital):
        at += 2
    while at < stop and (
        tokens[at].low in WEEKDAYS or (tokens[at].low == "on" and at + 1 < stop and tokens[at + 1].low in WEEKDAYS)
    ):
        at += 1
    return at


def _has_clause(tokens: Sequence[Token], begin: int, last: int) -> bool:
    """True where a leading adjunct ends in a comma and words with a verb follow it."""
    comma = next((i for i in range(begin, last) if tokens[i].text == ","), None)
    if comma is None or last - comma < 3:
        return False
    return any(token.auxiliary for token in tokens[comma:last])


def span_of(text: str, tokens: Sequence[Token], bounds: tuple[int, int]) -> Span:
    """Return the characters of a token range."""
    return trimmed(text, tokens[bounds[0]].start, tokens[bounds[1]].end)


def said_on(mentions: Sequence[DayMention], cue: Span, content: Sequence[Span]) -> DayMention | None:
    """Return the day nearest to the cue that is no part of what was said."""
    outside = [m for m in mentions if not any(span.meets(m.span) for span in content) and not _is_long(m)]
    near = [m for m in outside if abs(m.span.start - cue.end) < 120 or abs(cue.start - m.span.end) < 120]
    return min(near, key=lambda m: min(abs(m.span.start - cue.end), abs(cue.start - m.span.end)), default=None)


def _is_long(mention: DayMention) -> bool:
    """A month or a year is when something was, not when somebody said it."""
    days = mention.days
    return days is not None and (date.fromisoformat(days.end) - date.fromisoformat(days.start)).days > _WEEK


def audience(outside: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (via, to): through whom the words came and to whom they were said, from the words around the content."""
    via = tuple(
        dict.fromkeys(" ".join((m[1] or m[2]).split()).removesuffix("’s").rstrip(".") for m in _VIA.finditer(outside))
    )
    to: list[str] = []
    for match in _TO.finditer(outside):
        words = next(group for group in match.groups() if group)
        words = " ".join(words.split()).removesuffix("’s").removesuffix("'s").removeprefix("the ").rstrip(".")
        first = words.removeprefix("the ").split()[0].lower()
        if first not in WEEKDAYS and first not in MONTHS and first not in PREPOSITIONS:
            to.append(words)
    return via, tuple(dict.fromkeys(to))
