"""Questions about strike candidates: place and days where somebody observed it, the whole of it where two families only assert it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fallow.evidence.claim import Basis
from fallow.evidence.review.asking.claims import claim_question
from fallow.evidence.review.effect import Effect
from fallow.evidence.review.question import Choice, Question
from fallow.evidence.review.scene import Scene


def ask(scene: Scene) -> Iterator[Question]:
    """Yield one question for each candidate of the documents, those already answered too."""
    records = {one.id: one for one in scene.claims if one.id in scene.held}
    for candidate in scene.standing.related.reading.strike_candidates:
        members = sorted(str(one) for one in candidate["claims"])
        observed = any(scene.held[one].claim.basis is Basis.OBSERVED for one in members)
        where = _setting(candidate["place"], candidate["when"])
        if not observed:
            yield _two_families(scene, members, where, str(candidate["why"]))
            continue
        question = claim_question(
            scene,
            "place-and-date",
            [records[one] for one in members],
            f"Do these words place a use at {where}?",
            (
                Choice("confirmed", "y", "place and days stand as read, confirmed by you"),
                Choice(
                    "corrected",
                    "c",
                    "place or days are others: give them; may be taught to the table of places",
                    {"set": {}},
                    takes=("place", "when", "teach"),
                ),
                Choice("refused", "n", "the claims count nowhere and make no strike, stay listed"),
            ),
            Effect(strikes=1, independent=scene.independent_without(members)),
            note=str(candidate["why"]),
        )
        yield replace(question, about={"claim": members[0]})


def _two_families(scene: Scene, members: list[str], where: str, why: str) -> Question:
    ruling = scene.rulings.on_candidate(members)
    body = {"about": "candidate", "claims": members}
    held = [scene.held[one] for one in members]
    return Question(
        kind="candidate",
        about={"candidate": members[0]},
        asks=f"Families assert a use at {where} and nobody known observed it. Is it a strike?",
        words=tuple(scene.words_of_claim(one) for one in held[:4]),
        choices=(
            Choice("confirmed", "y", "it becomes a strike that stands", {**body, "verdict": "confirmed"}),
            Choice("refused", "n", "no strike; the claims stay, as said", {**body, "verdict": "refused"}),
        ),
        since=min(scene.known_at(one.document) for one in held),
        effect=Effect(strikes=1),
        said=ruling.said if ruling else (),
        state="open" if ruling is None else "contested" if ruling.contested else "answered",
        claims=tuple(members),
        note=why,
    )


def _setting(place: Any, when: Any) -> str:
    days = when["start"] if when["start"] == when["end"] else f"{when['start']} to {when['end']}"
    return f"{place['name']} ({place['country']}, {place['lat']:.4f}, {place['lon']:.4f}, to {place['precision_m']:g} m) on {days}"
