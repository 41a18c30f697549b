"""Questions about imported rows whose place, day or label the import doubts, where the row says that cluster munitions were used.

A confirmation lifts the doubt from the weight of the strike and leaves the flag in the history of the row; a refused row makes
no strike and stays in its list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from fallow.evidence.claim import Claim, ClaimKind
from fallow.evidence.docclaims import CLUSTER_LABEL
from fallow.evidence.flag import FLAG_KINDS
from fallow.evidence.review.obey import LIFTS
from fallow.evidence.review.question import Choice, Question, Words
from fallow.evidence.review.scene import Scene

FACET = "flagged-row"


def ask(scene: Scene) -> Iterator[Question]:
    """Yield one question for each such row, in order of the claims, those already answered too."""
    doubts = LIFTS[FACET]
    for claim in scene.claims:
        if claim.id in scene.held or claim.kind is not ClaimKind.USE or CLUSTER_LABEL not in claim.labels:
            continue
        flags = sorted(doubts & set(claim.flags))
        ruling = scene.rulings.on_claims([claim.id], FACET)
        if not flags and ruling is None:
            continue
        said = "; ".join(FLAG_KINDS[flag] for flag in flags) or "the doubt was lifted"
        body = {"about": "claim", "claim": claim.id, "claims": [], "facet": FACET}
        yield Question(
            kind=FACET,
            about={"claim": claim.id},
            asks=f"Does row {claim.fields.get('key')} of {claim.source} stand as it is listed?",
            words=(words_of_row(scene, claim),),
            choices=(
                Choice("confirmed", "y", "it stands, the doubt is lifted", {**body, "verdict": "confirmed"}),
                Choice("refused", "n", "the row makes no strike, stays listed", {**body, "verdict": "refused"}),
            ),
            since=claim.known_at,
            said=ruling.said if ruling else (),
            state="open" if ruling is None else "contested" if ruling.contested else "answered",
            claims=(claim.id,),
            note=said,
        )


def words_of_row(scene: Scene, claim: Claim) -> Words:
    """Return what the row says: every field that is not empty, as the list had it."""
    entry = scene.register.get(claim.entry_id)
    fields = entry.body.get("row") or {}
    said = "; ".join(f"{name}: {_plain(fields[name])}" for name in fields if fields[name] not in (None, ""))
    return Words(name=claim.source, text=said, where=f"row {claim.fields.get('key')}, entry {claim.entry_id[:12]}")


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
