"""The noun phrase that is the subject of a cue, on its left or (inverted) on its right. Rule ``subject/1``.

"Laura Brandt, the head of mission, said", "The head of mission, Laura Brandt, said", "said the head of mission Laura
Brandt": names, roles and appositions in either order, leading adverbials dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fallow.evidence.reading.cue import CUES
from fallow.evidence.reading.tokens import Token
from fallow.evidence.reading.words import (
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    ORG_WORDS,
    PERSONAL,
    PLURAL_SPEAKERS,
    PREPOSITIONS,
    ROLE_NOUNS,
    WEEKDAYS,
)

_LINKS = frozenset({"of", "for", "to", "at", "in", "from", "with", "on"})
_STOPS = frozenset(
    "but while whereas although though because if when where which who whom whose nor unless once since after before that there".split()
)
_CALENDAR = frozenset(WEEKDAYS) | frozenset(MONTHS) | frozenset("earlier later yesterday today".split())
SAID_NOUNS = frozenset("accusation claim charge allegation assertion figure version charges report move demand".split())
"""Nouns for what was said before, after which a relative clause may begin without a word: "a claim Xia denied"."""

QUALIFYING = frozenset("close familiar briefed privy with near involved".split())
"""What may hang on an unnamed speaker: "a source close to the deal", "two people briefed on it"."""

_RELATIVE = frozenset({"who", "which", "whose"})
_LONGEST = 40
_LOOK_BACK = 80


@dataclass(frozen=True, slots=True)
class Phrase:
    """A subject: token ranges of its parts in reading order, the head part first where both are known.

    ``parts`` holds at least one range; the others are appositions. ``shared`` means that no phrase stands at the cue
    and the subject of the clause before is meant.
    """

    parts: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """Index of the first token."""
        return min(part[0] for part in self.parts)

    @property
    def last(self) -> int:
        """Index of the last token."""
        return max(part[1] for part in self.parts)


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a cue: a phrase, or the reason why there is none (``shared``, ``passive``, ``none``)."""

    phrase: Phrase | None
    reason: str = ""


def phrase_before(tokens: Sequence[Token], cue: int, floor: int = 0) -> Left:
    """Return the subject that ends right before token ``cue``, looking back no further than token ``floor``."""
    floor = max(floor, cue - _LOOK_BACK)
    at = cue - 1
    be = False
    while at >= floor and (
        tokens[at].adverb
        or tokens[at].auxiliary
        or tokens[at].low in {"himself", "herself", "themselves", "itself"}
        or (tokens[at].low in {"there", "here", "neither"} and at > floor and tokens[at - 1].word)
    ):
        be = be or tokens[at].low in {"is", "are", "was", "were", "be", "been", "being"}
        at -= 1
    at = _before_adjunct(tokens, at, floor)
    if (
        at > floor
        and tokens[at].low in _CALENDAR
        and (tokens[at - 1].low == "on" or tokens[at].low in {"yesterday", "today"})
    ):
        at -= 2 if tokens[at - 1].low == "on" else 1
    if (be and tokens[cue].low.endswith("ed")) or (be and tokens[cue].low in {"said", "told", "found", "thought"}):
        return Left(None, "passive")
    if at < floor:
        return Left(None, "none")
    if tokens[at].low in {"and", "but", "then", "or"}:
        return Left(None, "shared")
    closing_comma = tokens[at].text == ","
    if closing_comma or tokens[at].text in {")", "–", "—"}:
        at -= 1
        if at < floor or tokens[at].masked:
            return Left(None, "none")
    if closing_comma:
        relative = next(
            (
                j
                for j in range(at, max(floor, at - _LONGEST), -1)
                if tokens[j].text == "," and tokens[j + 1].low in _RELATIVE
            ),
            None,
        )
        if relative is not None and relative > floor:
            at, closing_comma = relative - 1, tokens[relative - 2].text == ","
    start = _clause_start(tokens, at, floor)
    segments = _segments(tokens, start, at)
    if not segments:
        return Left(None, "none")
    if not closing_comma:
        whole = _titled_run(tokens, *segments[-1]) or _qualified_run(tokens, *segments[-1])
        last = segments[-1] if whole else _trailing(tokens, *segments[-1])
        last = _before_relative(tokens, *segments[-1], last) if last else last
        last = _quantified(tokens, segments[-1][0], last) if last else last
        return Left(Phrase((last,)) if last else None, "none")
    return Left(_with_apposition(tokens, segments), "none")


