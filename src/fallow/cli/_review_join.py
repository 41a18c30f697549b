"""The questions of a register with what only rooms above the evidence know: strikes, the prior of failure rates, treaty tables.

Effects are found by doing: a question about claims is answered each way it can be, each strike that the claims touch is weighed
again, and the largest difference stands. All else is left as it is, so the effects of two questions do not add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from fallow.core.errors import InputError
from fallow.evidence.claim import Claim, ClaimKind, Modality, Polarity
from fallow.evidence.dudclaims import dud_claims
from fallow.evidence.review.asking.claims import claim_question
from fallow.evidence.review.asking.rows import words_of_row
from fallow.evidence.review.effect import Effect, larger
from fallow.evidence.review.obey import LIFTS
from fallow.evidence.review.question import Choice, Question, Words
from fallow.evidence.review.queue import ordered, questions
from fallow.evidence.review.scene import Scene, scene_of
from fallow.evidence.views import row_claims_as_ruled
from fallow.strikes import decisions_of, load_catalogue, read_strikes
from fallow.strikes.candidates import sort_claims
from fallow.strikes.weighing import weigh
from fallow.treaty import load_parties, status

if TYPE_CHECKING:
    from fallow.register import Register
    from fallow.strikes import Hypotheses, Strike
    from fallow.strikes.catalogue import Catalogue


def joined(register: Register, as_known: datetime | None = None) -> tuple[Scene, list[Question]]:
    """Return the scene and every question of a register, answered ones too, in the order of ``effect/1``."""
    scene = scene_of(register, as_known, rows=row_claims_as_ruled(register, as_known))
    catalogue = load_catalogue()
    view = read_strikes(scene.claims, catalogue, decisions_of(register, as_known=as_known))
    asked = [*questions(scene), *_same_strike(scene, view), *_treaty(scene)]
    weighed = _Weighed(scene, view, catalogue)
    done = [replace(one, effect=weighed.effect(one)) for one in asked]
    return scene, ordered(_with_shifts(scene, done, catalogue))


class _Weighed:
    """The strikes of a view, found by claim, and what answers do to them."""

    def __init__(self, scene: Scene, view: Hypotheses, catalogue: Catalogue) -> None:
        self._claims = {claim.id: claim for claim in scene.claims}
        self._catalogue = catalogue
        self._homes: dict[str, list[Strike]] = defaultdict(list)
        for strike in view.strikes:
            for claim in (*strike.members, *strike.against):
                self._homes[claim].append(strike)

    def effect(self, question: Question) -> Effect:
        """Return the effect with the strikes and their weights as the rooms of strikes give them."""
        if not question.claims or question.kind in {"candidate", "dud-rate"}:
            return question.effect
        touched = {strike.id: strike for claim in question.claims for strike in self._homes.get(claim, ())}
        come_or_go, shift = self._would_come(question), 0.0
        for strike in touched.values():
            for members, against in self._answers(question, strike):
                if not members:
                    come_or_go += 1
                    break
                shift = max(shift, abs(weigh(members, against).p_real - strike.p_real))
        return replace(question.effect, strikes=come_or_go, p_real=round(shift, 4))

    def _answers(self, question: Question, strike: Strike) -> Iterator[tuple[list[Claim], list[Claim]]]:
        asked = set(question.claims)
        members = [self._claims[claim] for claim in strike.members]
        against = [self._claims[claim] for claim in strike.against]
        lifts = LIFTS.get(question.kind, frozenset())
        if lifts:
            yield [_lifted(one, lifts) if one.id in asked else one for one in members], against
        kept, denied = [[one for one in side if one.id not in asked] for side in (members, against)]
        yield kept, denied
        if question.kind == "polarity":
            flipped = [_flipped(one) for one in (*members, *against) if one.id in asked]
            new = [one for one in flipped if one.polarity is Polarity.AFFIRM]
            yield kept + new, denied + [one for one in flipped if one.polarity is not Polarity.AFFIRM]

    def _would_come(self, question: Question) -> int:
        """One, where lifting a doubt lets a claim make a strike that is none now."""
        lifts = LIFTS.get(question.kind, frozenset())
        new = [_lifted(self._claims[claim], lifts) for claim in question.claims if lifts and not self._homes.get(claim)]
        return int(bool(sort_claims(new, self._catalogue).affirming)) if new else 0


def _lifted(claim: Claim, lifts: frozenset[str]) -> Claim:
    return replace(claim, flags=tuple(flag for flag in claim.flags if flag not in lifts))


def _flipped(claim: Claim) -> Claim:
    return replace(claim, polarity=Polarity.NEGATED if claim.polarity is Polarity.AFFIRM else Polarity.AFFIRM)


def _same_strike(scene: Scene, view: Hypotheses) -> Iterator[Question]:
    """Yield one question for each pair of strikes that may be one, by the strongest link between them."""
    records = {claim.id: claim for claim in scene.claims}
    for strike in view.strikes:
        for other in strike.perhaps:
            if strike.id >= other.strike:
                continue
            a, b = sorted((other.link.a, other.link.b))
            body = {"about": "same_strike", "a": a, "b": b}
            yield Question(
                kind="same-strike",
                about={"a": a, "b": b},
                asks="Are these reports of one strike?",
                words=tuple(_words(scene, records[one]) for one in (a, b)),
                choices=(
                    Choice("same", "y", "one strike from now on", {**body, "verdict": "same"}),
                    Choice("different", "n", "two strikes from now on", {**body, "verdict": "different"}),
                ),
                since=max(records[one].known_at for one in (a, b)),
                effect=Effect(strikes=1),
                note=f"p_same {other.link.p_same:.2f}, a judgement by table; " + "; ".join(other.link.reasons),
            )


def _words(scene: Scene, claim: Claim) -> Words:
    held = scene.held.get(claim.id)
    return words_of_row(scene, claim) if held is None else scene.words_of_claim(held)


_HOLDS = {
    "signed": frozenset({"signatory", "party"}),
    "ratified": frozenset({"party"}),
    "party": frozenset({"party"}),
    "withdrawn": frozenset({"withdrawn"}),
}
"""By what a text says, the statuses of the depositary's table that bear it out."""


