"""Authority families: who, in the end, speaks with one voice. Tables: ``fallow.evidence.lookup``; rules ``family-*/1``.

All offices of one government are one family, so ten officials of one state who repeat one line count once. The tables
know real states, bodies and outlets with the day they were written; states that no table knows are recognised by their
offices in the text ("the Xian Defence Ministry") and get a key from the stem of their name, so that adjective and name
meet. A nationality is not an authority: an analyst of some country speaks for himself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from fallow.evidence.lookup.current import current_tables
from fallow.evidence.lookup.layers import Tables
from fallow.evidence.reading.words import (
    LOCAL_ROLES,
    MONTHS,
    OFFICE_NOUNS,
    ORG_WORDS,
    ROLE_NOUNS,
    STARTERS,
    TITLE_WORDS,
    WEEKDAYS,
)

_TOKEN = re.compile(r"[^\W\d_]+(?:[.’'\-][^\W\d_]+)*")
_SUFFIXES = (
    "ians",
    "ian",
    "eans",
    "ean",
    "ans",
    "an",
    "ese",
    "ish",
    "ites",
    "ite",
    "is",
    "i",
    "ia",
    "ers",
    "er",
    "ic",
    "a",
    "e",
    "y",
    "o",
)
_PLAIN = "government|army|military|armed forces|air force|forces|troops|ministry|parliament|embassy|ambassador|president|(?:[a-z]+ )?minister|(?:[a-z]+ )?ministry|artillery|aviation|general staff|authorities|delegation|envoy|state media"  # fmt: skip
_OFFICES = re.compile(
    rf"\b(?P<state>[A-Z][^\W\d_]{{2,}}(?:-[A-Z][^\W\d_]+)?)(?:[’']s)?\s+(?:(?:deputy|former|acting)\s+)?(?i:{_PLAIN})\b"
)
_OF_STATE = re.compile(
    r"\b(?i:republic|government|kingdom|federation|ministry|armed forces|army|authorities|embassy|minister|secretary|under-secretary|president|parliament)\s+"
    r"(?:(?:of|for)\s+(?:the\s+)?[A-Za-z]+\s+)?of\s+(?:the\s+)?(?P<state>[A-Z][^\W\d_]{2,})|"
    r"\b(?i:ambassador|envoy)\s+to\s+(?P<seat>[A-Z][^\W\d_]{2,})|"
    r"\b(?P<party>[A-Z][^\W\d_]{2,})(?:\s+(?:and|nor)\s+(?P<other>[A-Z][^\W\d_]{2,}))?\s+(?:(?:has|have|had)\s+)?(?:not\s+)?(?:ratified|signed|joined|belongs?\s+to|acceded\s+to|withdrew\s+from)\s+"
    r"(?:to\s+)?the\s+(?:[A-Z]\w+\s+)?(?i:convention|treaty)"
)
_FULL_NAME = re.compile(
    r"\b([A-Z][a-z]+)\.?\s+([A-Z][a-z]+)\b(?!\s+(?i:ministry|army|government|forces|military|defence|defense|foreign))"
)
_NOT_STATES = (
    TITLE_WORDS
    | ORG_WORDS
    | STARTERS
    | frozenset(WEEKDAYS)
    | frozenset(MONTHS)
    | frozenset({"western", "eastern", "northern", "southern", "european", "allied", "its", "former", "new", "own"})
)


@dataclass(frozen=True, slots=True)
class Families:
    """The tables, looked up by words. ``states`` maps a lower-case name of one or more words to its family's key."""

    states: Mapping[str, str]
    bodies: Mapping[str, str]
    outlets: Mapping[str, str]
    domains: Mapping[str, str]
    holders: Mapping[str, tuple[tuple[str, str, str, str | None, str | None], ...]]
    version: str
    outlet_names: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    tables: Tables | None = None

    def at(self, day: date | None) -> Families:
        """Return the tables as they hold on a day; the same object where no row of states, bodies or outlets is dated."""
        if day is None or self.tables is None or not self.tables.dated:
            return self
        then = families_of(self.tables, day)
        shipped = self.tables.used("states")
        own = set(self.states) - {name for name, _ in shipped}
        return then.with_states([self.names.get(self.states[name], name) for name in sorted(own)])

    def with_states(self, names: Iterable[str]) -> Families:
        """Return the same tables with further states by name, keyed by the stem so that adjective and name meet."""
        states, plain = dict(self.states), dict(self.names)
        for name in names:
            low = _plain(name)
            if low not in states:
                states[low] = f"state:{stem(low)}"
                plain.setdefault(states[low], name)
        return replace(self, states=states, names=plain)

    def state_of(self, words: str) -> str | None:
        """Return the family of the first state named in ``words``, names of several words before single ones.

        A given name before a surname is no seat of a state: "Sofia Roe" names none.
        """
        hits = [hit for hit in self.states_in(words) if hit[0] > 0 or not _begins_given(words)]
        return hits[0][1] if hits else None

    def states_in(self, words: str) -> list[tuple[int, str]]:
        """Return (character offset, family) of every state named in ``words``, in order."""
        return [(start, key) for start, _, key in self._named(words, (self.states,))]

    def body_of(self, words: str) -> str | None:
        """Return the family of a known body or outlet named in ``words`` by its capitals, where it is no seat of a state.

        The longest name wins ("National Security Council" over "Security Council"), then the first.
        """
        hits = self._named(words, (self.states, self.bodies, self.outlets))
        best = max(hits, key=lambda hit: (hit[1], -hit[0]), default=None)
        return (
            None if best is None or (best[2].startswith("state:") and not self._outlet_here(words, best)) else best[2]
        )

    def _outlet_here(self, words: str, hit: tuple[int, int, str]) -> bool:
        return any(start == hit[0] for start, _, _ in self._named(words, (self.outlets,)))

    def _named(self, words: str, tables: Iterable[Mapping[str, str]]) -> list[tuple[int, int, str]]:
        """Return (offset, number of words, key) of the names in ``words``, the longest at each place."""
        tokens = [(m.start(), _plain(m[0])) for m in _TOKEN.finditer(words)]
        found: list[tuple[int, int, str]] = []
        i = 0
        while i < len(tokens):
            step = 1
            for length in (6, 5, 4, 3, 2, 1) if words[tokens[i][0]].isupper() else ():
                name = " ".join(word for _, word in tokens[i : i + length])
                key = (
                    next((table[name] for table in tables if name in table), None)
                    if length <= len(tokens) - i
                    else None
                )
                if key is not None:
                    found.append((tokens[i][0], length, key))
                    step = length
                    break
            i += step
        return found

    def slug(self, name: str) -> str:
        """Return a name as the last part of a key."""
        return slug(name)

    def outlet_of(self, name: str) -> str | None:
        """Return the family of an outlet by its name or domain."""
        low = _plain(name.strip())
        return self.outlets.get(low) or self.domains.get(low) or self.outlets.get(low.removeprefix("the "))

    def party_of(self, words: str) -> str | None:
        """Return the family of a doer: a state, a body, or an administration called after its head."""
        return self.state_of(words) or self.body_of(words) or self._by_holder(clean_possessive(words), None)

    def state_name(self, key: str) -> str | None:
        """Return the plain name of a state's family; ``None`` for bodies."""
        return self.names.get(key)

    def is_state_word(self, word: str) -> bool:
        """True where one word alone names a state or its seat."""
        return _plain(word) in self.states

    def office_of(self, name: str, on: date | None) -> str | None:
        """Return the authority of a person who held an office on that day (on any day where none is given)."""
        found = self.holder(name, on)
        return found[0] if found is not None else None

    def holder(self, name: str, on: date | None) -> tuple[str, str] | None:
        """Return (authority, role) of a person who held an office on that day (on any day where none is given)."""
        surname = _plain(name).split()[-1] if name.split() else ""
        day = on.isoformat() if on is not None else None
        for full, authority, role, start, end in self.holders.get(surname, ()):
            fits = len(name.split()) == 1 or _plain(name).split()[0][:3] == full.split()[0][:3]
            if fits and (day is None or ((start is None or start <= day) and (end is None or day <= end))):
                return authority, role
        return None

    def authority_of(self, name: str | None, role: str | None, affiliation: str | None, on: date | None) -> str | None:
        """Return the family behind a speaker: body, then state by office, then office-holder, then the person alone."""
        head = office_head(role)
        for words in (affiliation, role):
            if words and (key := self._by_words(words, head, own=words is affiliation)) is not None:
                return key
        for words in (name, affiliation):
            if words is not None and (key := self._by_holder(words, on)) is not None:
                return key
        if name is not None and role is None and affiliation is None:
            return self.body_of(name) or self.state_of(name) or self._named_body(name)
        if affiliation is not None and affiliation[:1].isupper() and head not in LOCAL_ROLES:
            return f"org:{slug(affiliation)}"
        return f"person:{slug(name)}" if name is not None and name[:1].isupper() else None

    def _by_holder(self, words: str, on: date | None) -> str | None:
        """The holder of an office, or a body called after one ("the Roe administration")."""
        named = re.sub(r"\s+(?:administration|government|cabinet)$", "", words)
        return self.office_of(named, on) if len(named.split()) <= 3 else None

    def _named_body(self, name: str) -> str:
        return f"org:{slug(name)}" if set(_plain(name).split()) & ORG_WORDS else f"person:{slug(name)}"

    def _by_words(self, words: str, head: str | None, *, own: bool) -> str | None:
        """A state counts where an office speaks for it, or where the words are the body itself ("the Xian army")."""
        body = self.body_of(words)
        if body is not None:
            return body
        spoken = _without_addressee(words, head)
        state = self._at_body(spoken) or self.state_of(spoken)
        if head in {"adviser", "advisor", "aide"}:
            served = re.search(r"\bto\s+(.+)$", words)
            return self.state_of(served[1]) if served is not None else None
        official = head in OFFICE_NOUNS or head in {"source", "authority", "authorities"}
        institution = bool(
            set(_plain(words).split()) & (ORG_WORDS | {"administration", "government", "authorities", "military"})
        )
        if state is not None and (official or (own and head is None) or (institution and head is None)):
            return state
        return None

    def _at_body(self, words: str) -> str | None:
        """'... at the US Defence Department': the body after 'at' is whom the person belongs to."""
        match = re.search(r"\bat\s+(?:the\s+)?(.+)$", words)
        return self.state_of(match[1]) if match else None


