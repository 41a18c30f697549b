"""Grades: the Admiralty code, on two axes that are given apart and never become one number.

Reliability of the source, A to F, and credibility of the information, 1 to 6 (the Admiralty code, NATO STANAG 2511, as
summarised in public; the standard itself was not read): A completely reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged; 1 confirmed
by other sources, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. F and 6 mean *unknown* and are
not the worst of anything, so a grade has no order, no sum and no product. Grades move no prior and no strike.

A grade is *given* by a person (an entry of kind ``decision``, ``about: grade``, verdict such as ``B2``) or *proposed* by a stated rule from
the class of the source and from who else says so (``proposed``); the two are shown side by side and a proposal is never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, Claim
from fallow.evidence.docclaims import document_claims, related_documents
from fallow.register import Draft, Register, stamp

ABOUT = "grade"
"""What these decisions are about."""

RULE = "grade/1"
"""Names the rule of ``proposed``."""


class Reliability(Enum):
    """How far the source is to be relied upon."""

    A = "completely reliable"
    B = "usually reliable"
    C = "fairly reliable"
    D = "not usually reliable"
    E = "unreliable"
    F = "reliability cannot be judged"


class Credibility(Enum):
    """How far this piece of information is borne out, whoever gave it."""

    ONE = "confirmed by other sources"
    TWO = "probably true"
    THREE = "possibly true"
    FOUR = "doubtful"
    FIVE = "improbable"
    SIX = "truth cannot be judged"

    @property
    def figure(self) -> str:
        """The figure by which it is written, ``1`` to ``6``: a name, not a number."""
        return str(list(Credibility).index(self) + 1)


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade on both axes. Two grades are equal or different; neither is more."""

    reliability: Reliability
    credibility: Credibility

    def __str__(self) -> str:
        return f"{self.reliability.name}{self.credibility.figure}"

    @property
    def says(self) -> str:
        """Both axes in words."""
        return f"{self.reliability.value}; {self.credibility.value}"


@dataclass(frozen=True, slots=True)
class Given:
    """A grade that a person gave, with the reason and the entry that holds it."""

    grade: Grade
    reason: str
    by: str
    entry: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """A grade that the rule proposes, with what each axis stands on."""

    grade: Grade
    why_reliability: str
    why_credibility: str
    rule: str = RULE


@dataclass(frozen=True, slots=True)
class Graded:
    """A claim with the grades that people gave it, newest last and one a person, and the one proposed, apart."""

    claim: Claim
    given: tuple[Given, ...]
    proposed: Proposed

    def to_json(self) -> dict[str, Any]:
        """Return the view's row; ``given`` is empty where nobody graded, and the proposal does not stand in for it."""
        return {
            "claim": self.claim.id,
            "given": [
                {"grade": str(one.grade), "reason": one.reason, "by": one.by, "entry": one.entry, "at": stamp(one.at)}
                for one in self.given
            ],
            "proposed": {
                "grade": str(self.proposed.grade),
                "reliability": self.proposed.why_reliability,
                "credibility": self.proposed.why_credibility,
                "rule": self.proposed.rule,
            },
        }


def parse_grade(words: object) -> Grade:
    """Return the grade written as a letter and a figure (``B2``); raise ``InputError`` (``bad-grade``)."""
    text = words.strip().upper() if isinstance(words, str) else ""
    figures = {one.figure: one for one in Credibility}
    if len(text) != 2 or text[0] not in Reliability.__members__ or text[1] not in figures:
        raise InputError(
            kind="bad-grade",
            expected="a letter A to F for the source and a figure 1 to 6 for the information, as in B2",
            found=repr(words)[:60],
            do="give both axes; F and 6 where they cannot be judged",
        )
    return Grade(Reliability[text[0]], figures[text[1]])


def grade_decision(claim: str, grade: str, *, reason: str) -> Draft:
    """Return the entry by which a person grades a claim; raise ``InputError`` (``bad-grade``, ``no-reason``)."""
    if not reason.strip():
        raise InputError(
            kind="no-reason", expected="a reason in words for the grade", found=repr(reason), do="say what it stands on"
        )
    body = {"about": ABOUT, "claim": claim, "verdict": str(parse_grade(grade)), "reason": reason.strip()}
    return Draft("decision", body)


