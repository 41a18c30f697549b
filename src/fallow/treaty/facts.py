"""Facts: what a state's deadlines depend on beyond its membership, each with its source.

One flat shape serves the shipped table, a file given with ``--facts`` and entries of the kind ``treaty_fact`` in a
register: ``{"state", "fact", "date", "until", ...}``. Nothing is assumed where a fact is absent: a duty that hangs on it
stays *conditional* before its day and *past* after it, and only a fact makes it *overdue* or *discharged*.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from fallow.core.errors import InputError
from fallow.treaty.act import Act, ActKind
from fallow.treaty.events import Conflict
from fallow.treaty.instrument import parse_instrument
from fallow.treaty.mark import Mark, parse_mark
from fallow.treaty.parties import Parties
from fallow.treaty.periods import parse_day
from fallow.treaty.states import State, parse_state
from fallow.treaty.tables import read_table


class FactKind(Enum):
    """What a fact says; ``date`` and ``until`` mean what stands behind each."""

    CONTAMINATION = "contamination"
    """Remnants known or suspected in areas under the state's jurisdiction or control, since ``date``; ``until`` the last day
    on which a source says that they are still there (empty: still there now)."""
    HOSTILITIES = "hostilities"
    """Active hostilities that left new remnants: from ``date`` to ``until`` (empty: they go on)."""
    COMPLETION = "completion"
    """The duty of ``article`` was fulfilled on ``date``."""
    COMPLIANCE = "compliance"
    """Compliance with ``article`` was declared on ``date``."""
    EXTENSION = "extension"
    """The deadline of ``article`` was moved to ``until``, by a decision of ``date``."""
    STOCKPILE = "stockpile"
    """Cluster munitions held, since ``date``, ``until`` as for contamination."""
    STOCKPILE_DESTROYED = "stockpile_destroyed"
    """The last of the stockpile was destroyed on ``date``."""
    RETENTION = "retention"
    """Cluster munitions retained, acquired or transferred for training or destruction, from ``date`` to ``until``."""
    REPORT = "report"
    """A report under article 7 was submitted on ``date``; ``year`` is the calendar year that it covers."""
    REPORT_MISSING = "report_missing"
    """A source says between ``date`` and ``until`` that the initial report is missing."""
    ARMED_CONFLICT = "armed_conflict"
    """The state is engaged in an armed conflict from ``date`` to ``until`` (article 20(3))."""
    CLARIFICATION_REQUEST = "clarification_request"
    """A request for clarification (article 8(2)) reached the state on ``date``; answered on ``until``."""
    MEETING = "meeting"
    """A Meeting of States Parties or Review Conference opens on ``date``."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a state (ISO 3166-1 alpha-3; empty for a meeting), with its source and mark.

    ``existing`` tells of contamination whether it was there at entry into force (``None``: not known). ``label`` ties an
    extension or a completion to one of several hostilities or areas.
    """

    state: str
    kind: FactKind | ActKind
    day: date | None = None
    until: date | None = None
    article: str = ""
    label: str = ""
    existing: bool | None = None
    year: int | None = None
    instrument: str = "ccm"
    mark: Mark = Mark.UNVERIFIED
    citation: str = ""

    def holds_on(self, day: date) -> bool:
        """True where the fact spans ``day``; an open end spans every later day."""
        return (self.day is None or self.day <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts, and the states among them that the table of states does not hold."""

    facts: tuple[Fact, ...]
    states: tuple[State, ...] = ()

    def of(self, iso3: str, kind: FactKind, article: str | None = None) -> tuple[Fact, ...]:
        """Return the facts of a kind about a state, by day, those of one ``article`` where it is given."""
        found = [
            fact
            for fact in self.facts
            if fact.kind is kind and fact.state in (iso3, "") and article in (None, fact.article)
        ]
        return tuple(sorted(found, key=lambda fact: (fact.day or date.min, fact.until or date.max)))

    def acts(self, instrument: str) -> tuple[Act, ...]:
        """Return the acts towards an instrument that are among the facts."""
        return tuple(
            Act(fact.state, fact.kind, fact.day, None, fact.mark, fact.citation)
            for fact in self.facts
            if isinstance(fact.kind, ActKind) and fact.instrument == instrument and fact.day is not None
        )

    def conflicts_of(self, iso3: str) -> tuple[Conflict, ...]:
        """Return the armed conflicts of a state as first and last day."""
        found = self.of(iso3, FactKind.ARMED_CONFLICT)
        return tuple((fact.day, fact.until) for fact in found if fact.day is not None)

    def joined_by(self, other: Facts | None) -> Facts:
        """Return these facts and ``other``'s."""
        return self if other is None else Facts((*self.facts, *other.facts), (*self.states, *other.states))


def with_facts(parties: Parties, facts: Facts | None) -> Parties:
    """Return ``parties`` with the acts and states that are among ``facts``."""
    return parties if facts is None else parties.joined_by(facts.acts(parties.instrument.id), facts.states)


@lru_cache(maxsize=1)
def load_facts() -> Facts:
    """Return the shipped facts: extensions, completions and contamination that could be cited, and the meetings."""
    return parse_facts([*read_table("ccm_facts.csv"), *read_table("ccm_meetings.csv")])


