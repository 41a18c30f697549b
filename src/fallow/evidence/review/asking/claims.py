"""Questions about single claims: use or denial, what only a headline says, rewritten words, casualties.

Claims that share an origin and speak to one proposition alike are asked about together: a reprint does not ask twice, and the
answer covers every copy that the person saw. A copy that comes later opens the question again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from fallow.evidence.claim import Basis, Claim, ClaimKind, Modality, Polarity
from fallow.evidence.docclaims import CLUSTER_LABEL
from fallow.evidence.reading.propositions import Held
from fallow.evidence.review.effect import Effect
from fallow.evidence.review.question import Choice, Question
from fallow.evidence.review.scene import Scene

_EVIDENCE = frozenset({ClaimKind.USE, ClaimKind.CASUALTIES, ClaimKind.DUD_RATE, ClaimKind.TRANSFER})
_SAYS = {Polarity.AFFIRM: "were used", Polarity.DENY: "were not used (a denial)", Polarity.NEGATED: "were not used"}


def ask(scene: Scene) -> Iterator[Question]:
    """Yield the questions about claims of documents, those already answered too."""
    records = {one.id: one for one in scene.claims if one.id in scene.held}
    yield from _polarity(scene, records)
    yield from _headlines(scene, records)
    yield from _rewritten(scene, records)
    yield from _casualties(scene, records)


def together(scene: Scene, claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return claims in groups of one origin, kind, polarity and proposition, each in order of id, groups by their first."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        keys = sorted(str(one["key"]) for one in scene.propositions.get(claim.id, ()))
        groups[(str(claim.origin), claim.kind.value, claim.polarity.value, *keys)].append(claim)
    return sorted((sorted(group, key=lambda one: one.id) for group in groups.values()), key=lambda group: group[0].id)


def claim_question(
    scene: Scene,
    facet: str,
    claims: Sequence[Claim],
    asks: str,
    choices: Sequence[Choice],
    effect: Effect | None = None,
    note: str = "",
) -> Question:
    """Return the question of one facet about claims that belong together; choices get the claims in their bodies."""
    ids = [claim.id for claim in claims]
    ruling = scene.rulings.on_claims(ids, facet)
    body = {"about": "claim", "claim": ids[0], "claims": ids[1:], "facet": facet}
    shown = [scene.held[one] for one in ids]
    more = f"; {len(ids)} claims are asked about together" if len(ids) > 1 else ""
    return Question(
        kind=facet,
        about={"claim": ids[0]},
        asks=f"{asks[:1].upper()}{asks[1:]}",
        words=tuple(scene.words_of_claim(held) for held in shown[:3]),
        choices=tuple(
            Choice(
                one.verdict,
                one.key,
                one.does,
                {**body, **(one.body or {}), "verdict": one.verdict},
                one.needs,
                one.takes,
            )
            for one in choices
        ),
        since=min(claim.known_at for claim in claims),
        effect=effect or Effect(independent=scene.independent_without(ids)),
        said=ruling.said if ruling else (),
        state="open" if ruling is None else "contested" if ruling.contested else "answered",
        claims=tuple(ids),
        note=(note + more).removeprefix("; "),
    )


def _polarity(scene: Scene, records: dict[str, Claim]) -> Iterator[Question]:
    wanted = [
        one
        for one in records.values()
        if one.kind is ClaimKind.USE
        and CLUSTER_LABEL in one.labels
        and one.modality is Modality.ASSERTED
        and one.basis is not Basis.HEARSAY
    ]
    for group in together(scene, wanted):
        held = scene.held[group[0].id]
        who = scene.who(held)
        here = _where(held)
        says = _SAYS[group[0].polarity]
        other = "negated" if group[0].polarity is Polarity.AFFIRM else "affirm"
        yield claim_question(
            scene,
            "polarity",
            group,
            f"Does {who} say that cluster munitions {says}{here}?",
            (
                Choice("confirmed", "y", "the claim stands as read, confirmed by you"),
                Choice(
                    "corrected",
                    "o",
                    f"it says the opposite: counts as {other}",
                    {"set": {"polarity": other}},
                    takes=("polarity",),
                ),
                Choice("refused", "n", "it says neither: counts nowhere, stays listed"),
            ),
        )


def _where(held: Held) -> str:
    place, when = held.claim.fields.get("place"), held.claim.fields.get("when")
    actor = held.claim.fields.get("actor")
    said = f" by {actor}" if actor else ""
    said += f" at {place['name']}" if place else ""
    if when:
        said += (
            f" on {when['start']}" if when["start"] == when["end"] else f" between {when['start']} and {when['end']}"
        )
    return said


def _headlines(scene: Scene, records: dict[str, Claim]) -> Iterator[Question]:
    for claim in sorted(records.values(), key=lambda one: one.id):
        held = scene.held[claim.id]
        reading = held.document.reading
        above = reading.kind_at(held.claim.span.start) in {"headline", "caption"}
        below = any(one.kind is claim.kind and reading.kind_at(one.span.start) == "body" for one in reading.claims)
        if above and not below and claim.kind in _EVIDENCE and claim.modality is Modality.ASSERTED:
            yield claim_question(
                scene,
                "headline-only",
                [claim],
                f"Only the headline or a caption says this ({claim.kind.value}). Does the page bear it out?",
                (
                    Choice("confirmed", "y", "counts as if the story said it"),
                    Choice("refused", "n", "counts nowhere, stays listed"),
                ),
            )


def _rewritten(scene: Scene, records: dict[str, Claim]) -> Iterator[Question]:
    rewritten = scene.standing.related.rewritten
    sound = {one.origin for one in records.values() if scene.held[one.id].document.reading.sha256 not in rewritten}
    wanted = [
        one
        for one in records.values()
        if scene.held[one.id].document.reading.sha256 in rewritten
        and one.origin not in sound
        and one.kind in _EVIDENCE
        and one.modality is Modality.ASSERTED
        and one.basis is not Basis.HEARSAY
    ]
    for group in together(scene, wanted):
        yield claim_question(
            scene,
            "rewritten-text",
            group,
            f"The words look rewritten and no original is at hand. May they stand for what {scene.who(scene.held[group[0].id])} said?",
            (
                Choice("confirmed", "y", "counts as if the wording were the speaker's"),
                Choice("refused", "n", "counts nowhere, stays listed"),
            ),
        )


def _casualties(scene: Scene, records: dict[str, Claim]) -> Iterator[Question]:
    wanted = [one for one in records.values() if one.kind is ClaimKind.CASUALTIES and one.basis is not Basis.HEARSAY]
    for group in together(scene, wanted):
        held = scene.held[group[0].id]
        cause = held.claim.fields.get("cause")
        told = (
            "cluster munitions"
            if cause == "cluster_munition"
            else str(cause)
            if cause
            else "a cause that the words do not name"
        )
        yield claim_question(
            scene,
            "casualties",
            group,
            f"Does {scene.who(held)} give {people_of(held)}{_where(held)}, by {told}?",
            (
                Choice("confirmed", "y", "the figures stand as read, confirmed by you"),
                Choice("corrected", "c", "the cause is another: give it", {"set": {}}, needs=("cause",)),
                Choice("refused", "n", "the figures are not in these words: count nowhere, stay listed"),
            ),
            Effect(independent=scene.independent_without([one.id for one in group]), figures=1),
        )


def people_of(held: Held) -> str:
    """Return the figures of a claim about casualties in words: "2 killed, 10 injured"; an open end is "or more"."""
    said = []
    for name in ("killed", "injured", "casualties"):
        count = held.claim.fields.get(name)
        if isinstance(count, dict):
            low, high = count.get("low"), count.get("high")
            figure = f"{low:g}" if low == high and low is not None else _range(low, high)
            said.append(f"{figure} {'killed or injured' if name == 'casualties' else name}")
    return ", ".join(said) or "no figure"


def _range(low: float | None, high: float | None) -> str:
    if low is None:
        return f"at most {high:g}" if high is not None else "an unknown number"
    return f"{low:g} or more" if high is None else f"{low:g} to {high:g}"
