"""Units: one sentence with its quotes masked, its tokens and its attributions, and which quote goes to which. Rule ``unit/1``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fallow.evidence.reading.attribute import Attribution, attributions
from fallow.evidence.reading.content import clause_after, clause_before
from fallow.evidence.reading.cue import CUES
from fallow.evidence.reading.people import Person
from fallow.evidence.reading.quote import Quote
from fallow.evidence.reading.sentences import sentences_of
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.tokens import MASK, Token, tokenise
from fallow.evidence.reading.words import MONTHS, PREPOSITIONS, WEEKDAYS

_QUOTE_FRAMES = frozenset("qctoi")
_SHORT_LEAD = 3
_TIMES = (
    frozenset("on at in earlier late early later yesterday today last this week month year".split())
    | frozenset(WEEKDAYS)
    | frozenset(MONTHS)
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence. Indices of attributions are into ``tokens``."""

    span: Span
    tokens: list[Token]
    quotes: list[Quote]
    found: list[Attribution]
    paragraph: int

    @property
    def words_outside(self) -> int:
        """Number of words that stand outside quotes."""
        return sum(token.word for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Voice:
    """An attribution whose subject is understood. ``person`` is ``None`` for a pronoun that nobody fits."""

    one: Attribution
    person: Person | None
    mention: Span | None


def units_of(text: str, hidden: str, paragraph: Span, quotes: Sequence[Quote], index: int) -> list[Unit]:
    """Return the sentences of a paragraph; ``hidden`` is the text with its quotes masked."""
    here = [quote for quote in quotes if paragraph.holds(quote.span)]
    units = []
    for span in _cut_after_quotes(text, hidden, sentences_of(hidden, paragraph.start, paragraph.end), here):
        tokens = tokenise(hidden, span.start, span.end)
        inside = [quote for quote in here if span.holds(quote.span)]
        units.append(Unit(span, tokens, inside, attributions(tokens), index))
    return units


def _cut_after_quotes(text: str, hidden: str, units: Sequence[Span], quotes: Sequence[Quote]) -> list[Span]:
    """A quote that ends with a full stop ends its sentence, unless a short attribution follows it."""
    cuts: list[int] = []
    for quote in quotes:
        if not quote.inner().of(text).rstrip().endswith((".", "!", "?", "…")):
            continue
        following = re.match(r"\s+(\S)", hidden[quote.span.end : quote.span.end + 40])
        if following is None or not (following[1].isupper() or following[1] == MASK or following[1].isdigit()):
            continue
        rest = next((unit for unit in units if unit.start <= quote.span.end < unit.end), None)
        if rest is not None and not _short_attribution(tokenise(hidden, quote.span.end, rest.end)[:9]):
            cuts.append(quote.span.end)
    done: list[Span] = []
    for unit in units:
        begin = unit.start
        for cut in [c for c in cuts if unit.start < c < unit.end]:
            done.append(Span(begin, cut))
            begin = cut
            while begin < unit.end and text[begin].isspace():
                begin += 1
        done.append(Span(begin, unit.end))
    return [span for span in done if span.start < span.end]


def _short_attribution(tail: Sequence[Token]) -> bool:
    """'... went.” Roe said.': a few words with a cue and then the end."""
    words = [token for token in tail if token.word]
    return len(tail) <= 8 and not any(t.masked for t in tail) and any(t.low in CUES for t in words[1:5])


def voice_for(unit: Unit, quote: Quote, voices: Sequence[Voice]) -> int | None:
    """Return the index of the voice that owns the quote: right after it, else the last before it, else the first after."""
    fitting = [(i, voice.one) for i, voice in enumerate(voices) if set(voice.one.frames) & _QUOTE_FRAMES]
    tokens = unit.tokens
    for i, one in fitting:
        first = tokens[one.begin].start
        gap = [t for t in tokens if quote.span.end <= t.start < first]
        if (
            first >= quote.span.end
            and one.rule != "attribute-participle/1"
            and all(t.text in {",", "–", "—"} for t in gap)
        ):
            return i
    before = [i for i, one in fitting if tokens[one.end].end <= quote.span.start and one.order != "source"]
    if before:
        return before[-1]
    after = [i for i, one in fitting if tokens[one.begin].start >= quote.span.end]
    if after:
        return after[0]
    source = [i for i, one in fitting if one.order == "source" and tokens[one.end].end <= quote.span.start]
    return source[-1] if source else None  # "According to Roe, the deliveries “will change nothing”."


def content_bounds(unit: Unit, index: int, voices: Sequence[Voice], quotes: Sequence[Quote]) -> list[tuple[int, int]]:
    """Return the token ranges of the reported clauses; empty where the quotes are all of it or nothing is reported.

    There are two where the attribution stands between them ("..., the ministry said on Tuesday, and ...").
    """
    tokens, one = unit.tokens, voices[index].one
    earlier = [voice.one for voice in voices[:index] if voice.one.order == "after"]
    floor = earlier[-1].end + 1 if earlier else 0
    stop = _next_break(tokens, [voice.one for voice in voices], index)
    quoted_before = any(quote.span.end <= tokens[one.begin].start for quote in quotes)
    after = None if quoted_before else clause_after(tokens, one, stop)
    before = clause_before(tokens, one, floor)
    lead = one.begin - 2  # a subject of one word: "Yland, he said, has not signed"
    if before is None and lead == floor and tokens[lead].capital and tokens[lead + 1].text == "," and tokens[lead].word:
        before = (lead, lead) if not tokens[lead].adverb and _is_parenthesis(tokens, one, stop) else None
    if (
        before is not None
        and after is None
        and one.order == "before"
        and not quotes
        and _is_parenthesis(tokens, one, stop)
    ):
        after = _behind(tokens, one, stop)
    bounds: list[tuple[int, int] | None]
    if one.order == "source":
        bounds = [before or _fronted(tokens, one, stop) or _without_tail(tokens, floor, one)]
    elif one.order == "after" or quoted_before or (before is not None and after is None):
        bounds = [before]
    elif before is not None and after is not None and _is_parenthesis(tokens, one, stop):
        whole = before[1] - before[0] > _SHORT_LEAD or _goes_on(tokens, before, after)
        bounds = [before, after] if whole else [after]
    else:
        bounds = [after]
    found = [one for one in bounds if one is not None]
    if quotes and all(_only_quotes(tokens, one) for one in found):
        return []
    if not quotes and (voices[index].one.frames == "q" or all(one[1] == one[0] for one in found)):
        return []
    return found


def _behind(tokens: Sequence[Token], one: Attribution, stop: int) -> tuple[int, int] | None:
    """What follows the comma that ends a parenthesis, up to the end of the clause."""
    comma = next((i for i in range(one.end + 1, stop) if tokens[i].text == ","), stop)
    last = stop - 1
    while last > comma and not tokens[last].word and not tokens[last].masked:
        last -= 1
    return (comma + 1, last) if last > comma else None


def _goes_on(tokens: Sequence[Token], before: tuple[int, int], after: tuple[int, int]) -> bool:
    """'Yland, he said, has not signed': the subject stands before the attribution and its verb after it."""
    lead, verb = tokens[before[0]], tokens[after[0]]
    return not lead.adverb and lead.low not in PREPOSITIONS and (verb.auxiliary or verb.low.endswith("ed"))


def _is_parenthesis(tokens: Sequence[Token], one: Attribution, stop: int) -> bool:
    """True where a comma follows the cue, or the day that follows the cue."""
    at = one.end + 1
    while at < min(stop, one.end + 6) and (tokens[at].low in _TIMES or tokens[at].low.isdigit()):
        at += 1
    return at < stop and tokens[at].text == ","


def _next_break(tokens: Sequence[Token], found: Sequence[Attribution], index: int) -> int:
    """Where the clause of one attribution must end: at the next one that stands beside it, not inside it."""
    for other in found[index + 1 :]:
        begin = other.begin
        before = tokens[begin - 1] if begin > 0 else None
        two_before = tokens[begin - 2] if begin > 1 else None
        if before is None:
            continue
        if other.order == "source" or before.masked:
            return begin
        if before.text in {",", ";", "–", "—"}:
            if (
                other.subject is not None
                and other.order == "before"
                and before.text == ","
                and other.rule != "attribute-participle/1"
            ):
                continue
            return begin - 1
        if (
            before.low in {"but", "and", "while"}
            and two_before is not None
            and (other.subject is None or two_before.text == ",")
        ):
            return begin - 1
    return len(tokens)


def _fronted(tokens: Sequence[Token], one: Attribution, stop: int) -> tuple[int, int] | None:
    """'According to X, clause'."""
    begin = one.end + 1
    if begin >= stop or tokens[begin].text != ",":
        return None
    last = stop - 1
    while last > begin and not tokens[last].word and not tokens[last].masked:
        last -= 1
    return (begin + 1, last) if last > begin else None


def _without_tail(tokens: Sequence[Token], floor: int, one: Attribution) -> tuple[int, int] | None:
    begin, last = floor, one.begin - 1
    while last >= begin and not tokens[last].word and not tokens[last].masked:
        last -= 1
    while begin <= last and not tokens[begin].word and not tokens[begin].masked:
        begin += 1
    return (begin, last) if last - begin >= 2 else None


def _only_quotes(tokens: Sequence[Token], bounds: tuple[int, int]) -> bool:
    words = [token.low for token in tokens[bounds[0] : bounds[1] + 1] if token.word]
    return not words or words in (["and"], ["but"], ["however"])