def _begins_given(name: str) -> bool:
    """True for a given name and a surname: "Sofia" in front of one is no capital."""
    parts = name.split()
    male, female = given_names()
    if not 1 < len(parts) < 4 or not all(part[:1].isupper() for part in parts):
        return False
    low = [_plain(part) for part in parts]
    return low[0] in male | female and not any(word in TITLE_WORDS | ORG_WORDS for word in low[1:])


def _without_addressee(words: str, head: str | None) -> str:
    """Cut out 'to Washington' of an ambassador and 'for Russia and Eurasia' of a secretary: they name somebody else."""
    if head in {"adviser", "advisor", "aide"}:
        return words
    cut = re.sub(r"\bto\s+(?:the\s+)?(?:[A-Z][\w’'.\-]*\s*)+", " ", words)
    if head not in {"spokesman", "spokeswoman", "spokesperson", "spokespeople", "source"}:
        cut = re.sub(
            r"\bfor\s+(?:the\s+)?[A-Z][^,]*(?:,\s*[A-Z][\w’'\-]*)*(?:\s+and\s+[A-Z][\w’'\-]*)?(?=\s+at\b|$|,)", " ", cut
        )
    return cut


def office_head(role: str | None) -> str | None:
    """Return the noun that a role turns on: the last role noun before 'of', 'for', 'to' or 'at', else the last one."""
    if role is None:
        return None
    front = re.split(r"\s(?:of|for|to|at|in|with|from)\s", f"{role} ", maxsplit=1)[0]
    for part in (front, role):
        nouns = [word for m in _TOKEN.finditer(part) if (word := singular(_plain(m[0]))) in ROLE_NOUNS]
        if nouns:
            return nouns[-1]
    return None


