"""Rulings: what people decided about claims, links, candidates and persons, kept as ``decision`` entries.

A ruling gathers the newest standing answer of each person to one question. Where all of them agree it has a verdict and the
views obey it; where two disagree it has none: both answers stay side by side, the views stay as read, and the question is
open again. Undo is a withdrawal of the entry. Two entries of one person: the later one counts.

| about | names | verdicts |
|---|---|---|
| ``claim`` | ``claim``, ``facet`` (which question), ``claims`` (its copies too) | ``confirmed``, ``refused``, ``corrected`` (with ``set``) |
| ``link`` | ``a``, ``b``: statements, or documents by digest | ``confirmed``, ``refused`` |
| ``candidate`` | ``claims`` (those the person saw) | ``confirmed``, ``refused`` |
| ``person`` | ``person`` (a digest of the name), ``statement`` | ``private``, ``public``, ``speaks_for`` (with ``authority``) |

Dud rates, grades and strikes have decisions of their own (``fallow.evidence.dudclaims``, ``fallow.evidence.grade``, and the
package of strikes).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fallow.core.canonical import canonical_bytes
from fallow.core.errors import InputError
from fallow.core.ids import digest
from fallow.evidence.claim import Basis, Modality, Polarity
from fallow.register import Entry, Register, stamp

VERDICTS: dict[str, tuple[str, ...]] = {
    "claim": ("confirmed", "refused", "corrected"),
    "link": ("confirmed", "refused"),
    "candidate": ("confirmed", "refused"),
    "person": ("private", "public", "speaks_for"),
}
"""What these decisions may be about, and the verdicts that each takes."""

_NAMES: dict[str, tuple[str, ...]] = {
    "claim": ("claim", "facet"),
    "link": ("a", "b"),
    "candidate": (),
    "person": ("person",),
}
_SETTABLE = frozenset({"polarity", "modality", "basis", "place", "when", "munition", "authority", "cause"})
_SAME = ("verdict", "set", "authority", "role", "from", "to")


@dataclass(frozen=True, slots=True)
class Said:
    """One person's newest answer to a question: the whole body, who gave it, when, and the entry that holds it."""

    verdict: str
    reason: str
    by: str
    at: datetime
    entry: str
    body: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the answer as it is printed: who, when, what, why."""
        extra = {key: self.body[key] for key in ("set", "authority", "role", "munition") if key in self.body}
        return {
            "verdict": self.verdict,
            "reason": self.reason,
            "by": self.by,
            "at": stamp(self.at),
            "entry": self.entry,
            **extra,
        }


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answers to one question, the newest of each person, in the order of time."""

    about: str
    key: str
    said: tuple[Said, ...]

    @property
    def contested(self) -> bool:
        """Whether two people disagree; then nothing is decided."""
        return len({_sense(one) for one in self.said}) > 1

    @property
    def last(self) -> Said:
        """The newest answer."""
        return self.said[-1]

    @property
    def verdict(self) -> str | None:
        """The verdict on which all agree, ``None`` where they do not."""
        return None if self.contested else self.last.verdict


@dataclass(frozen=True, slots=True)
class Rulings:
    """Every ruling by what it is about and by key (``key_of``); those about claims also by each claim they cover, facets apart."""

    found: Mapping[tuple[str, str], Ruling] = field(default_factory=dict)
    by_claim: Mapping[str, tuple[Ruling, ...]] = field(default_factory=dict)

    def of(self, about: str, key: str) -> Ruling | None:
        """Return the ruling on one question, ``None`` where nobody answered it."""
        return self.found.get((about, key))

    def verdict(self, about: str, key: str) -> str | None:
        """Return the verdict on which all who answered agree, ``None`` where nobody did or two disagree."""
        ruling = self.of(about, key)
        return None if ruling is None else ruling.verdict

    def about(self, about: str) -> list[Ruling]:
        """Return the rulings about one sort of thing, by key."""
        return [self.found[key] for key in sorted(self.found) if key[0] == about]

    def on_candidate(self, claims: Iterable[str]) -> Ruling | None:
        """Return the ruling on a candidate made of ``claims``, ``None`` where nobody answered.

        An answer speaks of it as long as every claim that its author saw is still part of it: a further copy or report does not
        undo an answer, a claim that left (refused, withdrawn) opens the question again. The newest answer of each person.
        """
        here = set(claims)
        newest: dict[str, Said] = {}
        for ruling in self.about("candidate"):
            for said in ruling.said:
                seen = newest.get(said.by)
                if set(map(str, said.body["claims"])) <= here and (
                    seen is None or (seen.at, seen.entry) < (said.at, said.entry)
                ):
                    newest[said.by] = said
        said_of_all = tuple(sorted(newest.values(), key=lambda one: (one.at, one.entry)))
        return Ruling("candidate", " ".join(sorted(here)), said_of_all) if said_of_all else None

    def on_claims(self, claims: Iterable[str], facet: str) -> Ruling | None:
        """Return the ruling on some claims that are asked about together, ``None`` where one of them is not answered for.

        The newest answer of each person to any of them counts.
        """
        wanted, seen, newest = set(claims), set[str](), dict[str, Said]()
        about = {ruling.key: ruling for claim in wanted for ruling in self.by_claim.get(claim, ())}
        for ruling in about.values():
            for said in ruling.said:
                here = wanted & set(claims_in(said.body))
                if said.body["facet"] != facet or not here:
                    continue
                seen |= here
                if said.by not in newest or (newest[said.by].at, newest[said.by].entry) < (said.at, said.entry):
                    newest[said.by] = said
        said_of_all = tuple(sorted(newest.values(), key=lambda one: (one.at, one.entry)))
        return Ruling("claim", f"{min(wanted)} {facet}", said_of_all) if said_of_all and seen == wanted else None


