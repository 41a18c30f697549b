"""Statements: quotes and reported clauses joined to who said them, in the order of the article. Rules ``statement-*/1``.

The article is read once from the top. Quotes are masked, so that grammar is looked for only in the writer's own words; each
sentence's cues get their subjects; each quote goes to the cue next to it, or, standing alone, to whoever was speaking.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from fallow.evidence.reading.attribute import Attribution
from fallow.evidence.reading.authority import Bench
from fallow.evidence.reading.blend import SPOT_RULE, blended, cue_of
from fallow.evidence.reading.content import audience, said_on, span_of
from fallow.evidence.reading.days import DayMention, day_mentions
from fallow.evidence.reading.describe import describe, title_of
from fallow.evidence.reading.draft import Draft, joined_spans
from fallow.evidence.reading.nesting import untangle
from fallow.evidence.reading.occasion import Occasion, carry_days, is_occasion, single_day, story_day
from fallow.evidence.reading.people import People, Person, gender_of
from fallow.evidence.reading.phrase import phrase_before
from fallow.evidence.reading.places import PlaceTable
from fallow.evidence.reading.quote import Quote
from fallow.evidence.reading.resolve import Discourse
from fallow.evidence.reading.result import Segment, Speaker, Statement
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.spotting import Spot
from fallow.evidence.reading.tokens import masked, tokenise
from fallow.evidence.reading.turns import Turn
from fallow.evidence.reading.turnspeech import TurnReader
from fallow.evidence.reading.unit import Unit, Voice, content_bounds, units_of, voice_for

_SCARE_WORDS = 3
_LEAD_PARAGRAPHS = 3
_LEAD_REACH = 8
_NEXT_VOICES = 2
_LONGEST_UNIT = 5000


class StatementReader:
    """Reads one document's statements; ``read`` is called once."""

    def __init__(
        self,
        text: str,
        segments: Sequence[Segment],
        quotes: Sequence[Quote],
        bench: Bench,
        spots: Sequence[Spot] = (),
        turns: Sequence[Turn] = (),
    ) -> None:
        self._text = text
        self._segments = [segment for segment in segments if segment.kind not in {"boilerplate", "caption"}]
        self._quotes = list(quotes)
        self._masked = masked(text, (quote.span for quote in quotes))
        self._published = bench.published
        self._bench = bench
        self._spots = sorted(spots, key=_cue_start)
        people = People(bench.families, _common_words(text), _inner_capitals(text), _place_test(bench))
        for segment in self._segments:
            people.harvest(text, tokenise(text, segment.span.start, segment.span.end))
        self._discourse = Discourse(people, bench.house)
        self._drafts: list[Draft] = []
        self._pending: list[Quote] = []
        self._days: list[DayMention] = []
        self._occasions: list[Occasion] = []
        self._introduced: tuple[int, Person] | None = None
        self._turns = turns

    def read(self, prefix: str) -> tuple[Statement, ...]:
        """Return the statements in order of their first character; ids begin with ``prefix``."""
        turns = TurnReader(self._text, self._discourse, self._turns)
        for index, segment in enumerate(self._segments):
            begun = len(self._drafts)
            spoken = turns.enter(segment.span)
            if spoken is None and turns.is_label(segment.span):
                continue
            for unit in units_of(self._text, self._masked, spoken or segment.span, self._quotes, index):
                self._discourse.begin_sentence()
                self._read_unit(unit)
                self._discourse.sight(self._text, unit.tokens)
                if spoken is None:
                    self._note_day(unit)
            if spoken is None:
                self._flush(index)
            else:
                self._pending = []
                turns.leave(spoken, index, self._drafts, begun)
        self._name_the_lead()
        story = story_day(self._text, self._segments, self._published, self._drafts)
        carry_days(self._text, self._drafts, self._occasions, self._full, self._bench, story)
        return self._finished(prefix)

    def _read_unit(self, unit: Unit) -> None:
        begin = bisect_left(self._spots, unit.span.start, key=_cue_start)
        spots = self._spots[begin : bisect_left(self._spots, unit.span.end, key=_cue_start)]
        unit = replace(unit, found=blended(unit, spots))
        voices = self._voices(unit, spots)
        self._days = day_mentions(self._masked, unit.span.start, unit.span.end, self._published) if voices else []
        taken: dict[int, list[Quote]] = {}
        for quote in unit.quotes:
            index = voice_for(unit, quote, voices)
            if index is None:
                index = _by_content(unit, quote, voices, spots)
            if index is None:
                self._unattributed(unit, quote)
            else:
                taken.setdefault(index, []).append(quote)
        begun = len(self._drafts)
        for index in range(len(voices)):
            draft = self._draft(unit, index, voices, taken.get(index, []), spots)
            if draft is not None:
                self._drafts.append(draft)
                self._discourse.last = draft.person or self._discourse.last
        untangle(self._text, self._drafts, begun)
        if len(self._drafts) > begun:
            self._discourse.last = self._drafts[-1].person or self._discourse.last

    def _voices(self, unit: Unit, spots: Sequence[Spot]) -> list[Voice]:
        """Keep the attributions whose subject is somebody; a shared subject is that of the voice before."""
        voices: list[Voice] = []
        for one in unit.found:
            if one.order == "nobody":
                voices.append(Voice(one, None, None))
                continue
            if one.subject is None:
                if voices:
                    voices.append(Voice(one, voices[-1].person, None))
                continue
            found = describe(self._text, unit.tokens, one.subject, self._discourse.people)
            found = replace(found, inverted=one.order == "after")
            begin = (
                0 if one.rule == "attribute-quoted/1" else one.subject.first
            )  # "Courier quoted her": she is not Courier
            person = self._discourse.resolve(found, one.lemma, unit.tokens, begin)
            if person is None and found.pronoun in {"he", "she"}:
                person = _spoke_before(voices, found.pronoun)
            if _is_plan(unit, one, voices):
                continue
            if person is None and found.kind != "pronoun":
                person = self._by_source(unit, one, spots) or person
            told = found.kind == "pronoun" and found.pronoun in {"he", "she", "they", "i"}
            told = told or any(spot.cue.meets(cue_of(unit, one)) for spot in spots if spot.content)
            if person is not None or told:
                voices.append(Voice(one, person, found.mention))
        return voices

    def _by_source(self, unit: Unit, one: Attribution, spots: Sequence[Spot]) -> Person | None:
        """Where the subject by rules is nobody, the first person named in the source that the weights mark."""
        spot = next(
            (s for s in spots if s.source is not None and not s.shared and s.cue.meets(cue_of(unit, one))), None
        )
        if spot is None or spot.source is None:
            return None
        own = [token for token in unit.tokens if spot.source.start <= token.start and token.end <= spot.source.end]
        names = self._discourse.people.names_in(own)
        if not names:
            return None
        role = title_of(self._text, own[: names[0].first], self._discourse.people)[0] if names[0].first else None
        return self._discourse.people.remember(Person(names[0].words, role, gender=gender_of(names[0].words, role)))

    def _draft(
        self, unit: Unit, index: int, voices: Sequence[Voice], quotes: list[Quote], spots: Sequence[Spot]
    ) -> Draft | None:
        voice = voices[index]
        one = voice.one
        cue = cue_of(unit, one)
        spot = next((s for s in spots if s.cue.meets(cue) and s.content), None)
        spans = [quote.span for quote in quotes]
        if spot is not None:
            content = joined_spans(spot.content, spans)
        else:
            bounds = content_bounds(unit, index, voices, quotes)
            content = [span_of(self._text, unit.tokens, one) for one in bounds]
            content += [span for span in spans if not any(one.holds(span) for one in content)]
        content = _without_subject(unit, one, content)
        if not quotes and (not content or (voice.person is None and spot is None)):
            return None
        kind = self._kind(content, spans)
        mention = voice.mention if spot is None or spot.source is None or spot.shared else spot.source
        draft = Draft(
            kind,
            voice.person,
            mention,
            cue if spot is None else spot.cue,
            content or list(spans),
            spans,
            unit.paragraph,
            f"statement-{kind}/1 {one.rule}" + (" blend/1" if spot is not None and one.rule != SPOT_RULE else ""),
            speech=spot is None or spot.speech or one.rule != SPOT_RULE,
        )
        if one.rule == SPOT_RULE and not quotes and (mention is None) and not _known(voice.person):
            return None
        if not quotes and (_says_nothing(unit, one, draft, self._text) or _inside_aside(unit, one, voices)):
            self._discourse.last = (
                voice.person if voice.person is not None and voice.person.body else self._discourse.last
            )
            return None
        if one.rule == "attribute-quoted/1":
            outlet = phrase_before(unit.tokens, one.first).phrase
            draft.via = (
                (Span(unit.tokens[outlet.first].start, unit.tokens[outlet.last].end).of(self._text),) if outlet else ()
            )
        if self._pending and quotes:
            draft.quotes[:0] = [quote.span for quote in self._pending]
            draft.content[:0] = [quote.span for quote in self._pending]
            self._pending = []
        self._circumstances(unit, draft)
        return draft

    def _kind(self, content: Sequence[Span], quotes: Sequence[Span]) -> str:
        """Direct where all words of the content stand in quotes, mixed where some do, else indirect."""
        if not quotes:
            return "indirect"
        outside = [
            at
            for span in content
            for at in range(span.start, span.end)
            if not any(q.start <= at < q.end for q in quotes)
        ]
        words = re.findall(r"\w+", "".join(self._text[at] for at in outside))
        return "mixed" if len(words) > (words[:1] in (["and"], ["but"], ["that"])) else "direct"

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
            via, draft.to = audience("".join(characters))
            draft.via = tuple(dict.fromkeys((*draft.via, *via)))

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
        if person is None and self._introduced is not None and self._introduced[0] >= paragraph - 1:
            person = self._introduced[
                1
            ]  # "Ana Roe spoke for an hour on Friday." and then her words in paragraphs of their own
        spans = [quote.span for quote in self._pending]
        self._pending = []
        self._drafts.append(Draft("direct", person, None, None, list(spans), spans, paragraph, "statement-continued/1"))

    def _extend(self, draft: Draft, quote: Quote, paragraph: int) -> None:
        draft.quotes.append(quote.span)
        if not any(span.holds(quote.span) for span in draft.content):
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
            if named is None and draft.paragraph < _LEAD_PARAGRAPHS:
                named = next((p for p in later[:_NEXT_VOICES] if self._discourse.may_be(person, p)), None)
            draft.person = named or person

    def _note_day(self, unit: Unit) -> None:
        """A sentence that names one day and tells of a talk, a letter or a meeting dates what its persons say next."""
        told = is_occasion(self._masked, unit.span)
        seen = {
            person.name: person for person in self._discourse.recent[-1] if person.name is not None and not person.body
        }
        if len(seen) == 1 and (told or self._masked.endswith(":", 0, unit.span.end)):
            self._introduced = (unit.paragraph, next(iter(seen.values())))
        if not told:
            return
        day = single_day(self._masked, unit.span, self._published)
        if day is not None:
            for person in self._discourse.recent[-1]:
                if person.name is not None:
                    self._occasions.append(Occasion(unit.span.start, self._full(person.name), day))

    def _full(self, name: str) -> str:
        known = self._discourse.people.by_name(name)
        return known.name if known is not None and known.name is not None else name

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
                    draft.speech,
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


