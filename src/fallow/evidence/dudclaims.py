"""Claims about failure rates, with the class of their source: what a prior may learn from them, and what is only shown.

The class says who stands behind a figure, because an owner's claim and a count by those who clear are not alike. It is found by
a stated rule (``class_of``) and an analyst's decision may put it right. Every claim comes back, usable or not; ``unusable`` says
why one may not move anything. A claim moves nothing until an analyst has confirmed it (``decision``, ``about: dud_rate``), who
also names the munition where the source's wording does not, and the counts where the source has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, Claim, ClaimKind, Modality, Polarity
from fallow.evidence.reading.families import Families, default_families
from fallow.register import Draft, Register, stamp

ABOUT = "dud_rate"
"""What these decisions are about."""

CLASSES = ("field", "test", "manufacturer", "official_claim", "estimate", "adversary_claim", "hearsay")
"""Classes of source, as in the munition catalogue, and ``hearsay``, which weighs nothing."""

COUNTED = "field"
"""The class whose counts are read as binomial counts: an owner who counts his own failures counts under his own conditions."""

_VERDICTS = ("confirmed", "left_out")


@dataclass(frozen=True, slots=True)
class DudClaim:
    """One figure that somebody gave, as fractions; ``low`` or ``high`` is ``None`` on the side that the source leaves open.

    ``failed`` of ``of`` items are counts of a field clearance where there are some. ``munition`` is a catalogue key or the
    source's wording. ``confirmed_by`` is the decision that lets it move a prior, ``unusable`` why it may not for any analyst.
    ``decision`` is the newest decision, either way, and ``reason`` its words. ``source`` is the document's digest, with
    ``start`` and ``end`` of the words in its text; ``chain`` names who passed the figure on, outermost first.
    """

    id: str
    entry_id: str
    source_class: str
    why_class: str
    known_at: datetime
    op: str
    low: float | None
    high: float | None
    munition: str | None = None
    owner: str | None = None
    failed: int | None = None
    of: int | None = None
    origin: str | None = None
    authority: str | None = None
    published: str | None = None
    confirmed_by: str | None = None
    unusable: str | None = None
    decision: str | None = None
    reason: str | None = None
    source: str | None = None
    start: int | None = None
    end: int | None = None
    chain: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The figure in words: "12 of 240", "less than 3 %"."""
        if self.failed is not None and self.of is not None:
            return f"{self.failed} of {self.of}"
        if self.low is not None and self.high is not None and self.low != self.high:
            return f"{self.low * 100:g} to {self.high * 100:g} %"
        figure = self.low if self.low is not None else self.high
        return "no figure" if figure is None else f"{'' if self.op == '=' else self.op + ' '}{figure * 100:g} %"


def class_of(claim: Claim, families: Families | None = None) -> tuple[str, str]:
    """Return the class of a claim's source and the rule in words. Rules ``dud-class/1``, the first that holds.

    Hearsay, or nobody known behind it: ``hearsay``. A state about its own munition: ``official_claim``; about another's:
    ``adversary_claim``, ally or not, because nobody measures another army's shells. Observed by an organisation that speaks for
    itself: ``field``. All else: ``estimate``. ``test`` and ``manufacturer`` are an analyst's to give: no rule tells them yet.
    """
    if claim.basis is Basis.HEARSAY or claim.authority is None or claim.origin is None:
        return "hearsay", "passed on, or nobody is known to stand behind it"
    if claim.authority.startswith("state:"):
        owner = claim.fields.get("owner")
        if _state(owner, families or default_families()) == claim.authority or claim.basis is Basis.OWN_ACT:
            return "official_claim", "a state speaks of its own munition"
        if owner is None:
            return (
                "adversary_claim",
                "a state speaks of a munition whose owner nobody names: taken for another's, which weighs least",
            )
        return "adversary_claim", "a state speaks of another's munition"
    if claim.basis is Basis.OBSERVED and claim.authority.startswith(("org:", "ngo:")):
        return "field", "the organisation that speaks observed it"
    return "estimate", "a body that is no party to the weapon estimates"


def _state(owner: object, families: Families) -> str | None:
    """The family of an owner by name or adjective, a state that no table holds too, as readers name it."""
    if not isinstance(owner, str):
        return None
    return families.state_of(owner) or families.with_states([owner]).state_of(owner)


def dud_claims(
    register: Register,
    claims: Iterable[Claim],
    as_known: datetime | None = None,
    as_recorded: datetime | None = None,
) -> list[DudClaim]:
    """Return every claim of kind ``dud_rate`` among ``claims``, with what analysts decided about each by then.

    ``claims`` are those of ``fallow.evidence.claims`` as known and recorded at the same moments. Raises ``InputError``
    (``bad-decision``) where a decision about a dud rate cannot be read.
    """
    decided = _decisions(register, as_known, as_recorded)
    return [_dud_claim(one, decided.get(one.id)) for one in claims if one.kind is ClaimKind.DUD_RATE]