_FORE = frozenset("vice ex co deputy lieutenant major brigadier rear".split())
"""What may be tied to the front of an office by a hyphen: "vice-minister", "major-general"."""


def singular(word: str) -> str:
    """Return the singular of a role noun, by the plain rules."""
    for plural, one in (
        ("women", "woman"),
        ("men", "man"),
        ("people", "people"),
        ("ies", "y"),
        ("sses", "ss"),
        ("s", ""),
    ):
        if word.endswith(plural) and (candidate := word.removesuffix(plural) + one) in ROLE_NOUNS:
            return candidate
    front, dash, last = word.rpartition("-")
    return last if dash and front in _FORE and last in ROLE_NOUNS else word


def states_by_office(text: str) -> list[str]:
    """Return words that stand before offices of state ("X army", "government of X") and are no ordinary word."""
    found = {
        word
        for pattern in (_OFFICES, _OF_STATE)
        for match in pattern.finditer(text)
        for word in match.groupdict().values()
        if word
    }
    surnames = set(default_families().holders) | {
        m[2].lower() for m in _FULL_NAME.finditer(text) if m[1].lower() not in _NOT_STATES
    }
    return sorted(word for word in found if word.lower() not in _NOT_STATES | surnames and not word.isupper())


def stem(name: str) -> str:
    """Return what a state's name and its adjective share: 'Ruritania', 'Ruritanian' -> 'ruritan'."""
    low = name.lower()
    for suffix in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= 3:
            low = low.removesuffix(suffix)
            break
    return re.sub(r"[^a-z0-9]+", "-", low)