def _without_subject(unit: Unit, one: Attribution, content: Sequence[Span]) -> list[Span]:
    """'In Yland, says Colonel Roe, the ...': the name after an inverted cue is no part of what is said."""
    if one.order != "after" or one.subject is None:
        return list(content)
    end = unit.tokens[one.subject.last].end
    begin = unit.tokens[one.subject.first].start
    following = next((token.start for token in unit.tokens if token.start >= end and token.text != ","), end)
    cut = [Span(following, span.end) if begin <= span.start < following < span.end else span for span in content]
    return [span for span in cut if span.start < span.end]


_NO_SPEECH = re.compile(
    r"\b(?:ha[sd]|have|did|does|do)(?:\s+not|n[’']t|\s+never)\b|^\W*(?:ban|forbid|prohibit|outlaw)(?:s|bed|ned|ed|den)?\b"
)
"""Cues that only the weights find and that tell of nothing said: "has not signed", "did not mention", "prohibits"."""


def _says_nothing(unit: Unit, one: Attribution, draft: Draft, text: str) -> bool:
    """True for a clause without words of anybody: what a treaty bans, what somebody has not done, "you said", a bare relative clause."""
    subject = unit.tokens[one.subject.first].low if one.subject is not None else ""
    if draft.person is None and subject in {"you", "which", "that"}:
        return subject == "you" or (one.rule == SPOT_RULE and not draft.speech)
    return one.rule == SPOT_RULE and draft.cue is not None and bool(_NO_SPEECH.search(draft.cue.of(text)))


