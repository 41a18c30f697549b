"""Names of persons in an article, and who is meant by a surname, a role or a pronoun. Rules ``name-*/1``.

No named-entity model: a person is a run of capitalised words that is left when titles, states and bodies are taken off its
front, and that is no body or place itself. A surname alone is the last person so named; "the ambassador" is the last person
with a kindred role; "he" is the person whom the sentence or the paragraph was about, if the gender can fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from fallow.evidence.reading.families import Families, given_names, office_head, singular
from fallow.evidence.reading.tokens import Token
from fallow.evidence.reading.words import (
    FEMALE,
    MALE,
    MONTHS,
    ORG_WORDS,
    PREPOSITIONS,
    ROLE_KIN,
    ROLE_NOUNS,
    STARTERS,
    TITLE_WORDS,
    WEEKDAYS,
)

_PARTICLES = frozenset("de da di do dos del della der den van von bin ibn ben abu al el la le du ter ten".split())
_HONORIFICS = frozenset("mr mrs ms miss dr sir lord lady prof rev daw herr frau monsieur madame señor señora".split())
_CALENDAR = frozenset(WEEKDAYS) | frozenset(MONTHS)
_LINKING = frozenset({"of", "for", "to"})


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as it stands: token indices ``[first, last]`` of the sequence that was searched."""

    first: int
    last: int
    words: str
    titled: bool
    honorific: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody (or a body) who speaks or is spoken of. ``name`` is ``None`` for a role alone."""

    name: str | None
    role: str | None = None
    affiliation: str | None = None
    gender: str | None = None
    plural: bool = False
    body: bool = False
    rank: str | None = None

    @property
    def surname(self) -> str | None:
        """The last word of the name."""
        return self.name.split()[-1] if self.name else None


@dataclass(slots=True)
class People:
    """Everyone named so far in one article, in order of appearance; the reader's memory of who was last spoken of."""

    families: Families
    common: frozenset[str]
    capitals: frozenset[str] = frozenset()
    is_place: Callable[[str], bool] = lambda _: False
    known: list[Person] = field(default_factory=list)
    full: dict[str, str] = field(default_factory=dict)

    def harvest(self, text: str, tokens: Sequence[Token]) -> None:
        """Note every full name of a paragraph, quotes included, so that a surname finds it from the first line on."""
        for name in self.names_in(tokens):
            parts = name.words.split()
            if len(parts) > 1:
                old = self.full.setdefault(parts[-1], name.words)
                male, female = given_names()
                if (
                    old != name.words
                    and old.split()[0].lower() not in male | female
                    and parts[0].lower() in male | female
                ):
                    self.full[parts[-1]] = name.words

    def names_in(self, tokens: Sequence[Token]) -> list[Name]:
        """Return the names of persons among the tokens, in order."""
        found: list[Name] = []
        i = 0
        while i < len(tokens):
            last = _run_end(tokens, i)
            if last < i:
                i += 1
                continue
            name = self._name_of(tokens, i, last)
            if name is not None:
                found.append(name)
            i = last + 1
        return found

    def _name_of(self, tokens: Sequence[Token], first: int, last: int) -> Name | None:
        begin, titled, honorific = first, False, None
        while begin < last and self._comes_off(tokens, begin, last):
            titled = titled or singular(tokens[begin].low) in TITLE_WORDS
            honorific = tokens[begin].low if tokens[begin].low in _HONORIFICS else honorific
            begin += 1
        inside = [i for i in range(begin + 1, last) if tokens[i].low in ROLE_NOUNS and not tokens[i].possessive]
        if inside:  # "White House Spokeswoman Ana Roe"
            begin, titled = inside[-1] + 1, True
        before = tokens[first - 1] if first > 0 else None
        titled = titled or (before is not None and singular(before.low) in ROLE_NOUNS)
        count = last - begin + 1
        linked = before is not None and (
            before.low in _LINKING or (before.low in {"in", "at"} and _office_near(tokens, first))
        )
        if count > 2 and begin == first and linked and first > 1:
            begin, count = last - 1, 2
        off = [singular(tokens[i].low) for i in range(first, begin)]
        bodily = any(low in ORG_WORDS for low in off) and not any(
            low in ROLE_NOUNS or low in _HONORIFICS for low in off
        )
        if bodily and count == 1 and self.by_name(tokens[begin].text) is None:
            return None  # "US Army Europe"
        if before is not None and before.low == "the" and not titled and begin == first and count > 1:
            return None  # "the Aerospace Division", "the New Beacon": persons have no article
        words = " ".join(token.text for token in tokens[begin : last + 1])
        for ending in ("’s", "'s", "’", "'"):
            words = words.removesuffix(ending)
        lows = [token.low for token in tokens[begin : last + 1]]
        if not self._is_person(lows, words, titled=titled):
            return None
        return Name(begin, last, words, titled, honorific)

    def _comes_off(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Titles, states, acronyms and bodies before a name, and the capital that only begins a sentence."""
        token = tokens[at]
        male, female = given_names()
        if token.low in male or token.low in female:
            return False  # before states: "Sofia" is a capital and a given name
        if (
            {token.low, singular(token.low)} & TITLE_WORDS
            or token.low in STARTERS
            or self.families.is_state_word(token.low)
        ):
            return True
        if (
            token.low.endswith("ing")
            and len(token.low) > 5
            and not token.text.isupper()
            and tokens[last].text in self.full
        ):
            return True  # "Panicking Roe", where the text elsewhere writes "Ana Roe"
        acronym = token.text.isupper() and 2 <= len(token.text) <= 6 and token.text.isalpha()
        return token.possessive or acronym or (token.low in ORG_WORDS and last - at >= 2)

    def _is_person(self, lows: list[str], words: str, *, titled: bool) -> bool:
        male, female = given_names()
        given = len(lows) > 1 and (lows[0] in male or lows[0] in female)
        if any(low in ORG_WORDS or low in _CALENDAR or self.families.is_state_word(low) for low in lows[given:]):
            return False
        if (
            self.families.body_of(words) is not None
            or (not titled and self.is_place(words))
            or len(lows) > 5
            or words.isupper()
        ):
            return False
        if len(lows) == 1:
            if singular(lows[0]) in TITLE_WORDS or lows[0] in STARTERS or len(words) < 3:
                return False
            return titled or self.by_name(words) is not None
        if given:
            return True
        return lows[0] not in self.common or titled

    def by_name(self, words: str) -> Person | None:
        """Return the last person whose name or surname this is."""
        parts = words.split()
        if not parts:
            return None
        for person in reversed(self.known):
            if person.name is None or person.body:
                continue
            own = person.name.split()
            if words == person.name or (
                len(parts) == 1 and parts[0] in {own[-1], own[0] if len(own) == 1 else own[-1]}
            ):
                return person
            if len(parts) > 1 and own[-1] == parts[-1] and own[0][0] == parts[0][0]:
                return person
        given = [one for one in self.known if len(parts) == 1 and one.name is not None and not one.body]
        given = [
            one for one in given if (one.name or "").split()[0] == parts[0] and not self.families.is_state_word(words)
        ]
        if given and len({one.name for one in given}) == 1:
            return given[-1]  # where the text goes on with the given name
        full = self.full.get(parts[-1])
        if full is not None and (len(parts) == 1 or full == words):
            return Person(full, gender=gender_of(full, None))
        return None

    def by_role(self, role: str) -> Person | None:
        """Return the last person whose role is kindred to the noun that ``role`` turns on."""
        head = office_head(role)
        if head is None:
            return None
        for person in reversed(self.known):
            if head == person.rank:
                return person
            other = office_head(person.role)
            if other is None or person.plural:
                continue
            official = head == "official" and other in {
                "minister",
                "secretary",
                "spokesman",
                "spokeswoman",
                "ambassador",
                "undersecretary",
                "under-secretary",
                "adviser",
                "director",
                "officer",
            }
            if other == head or official or any(head in kin and other in kin for kin in ROLE_KIN):
                return person
        return None

    def remember(self, person: Person) -> Person:
        """Keep a person, merged with what was known of the same name; the merged one is the latest of all."""
        if person.name is None or person.body:
            self.known.append(person)
            return person
        old = self.by_name(person.name)
        if old is not None:
            longer = old.name if old.name is not None and len(old.name) >= len(person.name) else person.name
            person = replace(
                person,
                name=longer,
                role=old.role or person.role,
                affiliation=old.affiliation or person.affiliation,
                gender=person.gender or old.gender,
                rank=person.rank or old.rank,
            )
            if old in self.known:
                self.known.remove(old)
        self.known.append(person)
        return person


def gender_of(name: str | None, role: str | None, honorific: str | None = None) -> str | None:
    """Return 'm', 'f' or ``None`` from an honorific, a gendered role or a given name."""
    for word in (honorific, *(role or "").lower().split()):
        if word in FEMALE:
            return "f"
        if word in MALE:
            return "m"
    first = name.split()[0].lower() if name and len(name.split()) > 1 else ""
    male, female = given_names()
    return "m" if first in male else "f" if first in female else None


def _office_near(tokens: Sequence[Token], first: int) -> bool:
    """'the consul general of Xia in Yport Ana Roe': an office stands a few words before."""
    return any(singular(token.low) in ROLE_NOUNS for token in tokens[max(0, first - 12) : first])


def _run_end(tokens: Sequence[Token], first: int) -> int:
    """Return the last index of the run of capitalised words that begins at ``first``, or ``first - 1`` for none."""
    if not (tokens[first].word and tokens[first].capital):
        return first - 1
    last = first
    while last + 1 < len(tokens):
        if tokens[last].possessive and not (
            tokens[last].low.endswith("s") and tokens[last].text.endswith(("s'", "s’"))
        ):
            break
        following = tokens[last + 1]
        if following.word and following.capital and not _weekday_after(tokens, last):
            last += 1
        elif (past := _past_particles(tokens, last + 1)) is not None:
            last = past
        else:
            break
    return last


def _past_particles(tokens: Sequence[Token], at: int) -> int | None:
    """Return the index of the capitalised word after one or two particles ("van der Meer") at ``at``, or ``None``."""
    for end in (at, at + 1):
        if end + 1 >= len(tokens) or tokens[end].low not in _PARTICLES or tokens[end].low in PREPOSITIONS:
            return None
        if tokens[end + 1].capital:
            return end + 1
    return None


def _weekday_after(tokens: Sequence[Token], last: int) -> bool:
    return tokens[last + 1].low in _CALENDAR