def _treaty(scene: Scene) -> Iterator[Question]:
    """Yield a question where a statement about a state differs from the depositary's table on the day of the page.

    States that the table does not hold cannot be compared and are not asked about.
    """
    for claim in scene.claims:
        held = scene.held.get(claim.id)
        if held is None or claim.kind is not ClaimKind.TREATY_STATUS or claim.modality is not Modality.ASSERTED:
            continue
        published = claim.fields.get("published")
        day = date.fromisoformat(str(published)) if published else claim.known_at.date()
        said = str(claim.fields.get("status"))
        differs = list(_differing(claim, said, day))
        if differs:
            basis = "on the day of the page" if published else "on the day it was captured, for the page has no day"
            yield claim_question(
                scene,
                "treaty-status",
                [claim],
                f"{scene.who(held)} says {'not ' if claim.polarity is not Polarity.AFFIRM else ''}{said!r} of {', '.join(name for name, _ in differs)}. Is it read rightly?",
                (
                    Choice("confirmed", "y", "it is said so, and differs; the table stands, as always"),
                    Choice("refused", "n", "it is not said: counts nowhere, stays listed"),
                ),
                Effect(figures=1),
                note=f"{basis} ({day}) the depositary's table has "
                + "; ".join(f"{name}: {found}" for name, found in differs),
            )


def _differing(claim: Claim, said: str, day: date) -> Iterator[tuple[str, str]]:
    instrument = str(claim.fields.get("instrument") or "ccm")
    for name in claim.fields.get("states") or ():
        try:
            found = status(name, day, instrument=instrument, parties=load_parties(instrument))
        except InputError:
            continue
        if said in _HOLDS and (found.status in _HOLDS[said]) != (claim.polarity is Polarity.AFFIRM):
            yield found.state.name, found.status


def _with_shifts(scene: Scene, asked: Iterable[Question], catalogue: Catalogue) -> list[Question]:
    """Give questions about failure rates the shift that a confirmation would make as the claim stands."""
    done = list(asked)
    if not any(one.kind == "dud-rate" for one in done):
        return done
    from fallow.hazard.dudprior import what_if

    claims = dud_claims(scene.register, scene.claims, scene.as_known)
    supposed = what_if(catalogue, claims)
    for at, question in enumerate(done):
        found = supposed.get(str(question.about.get("claim")))
        if question.kind == "dud-rate" and found is not None:
            key, moved = found
            note = f"{question.note}; {key or 'no munition'}: {moved.why}"
            shift = Effect(dud_log_shift=moved.log_shift)
            done[at] = replace(question, effect=larger(question.effect, shift), note=note)
    return done


def count_by_kind(asked: Sequence[Question]) -> dict[str, int]:
    """Return how many questions of each kind wait, kinds in order of name."""
    counts: dict[str, int] = defaultdict(int)
    for one in asked:
        counts[one.kind] += 1
    return dict(sorted(counts.items()))