def _inside_aside(unit: Unit, one: Attribution, voices: Sequence[Voice]) -> bool:
    """'Yland, he said, has promised to wait': the promise is part of what he said, around whose cue its own words stand."""
    if one.subject is None or one.order != "before":
        return False
    for voice in voices:
        aside = voice.one
        if aside is one or aside.subject is None or not one.subject.last < aside.begin <= aside.end < one.first:
            continue
        if unit.tokens[aside.begin - 1].text == "," and unit.tokens[aside.end + 1].text == ",":
            return True
    return False


def _is_plan(unit: Unit, one: Attribution, voices: Sequence[Voice]) -> bool:
    """'The minister said his government would ask for it': what somebody will say is not said yet."""
    before = unit.tokens[one.first - 1].low if one.first > 0 else ""
    told = any(
        voice.one.order == "before" and voice.one.last < one.begin and "c" in voice.one.frames for voice in voices
    )
    return told and one.order == "before" and before in {"would", "will", "should", "could", "might"}


def _spoke_before(voices: Sequence[Voice], pronoun: str) -> Person | None:
    """'“...,” a senior official said as he announced ...': he is who speaks in the same sentence."""
    wanted = {"he": "m", "she": "f"}[pronoun]
    last = voices[-1].person if voices else None
    return last if last is not None and not last.body and not last.plural and last.gender in {None, wanted} else None