def dud_claims_supposing(register: Register, claims: Iterable[Claim], draft: Draft) -> list[DudClaim]:
    """Return the claims as ``dud_claims`` does today, as if the decision ``draft`` stood too; nothing is written."""
    decided = _decisions(register, None, None)
    decided[str(draft.body["claim"])] = {**draft.body, "entry": "supposed"}
    return [_dud_claim(one, decided.get(one.id)) for one in claims if one.kind is ClaimKind.DUD_RATE]


def dud_decision(
    claim: str,
    *,
    verdict: str,
    reason: str,
    munition: str | None = None,
    source_class: str | None = None,
    failed: int | None = None,
    of: int | None = None,
) -> Draft:
    """Return the entry by which an analyst lets a claim move the prior (``confirmed``) or keeps it out (``left_out``).

    ``munition`` is a catalogue key, ``source_class`` one of ``CLASSES``, ``failed`` of ``of`` the counts that the source gives.
    Raises ``InputError`` (``bad-decision``).
    """
    body: dict[str, Any] = {"about": ABOUT, "claim": claim, "verdict": verdict, "reason": reason.strip()}
    named = {"munition": munition, "source_class": source_class, "failed": failed, "of": of}
    body |= {key: value for key, value in named.items() if value is not None}
    _checked(body, "the decision")
    return Draft("decision", body)


def _decisions(
    register: Register, as_known: datetime | None, as_recorded: datetime | None
) -> dict[str, dict[str, Any]]:
    """The newest standing decision on each claim, its entry's id beside it."""
    found: dict[str, tuple[tuple[str, int, str], dict[str, Any]]] = {}
    for entry in register.current("decision", as_known=as_known, as_recorded=as_recorded):
        if entry.body.get("about") != ABOUT:
            continue
        _checked(entry.body, f"entry {entry.id}")
        order = (stamp(entry.recorded_at), entry.seq, entry.id)
        claim = str(entry.body["claim"])
        if claim not in found or found[claim][0] < order:
            found[claim] = (order, {**entry.body, "entry": entry.id})
    return {claim: body for claim, (_, body) in found.items()}


def _checked(body: dict[str, Any], where: str) -> None:
    failed, of = body.get("failed"), body.get("of")
    counts = failed is None and of is None
    if isinstance(failed, int) and isinstance(of, int):
        counts = 0 <= failed <= of and of > 0 and not isinstance(failed, bool) and not isinstance(of, bool)
    good = (
        body.get("verdict") in _VERDICTS
        and isinstance(body.get("claim"), str)
        and bool(str(body.get("reason") or ""))
        and body.get("source_class", "field") in CLASSES
        and counts
    )
    if not good:
        raise InputError(
            kind="bad-decision",
            expected=f"a claim, a reason, a verdict of {', '.join(_VERDICTS)}, a class of {', '.join(CLASSES)} and counts failed <= of",
            found=f"{body!r:.200} in {where}",
            do="correct the entry: fallow correct",
        )


def _dud_claim(claim: Claim, decided: dict[str, Any] | None) -> DudClaim:
    source_class, why = class_of(claim)
    decided = decided or {}
    if "source_class" in decided:
        source_class, why = str(decided["source_class"]), f"an analyst decided: {decided['reason']}"
    op = str(claim.fields.get("op"))
    low, high = _ends(op, claim.fields.get("value"), claim.fields.get("high"))
    return DudClaim(
        id=claim.id,
        entry_id=claim.entry_id,
        source_class=source_class,
        why_class=why,
        known_at=claim.known_at,
        op=op,
        low=low,
        high=high,
        munition=decided.get("munition") or claim.munition,
        owner=_words(claim.fields.get("owner")),
        failed=decided.get("failed"),
        of=decided.get("of"),
        origin=claim.origin,
        authority=claim.authority,
        published=_words(claim.fields.get("published")),
        confirmed_by=decided.get("entry") if decided.get("verdict") == "confirmed" else None,
        unusable=_unusable(claim, decided, source_class),
        decision=decided.get("entry"),
        reason=_words(decided.get("reason")),
        source=claim.source,
        start=_offset(claim, "start"),
        end=_offset(claim, "end"),
        chain=tuple(str(name) for name in claim.fields.get("source_chain") or ()),
    )


def _offset(claim: Claim, side: str) -> int | None:
    words = claim.fields.get("words")
    found = words.get(side) if isinstance(words, dict) else None
    return found if isinstance(found, int) else None


def _unusable(claim: Claim, decided: dict[str, Any], source_class: str) -> str | None:
    if decided.get("verdict") == "left_out":
        return f"an analyst left it out: {decided['reason']}"
    if claim.polarity is not Polarity.AFFIRM:
        return "it denies a figure and gives none"
    if claim.modality is not Modality.ASSERTED:
        return f"it is {claim.modality.value}, not asserted"
    if decided.get("of") is not None and source_class != COUNTED:
        return f"counts are believed of class {COUNTED} only, and this is {source_class}"
    return None


def _ends(op: str, value: object, high: object) -> tuple[float | None, float | None]:
    figure = _number(value)
    if op in {"<", "<="}:
        return None, figure
    if op in {">", ">="}:
        return figure, None
    return figure, _number(high) if op == "range" else figure


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None