def parse_facts(value: Any) -> Facts:
    """Return the facts of a list of objects, or of an object ``{"states": [{"name", "iso3"}], "facts": [...]}``.

    Raises ``InputError`` naming the number of the fact that cannot be read.
    """
    listed: Any = value
    states: Any = []
    if isinstance(value, Mapping):
        unknown = sorted(set(value) - {"facts", "states"})
        if unknown:
            raise _bad("'facts' and 'states' only", f"also {', '.join(map(repr, unknown))}", "move it under 'facts'")
        listed, states = value.get("facts") or [], value.get("states") or []
    if not isinstance(listed, list) or not isinstance(states, list):
        raise _bad(
            "a list of facts", type(listed).__name__, "write one item a fact: - {state: ..., fact: ..., date: ...}"
        )
    more = tuple(_parse_own_state(item) for item in states)
    return Facts(tuple(parse_fact(item, number, more) for number, item in enumerate(listed, 1)), more)


def parse_fact(item: Any, number: int = 1, more: Iterable[State] = ()) -> Fact:
    """Return the fact of one object; ``number`` is its place in the file, for the message, ``more`` states beyond the table."""
    if not isinstance(item, Mapping):
        raise _bad(f"an object as fact {number}", repr(item)[:60], "write {state: ..., fact: ..., date: ...}")
    unknown = sorted(str(key) for key in item if key not in _KEYS)
    if unknown:
        raise _bad(f"known keys in fact {number}", ", ".join(unknown), f"use {', '.join(_KEYS)}")
    kind = _parse_kind(item.get("fact"), number)
    days = {
        key: parse_day(item[key], f"{key} of fact {number} ({kind.value})")
        for key in ("date", "until")
        if item.get(key)
    }
    _check_days(kind, days, number)
    state = "" if kind is FactKind.MEETING else parse_state(item.get("state"), more).iso3
    return Fact(
        state=state,
        kind=kind,
        article=_parse_article(item.get("article"), kind, number),
        label=str(item.get("label") or ""),
        existing=_parse_existing(item.get("existing"), number),
        year=_parse_year(item.get("year"), number),
        instrument=parse_instrument(item.get("instrument") or "ccm").id,
        mark=parse_mark(item.get("mark")),
        citation=str(item.get("citation") or ""),
        day=days.get("date"),
        until=days.get("until"),
    )


_KEYS = (
    "state",
    "fact",
    "date",
    "until",
    "article",
    "label",
    "existing",
    "year",
    "instrument",
    "mark",
    "citation",
    "note",
)
_NEEDS_ARTICLE = (FactKind.EXTENSION, FactKind.COMPLETION, FactKind.COMPLIANCE)
_ARTICLES = ("3(2)", "4(1)(a)", "4(1)(b)")
"""The duties that have a day of their own, which can be moved and fulfilled."""


def _parse_kind(value: Any, number: int) -> FactKind | ActKind:
    names: dict[str, FactKind | ActKind] = {kind.value: kind for kind in (*FactKind, *ActKind)}
    name = str(value).strip().lower()
    if name in names:
        return names[name]
    near = difflib.get_close_matches(name, names, n=3) or sorted(names)
    raise InputError(
        kind="unknown-fact",
        expected=f"a fact that Fallow knows, in fact {number}",
        found=repr(value)[:60],
        do=f"use one of: {', '.join(near)}",
    )


def _parse_article(value: Any, kind: FactKind | ActKind, number: int) -> str:
    text = "".join(str(value or "").split())
    if kind in _NEEDS_ARTICLE and text not in _ARTICLES:
        expected = f"one of {', '.join(_ARTICLES)} as 'article' in fact {number} ({kind.value})"
        raise _bad(expected, repr(text)[:40], "name the duty whose day was moved or that was fulfilled")
    return text


def _check_days(kind: FactKind | ActKind, days: Mapping[str, date], number: int) -> None:
    needed = "until" if kind is FactKind.EXTENSION else "date"
    if needed not in days:
        raise _bad(f"{needed!r} in fact {number} ({kind.value})", "none", f"add {needed}: YYYY-MM-DD")
    if "date" in days and "until" in days and days["until"] < days["date"]:
        found = f"{days['date']} to {days['until']}"
        raise _bad(
            f"'until' no earlier than 'date' in fact {number} ({kind.value})", found, "swap them or check the years"
        )


def _parse_existing(value: Any, number: int) -> bool | None:
    words = {"": None, "yes": True, "true": True, "no": False, "false": False}
    word = "" if value is None else str(value).strip().lower()
    if word not in words:
        raise _bad(f"yes or no as 'existing' in fact {number}", repr(value)[:40], "leave it out where it is not known")
    return words[word]


def _parse_year(value: Any, number: int) -> int | None:
    if value in (None, ""):
        return None
    if not str(value).strip().isdigit() or not 1900 <= int(value) <= 9999:
        raise _bad(f"a calendar year as 'year' in fact {number}", repr(value)[:40], "write it like 2023")
    return int(value)


def _parse_own_state(item: Any) -> State:
    name = str(item.get("name") or "") if isinstance(item, Mapping) else ""
    iso3 = str(item.get("iso3") or "") if isinstance(item, Mapping) else ""
    if not name or not (len(iso3) == 3 and iso3.isascii() and iso3.isalpha() and iso3.isupper()):
        raise _bad(
            "a state of your own as {name, iso3}, the code in three capitals",
            repr(item)[:60],
            "use a code from XAA to XZZ, which ISO 3166 leaves to users",
        )
    return State(iso3, name)


def _bad(expected: str, found: str, do: str) -> InputError:
    return InputError(kind="bad-fact", expected=expected, found=found, do=do)
