"""Turns: speech that a label gives to somebody, without quote marks. Rules ``turn-*/1``.

Transcripts, interviews, debates and answers print who speaks before the words: "MR. ROE: ...", "Ana Roe (Courier): ...", "Q. ... A.
...", or a line of its own. A label is believed by its form (a title, a role, a name that the text also writes in full) and by its
company: one alone needs a full name, since "Background: ..." looks the same. Labels of forms ("Date: ...") are never speakers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fallow.evidence.reading.families import given_names, singular
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.words import MONTHS, ORG_WORDS, ROLE_NOUNS, STARTERS, TITLE_WORDS, WEEKDAYS

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŁŚŽČŠ][\w’'\-]*\.?"
_PARTICLE = r"(?:of|de|da|di|del|van|von|der|den|bin|ibn|al|el|la|le|du|ter|the|for)"
_CORE = rf"(?:(?:The|THE)\s+)?{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_CAPITAL}){{0,5}}"
_LABEL = re.compile(rf"(?P<core>{_CORE})(?:\s*[(\[](?P<paren>[^()\[\]]{{2,60}})[)\]])?(?:,\s*(?P<role>[^:]{{3,80}}))?")
_INLINE = re.compile(r"[*_]{0,2}(?P<label>[^:“”\"«»?!]{1,110}?)[*_]{0,2}:[*_]{0,2}\s+(?=\S)")
_ASKED = re.compile(
    r"[*_]{0,2}(?P<label>Q(?:uestion|UESTION)?|A(?:nswer|NSWER)?)\s?\d{0,3}\s*[.:)–—-][*_]{0,2}\s+(?=\S)"
)
_GIVEN_BY = re.compile(
    rf"(?i:(?:questions?\s+)?(?:answered|answer|reply|replied|response|statement|remarks|speech|address|opening\s+remarks|keynote))\s+(?i:by|from|of)\s+(?:(?i:the)\s+)?"
    rf"(?P<core>{_CORE})(?:,\s*(?P<role>(?!on\b|at\b)[^,:]{{3,60}}))?(?P<rest>,?\s+(?i:on|at|in|to|before)\b[^.!?]{{0,90}})?"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our)\b")
_FULL_NAME = re.compile(
    r"\b([A-ZÀ-ÖØ-Þ][\w’'\-]+)\s+(?:[A-Z]\.\s+)?((?:(?:van|von|de|der|bin|al|el)\s+){0,2}[A-ZÀ-ÖØ-Þ][\w’'\-]{2,})"
)
_FINISHED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_HONORIFICS = frozenset(
    "mr mrs ms miss dr sir lord lady baroness baron viscount earl prof rev sen rep gen col lt capt dame".split()
)
_HOSTS = frozenset(
    "moderator host presenter interviewer operator chair chairman chairperson journalist reporter caller audience voice narrator anchor "
    "questioner participant member member(s) press speaker president secretary-general interpreter translator witness counsel court".split()
)
_FORM_WORDS = frozenset(
    "note source sources update updated background photo photos picture image caption video map graphic subject from to cc bcc date time place "
    "location strike result results summary conclusion re contact email tel phone fax website reference published posted tags topics category "
    "related analysis opinion context correction example warning read more see also watch listen report area persons teams villages weather "
    "munition munitions type coordinates grid incident casualties status remarks comment comments price author editor written by key points".split()
)
_ASKING = frozenset({"q", "question"})
_LONGEST_LABEL_LINE = 12
_LONGEST_SPEECH = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, as the label says it, and the paragraphs of speech. ``label`` is the span of the name's own words.

    ``kind`` is ``asks`` or ``answers`` for bare letters, ``role`` where only an office is printed, else ``name``.
    """

    kind: str
    label: Span
    name: str | None
    role: str | None
    affiliation: str | None
    words: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A label in paragraph ``index``: what it says, how sure its form is, where the speech begins (``None``: on the next line)."""

    index: int
    turn: Turn
    strong: bool
    begin: int | None
    key: str


def find_turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """Return the turns of a text in order; none where labels are too few to be those of a conversation."""
    surnames = _surnames(text)
    found = [one for i, span in enumerate(paragraphs) if (one := _label_of(text, span, i, surnames)) is not None]
    kept = _believed(text, paragraphs, found)
    labels = {one.index for one in kept}
    done = []
    for place, one in enumerate(kept):
        stop = kept[place + 1].index if place + 1 < len(kept) else None
        words = _speech(text, paragraphs, one, stop, labels, talk=len({other.key for other in kept}) > 1)
        if words:
            done.append(replace(one.turn, words=words))
    return done


def _surnames(text: str) -> dict[str, str]:
    """Surnames in small letters of what looks like full names, with the name as first written."""
    found: dict[str, str] = {}
    for match in _FULL_NAME.finditer(text):
        if match[1].lower() not in STARTERS and not match[0].isupper():
            found.setdefault(match[2].split()[-1].lower(), match[2].split()[-1])
    return found


def _label_of(text: str, span: Span, index: int, surnames: dict[str, str]) -> _Found | None:
    asked = _ASKED.match(text, span.start, span.end)
    if asked is not None:
        kind = "asks" if asked["label"].lower() in _ASKING else "answers"
        turn = Turn(kind, Span(*asked.span("label")), None, None, None, (), "turn-letter/1")
        return _Found(index, turn, strong=True, begin=asked.end(), key=kind)
    inline = _INLINE.match(text, span.start, span.end)
    if inline is not None:
        said = _said_by(text, inline.start("label"), inline.end("label"), surnames, "turn-label/1")
        return None if said is None else _Found(index, said[0], said[1], inline.end(), _key(said[0]))
    return _own_line(text, span, index, surnames)


def _own_line(text: str, span: Span, index: int, surnames: dict[str, str]) -> _Found | None:
    """A label that fills its line: a name with its office, or "Answered by ...". The speech follows."""
    line = span.of(text)
    if len(line.split()) > _LONGEST_LABEL_LINE + 8 or _FINISHED.search(line):
        return None
    given = _GIVEN_BY.fullmatch(text, span.start, span.end)
    if given is not None:
        made = _made(text, given, surnames, "turn-given-by/1")
        return None if made is None else _Found(index, made[0], strong=True, begin=None, key="given by")
    lead = re.match(r"[^\w(]*", line)
    begin = span.start + (lead.end() if lead is not None else 0)
    end = span.end - (1 if line.endswith(":") else 0)
    if len(line.split()) > _LONGEST_LABEL_LINE:
        return None
    said = _said_by(text, begin, end, surnames, "turn-line/1")
    if said is None:
        return None
    return _Found(index, said[0], strong=line.endswith(":") and said[1], begin=None, key=_key(said[0]))


def _said_by(text: str, start: int, end: int, surnames: dict[str, str], rule: str) -> tuple[Turn, bool] | None:
    while start < end and not text[start].isalnum():
        start += 1
    match = _LABEL.fullmatch(text, start, end)
    return None if match is None else _made(text, match, surnames, rule)


def _made(text: str, match: re.Match[str], surnames: dict[str, str], rule: str) -> tuple[Turn, bool] | None:
    """Return the turn of a label and whether its form alone says that it is somebody."""
    core, role = match["core"], match["role"]
    paren = match.groupdict().get("paren")
    span = Span(*match.span("core"))
    words = [word.strip(".").lower() for word in core.split()]
    plain = [word for word in words if word not in {"the", "of", "for", "and"}]
    if not plain or any(word in _FORM_WORDS or word in MONTHS or word in WEEKDAYS for word in plain[:1] + plain[-1:]):
        return None
    if all(singular(word) in TITLE_WORDS | ROLE_NOUNS | _HOSTS for word in plain):
        named = _LABEL.fullmatch(paren) if paren is not None else None
        if named is not None and named["core"].split()[0].strip(".").lower() in _HONORIFICS | TITLE_WORDS:
            at = match.start("paren")
            return Turn("name", Span(at, at + len(named["core"])), named["core"], core, None, (), rule), True
        office = core if not core.isupper() else core.lower()
        return Turn("role", span, None, office.removeprefix("The ").removeprefix("the "), paren, (), rule), True
    if words[0] in STARTERS - {"the"} or words[-1] in ORG_WORDS or (role is not None and not _is_office(role)):
        return None
    male, female = given_names()
    titled = words[0] in _HONORIFICS or singular(words[0]) in TITLE_WORDS
    known = words[-1] in surnames and (len(words) > 1 or core.isupper() or len(core) > 3)
    full = len(words) > 1 and not core.isupper() and (words[0] in male or words[0] in female or role is not None)
    if not core.isupper() and len(words) == 1 and not known:
        return None
    beside = paren if paren is not None and paren[0].isupper() else None
    return Turn("name", span, core, role, beside, (), rule), bool(titled or known or full)


def _is_office(words: str) -> bool:
    return any(singular(word.lower().strip(",")) in ROLE_NOUNS | TITLE_WORDS for word in words.split())


def _key(turn: Turn) -> str:
    """What is alike in the labels of one speaker: his surname, or his office."""
    return (turn.name.split()[-1] if turn.name is not None else turn.role or turn.kind).lower()


def _believed(text: str, paragraphs: Sequence[Span], found: Sequence[_Found]) -> list[_Found]:
    inline = [one for one in found if one.begin is not None and one.turn.kind in {"name", "role"}]
    letters = [one for one in found if one.turn.kind in {"asks", "answers"}]
    kept = letters if {one.turn.kind for one in letters} == {"asks", "answers"} else []
    times = Counter(one.key for one in inline)
    talk = sum(one.strong for one in inline) > 1 and (len(times) > 1 or max(times.values()) > 1)
    if talk or (kept and inline):
        kept = letters + [one for one in inline if one.strong or times[one.key] > 1 or one.turn.affiliation is not None]
    else:
        kept = kept + [one for one in inline if one.index and _stands_alone(text, paragraphs[one.index], one)]
    lines = [one for one in found if one.begin is None]
    repeated = Counter(one.key for one in lines)
    debate = len(lines) > 2 and max(repeated.values()) > 1
    for one in lines:
        alone = one.strong and not inline
        if one.key == "given by":
            alone = alone and _in_first_person(text, paragraphs, one.index)
        if alone or (debate and _before_speech(text, paragraphs, one.index)):
            kept = [*kept, one]
    return sorted(kept, key=lambda one: one.index)


def _stands_alone(text: str, paragraph: Span, one: _Found) -> bool:
    """A single label: only a full name whose first name is one, or with its title or office, before whole sentences."""
    name = one.turn.name
    if name is None or len(name.split()) < 2 or not _FINISHED.search(paragraph.of(text)):
        return False
    first = name.split()[0].strip(".").lower()
    male, female = given_names()
    return first in male | female | _HONORIFICS or singular(first) in TITLE_WORDS or one.turn.role is not None


def _before_speech(text: str, paragraphs: Sequence[Span], index: int) -> bool:
    return index + 1 < len(paragraphs) and _FINISHED.search(paragraphs[index + 1].of(text)) is not None


def _in_first_person(text: str, paragraphs: Sequence[Span], index: int) -> bool:
    """An answer is its author's; a page headed "Statement by ..." is so only where it is written as speech."""
    if paragraphs[index].of(text).lower().startswith(("answer", "repl", "question", "response")):
        return True
    rest = text[paragraphs[index].end : paragraphs[-1].end]
    return len(_FIRST_PERSON.findall(rest)) > 2 and '"' not in rest and "“" not in rest


def _speech(
    text: str, paragraphs: Sequence[Span], one: _Found, stop: int | None, labels: set[int], *, talk: bool
) -> tuple[Span, ...]:
    """The words after a label, and the paragraphs that go on: up to the next label, where the whole conversation is labelled."""
    own = paragraphs[one.index]
    words = [] if one.begin is None else [Span(one.begin, own.end)]
    goes_on = one.begin is None or (talk and stop is not None)
    limit = stop if stop is not None else min(len(paragraphs), one.index + 1 + _LONGEST_SPEECH)
    if goes_on:
        for i in range(one.index + 1, limit):
            line = paragraphs[i].of(text)
            if i in labels or line.startswith(("[", "(", "Asked by")):
                break
            words.append(paragraphs[i])
    return tuple(words)
