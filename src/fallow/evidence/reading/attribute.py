"""Attributions: which cue stands in a sentence, who its subject is, and where its words begin. Rules ``attribute-*/1``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fallow.evidence.reading.cue import CUES, NO_CUES, NOUN_CUES, PHRASAL, CueForm
from fallow.evidence.reading.families import singular
from fallow.evidence.reading.phrase import Left, Phrase, phrase_after, phrase_before
from fallow.evidence.reading.tokens import Token
from fallow.evidence.reading.words import (
    DETERMINERS,
    MONTHS,
    PERSONAL,
    PLURAL_SPEAKERS,
    PREPOSITIONS,
    ROLE_NOUNS,
    TITLE_WORDS,
    WEEKDAYS,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue of a sentence. Indices are into the sentence's tokens.

    ``subject`` is ``None`` where the subject of the clause before is shared. ``order`` is ``before`` (subject, cue),
    ``after`` (cue, subject) or ``source`` ("according to" and kin).
    """

    first: int
    last: int
    lemma: str
    frames: str
    subject: Phrase | None
    order: str
    rule: str

    @property
    def begin(self) -> int:
        """First token that belongs to subject or cue."""
        return self.first if self.subject is None else min(self.first, self.subject.first)

    @property
    def end(self) -> int:
        """Last token that belongs to cue or, where it follows, to the subject."""
        return max(self.last, self.subject.last) if self.subject is not None and self.order != "before" else self.last


_LONGEST_CLAUSE = 120
_ACCOUNTS = frozenset("words view opinion account telling estimation".split())


def attributions(tokens: Sequence[Token]) -> list[Attribution]:
    """Return the attributions of one sentence, in order of their cues. Quotes in ``tokens`` are masked."""
    found: list[Attribution] = []
    floor = 0
    i = 0
    while i < len(tokens):
        one = (
            _according(tokens, i)
            or _noun_cue(tokens, i, floor)
            or _verb_cue(tokens, i, floor, found)
            or _any_verb_after_quote(tokens, i)
        )
        if one is None:
            i += 1
            continue
        found.append(one)
        floor = one.end + 1
        i = one.end + 1
    return found


