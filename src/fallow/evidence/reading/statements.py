"""Statements: quotes and reported clauses joined to who said them, in the order of the article. Rules ``statement-*/1``.

The article is read once from the top. Quotes are masked, so that grammar is looked for only in the writer's own words; each
sentence's cues get their subjects; each quote goes to the cue next to it, or, standing alone, to whoever was speaking.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fallow.evidence.reading.authority import Bench
from fallow.evidence.reading.content import audience, said_on, span_of
from fallow.evidence.reading.days import DayMention, day_mentions
from fallow.evidence.reading.describe import describe
from fallow.evidence.reading.people import People, Person
from fallow.evidence.reading.quote import Quote
from fallow.evidence.reading.resolve import Discourse
from fallow.evidence.reading.result import Days, Segment, Speaker, Statement
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.tokens import masked, tokenise
from fallow.evidence.reading.unit import Unit, Voice, content_bounds, units_of, voice_for

_SCARE_WORDS = 3
_LEAD_PARAGRAPHS = 3
_LEAD_REACH = 8
_LONGEST_UNIT = 5000


@dataclass(slots=True)
class Draft:
    """A statement while its parts are still being found."""

    type: str
    person: Person | None
    mention: Span | None
    cue: Span | None
    content: list[Span]
    quotes: list[Span]
    paragraph: int
    rule: str
    said_on: Days | None = None
    via: tuple[str, ...] = ()
    to: tuple[str, ...] = ()

    def extent(self) -> Span:
        """From the first to the last part."""
        parts = [span for span in (self.mention, self.cue, *self.content, *self.quotes) if span is not None]
        return Span(min(span.start for span in parts), max(span.end for span in parts))


class StatementReader:
    """Reads one document's statements; ``read`` is called once."""

    def __init__(
        self,
        text: str,
        segments: Sequence[Segment],
        quotes: Sequence[Quote],
        bench: Bench,
    ) -> None:
        self._text = text
        self._segments = [segment for segment in segments if segment.kind not in {"boilerplate", "caption"}]
        self._quotes = list(quotes)
        self._masked = masked(text, (quote.span for quote in quotes))
        self._published = bench.published
        self._bench = bench
        people = People(bench.families, _common_words(text))
        for segment in self._segments:
            people.harvest(text, tokenise(text, segment.span.start, segment.span.end))
        self._discourse = Discourse(people, bench.house)
        self._drafts: list[Draft] = []
        self._pending: list[Quote] = []
        self._days: list[DayMention] = []

    def read(self, prefix: str) -> tuple[Statement, ...]:
        """Return the statements in order of their first character; ids begin with ``prefix``."""
        for index, segment in enumerate(self._segments):
            for unit in units_of(self._text, self._masked, segment.span, self._quotes, index):
                self._discourse.begin_sentence()
                self._read_unit(unit)
                self._discourse.sight(self._text, unit.tokens)
            self._flush(index)
        self._name_the_lead()
        return self._finished(prefix)

    def _read_unit(self, unit: Unit) -> None:
        voices = self._voices(unit)
        self._days = day_mentions(self._masked, unit.span.start, unit.span.end, self._published) if voices else []
        taken: dict[int, list[Quote]] = {}
        for quote in unit.quotes:
            index = voice_for(unit, quote, voices)
            if index is None:
                self._unattributed(unit, quote)
            else:
                taken.setdefault(index, []).append(quote)
        begun = len(self._drafts)
        for index in range(len(voices)):
            draft = self._draft(unit, index, voices, taken.get(index, []))
            if draft is not None:
                self._drafts.append(draft)
                self._discourse.last = draft.person or self._discourse.last
        _chain(self._drafts[begun:])

    def _voices(self, unit: Unit) -> list[Voice]:
        """Keep the attributions whose subject is somebody; a shared subject is that of the voice before."""
        voices: list[Voice] = []
        for one in unit.found:
            if one.subject is None:
                if voices:
                    voices.append(Voice(one, voices[-1].person, None))
                continue
            found = describe(self._text, unit.tokens, one.subject, self._discourse.people)
            found = replace(found, inverted=one.order == "after")
            person = self._discourse.resolve(found, one.lemma, unit.tokens, one.subject.first)
            if person is not None or (found.kind == "pronoun" and found.pronoun in {"he", "she", "they", "i"}):
                voices.append(Voice(one, person, found.mention))
        return voices

    def _draft(self, unit: Unit, index: int, voices: Sequence[Voice], quotes: list[Quote]) -> Draft | None:
        voice = voices[index]
        one = voice.one
        bounds = content_bounds(unit, index, voices, quotes)
        if not quotes and (not bounds or voice.person is None):
            return None
        cue = Span(unit.tokens[one.first].start, unit.tokens[one.last].end)
        spans = [quote.span for quote in quotes]
        if bounds:
            kind, content = (
                ("mixed" if quotes else "indirect"),
                [span_of(self._text, unit.tokens, one) for one in bounds],
            )
            content += [span for span in spans if not any(one.holds(span) for one in content)]
        else:
            kind, content = "direct", list(spans)
        draft = Draft(
            kind, voice.person, voice.mention, cue, content, spans, unit.paragraph, f"statement-{kind}/1 {one.rule}"
        )
        if self._pending and quotes:
            draft.quotes[:0] = [quote.span for quote in self._pending]
            draft.content[:0] = [quote.span for quote in self._pending]
            self._pending = []
        self._circumstances(unit, draft)
        return draft

    def _circumstances(self, unit: Unit, draft: Draft) -> None:
        """When it was said, to whom and by way of whom: from the sentence's words outside of what was said."""
        inside = [*draft.content, *draft.quotes]
        mention = said_on(self._days, draft.cue, inside) if draft.cue is not None else None
        draft.said_on = mention.days if mention is not None else None
        if unit.span.end - unit.span.start <= _LONGEST_UNIT:
            characters = list(unit.span.of(self._text))
            for span in inside:
                for at in range(max(span.start, unit.span.start), min(span.end, unit.span.end)):
                    characters[at - unit.span.start] = " "
            draft.via, draft.to = audience("".join(characters))

    def _unattributed(self, unit: Unit, quote: Quote) -> None:
        """A quote without a cue: more of what was being said, or words that nobody is named for, or scare quotes."""
        last = self._drafts[-1] if self._drafts else None
        if quote.continues and last is not None and last.paragraph >= unit.paragraph - 1:
            self._extend(last, quote, unit.paragraph)
            return
        alone = unit.words_outside <= 2
        if alone and last is not None and last.paragraph == unit.paragraph and last.quotes:
            self._extend(last, quote, unit.paragraph)
        elif alone:
            self._pending.append(quote)
        elif len(quote.span.of(self._text).split()) > _SCARE_WORDS or _after_colon(self._masked, quote):
            self._named_before(unit, quote, last)

    def _named_before(self, unit: Unit, quote: Quote, last: Draft | None) -> None:
        """'Ana Roe, head of mission: “…”' names its speaker; other quotes inside a sentence belong to the paragraph's speaker."""
        colon = _after_colon(self._masked, quote)
        before = [token for token in unit.tokens if token.end <= quote.span.start]
        names = self._discourse.people.names_in(before) if colon else []
        person, mention = (last.person, None) if last is not None and last.paragraph == unit.paragraph else (None, None)
        if names:
            self._discourse.sight(self._text, before)
            person = self._discourse.people.by_name(names[-1].words)
            mention = Span(before[names[-1].first].start, before[names[-1].last].end)
        elif colon:
            person = person or self._discourse.last
        kind = "direct" if colon else "mixed"
        self._drafts.append(
            Draft(kind, person, mention, None, [quote.span], [quote.span], unit.paragraph, "statement-no-cue/1")
        )

    def _flush(self, paragraph: int) -> None:
        """Quotes that filled a paragraph without any cue belong to whoever spoke in the paragraph before."""
        if not self._pending:
            return
        last = self._drafts[-1] if self._drafts else None
        person = last.person if last is not None and last.paragraph >= paragraph - 1 else None
        spans = [quote.span for quote in self._pending]
        self._pending = []
        self._drafts.append(Draft("direct", person, None, None, list(spans), spans, paragraph, "statement-continued/1"))

    def _extend(self, draft: Draft, quote: Quote, paragraph: int) -> None:
        draft.quotes.append(quote.span)
        draft.content.append(quote.span)
        draft.paragraph = paragraph

    def _name_the_lead(self) -> None:
        """A role without a name is the first person named soon after with a kindred role on the same side.

        In the headline and the first paragraphs "a senior diplomat" may be named late; further down only "the spokesman"
        is, and at once.
        """
        for draft in self._drafts:
            person = draft.person
            if person is None or person.name is not None or person.plural or person.body:
                continue
            definite = draft.mention is not None and draft.mention.of(self._text).lower().startswith("the ")
            reach = _LEAD_REACH if draft.paragraph < _LEAD_PARAGRAPHS else 2 if definite else 0
            later = [
                d.person
                for d in self._drafts
                if draft.paragraph < d.paragraph <= draft.paragraph + reach and d.person is not None
            ]
            named = next(
                (p for p in later if p.name is not None and not p.body and self._discourse.kindred(person, p)), None
            )
            draft.person = named or person

    def _finished(self, prefix: str) -> tuple[Statement, ...]:
        used: Counter[str] = Counter()
        done: list[Statement] = []
        for draft in sorted(self._drafts, key=lambda one: (one.extent(), one.cue or Span(0, 0))):
            span = draft.extent()
            key = f"{prefix}:s{span.start}-{span.end}"
            used[key] += 1
            identifier = key if used[key] == 1 else f"{key}.{used[key]}"
            speaker = self._speaker(draft)
            content, quotes = tuple(draft.content), tuple(draft.quotes)
            done.append(
                Statement(
                    identifier,
                    draft.type,
                    span,
                    speaker,
                    draft.cue,
                    content,
                    quotes,
                    draft.said_on,
                    draft.via,
                    draft.to,
                    draft.rule,
                )
            )
        return tuple(done)

    def _speaker(self, draft: Draft) -> Speaker:
        person = draft.person
        if person is None:
            return Speaker(mention=draft.mention)
        if person.name is not None and not person.body:
            person = self._discourse.people.by_name(person.name) or person
        return Speaker(person.name, person.role, person.affiliation, self._bench.of(person), draft.mention)


def _chain(drafts: Sequence[Draft]) -> None:
    """A cue inside what somebody else said came by way of him, the outermost first."""
    for draft in drafts:
        cue = draft.cue
        outer = [o for o in drafts if o is not draft and cue is not None and any(span.holds(cue) for span in o.content)]
        outer.sort(key=lambda one: one.content[0].start - one.content[0].end)
        names = [o.person.name for o in outer if o.person is not None and o.person.name is not None]
        own = draft.person.name if draft.person is not None else None
        draft.via = (*(name for name in names if name != own), *draft.via)


def _after_colon(text: str, quote: Quote) -> bool:
    return text[max(0, quote.span.start - 3) : quote.span.start].rstrip().endswith(":")


def _common_words(text: str) -> frozenset[str]:
    """Words that the text writes with a small letter: a capitalised run that begins with one is rather a body than a person."""
    return frozenset(re.findall(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])", text))
