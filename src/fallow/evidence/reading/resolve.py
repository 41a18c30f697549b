"""From a described subject to a person of the article: surnames, kindred roles, pronouns. Rules ``resolve-*/1``.

A pronoun is first looked for in its own sentence (a name before it), then in the sentence before (the one person named
there), then it is the last speaker whose gender can fit. What stays unresolved stays nameless: a pronoun is never a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fallow.evidence.reading.cue import CUES, FREE_SUBJECT, NO_SOURCES
from fallow.evidence.reading.describe import Described, title_of
from fallow.evidence.reading.families import office_head
from fallow.evidence.reading.people import Name, People, Person, gender_of
from fallow.evidence.reading.tokens import Token
from fallow.evidence.reading.words import (
    MONTHS,
    OFFICE_NOUNS,
    ORG_WORDS,
    PREPOSITIONS,
    ROLE_KIN,
    ROLE_NOUNS,
    TITLE_WORDS,
    WEEKDAYS,
)

_COLLECTIVE = frozenset(
    {
        "ministry",
        "department",
        "group",
        "agency",
        "organisation",
        "organization",
        "government",
        "charity",
        "office",
        "command",
        "council",
        "company",
        "party",
        "army",
        "team",
        "mission",
    }
)
_GROUPS = frozenset({"group", "organisation", "organization", "agency", "charity"})
_MEMORY = 2
_ALSO_THINGS = frozenset({"chair", "head", "chief", "general", "major", "source", "pilot", "king", "queen", "driver"})
"""After "a" these are as often no person, or only part of a name for one."""

_OWNED = re.compile(r"(?:the\s+)?(?P<head>[a-z]+)[’']s\s+(?P<role>.+)")
_CALENDAR = frozenset(WEEKDAYS) | frozenset(MONTHS)
_ASKED = frozenset("asked pressed questioned challenged quizzed".split())
_ANY_OFFICE = frozenset("official diplomat envoy head chief leader politician officer".split())
"""Nouns by which a writer may call any holder of an office when he is meant again."""


@dataclass(slots=True)
class Discourse:
    """Who was spoken of, sentence by sentence, and who spoke last."""

    people: People
    house: str | None = None
    last: Person | None = None
    narrator: Person | None = None
    recent: list[list[Person]] = field(default_factory=list)

    def begin_sentence(self) -> None:
        """Forget the sentence before the last."""
        self.recent.append([])
        del self.recent[: -_MEMORY - 1]

    def sight(self, text: str, tokens: Sequence[Token]) -> None:
        """Remember the persons named in a sentence, after its own statements were resolved."""
        verb = next((i for i, t in enumerate(tokens) if t.auxiliary or (t.low in CUES and not t.capital)), len(tokens))
        aside: list[Person] = []
        for name in self.people.names_in(tokens):
            person = self._seen(text, tokens, name)
            if self.recent and not tokens[name.last].possessive:
                (self.recent[-1] if name.first < verb else aside).append(person)
        self._sight_roles(text, tokens)
        if self.recent and not self.recent[-1]:
            self.recent[-1].extend(aside)

    def _seen(self, text: str, tokens: Sequence[Token], name: Name) -> Person:
        begin = name.first
        while (
            begin > 0
            and (tokens[begin - 1].capital or tokens[begin - 1].low in ROLE_NOUNS | TITLE_WORDS)
            and tokens[begin - 1].word
        ):
            begin -= 1
        role, affiliation = (
            title_of(text, list(tokens[begin : name.first]), self.people) if begin < name.first else (None, None)
        )
        if role is None and name.last + 2 < len(tokens) and tokens[name.last + 1].text == ",":
            role, affiliation = self._apposition(text, tokens, name.last + 2, affiliation)
        if role is None and begin > 1 and tokens[begin - 1].text == ",":
            role, affiliation = self._office_before(text, tokens, begin - 1, affiliation)
        known = self.people.by_name(name.words)
        if (
            known is not None
            and known in self.people.known
            and (len(name.words.split()) == 1 or known.role is not None)
        ):
            return known
        full = known.name if known is not None and known.name is not None else name.words
        return self.people.remember(Person(full, role, affiliation, gender_of(full, role, name.honorific)))

    def _office_before(
        self, text: str, tokens: Sequence[Token], comma: int, affiliation: str | None
    ) -> tuple[str | None, str | None]:
        """'Xia's envoy to the talks, Ana Roe': the office before the comma, if nothing but the office stands there."""
        begin = comma
        while begin > 0 and comma - begin < 12 and tokens[begin - 1].word and not tokens[begin - 1].auxiliary:
            begin -= 1
        own = list(tokens[begin:comma])
        starts = begin == 0 or tokens[begin - 1].text in {",", ";", ":"}
        plain = (
            own
            and own[0].low not in {"its", "their", "his", "her", "our"}
            and not any(t.low in CUES and not t.capital for t in own)
        )
        if not starts or not plain or not any(t.low in ROLE_NOUNS for t in own):
            return None, affiliation
        role, other = title_of(text, own, self.people)
        return (role, affiliation or other) if office_head(role) is not None else (None, affiliation)

    def _sight_roles(self, text: str, tokens: Sequence[Token]) -> None:
        """'a spokeswoman for the ministry': nobody by name, but a 'she' in the next sentence is she."""
        for i, token in enumerate(tokens):
            if token.low not in {"a", "an", "one"} or (token.capital and i > 0):
                continue
            for j in range(i + 1, min(i + 6, len(tokens))):
                if not tokens[j].word or tokens[j].low in PREPOSITIONS or tokens[j].auxiliary:
                    break
                if (
                    tokens[j].low in ROLE_NOUNS - _ALSO_THINGS
                    and not tokens[j].possessive
                    and (j + 1 == len(tokens) or not tokens[j + 1].capital)
                ):
                    end = j
                    while (
                        end + 1 < len(tokens)
                        and end - j < 6
                        and (
                            tokens[end + 1].low in {"for", "of", "at", "the"}
                            or tokens[end + 1].capital
                            or tokens[end].low == "the"
                        )
                    ):
                        end += 1
                    role, affiliation = title_of(text, list(tokens[i : end + 1]), self.people)
                    if self.recent:
                        self.recent[-1].append(Person(None, role, affiliation, gender_of(None, role)))
                    break

    def kindred(self, role: Person, named: Person) -> bool:
        """True where a role without a name can be that person: kindred office, same side, no clash of gender."""
        held = self.people.families.holder(named.name or "", None) if named.role is None else None
        if held is not None:
            named = replace(named, role=held[1])
        one, other = office_head(role.role), office_head(named.role)
        if one is None or other is None or {role.gender, named.gender} == {"m", "f"}:
            return False
        kin = one == other or one == "official" or any(one in group and other in group for group in ROLE_KIN)
        return kin and self._holds_office(role, named)

    def may_be(self, role: Person, named: Person) -> bool:
        """True where a named person of no known side holds the very office ("Xia's foreign minister ...", "Ana Roe, the minister")."""
        one, other = office_head(role.role), office_head(named.role)
        if named.name is None or named.body or one is None or one != other or {role.gender, named.gender} == {"m", "f"}:
            return False
        side = self._side(named)
        return side is None or side.startswith("person:")

    def _apposition(
        self, text: str, tokens: Sequence[Token], begin: int, affiliation: str | None
    ) -> tuple[str | None, str | None]:
        end = begin
        while (
            end < len(tokens)
            and tokens[end].text not in {",", ".", ";", ":"}
            and not tokens[end].masked
            and end - begin < 16
        ):
            end += 1
        role, other = title_of(text, list(tokens[begin:end]), self.people)
        return (role, affiliation or other) if office_head(role) is not None else (None, affiliation)

    def resolve(self, found: Described, lemma: str, tokens: Sequence[Token], at: int) -> Person | None:
        """Return who is meant, or ``None`` where the subject is nobody who speaks."""
        if found.kind == "pronoun":
            return self._pronoun(found, tokens, at)
        if found.kind == "person":
            known = self.people.by_name(found.person.name or "")
            longer = known.name if known is not None and known.name is not None else found.person.name
            return self.people.remember(self._with_body(replace(found.person, name=longer)))
        if found.kind == "role":
            return self._role(found)
        if found.kind == "body":
            return self._body(found)
        if found.kind == "plural":
            self.people.remember(found.person)
            return found.person
        if found.kind == "thing":
            return self._thing(found)
        if (
            lemma in FREE_SUBJECT
            and not found.inverted
            and found.person.role not in NO_SOURCES
            and found.person.role is not None
            and len(found.person.role.split()) <= 8
        ):
            return found.person
        return None

    def _with_body(self, person: Person) -> Person:
        """'the authority's director': the body of that kind that was named before, where one was."""
        owned = _OWNED.match(person.role or "")
        if owned is None or person.affiliation is not None or owned["head"] not in ORG_WORDS:
            return person
        for other in reversed(self.people.known):
            words = other.affiliation or (other.name if other.body else None)
            if words is not None and words.lower().endswith(owned["head"]) and " " in words:
                return replace(person, role=owned["role"], affiliation=words)
        return person

    def _pronoun(self, found: Described, tokens: Sequence[Token], at: int) -> Person | None:
        word = found.pronoun or ""
        if word in {"i", "we", "you", "who"}:
            return self._before_who(tokens, at) if word == "who" else self.narrator if word in {"i", "we"} else None
        if word == "which":
            return self._body_before(tokens, at)
        if word == "the":  # "the 26-year-old"
            near = [p for sentence in self.recent[:-1][-1:] for p in sentence if p.name is not None and not p.body]
            return near[-1] if len({p.name for p in near}) == 1 else self.last
        wanted = {"he": "m", "she": "f"}.get(word)
        if wanted is None:
            return self._thing_pronoun(plural=word == "they")
        asked = (
            bool(tokens) and tokens[0].low in _ASKED
        )  # "Asked by Ana Roe whether ..., she said": not the one who asks
        own = [] if asked else [self.people.by_name(n.words) for n in self.people.names_in(tokens[:at])]
        for person in reversed([p for p in own if p is not None]):
            if person.gender in {None, wanted}:
                return person
        previous = [
            p for sentence in self.recent[:-1][-1:] for p in sentence if p.gender in {None, wanted} and not p.body
        ]
        distinct = {p.name for p in previous}
        if len(distinct) == 1:
            return self.people.by_name(previous[0].name or "") or previous[0]
        if self.last is not None and not self.last.body and not self.last.plural and self.last.gender in {None, wanted}:
            self._learn(self.last, wanted)
            return self.last
        if previous:
            return self.people.by_name(previous[-1].name or "") or previous[-1]
        for person in reversed(self.people.known):
            if person.name is not None and not person.body and person.gender in {None, wanted}:
                return person
        return None

    def _before_who(self, tokens: Sequence[Token], at: int) -> Person | None:
        """The person named right before "who", who may be no speaker yet; else whoever spoke last."""
        end = at - 1 if at > 0 and tokens[at - 1].text == "," else at
        names = self.people.names_in(tokens[:end])
        if names and end - 1 <= names[-1].last + 2:
            return self.people.by_name(names[-1].words) or self.people.remember(
                Person(names[-1].words, gender=gender_of(names[-1].words, None, names[-1].honorific))
            )
        return self.last

    def _body_before(self, tokens: Sequence[Token], at: int) -> Person | None:
        """'a report by the channel Kanal Roe, which claimed ...': the body named right before the comma."""
        end = at - 1 if at > 0 and tokens[at - 1].text == "," else at
        begin = end
        while begin > 0 and tokens[begin - 1].capital and tokens[begin - 1].word:
            begin -= 1
        words = " ".join(token.text for token in tokens[begin:end])
        named = end - begin > 1 or (end > begin and self.people.families.body_of(words) is not None)
        return Person(words, body=True) if named and tokens[end - 1].low not in _CALENDAR else None

    def _learn(self, person: Person, gender: str) -> None:
        if person.name is not None and person.gender is None:
            self.last = self.people.remember(replace(person, gender=gender))

    def _thing_pronoun(self, *, plural: bool) -> Person | None:
        if self.last is not None and (self.last.body or (plural and self.last.plural)):
            return self.last
        for person in reversed(self.people.known):
            if person.body or (plural and person.plural):
                return person
        return None

    def _role(self, found: Described) -> Person:
        role = found.person.role or ""
        if found.definite or found.person.affiliation is not None:
            known = self.people.by_role(role)
            only = self._only_speaker(found.person) if found.definite else None
            if only is not None and (known is None or known.name is None):
                return only
            if (
                known is not None
                and self._same_side(found.person, known)
                and (found.definite or self._holds_office(found.person, known))
            ):
                return known
            unknown_role = (
                self.last is not None and self.last.role is None and not self.last.body and not self.last.plural
            )
            if found.definite and found.person.affiliation is None and unknown_role and self.last is not None:
                return self.last
        self.people.remember(found.person)
        return found.person

    def _only_speaker(self, role: Person) -> Person | None:
        """'the diplomat', 'the official': whoever spoke last, where he holds an office too and nobody else has spoken before him."""
        last, head = self.last, office_head(role.role)
        if (
            last is None
            or last.name is None
            or last.body
            or head not in _ANY_OFFICE
            or {role.gender, last.gender} == {"m", "f"}
        ):
            return None
        others = [
            one
            for one in self.people.known
            if one.role is not None
            and one.name != last.name
            and not one.body
            and not one.plural
            and not (one.name is None and office_head(one.role) in _ANY_OFFICE and self._same_side(one, last))
        ]  # "Xian envoy says", in the headline, is most likely the same
        held = office_head(last.role) in OFFICE_NOUNS
        return last if held and not others and self._same_side(role, last) else None

    def _holds_office(self, new: Person, old: Person) -> bool:
        """Without an article ("Karthian foreign minister said"), only the same affiliation makes it the same person."""
        one, other = self._side(new), self._side(old)
        return one is not None and one == other and not one.startswith("person:")

    def _same_side(self, new: Person, old: Person) -> bool:
        one, other = self._side(new), self._side(old)
        return one is None or other is None or one == other

    def _side(self, person: Person) -> str | None:
        return self.people.families.authority_of(person.name, person.role, person.affiliation, None)

    def _body(self, found: Described) -> Person:
        name = found.person.name or ""
        head = name.split()[-1].lower() if name else ""
        if found.definite and head in _COLLECTIVE and len(name.split()) == 1:
            told = self.last.role if self.last is not None and not self.last.body else None
            if (
                head in _GROUPS
                and told is not None
                and self.people.families.body_of(told.split(" of ", 1)[-1]) is None
                and " of " in told
            ):
                return Person(told.split(" of ", 1)[-1], affiliation=told.split(" of ", 1)[-1], body=True)
            for person in reversed(self.people.known):
                if (
                    person.body
                    and person.name is not None
                    and (
                        head in person.name.lower()
                        or (head in _GROUPS and self.people.families.state_of(person.name) is None)
                    )
                ):
                    return person
                if person.affiliation is not None and head in person.affiliation.lower():
                    return Person(person.affiliation, affiliation=person.affiliation, body=True)
            if self.house is not None and head in {
                "team",
                "mission",
                "group",
                "organisation",
                "organization",
                "charity",
                "office",
            }:
                return Person(self.house, affiliation=self.house, body=True)
        if len(name.split()) == 1 and head in _COLLECTIVE and name.islower():
            return Person(None, role=name, body=True)
        self.people.known.append(found.person)
        return found.person

    def _thing(self, found: Described) -> Person | None:
        by = found.person.affiliation
        if by is not None and (self.people.families.body_of(by) or set(by.lower().split()) & ORG_WORDS):
            person = Person(by, affiliation=by, body=True)
            self.people.known.append(person)
            return person
        if found.definite and self.last is not None:
            return self.last
        if found.definite:
            return next((p for p in reversed(self.people.known) if p.body), None)
        capitals = any(word[:1].isupper() for word in (found.person.role or "").split())
        return found.person if capitals and by is None else None  # "a 2031 Army paper"
