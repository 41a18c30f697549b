"""The words of the page of a reading: what people read in place of keys and enumerations, and how a document's words are let in.

Every word from outside goes through ``shown``: escaped, without the characters that turn a line's direction or that no page may
hold, and inside ``<bdi>`` where it stands among Fallow's own words, so that Arabic or Hebrew in it moves nothing around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from unicodedata import category

from fallow.evidence.claim import Basis, Modality, Polarity
from fallow.evidence.reading.families import Families
from fallow.evidence.reading.propositions import party_families
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.relate import Related
from fallow.evidence.reading.result import ReadClaim, Statement

_JOINERS = frozenset("\u200c\u200d")
_LONGEST = 220
_LETTERS = 26

KINDS = {
    "use": "use",
    "dud_rate": "dud rate",
    "treaty_status": "treaty status",
    "national_restriction": "national law",
    "harm_risk": "risk of harm",
    "munition_desc": "what the munition is",
    "effect": "effect in war",
}
"""Kinds of claim whose key does not say it well."""

POLARITY = {Polarity.AFFIRM: "said to be so", Polarity.DENY: "denied", Polarity.NEGATED: "said not to be so"}
MODALITY = {
    Modality.ASSERTED: "",
    Modality.POSSIBLE: "only as possible",
    Modality.THREATENED: "as a threat",
    Modality.CONDITIONAL: "under a condition",
}
BASIS = {
    Basis.OBSERVED: "seen first-hand",
    Basis.OWN_ACT: "about the speaker's own side",
    Basis.ASSERTS_OTHER: "about somebody else, not seen",
    Basis.HEARSAY: "passed on, nobody named: counts for nothing",
}
_BOUND = {"<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least ", "~": "about "}


def shown(words: str) -> str:
    """Return ``words`` escaped for HTML; control, private and direction-turning characters stand as U+FFFD."""
    kept = (char if char in "\n\t" or char in _JOINERS or category(char)[0] != "C" else "\ufffd" for char in words)
    return escape("".join(kept), quote=True)


def said(words: str, most: int = _LONGEST) -> str:
    """Return a document's words for use among Fallow's own: on one line, shortened, escaped, isolated in direction."""
    line = " ".join(words.split())
    return f"<bdi>{shown(line if len(line) <= most else line[: most - 1] + '…')}</bdi>"


def anchor(key: str) -> str:
    """Return an id for a page: letters, digits and hyphens, beginning with a letter."""
    return "c" + "".join(char if char.isascii() and char.isalnum() else "-" for char in key)


def number(count: Any) -> str:
    """Return a count in words: "3", or "3 to 5" where links are in doubt."""
    return f"{count['low']} to {count['high']}" if isinstance(count, Mapping) else str(count)


def low(count: Any) -> int:
    """Return the lower end of a count."""
    return int(count["low"] if isinstance(count, Mapping) else count)


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return "1 claim", "2 claims"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def rate(fields: Mapping[str, Any]) -> str:
    """Return a dud rate in words: "less than 2.35 %", "30 to 40 %"; "not read" where no number is there."""
    value, high = fields.get("value"), fields.get("high")
    if not isinstance(value, int | float):
        return "not read"
    if isinstance(high, int | float):
        return f"{value * 100:.4g} to {high * 100:.4g} %"
    return _BOUND.get(str(fields.get("op")), "") + f"{value * 100:.4g} %"


def days(when: Any) -> str:
    """Return the days of a field ``when``: one day, or first to last."""
    if not isinstance(when, Mapping):
        return ""
    return str(when["start"]) if when["start"] == when["end"] else f"{when['start']} to {when['end']}"


def kind_name(kind: str) -> str:
    """Return a kind of claim in words."""
    return KINDS.get(kind, kind.replace("_", " "))


def how(claim: ReadClaim) -> str:
    """Return polarity, modality and basis in words."""
    first = " ".join(part for part in (POLARITY[claim.polarity], MODALITY[claim.modality]) if part)
    return f"{first}; {BASIS[claim.basis]}"


@dataclass(frozen=True, slots=True)
class View:
    """What every section of the page needs: the reading, a letter for each document, a label such as A3 for each claim."""

    related: Related
    letters: Mapping[int, str]
    labels: Mapping[str, str]
    claims: Mapping[str, tuple[ReadDocument, ReadClaim]]
    statements: Mapping[str, tuple[ReadDocument, Statement]]
    by_digest: Mapping[str, ReadDocument]
    families: Families

    def letter(self, document: ReadDocument) -> str:
        """Return the letter of a document, or "D27" beyond the alphabet."""
        return self.letters[id(document)]

    def link(self, claim: str) -> str:
        """Return a link from a claim's label to its words in the text."""
        if claim not in self.labels:
            return shown(claim)
        return f'<a class=ref href="#{anchor(claim)}-w">{self.labels[claim]}</a>'

    def named(self, document: ReadDocument) -> str:
        """Return a link to a document by its letter and title."""
        letter = self.letter(document)
        return f'<a href="#doc-{letter}">{letter}</a> {said(title_of(document), 90)}'

    def family(self, key: str | None) -> str:
        """Return a family in words."""
        return family_name(key, self.families)

    def speaker(self, claim: ReadClaim, document: ReadDocument) -> str:
        """Return who says a claim: the speaker of its statement, else the page itself; escaped."""
        found = self.statements.get(claim.statement or "")
        if found is None:
            return "the page itself, naming no speaker"
        return speaker_of(found[1])


