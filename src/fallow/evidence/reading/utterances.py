"""Same utterance: one act of speech met in several places, cut or translated anew. Rule ``same-utterance/1``.

The speaker must be the same person; then quotes of six words or more are one utterance where their token-set likeness is
0.66 or more. Below 0.70 the link is doubtful and counts only towards the lower bound. Different officials who repeat one line
are not linked: they are several utterances of one family.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from fallow.evidence.reading.families import office_head
from fallow.evidence.reading.nearcopies import near_pairs
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import Days, Link, Speaker, Statement
from fallow.evidence.reading.similarity import plain, token_set
from fallow.evidence.reading.words import MONTHS, OFFICE_NOUNS, WEEKDAYS

SAME = 0.66
SURE = 0.70
REPORTED_SAME = 0.78
"""For reported speech, whose words are the writers' own, more likeness is asked."""

_FEWEST_WORDS = 6
_FEWEST_WORDS_UNNAMED = 8
_DAYS_OF_ONE = 3
"""Days between two documents' dates of one utterance: time zones, and days that a page got wrong."""

_MOST_WITHIN = 100
"""Statements of one speaker in one document beyond which it is a transcript, and no statement in it is a second telling."""

_NAME_LIKENESS = 0.82

_WORDS_IN_COMMON = 0.1
"""Weight of the words in common from which two statements are compared at all, where a speaker has many (``nearcopies``)."""


_SAME_FORM = 0.9
"""Likeness of two statements without the places they name, from which only the places tell them apart."""

_PLACED = re.compile(
    r"\b(?:at|in|on|near|over|towards?|outside|against)\s+(?:the\s+(?:\w+\s+of\s+)?)?([A-Z][\w’'\-]+(?:\s+[A-Z][\w’'\-]+)*)"
)

ALIGNED = 0.4
"""In a copy, for the quote that is the likest of its speaker on both pages: a machine may have replaced half of its words."""


def utterance_links(documents: Sequence[ReadDocument], copies: Sequence[tuple[int, int]] = ()) -> list[Link]:
    """Return ``same_utterance`` links between statements, each pair once, in order of appearance.

    ``copies`` are the indices (copy, origin) of documents known to be copies: their quotes are aligned with less likeness.
    """
    links = [*_by_likeness(documents), *_unnamed(documents)]
    linked = {(link.a, link.b) for link in links} | {(link.b, link.a) for link in links}
    for copy, origin in copies:
        for link in _aligned(documents[copy], documents[origin]):
            if (link.a, link.b) not in linked:
                linked |= {(link.a, link.b), (link.b, link.a)}
                links.append(link)
    return links


def _unnamed(documents: Sequence[ReadDocument]) -> list[Link]:
    """A long quote that one page gives to "a senior official" and another, word for word, to a named holder of an office.

    Rule ``same-utterance-unnamed/1``. The sides of the two may not clash.
    """
    told: dict[tuple[str, ...], list[tuple[int, Statement]]] = defaultdict(list)
    for index, document in enumerate(documents):
        for one in document.reading.statements:
            for piece in _pieces(document.text, one) if one.quotes else ():
                if len(piece.split()) >= _FEWEST_WORDS_UNNAMED:
                    told[tuple(sorted(piece.split()))].append((index, one))
    links = []
    for members in told.values():
        nameless = [
            (index, one) for index, one in members if one.speaker.name is None and office_head(one.speaker.role)
        ]
        named = [(index, one) for index, one in members if one.speaker.name is not None]
        if len({one.speaker.name for _, one in named}) != 1:
            continue
        for index, one in nameless:
            for other_index, other in named:
                if index != other_index and _may_hold(one.speaker, other.speaker) and not _days_apart(one, other):
                    words = "same-utterance-unnamed/1: the same words, of an official here and by name there"
                    links.append(Link("same_utterance", one.id, other.id, 1.0, words))
    return links


def _may_hold(role: Speaker, named: Speaker) -> bool:
    """True where an unnamed office can be the named person's: "official" for any office, else the very office; no clash of sides."""
    head, held = office_head(role.role), office_head(named.role)
    sides = {side for side in (role.authority, named.authority) if side is not None and not side.startswith("person:")}
    return held in OFFICE_NOUNS and (head == "official" or head == held) and len(sides) < 2


def _aligned(copy: ReadDocument, origin: ReadDocument) -> list[Link]:
    """Pair the statements of a copy with those of its origin where each is the other's likest. Rule ``same-utterance-copy/1``."""
    mine = [(one, _words(copy.text, one)) for one in copy.reading.statements]
    theirs = [(one, _words(origin.text, one)) for one in origin.reading.statements]
    if max(len(mine), len(theirs)) > _MOST_WITHIN:
        return []
    scores = {
        (i, j): token_set(a, b)
        for i, (one, a) in enumerate(mine)
        for j, (other, b) in enumerate(theirs)
        if a and b and bool(one.quotes) == bool(other.quotes) and _may_be_one(one.speaker, other.speaker)
    }
    links = []
    for (i, j), score in sorted(scores.items()):
        best = score >= max(s for (a, b), s in scores.items() if a == i or b == j)
        if best and score >= ALIGNED:
            words = f"same-utterance-copy/1: the likest on both pages of a copy and its origin, token-set likeness {score:.2f}"
            links.append(Link("same_utterance", mine[i][0].id, theirs[j][0].id, round(score, 4), words))
    return links


def _words(text: str, statement: Statement) -> str:
    return plain(" ".join(span.of(text) for span in statement.quotes or statement.content))