def _any_verb_after_quote(tokens: Sequence[Token], i: int) -> Attribution | None:
    """'“...,” sighed another delegate.': between a quote and somebody who ends the sentence any verb is one of speech."""
    token = tokens[i]
    before = i > 0 and (tokens[i - 1].masked or (tokens[i - 1].text == "," and i > 1 and tokens[i - 2].masked))
    if not before or token.capital or not token.low.endswith("ed") or token.low in CUES or len(token.low) < 5:
        return None
    phrase = phrase_after(tokens, i)
    if phrase is None:
        return None
    following = tokens[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    words = tokens[phrase.first : phrase.last + 1]
    somebody = words[0].capital or (words[0].low in DETERMINERS and words[-1].low in ROLE_NOUNS)
    if not somebody or not (following is None or following.text in {".", ",", ":", ";"}):
        return None
    return Attribution(i, i, token.low, "q", phrase, "after", "attribute-after-quote/1")


def _according(tokens: Sequence[Token], i: int) -> Attribution | None:
    low = tokens[i].low
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if low == "according" and following == "to":
        phrase = phrase_after(tokens, i + 1)
        if phrase is None:
            return None
        phrase = _to_the_comma(tokens, phrase) if i == 0 else phrase
        return Attribution(i, i + 1, "according to", "c", phrase, "source", "attribute-according/1")
    own = _own_account(tokens, i)
    if own is not None:
        return own
    if low == "accordance" and following == "with" and i > 0 and tokens[i - 1].low == "in":
        phrase = phrase_after(tokens, i + 1)
        speaks = phrase is not None and any(
            t.low in PLURAL_SPEAKERS or (t.capital and not t.low.endswith("law"))
            for t in tokens[phrase.first : phrase.last + 1]
        )
        return (
            Attribution(i - 1, i + 1, "according to", "c", phrase, "source", "attribute-according/1")
            if speaks
            else None
        )
    return None


def _to_the_comma(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """'According to an aide briefed on the matter, ...': what hangs on the source goes with it, up to the comma."""
    comma = next((j for j in range(phrase.last + 1, min(phrase.last + 10, len(tokens))) if tokens[j].text == ","), None)
    if (
        comma is None
        or comma == phrase.last + 1
        or any(t.masked or t.auxiliary for t in tokens[phrase.last + 1 : comma])
    ):
        return phrase
    return Phrase((*phrase.parts, (phrase.last + 1, comma - 1)))


def _own_account(tokens: Sequence[Token], i: int) -> Attribution | None:
    """'in his words, ...', 'in the minister's view, ...', '..., by her own account'."""
    low = tokens[i].low
    if low not in {"in", "by"} or i + 2 >= len(tokens):
        return None
    end = next((j for j in range(i + 2, min(i + 6, len(tokens))) if tokens[j].low in _ACCOUNTS), None)
    if end is None or not all(token.word for token in tokens[i + 1 : end]):
        return None
    owner = end - 2 if tokens[end - 1].low == "own" else end - 1
    if tokens[i + 1].low == "the" and end == i + 2 and end + 1 < len(tokens) and tokens[end + 1].low == "of":
        phrase = phrase_after(tokens, end + 1)  # "in the words of the spokeswoman Ana Roe"
        return Attribution(i, end + 1, "according to", "c", phrase, "source", "attribute-account/1") if phrase else None
    if owner <= i or not (tokens[owner].possessive or tokens[owner].low in {"his", "her", "its", "their"}):
        return None
    if not (tokens[end + 1].text in {",", "."} if end + 1 < len(tokens) else True):
        return None
    return Attribution(i, end, "according to", "c", Phrase(((i + 1, owner),)), "source", "attribute-account/1")


def _noun_cue(tokens: Sequence[Token], i: int, floor: int) -> Attribution | None:
    """'the minister's claim that ...'."""
    if tokens[i].low not in NOUN_CUES or i == floor or i + 1 >= len(tokens) or tokens[i + 1].low != "that":
        return None
    owner = tokens[i - 1]
    if not owner.possessive or owner.low in DETERMINERS:
        return None
    begin = i - 1
    while (
        begin > floor and (tokens[begin - 1].capital or tokens[begin - 1].low in DETERMINERS) and tokens[begin - 1].word
    ):
        begin -= 1
    return Attribution(i, i, tokens[i].low, "t", Phrase(((begin, i - 1),)), "before", "attribute-noun/1")


def _verb_cue(tokens: Sequence[Token], i: int, floor: int, found: Sequence[Attribution]) -> Attribution | None:
    token = tokens[i]
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if (token.low, following) in NO_CUES or _unnamed(tokens, i):
        return None
    particle = PHRASAL.get((token.low, following))
    form = CUES.get(token.low)
    if particle is not None:
        form = CueForm(f"{token.low} {following}", "ing" if token.low.endswith("ing") else "past", particle)
    if form is None and token.low in {"put", "puts"} and _estimates(tokens, i):
        form = CueForm("put", "past", "o")
    if token.low in _GIVING and _gives_a_rate(tokens, i):
        form = CueForm("give", "s" if token.low.endswith("s") else "past", "o")
    if form is None or token.masked or (token.capital and i > 0 and token.low not in {"says", "said"}):
        return None
    if form.frames == "q" and following == "to" and particle is None:
        return None
    last = i + 1 if particle is not None else i
    before = tokens[i - 1] if i > 0 else None
    if not (before is None and _opens_inverted(tokens)) and _is_noun_or_adjective(token, form, before, following):
        return None
    if form.form == "ing":
        return _participle(tokens, i, last, form, found, floor)
    if form.lemma in {"quote", "cite"}:
        quoted = _quoted_as_saying(tokens, i)
        if quoted is not None:
            return quoted
    left = phrase_before(tokens, i, floor)
    if left.reason == "passive":
        return _passive(tokens, i, form)
    if _inverted(tokens, i, floor):
        after = phrase_after(tokens, last)
        if after is not None and (left.phrase is None or _after_quote(tokens, i) or _names_a_speaker(tokens, after, i)):
            return Attribution(i, last, form.lemma, form.frames, after, "after", "attribute-inverted/1")
    return _finite(tokens, i, last, form, left, found)


def _names_a_speaker(tokens: Sequence[Token], after: Phrase, cue: int) -> bool:
    """'..., says Ana Roe, an adviser': a comma before the cue, a name right after it, and then a comma or the end.

    Of verbs that take a person as their object ("warned Ana Roe") only where the day stands between ("warned on Friday Ana Roe").
    """
    form, words = CUES.get(tokens[cue].low), tokens[after.parts[0][0] : after.parts[0][1] + 1]
    dated = after.first > cue + 1 and tokens[after.first - 1].low in WEEKDAYS
    plain = (
        form is not None and form.form in {"past", "s"} and ("c" in form.frames or not {"o", "i"} & set(form.frames))
    )
    if tokens[cue - 1].text != "," or not (dated or (plain and form is not None and form.lemma not in _ADDRESSING)):
        return False
    titled = all(token.capital or singular(token.low) in TITLE_WORDS for token in words)
    if not titled or not words[-1].capital or words[0].low in DETERMINERS:
        return False
    following = tokens[after.last + 1] if after.last + 1 < len(tokens) else None
    ends = following is None or following.text in {",", ".", ";", ":"} or following.low in {"on", "in", "at", "of"}
    return ends and not any(token.auxiliary for token in tokens[after.first : after.last + 1])


_ADDRESSING = frozenset({"tell", "warn", "assure", "inform"})
_QUOTED_REACH = 12


def _quoted_as_saying(tokens: Sequence[Token], i: int) -> Attribution | None:
    """'Courier quoted the minister as saying': the minister speaks, Courier passes it on."""
    end = next((j for j in range(i + 2, min(i + _QUOTED_REACH, len(tokens) - 1)) if tokens[j].low == "as"), None)
    if end is None or tokens[end + 1].low not in {"saying", "telling"}:
        return None
    return Attribution(i, end + 1, "quote", "qct", Phrase(((i + 1, end - 1),)), "before", "attribute-quoted/1")


def _unnamed(tokens: Sequence[Token], i: int) -> bool:
    """'who asked not to be named': nothing is said yet."""
    return [token.low for token in tokens[i + 1 : i + 4]] == ["not", "to", "be"] and tokens[i].low.startswith(
        ("ask", "request")
    )


def _estimates(tokens: Sequence[Token], i: int) -> bool:
    """'has put the rate at less than ...'."""
    words = [token.low for token in tokens[i + 1 : i + 14]]
    return "at" in words and any(word in {"rate", "number", "figure", "share", "toll", "total"} for word in words)


_GIVING = frozenset("quotes quoted gives gave cites cited promises promised speaks spoke".split())


def _gives_a_rate(tokens: Sequence[Token], i: int) -> bool:
    """'quotes a dud rate of 1%', 'gave the share of duds as 1.8 per cent'."""
    clause = [token for token in tokens[i + 1 : i + 14] if not token.masked]
    rate = next((j for j, token in enumerate(clause) if token.low in {"rate", "share"}), None)
    return rate is not None and rate < 6 and any(token.text[0].isdigit() for token in clause[rate:])


def _finite(
    tokens: Sequence[Token], i: int, last: int, form: CueForm, left: Left, found: Sequence[Attribution]
) -> Attribution | None:
    if left.phrase is not None:
        head = tokens[left.phrase.last]
        joined = any(token.low == "and" for token in tokens[left.phrase.first : left.phrase.last + 1])
        plural = head.low.endswith("s") or joined or head.low in PERSONAL or head.low in PLURAL_SPEAKERS
        if form.form == "base" and not (plural or tokens[i - 1].auxiliary):
            return None
        return Attribution(i, last, form.lemma, form.frames, left.phrase, "before", "attribute-subject/1")
    if left.reason == "shared" and found:
        return Attribution(i, last, form.lemma, form.frames, None, "before", "attribute-shared/1")
    main = _main_subject(tokens, i) if left.reason == "shared" else None
    return (
        Attribution(i, last, form.lemma, form.frames, main, "before", "attribute-main/1") if main is not None else None
    )


def _is_noun_or_adjective(token: Token, form: CueForm, before: Token | None, following: str) -> bool:
    if before is None:
        return form.form in {"base", "past", "s"} and token.low != "said"
    if before.low == "to":
        return True
    if (
        before.low in DETERMINERS
        and not before.capital
        and before.low not in {"this", "that", "these", "those", "some", "both"}
    ):
        return True
    if before.low in {"as", "so", "a", "an", "the"} or (
        before.low in PREPOSITIONS and form.form in {"base", "s", "past"}
    ):
        return True
    if form.form in {"base", "s"} and before.possessive:
        return True
    return token.low in {"states", "state"} and following != "that"


def _opens_inverted(tokens: Sequence[Token]) -> bool:
    """'Adds her driver, who gives no name: “...”': a cue opens a sentence that ends in a colon and a quote."""
    at = next((j for j in range(1, min(30, len(tokens))) if tokens[j].masked), None)
    if at is None or tokens[at - 1].text != ":" or not (tokens[1].capital or tokens[1].low in DETERMINERS):
        return False
    return not any(token.low in CUES and CUES[token.low].form in {"past", "s"} for token in tokens[2:at])


def _inverted(tokens: Sequence[Token], i: int, floor: int) -> bool:
    """The cue follows a quote, or a comma that ends the reported clause; or it opens a sentence that leads to a quote."""
    before = tokens[i - 1] if i > 0 else None
    if before is None:
        return _opens_inverted(tokens)
    return before.masked or before.text in {",", "?", "!", "–", "—"}


def _after_quote(tokens: Sequence[Token], i: int) -> bool:
    before = tokens[i - 1]
    return before.masked or (before.text in {",", "–", "—"} and i > 1 and tokens[i - 2].masked)


def _participle(
    tokens: Sequence[Token], i: int, last: int, form: CueForm, found: Sequence[Attribution], floor: int
) -> Attribution | None:
    """', adding that ...', ', describing it as ...': the subject is that of the main clause."""
    before = tokens[i - 1] if i > 0 else None
    left = phrase_before(tokens, i, floor).phrase if before is not None and before.capital else None
    if left is not None and left.first > 0 and tokens[left.first - 1].low == "with":
        return Attribution(i, last, form.lemma, form.frames, left, "before", "attribute-with/1")
    if before is None or not (before.text == "," or before.low in {"and", "while", "by", "in"} or before.masked):
        return None
    if found:
        return Attribution(i, last, form.lemma, form.frames, None, "before", "attribute-participle/1")
    phrase = _main_subject(tokens, i)
    if phrase is None:
        return None
    return Attribution(i, last, form.lemma, form.frames, phrase, "before", "attribute-participle/1")


def _main_subject(tokens: Sequence[Token], before: int) -> Phrase | None:
    """The subject of the clause that a participle hangs on: past leading adverbials, in the last clause before it.

    'The statement echoed remarks by Roe, calling ...': where the subject is a thing with an agent, the agent speaks.
    """
    if before > _LONGEST_CLAUSE:
        return None
    starts = [0]
    if tokens[0].low in PREPOSITIONS or tokens[0].low in {"when", "while", "after", "as", "speaking"}:
        starts += [j + 1 for j in range(before - 1) if tokens[j].text == ","][:1]
    starts += [j for j in range(1, min(6, before)) if tokens[j].low in {"he", "she", "they"}]
    starts += [j + 1 for j in range(1, before - 1) if tokens[j].low in {"while", "as", "when", "after", "but"}]
    agents = [k + 1 for k in range(before - 2) if tokens[k].low == "by" and tokens[k + 1].capital]
    if agents:
        return Phrase(((agents[-1], _run(tokens, agents[-1], before)),))
    for start in reversed(starts):
        end = _subject_end(tokens, start, before)
        if end is not None:
            return Phrase(((start, end),))
    return None


def _run(tokens: Sequence[Token], begin: int, before: int) -> int:
    end = begin
    while end + 1 < before and tokens[end + 1].capital and not tokens[end].possessive:
        end += 1
    return end


def _subject_end(tokens: Sequence[Token], start: int, before: int) -> int | None:
    """Last token of a noun phrase at ``start`` that a verb, an auxiliary or an adverb follows."""
    if tokens[start].low in PERSONAL and tokens[start].text != "US":
        return start
    for i in range(start, min(start + 14, before)):
        token = tokens[i]
        verbal = (
            token.auxiliary
            or token.adverb
            or (not token.capital and token.low.endswith(("ed", "ought", "aid", "old")))
            or (token.low in CUES and not token.capital)
        )
        if verbal:
            return i - 1 if i > start else None
        if not token.word or token.low in {*WEEKDAYS, *MONTHS}:
            return None
    return None


def _passive(tokens: Sequence[Token], i: int, form: CueForm) -> Attribution | None:
    """'was described by the minister as ...'."""
    for j in range(i + 1, min(i + 6, len(tokens) - 1)):
        if tokens[j].low == "by":
            phrase = phrase_after(tokens, j)
            if phrase is not None and any(t.capital for t in tokens[phrase.first : phrase.last + 1]):
                return Attribution(i, j, form.lemma, form.frames, phrase, "after", "attribute-passive/1")
    return None