NO_RULINGS = Rulings()
"""Nobody decided anything."""


def rulings_of(register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None) -> Rulings:
    """Return the standing rulings as known and recorded by then; raise ``InputError`` (``bad-decision``) for a broken entry."""
    return gather(register.current("decision", as_known=as_known, as_recorded=as_recorded))


def gather(entries: Iterable[Entry]) -> Rulings:
    """Return the rulings that standing entries of kind ``decision`` make; those about other things are passed over."""
    newest: dict[tuple[str, str], dict[str, tuple[tuple[str, int, str], Said]]] = defaultdict(dict)
    for entry in entries:
        about = entry.body.get("about")
        if about not in VERDICTS:
            continue
        body = parse_ruling(entry.body, f"entry {entry.id}")
        order = (stamp(entry.recorded_at), entry.seq, entry.id)
        said = Said(str(body["verdict"]), str(body["reason"]), entry.author, entry.recorded_at, entry.id, body)
        by_person = newest[(about, key_of(body))]
        if entry.author not in by_person or by_person[entry.author][0] < order:
            by_person[entry.author] = (order, said)
    rulings = {
        (about, key): Ruling(about, key, tuple(said for _, said in sorted(found.values(), key=lambda one: one[0])))
        for (about, key), found in sorted(newest.items())
    }
    by_claim: dict[str, list[Ruling]] = defaultdict(list)
    for (about, _), ruling in rulings.items():
        covered = (one for said in ruling.said for one in claims_in(said.body)) if about == "claim" else ()
        for claim in dict.fromkeys(covered):
            by_claim[claim].append(ruling)
    return Rulings(rulings, {claim: tuple(found) for claim, found in by_claim.items()})


def key_of(body: Mapping[str, Any]) -> str:
    """Return what a decision is about as one text: two decisions about one question have one key."""
    about = str(body["about"])
    if about == "link":
        return " ".join(sorted((str(body["a"]), str(body["b"]))))
    if about == "candidate":
        return " ".join(sorted(map(str, body["claims"])))
    return " ".join(str(body[name]) for name in _NAMES[about])


def claims_in(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the claims that a decision about a claim covers: the one it names and its copies, where it lists them."""
    return tuple(dict.fromkeys([str(body["claim"]), *map(str, body.get("claims") or ())]))


def parse_ruling(body: Any, where: str = "the decision") -> dict[str, Any]:
    """Return the body of a decision of these sorts; raise ``InputError`` (``bad-decision``) where it is not one."""
    about = body.get("about") if isinstance(body, dict) else None
    good = (
        about in VERDICTS
        and body.get("verdict") in VERDICTS[about]
        and all(isinstance(body.get(name), str) and body[name] for name in _NAMES[about])
        and bool(str(body.get("reason") or "").strip())
        and _extras_fit(body)
    )
    if not good:
        raise InputError(
            kind="bad-decision",
            expected=f"a decision about {', '.join(VERDICTS)} with a reason and a verdict that it takes",
            found=f"{body!r:.200} in {where}",
            do="correct the entry: fallow correct",
        )
    return dict(body)


def _extras_fit(body: Mapping[str, Any]) -> bool:
    listed = body.get("claims", [])
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        return False
    if body["verdict"] == "corrected":
        told = body.get("set")
        return isinstance(told, dict) and bool(told) and set(told) <= _SETTABLE and _settable(told)
    if body["verdict"] == "speaks_for":
        return isinstance(body.get("authority"), str) and ":" in body["authority"]
    if body["about"] == "candidate":
        return bool(listed)
    return True


def _settable(told: Mapping[str, Any]) -> bool:
    """Whether every value that a correction sets is one that a claim can have: an entry may come from anybody."""
    try:
        for name, kind in (("polarity", Polarity), ("modality", Modality), ("basis", Basis)):
            if name in told:
                kind(told[name])
        if (when := told.get("when")) is not None and date.fromisoformat(when["start"]) > date.fromisoformat(
            when["end"]
        ):
            return False
        if (place := told.get("place")) is not None:
            lat, lon, precision_m = (float(place[key]) for key in ("lat", "lon", "precision_m"))
            return (
                abs(lat) <= 90
                and abs(lon) <= 180
                and 0 < precision_m < math.inf
                and bool(place["name"] and place["country"])
            )
    except (KeyError, TypeError, ValueError):
        return False
    words = (told.get(name) for name in ("munition", "authority", "cause"))
    return all(one is None or isinstance(one, str) for one in words)


def person_key(name: str) -> str:
    """Return the key of a person: a digest of the name, so that a decision to keep it private does not spread it."""
    return f"p-{digest(' '.join(name.casefold().split()).encode())[:16]}"


def _sense(one: Said) -> str:
    """What two answers must share to agree: the verdict and what it sets, not the words of the reason."""
    return canonical_bytes({key: one.body.get(key) for key in _SAME}).decode()