def _may_be_one(one: Speaker, other: Speaker) -> bool:
    """In a copy a speaker may have lost his name or title to the machine, but not have become another person."""
    return one.name is None or other.name is None or same_speaker(one, other)


def _by_likeness(documents: Sequence[ReadDocument]) -> list[Link]:
    groups: dict[str, list[tuple[int, Statement, list[str]]]] = defaultdict(list)
    for index, document in enumerate(documents):
        for statement in document.reading.statements:
            key = _group(statement.speaker)
            pieces = _pieces(document.text, statement)
            if key is not None and pieces:
                groups[key].append((index, statement, pieces))
    links: list[Link] = []
    for members in groups.values():
        within = max(Counter(index for index, _, _ in members).values()) <= _MOST_WITHIN
        words = [frozenset(word for piece in pieces for word in piece.split()) for _, _, pieces in members]
        for i, j in near_pairs(words, _WORDS_IN_COMMON, common=1.0):
            (mine, one, pieces), (theirs, other, others) = members[i], members[j]
            link = _link(one, other, pieces, others) if within or mine != theirs else None
            if link is not None and _of_two_places(documents[mine].text, one, documents[theirs].text, other):
                continue
            if link is not None:
                links.append(link)
    return links


def _link(one: Statement, other: Statement, pieces: Sequence[str], others: Sequence[str]) -> Link | None:
    if not same_speaker(one.speaker, other.speaker) or _overlap(one, other) or _days_apart(one, other):
        return None
    quoted = bool(one.quotes) and bool(other.quotes)
    score = max((token_set(a, b) for a in pieces for b in others), default=0.0)
    if score < (SAME if quoted else REPORTED_SAME):
        return None
    words = "quotes" if quoted else "reported words"
    return Link(
        "same_utterance",
        one.id,
        other.id,
        round(score, 4),
        f"same-utterance/1: same speaker, {words} with a token-set likeness of {score:.2f}",
    )


def _of_two_places(text: str, one: Statement, other_text: str, other: Statement) -> bool:
    """'fired at Ahill', 'fired at Btown': one form of words about two places is two utterances, however like they are."""
    mine, theirs = _placed(text, one), _placed(other_text, other)
    if not mine or not theirs or any(token_set(a, b) >= _NAME_LIKENESS for a in mine for b in theirs):
        return False
    first, second = (
        _without(_words(*said), names) for said, names in (((text, one), mine), ((other_text, other), theirs))
    )
    return token_set(first, second) >= _SAME_FORM


def _placed(text: str, statement: Statement) -> frozenset[str]:
    """The names after a preposition of place, in lower case; days and months are none."""
    said = " ".join(span.of(text) for span in statement.quotes or statement.content)
    found = (plain(match[1]) for match in _PLACED.finditer(said))
    return frozenset(name for name in found if name and name.split()[0] not in {*WEEKDAYS, *MONTHS})


def _without(words: str, names: frozenset[str]) -> str:
    own = {word for name in names for word in name.split()}
    return " ".join(word for word in words.split() if word not in own)


def _days_apart(one: Statement, other: Statement) -> bool:
    """One line repeated on another day is another utterance; between documents a few days may only be two ways to tell one."""
    first, second = one.said_on, other.said_on
    if first is None or second is None or not (is_own_day(first) and is_own_day(second)):
        return False
    gap = max(
        (date.fromisoformat(second.start) - date.fromisoformat(first.end)).days,
        (date.fromisoformat(first.start) - date.fromisoformat(second.end)).days,
    )
    return gap > (0 if one.id.split(":", 1)[0] == other.id.split(":", 1)[0] else _DAYS_OF_ONE)


def is_own_day(days: Days) -> bool:
    """True for a day that the page gives for this very statement, false for one taken over from another or from the story."""
    return not days.basis.startswith(("carried on", "of the story", "as it happens"))


def _overlap(one: Statement, other: Statement) -> bool:
    """Parts of one sentence in one document ("said that he believes ...") are no second telling."""
    same_document = one.id.split(":", 1)[0] == other.id.split(":", 1)[0]
    return same_document and any(a.meets(b) for a in one.content for b in other.content)


def same_speaker(one: Speaker, other: Speaker) -> bool:
    """True where both are one person: same surname (spellings may differ a little) and no clash of first names or sides."""
    if one.name is None or other.name is None:
        same_role = office_head(one.role) is not None and office_head(one.role) == office_head(other.role)
        return (
            one.name is None
            and other.name is None
            and same_role
            and one.authority is not None
            and one.authority == other.authority
        )
    first, second = one.name.split(), other.name.split()
    if token_set(first[-1].lower(), second[-1].lower()) < _NAME_LIKENESS:
        return False
    if None not in (one.authority, other.authority) and one.authority != other.authority:
        return False
    return len(first) == 1 or len(second) == 1 or first[0][0].lower() == second[0][0].lower()


def _group(speaker: Speaker) -> str | None:
    """A coarse key, so that only statements that can have one speaker are compared."""
    if speaker.name is not None:
        return "name:" + speaker.name.split()[-1][:3].lower()
    return f"role:{speaker.authority}" if speaker.authority is not None and speaker.role is not None else None


def _pieces(text: str, statement: Statement) -> list[str]:
    spans = statement.quotes or statement.content
    pieces = [plain(span.of(text)) for span in spans]
    return [piece for piece in pieces if len(piece.split()) >= _FEWEST_WORDS]