def _before_adjunct(tokens: Sequence[Token], at: int, floor: int) -> int:
    """'The Guards have in the past said ...': an adjunct between the auxiliary and its verb is passed over."""
    for j in range(at, max(floor, at - 4), -1):
        if not tokens[j].word:
            return at
        if tokens[j].low in PREPOSITIONS and tokens[j - 1].low in {"has", "have", "had"}:
            at = j - 1
            while at > floor and (tokens[at].auxiliary or tokens[at].adverb):
                at -= 1
            return at
    return at


def phrase_after(tokens: Sequence[Token], cue: int) -> Phrase | None:
    """Return the subject that begins right after token ``cue`` ("said the minister, Ana Roe, on Friday")."""
    begin = cue + 1
    while begin < len(tokens) and tokens[begin].adverb:
        begin += 1
    on = begin + (begin < len(tokens) and tokens[begin].low == "on")
    if on + 1 < len(tokens) and tokens[on].low in WEEKDAYS and tokens[on + 1].capital:
        begin = on + 1  # "declared on Saturday Ana Roe"
    if (
        begin >= len(tokens)
        or not tokens[begin].word
        or tokens[begin].low in {"that", "to", "on", "in", "at", "during"}
    ):
        return None
    end = _forward_end(tokens, begin)
    if end < begin:
        return None
    parts = [(begin, end)]
    if end + 2 < len(tokens) and tokens[end + 1].text == ",":
        following = tokens[end + 2]
        if following.low in DETERMINERS or following.low in ROLE_NOUNS or following.capital:
            stop = _forward_end(tokens, end + 2)
            closes = stop + 1 >= len(tokens) or tokens[stop + 1].text in {",", ".", ":", ";"} or tokens[stop + 1].masked
            if (
                stop >= end + 2
                and closes
                and any(token.low in ROLE_NOUNS or token.capital for token in tokens[end + 2 : stop + 1])
            ):
                parts.append((end + 2, stop))
    return Phrase(tuple(parts))


def _forward_end(tokens: Sequence[Token], begin: int) -> int:
    """Last token of a noun phrase that begins here: it ends at marks, at adjuncts and where a clause begins."""
    at = begin
    while at < len(tokens) and at - begin < _LONGEST:
        token = tokens[at]
        if not (token.word or token.text in {"(", ")"}) or token.masked:
            break
        ends_clause = token.low in _STOPS or token.low in {
            "while",
            "as",
            "when",
            "during",
            "after",
            "before",
            "by",
            "about",
            "until",
            "via",
        }
        if at > begin and (ends_clause or token.auxiliary or token.low in _CALENDAR or token.low in PERSONAL):
            break
        if at > begin and token.low in {"on", "in", "at", "to", "with", "from"} and not _links(tokens, at):
            break
        if token.text == "(" and not any(t.text == ")" for t in tokens[at : at + 8]):
            break
        at += 1
    return at - 1


def _links(tokens: Sequence[Token], at: int) -> bool:
    """True where the preposition at ``at`` ties a role or body to a name, and does not begin an adjunct of its own."""
    before = tokens[at - 1]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.low in _CALENDAR or following.masked or not following.word:
        return False
    third = tokens[at + 2] if at + 2 < len(tokens) else following
    named = following.capital or (
        following.low in {"the", "his", "her", "its"} and (third.capital or third.low in ORG_WORDS)
    )
    titled = (
        before.low in ROLE_NOUNS
        or before.low in PLURAL_SPEAKERS
        or before.low in {"defence", "defense", "affairs", "mission"}
    )
    return named and titled


