"""Questions about failure rates: whether a figure may move the prior, for which munition, and with which counts.

One question for each origin and figure: the same line printed ten times asks once. The effect on the prior is joined above
this package, which knows no prior; here the figure counts as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fallow.evidence.dudclaims import ABOUT, DudClaim, dud_claims
from fallow.evidence.review.effect import Effect
from fallow.evidence.review.question import Choice, Question
from fallow.evidence.review.rulings import Said
from fallow.evidence.review.scene import Scene
from fallow.register import Entry


def ask(scene: Scene) -> Iterator[Question]:
    """Yield the questions about failure rates that some analyst could let move a prior, those already answered too."""
    entries = list(scene.register.current("decision", as_known=scene.as_known))
    groups: dict[tuple[str, ...], list[DudClaim]] = defaultdict(list)
    for one in dud_claims(scene.register, scene.claims, scene.as_known):
        usable = one.unusable is None or one.unusable.startswith("an analyst left it out")
        if usable and one.source_class != "hearsay" and one.id in scene.held:
            groups[(str(one.origin), one.says)].append(one)
    for _, group in sorted(groups.items()):
        yield _question(scene, sorted(group, key=lambda one: one.id), entries)


def _question(scene: Scene, group: list[DudClaim], entries: list[Entry]) -> Question:
    first = group[0]
    held = scene.held[first.id]
    said = _said(entries, {one.id for one in group})
    verdicts = {one.verdict for one in said}
    body = {"about": ABOUT, "claim": first.id}
    named = first.munition or "no munition named"
    return Question(
        kind="dud-rate",
        about={"claim": first.id},
        asks=f"May this move the prior: {scene.who(held)} gives {first.says} for {named}?",
        words=(scene.words_of_claim(held),),
        choices=(
            Choice(
                "confirmed",
                "y",
                f"moves the rate of one munition, as {first.source_class}; name it by its catalogue key",
                {**body, "verdict": "confirmed"},
                takes=("munition", "class", "counts"),
            ),
            Choice("left_out", "n", "moves nothing, stays shown", {**body, "verdict": "left_out"}),
        ),
        since=min(one.known_at for one in group),
        effect=Effect(figures=1),
        said=said,
        state="contested" if len(verdicts) > 1 else "answered" if said else "open",
        claims=tuple(one.id for one in group),
        note=f"class {first.source_class}: {first.why_class}"
        + (f"; {len(group) - 1} copies" if len(group) > 1 else ""),
    )


def _said(entries: list[Entry], claims: set[str]) -> tuple[Said, ...]:
    newest: dict[str, Said] = {}
    for entry in entries:
        body = entry.body
        if body.get("about") == ABOUT and str(body.get("claim")) in claims:
            newest[entry.author] = Said(
                str(body.get("verdict")), str(body.get("reason")), entry.author, entry.recorded_at, entry.id, body
            )
    return tuple(sorted(newest.values(), key=lambda one: (one.at, one.entry)))