def view_of(related: Related) -> View:
    """Return the view of a reading."""
    letters = {id(one): chr(65 + i) if i < _LETTERS else f"D{i + 1}" for i, one in enumerate(related.documents)}
    labels = {
        claim.id: f"{letters[id(document)]}{i}"
        for document in related.documents
        for i, claim in enumerate(document.reading.claims, start=1)
    }
    claims = {claim.id: (document, claim) for document in related.documents for claim in document.reading.claims}
    spoken = {one.id: (document, one) for document in related.documents for one in document.reading.statements}
    digests = {document.reading.sha256: document for document in reversed(related.documents)}
    return View(related, letters, labels, claims, spoken, digests, party_families(related.documents))


def components(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the keys that pairs join, directly or through others, each group and the groups in the order first named."""
    home: dict[str, str] = {}

    def find(key: str) -> str:
        while (up := home.setdefault(key, key)) != key:
            home[key] = home[up]
            key = up
        return key

    for one, other in pairs:
        first, second = find(one), find(other)
        home[second] = first
    groups: dict[str, list[str]] = {}
    for key in list(home):
        groups.setdefault(find(key), []).append(key)
    return list(groups.values())


def family_name(key: str | None, families: Families) -> str:
    """Return a family in words: all offices of a state are that state's government. Not escaped."""
    if key is None:
        return "nobody known"
    state = families.state_name(key)
    if state is not None:
        return f"{state} (government)"
    sort, _, slug = key.partition(":")
    name = slug.replace("-", " ")
    if sort == "state":
        return f"{name.upper() if len(name) <= 2 else name.title()} (government)"
    if sort == "unnamed-observers":
        return f"observers at {name.title()} whom nobody names"
    return name.upper() if len(name) <= 4 else name.title()


def speaker_of(statement: Statement) -> str:
    """Return the speaker of a statement in words, escaped: name, then role or affiliation where they say more."""
    speaker = statement.speaker
    name = speaker.name or speaker.role or "somebody not named"
    more = speaker.role if speaker.name else None
    more = more or (speaker.affiliation if speaker.affiliation != name else None)
    return said(name, 90) + (f", {said(more, 110)}" if more else "")


def title_of(document: ReadDocument) -> str:
    """Return the headline of a document, else the name of its file; not escaped."""
    head = next((one for one in document.reading.segments if one.kind == "headline"), None)
    if head is not None:
        return " ".join(head.span.of(document.text).split())
    return document.reading.path.replace("\\", "/").rsplit("/", 1)[-1]
