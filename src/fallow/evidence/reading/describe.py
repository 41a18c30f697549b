"""From a subject's words to who is meant: name, role, affiliation. Rule ``describe/1``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fallow.evidence.reading.cue import SPEAKING_THINGS
from fallow.evidence.reading.cuewords import classes
from fallow.evidence.reading.families import singular
from fallow.evidence.reading.people import Name, People, Person, gender_of
from fallow.evidence.reading.phrase import QUALIFYING, Phrase
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.tokens import Token
from fallow.evidence.reading.words import (
    DETERMINERS,
    ORG_WORDS,
    PERSONAL,
    PLURAL_SPEAKERS,
    PREPOSITIONS,
    ROLE_NOUNS,
    STARTERS,
    TITLE_WORDS,
)

_SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople", "source", "sources"})
_NO_TITLE = frozenset("who which mr mrs ms miss dr sir lord lady".split())
_RANKS = frozenset(
    "general colonel captain major lieutenant admiral marshal commander professor doctor sergeant".split()
)
_BODY_HEADS = frozenset(
    """ministry department government army military navy force forces administration police office council commission committee
    parliament congress embassy agency group organisation organization coalition alliance charity union party kremlin pentagon
    company hospital authorities troops regime nation country movement militia camp side newspaper network channel
    outlet website broadcaster daily team mission trust foundation regulator court monitor watchdog delegation staff command""".split()
)


_COMMON = frozenset(
    "children kids men women autumn winter spring summer everyone nobody everybody someone both none half peace war".split()
)


_QUANTITIES = frozenset(
    "more less fewer some many most several over about nearly no all both few dozens hundreds".split()
)
_OBLIQUE = {"him": "he", "his": "he", "her": "she", "its": "it", "them": "they", "their": "they"}


@dataclass(frozen=True, slots=True)
class Described:
    """A subject understood so far. ``kind`` is person, role, body, plural, pronoun, thing or unknown."""

    kind: str
    person: Person
    mention: Span
    definite: bool = False
    pronoun: str | None = None
    inverted: bool = False


def describe(text: str, tokens: Sequence[Token], phrase: Phrase, people: People) -> Described:
    """Return who the phrase names. ``text`` is the document's own text, so that masked quotes never appear in names."""
    head = phrase.parts[0]
    mention = Span(tokens[phrase.first].start, tokens[phrase.last].end)
    if head[0] == head[1] and tokens[head[0]].low in PERSONAL and tokens[head[0]].text != "US":
        span = Span(tokens[head[0]].start, tokens[head[0]].end)
        return Described("pronoun", Person(None), span, pronoun=tokens[head[0]].low)
    if head[0] == head[1] and tokens[head[0]].low.split("'")[0] in {"i", "we"}:  # "I've seen"
        return Described("pronoun", Person(None), mention, pronoun=tokens[head[0]].low.split("'")[0])
    if head[0] == head[1] and tokens[head[0]].low in _OBLIQUE:
        return Described("pronoun", Person(None), mention, pronoun=_OBLIQUE[tokens[head[0]].low])
    if head[0] == head[1] and tokens[head[0]].low == "which":
        return Described("pronoun", Person(None), mention, pronoun="which")
    if tokens[head[1]].low.endswith("-year-old") and tokens[head[0]].low == "the":
        return Described("pronoun", Person(None), mention, pronoun="the")
    definite = (
        tokens[head[0]].low in {"the", "this", "that", "his", "her", "its", "their"}
        and not tokens[head[0]].text.isupper()
    )
    for part in phrase.parts:
        own = tokens[part[0] : part[1] + 1]
        names = people.names_in(own)
        if names:
            return _person(text, tokens, phrase, part, own, _whose(own, names), people)
    for part in phrase.parts[1:]:
        own = tokens[part[0] : part[1] + 1]
        if len(own) > 2 and own[0].low == "the" and all(token.capital for token in own[1:]):
            called = Span(own[1].start, own[-1].end)  # "the regime's mouthpiece, the New Beacon"
            return Described("body", Person(_words(text, own[1:]), body=True), called, definite)
    return _nameless(text, tokens, phrase, mention, people, definite=definite)


def _whose(own: Sequence[Token], names: Sequence[Name]) -> Name:
    """The last name of a phrase, or the first where the others only tell where he belongs ("Ana Roe of the Otto Brand House")."""
    first, following = names[0], own[names[0].last + 1] if names[0].last + 1 < len(own) else None
    return first if following is not None and following.low in {"of", "from", "at", "with"} else names[-1]