def clean_possessive(words: str) -> str:
    """Return the words without a possessive ending."""
    return words.strip().removesuffix("’s").removesuffix("'s")


def slug(name: str) -> str:
    """Return a name as a key: lower case, words joined by hyphens."""
    return re.sub(r"[\W_]+", "-", _plain(name).removeprefix("the ")).strip("-")


def _plain(word: str) -> str:
    low = " ".join(word.lower().replace("’", "'").split()).rstrip(".")
    return low.removesuffix("'s") if not low.endswith(" 's") else low


def default_families() -> Families:
    """Return the families of the tables in use here (``fallow.evidence.lookup.current``), whatever the day."""
    return families_of(current_tables())


@lru_cache(maxsize=64)
def families_of(tables: Tables, on: date | None = None) -> Families:
    """Return the tables for looking up by words, with the rows of states, bodies and outlets that hold on a day.

    Offices keep their days: who held one is asked with the day of the document.
    """
    states = {name: str(row.values["key"]) for name, row in tables.used("states", on)}
    bodies = {name: str(row.values["key"]) for name, row in tables.used("organisations", on)}
    by_domain = {domain for row in tables.rows for domain in row.values.get("domains") or ()}
    papers = tables.used("outlets", on)
    outlets = {name: str(row.values["key"]) for name, row in papers if name not in by_domain}
    domains = {name: str(row.values["key"]) for name, row in papers if name in by_domain}
    named = {name: str(row.values["names"][0]) for name, row in papers if name in by_domain}
    holders: dict[str, tuple[tuple[str, str, str, str | None, str | None], ...]] = {}
    for name, row in tables.used("office_holders"):
        held = row.values
        rank = (name, str(held["authority"]), str(held["role"]), held.get("from"), held.get("to"))
        holders[name.split()[-1]] = (*holders.get(name.split()[-1], ()), rank)
    plain: dict[str, str] = {}
    for _, row in tables.used("states", on):
        plain.setdefault(str(row.values["key"]), str(row.values["names"][0]))
    return Families(states, bodies, outlets, domains, holders, tables.version, named, plain, tables)


@lru_cache(maxsize=1)
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return (male, female) given names of the table, in lower case."""
    table = read_table("given_names.yaml")
    return frozenset(table["male"].split()), frozenset(table["female"].split())


def read_table(name: str) -> dict[str, Any]:
    """Return a YAML table that ships with the reader."""
    loaded: dict[str, Any] = yaml.safe_load((files("fallow.evidence.reading") / "tables" / name).read_text("utf-8"))
    return loaded