def _cue_start(spot: Spot) -> int:
    return spot.cue.start


def _known(person: Person | None) -> bool:
    """True where at least a name or a role is understood."""
    return person is not None and (person.name is not None or person.role is not None)


def _by_content(unit: Unit, quote: Quote, voices: Sequence[Voice], spots: Sequence[Spot]) -> int | None:
    """Return the voice whose content, by the weights, the quote is part of."""
    for spot in spots:
        if any(piece.meets(quote.span) for piece in spot.content):
            for index, voice in enumerate(voices):
                if cue_of(unit, voice.one).meets(spot.cue):
                    return index
    return None


def _after_colon(text: str, quote: Quote) -> bool:
    return text[max(0, quote.span.start - 3) : quote.span.start].rstrip().endswith(":")


def _inner_capitals(text: str) -> frozenset[str]:
    """Words that the text writes with a capital in the middle of a sentence."""
    return frozenset(re.findall(r"(?<=[a-z,;:’'] )[A-Z][\w’'\-]*[^\W_]", text))


def _place_test(bench: Bench) -> Callable[[str], bool]:
    """A name in the caller's own table of places is no person; the table of all towns holds too many surnames to say so."""
    places = bench.places
    return (lambda words: bool(places.find(words))) if isinstance(places, PlaceTable) else (lambda _: False)


def _common_words(text: str) -> frozenset[str]:
    """Words that the text writes with a small letter: a capitalised run that begins with one is rather a body than a person."""
    return frozenset(re.findall(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])", text))