def _person(
    text: str,
    tokens: Sequence[Token],
    phrase: Phrase,
    part: tuple[int, int],
    own: Sequence[Token],
    name: Name,
    people: People,
) -> Described:
    before = list(own[: name.first])
    role, affiliation = title_of(text, before, people)
    rank = role.lower() if role is not None and role.lower() in _RANKS else None
    role = None if rank is not None else role
    others = [other for other in phrase.parts if other != part]
    if others:
        beside = (
            tokens[others[0][0] : others[-1][1] + 1]
            if others[0] > part or others[-1] < part
            else tokens[others[0][0] : others[0][1] + 1]
        )
        other_role, other_affiliation = title_of(text, list(beside), people)
        role, affiliation = role or other_role, affiliation or other_affiliation
    if role is None and before:
        role = title_of(text, before, people)[0]
    after = list(own[name.last + 1 :])
    if affiliation is None and after and after[0].low in {"of", "from", "at"}:
        affiliation = _words(text, _undetermined(after[1:]))
    person = Person(name.words, role, affiliation, gender_of(name.words, role, name.honorific), rank=rank)
    mention = Span(own[name.first].start, _name_end(own[name.last]))
    return Described("person", person, mention)


def _name_end(token: Token) -> int:
    return token.end - (2 if token.text.endswith(("'s", "’s")) else 0)


def _nameless(
    text: str, tokens: Sequence[Token], phrase: Phrase, mention: Span, people: People, *, definite: bool
) -> Described:
    part = phrase.parts[0]
    own = list(tokens[part[0] : part[1] + 1])
    words = _words(text, _undetermined(own)) or mention.of(text)
    heads = [token for token in own if token.word]
    core = _front(heads)
    last = core[-1] if core else own[-1]
    roles = [
        token for token in core if singular(token.low) in ROLE_NOUNS and not (token.possessive and token is not last)
    ]
    if (
        last.low in PLURAL_SPEAKERS
        and last.low not in {"troops", "forces", "police", "authorities"}
        and not last.capital
    ):
        role, affiliation = title_of(text, own, people)
        return Described("plural", Person(None, role or words, affiliation, plural=True), mention, definite)
    if roles and roles[-1] is last:
        role, affiliation = title_of(text, own, people)
        return Described("role", Person(None, role or words, affiliation, gender_of(None, role)), mention, definite)
    examined = _examined_by(text, heads)
    if examined is not None:  # "images examined by Green Field Trust show ...": the Trust says what they show
        return Described("body", Person(examined, affiliation=examined, body=True), mention, definite)
    if last.low in SPEAKING_THINGS and not last.capital:
        return Described("thing", Person(None, words, _by(text, heads)), mention, definite)
    if phrase.parts[0][0] == 0 and len(core) == 1 and (last.low in people.common or last.low in PLURAL_SPEAKERS):
        low = words.lower()
        plural = last.low in PLURAL_SPEAKERS or last.low.endswith("s")
        return Described("plural" if plural else "unknown", Person(None, low, plural=plural), mention, definite)
    if heads and heads[0].low in _QUANTITIES and len(heads) > 1:
        return Described("plural", Person(None, words[0].lower() + words[1:], plural=True), mention, definite)
    known = people.families.body_of(words) or (people.families.state_of(words) if core and core[0].capital else None)
    proper = bool(core) and core[-1].capital
    if (
        last.low in _BODY_HEADS
        or ({token.low for token in core} & ORG_WORDS and proper)
        or (known and (proper or last.low in _BODY_HEADS))
    ):
        return Described(
            "body",
            Person(words, None, words if not proper else None, body=True, plural=last.low.endswith("s")),
            mention,
            definite,
        )
    begins = part[0] == 0 or not (tokens[part[0] - 1].word or tokens[part[0] - 1].masked)
    if begins and len(core) == 1 and known is None and _may_be_common(core[0], people):
        # A capital that only begins a sentence proves no name ("Neither said ...", "Autumn ...").
        return Described("unknown", Person(None, words.lower()), mention, definite)
    if proper and len(core) <= 4 and core[-1].low not in TITLE_WORDS and core[0].low not in DETERMINERS:
        return Described("body", Person(words, body=True), mention, definite)
    return Described("unknown", Person(None, words), mention, definite)


def _may_be_common(token: Token, people: People) -> bool:
    """True for a word at the start of a sentence that looks like a common noun and is written with a capital nowhere else."""
    low = token.low
    return token.text not in people.capitals and (
        low in STARTERS or low in _COMMON or low in classes() or (low.endswith("s") and not low.endswith("us"))
    )


def _front(heads: Sequence[Token]) -> list[Token]:
    """The words before the first preposition: what the phrase turns on is the last of them."""
    for i, token in enumerate(heads):
        ends = token.low in PREPOSITIONS or (token.low in QUALIFYING and singular(heads[i - 1].low) in ROLE_NOUNS)
        if i > 0 and ends and not token.capital:
            return list(heads[:i])
    return list(heads)