def _clause_start(tokens: Sequence[Token], at: int, floor: int) -> int:
    i = at
    while i >= floor:
        token = tokens[i]
        if token.text == ")":
            i = next((j for j in range(i, floor - 1, -1) if tokens[j].text == "("), floor) - 1
            continue
        marks = token.masked or token.text in {";", ":", "—", "–", "(", ".", "?", "!"}
        if marks or (token.low in _STOPS - _RELATIVE and not _dated(tokens, i)):
            return i + 1
        if token.low in {"and", "or"} and not _joins_names(tokens, i, floor):
            return i + 1
        if token.low == "as" and i > floor and tokens[i - 1].low not in {"such", "well"}:
            return i + 1
        i -= 1
    return floor


def _dated(tokens: Sequence[Token], i: int) -> bool:
    """'since March', 'before 2030': part of the phrase, no new clause."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return following is not None and (following.low in _CALENDAR or following.low.isdigit())


def _joins_names(tokens: Sequence[Token], i: int, floor: int) -> bool:
    return (
        i > floor
        and i + 1 < len(tokens)
        and tokens[i - 1].capital
        and (tokens[i + 1].capital or tokens[i + 1].low in DETERMINERS)
    )


def _segments(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """Cut at commas and drop leading adverbials, as long as something is left."""
    segments: list[tuple[int, int]] = []
    begin = start
    for i in range(start, end + 2):
        if i == end + 1 or tokens[i].text == ",":
            if i - 1 >= begin:
                segments.append((begin, i - 1))
            begin = i + 1
    while len(segments) > 1 and _adverbial(tokens[segments[0][0]]):
        segments.pop(0)
    return segments


def _adverbial(token: Token) -> bool:
    low = token.low
    return (
        low in PREPOSITIONS
        or low in CONJUNCTIONS
        or token.adverb
        or low in _CALENDAR
        or (not token.capital and low.endswith(("ing", "ed")))
        or (low.endswith("ing") and low not in {"king", "beijing", "acting", "standing", "leading"})
    )


def _trailing(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends at ``end``."""
    if tokens[end].low in PERSONAL:
        return (end, end)
    i = end
    while i >= start:
        token = tokens[i]
        if (
            not (token.word or token.text in {"(", ")", "&"})
            or token.low in _CALENDAR
            or (token.low in PERSONAL and token.text != "US")
        ):
            break
        if token.auxiliary or (token.low in CUES and CUES[token.low].form == "past" and not token.capital):
            break
        if token.low in DETERMINERS:
            if i > start and tokens[i - 1].low in _LINKS and i - 2 >= start and _titular(tokens[i - 2]):
                i -= 2
                continue
            return (i + 2, end) if _is_what_was_said(tokens, i, end) else (i, end)
        if token.low in PREPOSITIONS and not (
            token.low in _LINKS and i > start and i < end and _titular(tokens[i - 1])
        ):
            break
        if token.adverb and not token.capital:
            break
        if token.capital and token.low in CONJUNCTIONS | PREPOSITIONS:
            break
        i -= 1
    return (i + 1, end) if i < end else None


def _before_relative(tokens: Sequence[Token], start: int, end: int, last: tuple[int, int]) -> tuple[int, int]:
    """'Investigators who looked at the crater in Yport found ...': Yport found nothing."""
    governed = last[0] > start and tokens[last[0] - 1].low in PREPOSITIONS
    relative = next((i for i in range(start + 1, last[0]) if tokens[i].low in _RELATIVE), None)
    if not governed or relative is None or end != last[1]:
        return last
    return _trailing(tokens, start, relative - 1) or last


_SEEN = frozenset({"seen", "obtained", "viewed", "reviewed"})
_PARTS_OF = frozenset("one two three four five six some many most several both none each half".split())