def given_grades(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> dict[str, tuple[Given, ...]]:
    """Return by claim the standing grades, the newest of each person, in the order of time.

    Raises ``InputError`` (``bad-grade``) for a decision about a grade that holds none.
    """
    found: dict[tuple[str, str], Given] = {}
    for entry in register.current("decision", as_known=as_known, as_recorded=as_recorded):
        if entry.body.get("about") != ABOUT:
            continue
        grade = parse_grade(entry.body.get("verdict"))
        one = Given(grade, str(entry.body.get("reason", "")), entry.author, entry.id, entry.recorded_at)
        key = (str(entry.body.get("claim")), entry.author)
        if key not in found or (found[key].at, found[key].entry) < (one.at, one.entry):
            found[key] = one
    by_claim: dict[str, list[Given]] = {}
    for (claim, _), one in found.items():
        by_claim.setdefault(claim, []).append(one)
    return {claim: tuple(sorted(ones, key=lambda one: (one.at, one.entry))) for claim, ones in by_claim.items()}


def proposed(claim: Claim, proposition: Mapping[str, Any] | None) -> Proposed:
    """Return the grade that the rule proposes for a claim; ``proposition`` is the one it speaks to (reading contract), if any.

    Never A, E or 5: those need a track record, or a judgement, that no rule has. Counts are families, the lower end of a range.
    """
    reliability, why_source = _reliability(claim)
    credibility, why_words = _credibility(claim, proposition)
    return Proposed(Grade(reliability, credibility), why_source, why_words)


def graded_claims(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> list[Graded]:
    """Return every claim of the documents with its grades, as known and recorded by then, in the order of the claims."""
    related, _ = related_documents(register, as_known, as_recorded)
    about: dict[str, Mapping[str, Any]] = {}
    for proposition in related.reading.propositions:
        for claim in (*proposition["claims"], *proposition["against"]["claims"]):
            about.setdefault(claim, proposition)
    given = given_grades(register, as_known, as_recorded)
    return [
        Graded(one, given.get(one.id, ()), proposed(one, about.get(one.id)))
        for one in document_claims(register, as_known, as_recorded)
    ]


def _reliability(claim: Claim) -> tuple[Reliability, str]:
    who = claim.authority
    if who is None or claim.basis is Basis.HEARSAY:
        return Reliability.F, "nobody is known to stand behind it"
    if "rewritten-text" in claim.flags:
        return Reliability.F, "the words were rewritten on the way"
    if claim.basis is Basis.OWN_ACT:
        return Reliability.B, f"{who} speaks of its own act"
    if claim.basis is Basis.OBSERVED:
        if who.startswith(("org:", "ngo:")):
            return Reliability.B, f"{who} says what it observed"
        return Reliability.C, f"{who} says what it observed"
    if who.startswith("state:"):
        return Reliability.D, f"{who} speaks of somebody else, as a party"
    if who.startswith("person:"):
        return Reliability.F, f"{who} speaks for no known body"
    return Reliability.C, f"{who} passes on what it did not observe"


def _credibility(claim: Claim, proposition: Mapping[str, Any] | None) -> tuple[Credibility, str]:
    if proposition is None:
        return Credibility.SIX, "nothing else speaks of it"
    if not _is_one_thing(str(proposition["key"])):
        return (
            Credibility.SIX,
            "the proposition is too wide to bear anything out: claims may agree on it and mean different things",
        )
    against = proposition["against"]
    mine, theirs = (against, proposition) if claim.id in against["claims"] else (proposition, against)
    own = int(claim.authority is not None and claim.basis is not Basis.HEARSAY)
    own_observed = int(bool(own) and claim.basis is Basis.OBSERVED)
    observing = max(0, _low(mine["observing_families"]) - own_observed)
    asserting = max(0, _low(mine["asserting_families"]) - (own - own_observed))
    contrary = _low(theirs["observing_families"])
    if contrary and observing:
        return Credibility.THREE, f"{observing} other observing families say so, {contrary} say the contrary"
    if contrary:
        return Credibility.FOUR, f"{contrary} observing families say the contrary"
    if observing >= 2:
        return Credibility.ONE, f"{observing} other families observed it"
    if observing:
        return Credibility.TWO, "one other family observed it"
    if asserting:
        return Credibility.THREE, f"{asserting} other families assert it, none observed it"
    return Credibility.SIX, "no other family speaks of it"


def _is_one_thing(key: str) -> bool:
    """Only a placed use, a transfer between named parties, a rate of a named owner and dated casualties are one thing."""
    kind, _, rest = key.partition("|")
    if kind == "use":
        return rest.startswith("place=")
    return kind in {"transfer", "dud_rate", "casualties"} and "?" not in rest.split("|")


def _low(count: Any) -> int:
    return int(count["low"] if isinstance(count, dict) else count)