def _examined_by(text: str, heads: Sequence[Token]) -> str | None:
    for i in range(1, len(heads) - 1):
        looked = heads[i - 1].low.endswith(("ed", "seen", "taken")) and not heads[i - 1].capital
        named = _undetermined(heads[i + 1 :])
        if heads[i].low == "by" and looked and named and all(t.capital or t.low in PREPOSITIONS for t in named):
            return _words(text, named)
    return None


def _by(text: str, heads: Sequence[Token]) -> str | None:
    for i, token in enumerate(heads):
        if token.low in {"by", "from", "of"} and i + 1 < len(heads):
            return _words(text, _undetermined(heads[i + 1 :]))
    return None


def title_of(text: str, tokens: list[Token], people: People) -> tuple[str | None, str | None]:
    """Return (role, affiliation) of a title: 'Xia's ambassador to Yland' -> ('ambassador to Yland', 'Xia')."""
    tokens = _undetermined([t for t in tokens if t.low not in _NO_TITLE])
    if tokens and tokens[0].auxiliary:
        tokens = _undetermined([t for t in tokens if not (t.auxiliary or t.adverb)])
    words = [i for i, token in enumerate(tokens) if token.word or token.text in "()"]
    if not words:
        return None, None
    cut = next((i for i in words if i > 0 and tokens[i].low in PREPOSITIONS and not tokens[i].capital), len(tokens))
    heads = [
        i for i in range(cut) if singular(tokens[i].low) in ROLE_NOUNS and not (tokens[i].possessive and i < cut - 1)
    ]
    if not heads:
        while words and singular(tokens[0].low) in TITLE_WORDS and tokens[0].text.endswith("."):
            tokens, words = tokens[1:], words[1:]  # "Col.", "Gen.": a rank is no body
        if not tokens:
            return None, None
        later = [i for i in range(len(tokens)) if singular(tokens[i].low) in ROLE_NOUNS]
        if later:
            return _words(text, tokens), None
        last = next((token for token in reversed(tokens) if token.word), tokens[-1])
        bodily = last.capital or last.low in ORG_WORDS or last.low in _BODY_HEADS  # not "the rocket's maker"
        return None, _words(text, tokens) if bodily and any(t.capital for t in tokens) else None
    head = heads[-1]
    begin = head
    while begin > 0 and _modifies_role(tokens[begin - 1], people):
        begin -= 1
    before, after = tokens[:begin], tokens[head + 1 :]
    first = 0
    while first < len(before) and not before[first].capital and _modifies_role(before[first], people):
        first += 1
    affiliation = _words(text, before[first:]) if any(token.capital for token in before[first:]) else None
    if before and (affiliation is None or first > 0):
        begin = 0
    affiliation = _strip_possessive(affiliation) or _tied(text, after, tokens[head].low, people)
    if affiliation is not None and all(word.lower() in STARTERS | TITLE_WORDS for word in affiliation.split()):
        affiliation = None
    return _words(text, tokens[begin:]), affiliation


def _modifies_role(token: Token, people: People) -> bool:
    if token.possessive or token.low in ORG_WORDS or people.families.is_state_word(token.low):
        return False
    if token.text.isupper() and len(token.text) > 1:
        return False
    return token.low in TITLE_WORDS or (token.word and not token.capital)


def _tied(text: str, after: Sequence[Token], head: str, people: People) -> str | None:
    """The body that a role belongs to, named after it: 'of the Mission', 'at the US Defence Department'."""
    best: str | None = None
    for i, token in enumerate(after):
        if token.low not in {"of", "at", "for", "with", "from", "in"} or i + 1 >= len(after):
            continue
        rest = _undetermined(list(after[i + 1 :]))
        words = _words(text, rest)
        if words is None:
            continue
        bodily = (
            any(t.low in ORG_WORDS or t.low in _BODY_HEADS for t in rest) or people.families.body_of(words) is not None
        )
        if token.low in {"at", "with", "from"} and rest[0].capital:
            return words
        near = _words(text, _front(rest)) or ""
        state = people.families.state_of(near) is not None and token.low == "of"
        if best is None and (
            (bodily and token.low != "in") or state or (head in _SPOKES and token.low in {"for", "of"})
        ):
            best = words
    return best


def _undetermined(tokens: Sequence[Token]) -> list[Token]:
    kept = list(tokens)
    while kept and kept[0].low in DETERMINERS and kept[0].text != "US" and not kept[0].possessive:
        kept.pop(0)
    while kept and kept[-1].text == ",":
        kept.pop()
    return kept


def _words(text: str, tokens: Sequence[Token]) -> str | None:
    if not tokens:
        return None
    return " ".join(text[tokens[0].start : tokens[-1].end].split())


def _strip_possessive(words: str | None) -> str | None:
    if words is None:
        return None
    return words.removesuffix("’s").removesuffix("'s").removesuffix("’").removesuffix("'")