def _quantified(tokens: Sequence[Token], start: int, last: tuple[int, int]) -> tuple[int, int]:
    """'two of the sources said', 'a paper seen by Courier put': the subject begins before its preposition."""
    at = last[0] - 1
    if at - 1 < start:
        return last
    if tokens[at].low == "of" and tokens[at - 1].low in _PARTS_OF:
        return (at - 1, last[1])
    if tokens[at].low == "by" and tokens[at - 1].low in _SEEN and at - 2 >= start:
        return _trailing(tokens, start, at - 2) or last
    return last


def _is_what_was_said(tokens: Sequence[Token], start: int, end: int) -> bool:
    """'..., an accusation Xia's army denied': the subject begins after the noun."""
    return (
        start + 2 <= end
        and tokens[start + 1].low in SAID_NOUNS
        and (tokens[start + 2].capital or tokens[start + 2].low in DETERMINERS)
    )


def _titled_run(tokens: Sequence[Token], start: int, end: int) -> bool:
    """'head of the Xian delegation to the talks in Yport Ana Roe': an office, all that belongs to it, and the name at the end."""
    if end - start < 3 or not (tokens[end].capital and tokens[end - 1].capital) or _has_verb(tokens, start, end):
        return False
    head = next((i for i in range(start, min(start + 5, end)) if tokens[i].low in ROLE_NOUNS), None)
    linked = head is not None and head + 1 < end and tokens[head + 1].low in _LINKS
    return linked and not any(t.masked or t.adverb or t.low in PERSONAL for t in tokens[start : end + 1])


def _qualified_run(tokens: Sequence[Token], start: int, end: int) -> bool:
    """'..., a source close to the deal revealed': an unnamed speaker with an adjective and what hangs on it, after a comma."""
    opens = start > 0 and tokens[start - 1].text == "," and tokens[start].low in {"a", "an", "one", "two", "three"}
    head = next(
        (
            i
            for i in range(start + 1, min(start + 5, end))
            if tokens[i].low in ROLE_NOUNS or tokens[i].low in PLURAL_SPEAKERS or tokens[i].low in {"person", "people"}
        ),
        None,
    )
    if not opens or head is None or head + 1 > end or tokens[head + 1].low not in QUALIFYING:
        return False
    return not any(t.masked or t.auxiliary or t.low in PERSONAL or not t.word for t in tokens[start : end + 1])


def _titular(token: Token) -> bool:
    return token.capital or token.low in ROLE_NOUNS or token.low in PLURAL_SPEAKERS or token.low in ORG_WORDS


def _with_apposition(tokens: Sequence[Token], segments: list[tuple[int, int]]) -> Phrase | None:
    """Join the segments that can belong to one subject, from the right."""
    parts: list[tuple[int, int]] = []
    for start, end in reversed(segments):
        relative = tokens[start].low in _RELATIVE
        if not relative and parts and _has_verb(tokens, start, end):
            break
        parts.insert(0, (start, end))
        office = tokens[start].low in DETERMINERS and any(t.low in ROLE_NOUNS for t in tokens[start : end + 1])
        if office and len(parts) > 1 and all(t.capital for t in tokens[parts[1][0] : parts[1][1] + 1]):
            break  # "..., the governor of the region, Ana Roe, said": office and name are all of it
    if parts and len(parts) == 1 and _has_verb(tokens, *parts[0]):
        return None
    if not parts:
        return None
    head = _trailing(tokens, *parts[0])
    if head is None:
        return None
    return Phrase((head, *parts[1:]))


def _has_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    for i in range(start, end + 1):
        token = tokens[i]
        if token.auxiliary or (token.low in CUES and CUES[token.low].form in {"past", "s"} and not token.capital):
            return True
        if token.low == "to" and i < end and not tokens[i + 1].capital and tokens[i + 1].low not in DETERMINERS:
            return True
    return not tokens[start].capital and tokens[start].low.endswith("ed")
