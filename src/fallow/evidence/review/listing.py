"""Listing: claims, propositions and table rows of a scene as rows to print, with private names left out.

The name of a person whom no office makes public is replaced by his role, or by "a private person", unless somebody ruled that he is
public. It is left out of what is listed, not of the document's own words: who may read those is the register's business (tiers).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from fallow.core.ids import short
from fallow.evidence.claim import Claim
from fallow.evidence.grade import given_grades, proposed
from fallow.evidence.lookup.explain import rows_behind
from fallow.evidence.reading.propositions import Held
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.review.rulings import person_key
from fallow.evidence.review.scene import Scene

PRIVATE = "a private person"
"""Stands where a name was left out and no role is known."""


def claim_rows(scene: Scene) -> list[dict[str, Any]]:
    """Return the claims of documents as rows, in order of document and position, refused ones last."""
    return [_claim_row(scene, claim, scene.held[claim.id]) for claim in scene.claims if claim.id in scene.held]


def _claim_row(scene: Scene, claim: Claim, held: Held) -> dict[str, Any]:
    words = scene.words_of_claim(held)
    private = is_private(scene, held)
    return {
        "id": claim.id,
        "kind": claim.kind.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "basis": claim.basis.value,
        "who": who(scene, held),
        "authority": None if private else claim.authority,
        "origin": claim.origin,
        "document": words.name,
        "published": claim.fields.get("published"),
        "place": held.claim.fields.get("place"),
        "when": held.claim.fields.get("when"),
        "words": None if private and _names(scene, held) in words.text else words.text,
        "start": words.start,
        "end": words.end,
        "flags": list(claim.flags),
        "labels": list(claim.labels),
        "rule": held.claim.rule,
        "decided": claim.fields.get("decided", []),
    }


def is_private(scene: Scene, held: Held) -> bool:
    """Whether the speaker's name is to be left out: known for no office, or ruled private, and not ruled public."""
    found = scene.statements.get(held.claim.statement or "")
    if found is None or found[0].speaker.name is None:
        return False
    verdict = scene.rulings.verdict("person", person_key(found[0].speaker.name))
    if verdict is not None:
        return verdict == "private"
    return (found[0].speaker.authority or "").startswith("person:")


def who(scene: Scene, held: Held) -> str:
    """Name who stands behind a claim; a private person by the role alone."""
    if not is_private(scene, held):
        return scene.who(held)
    return scene.statements[held.claim.statement or ""][0].speaker.role or PRIVATE


def _names(scene: Scene, held: Held) -> str:
    return scene.statements[held.claim.statement or ""][0].speaker.name or ""


def proposition_rows(scene: Scene, as_recorded: datetime | None = None) -> list[dict[str, Any]]:
    """Return the propositions with families by name, the links between their claims, and grades beside, in order of key.

    ``grades`` holds what people gave, and apart what rule ``grade/1`` proposes; neither enters a count.
    """
    given = given_grades(scene.register, scene.as_known, as_recorded)
    records = {claim.id: claim for claim in scene.claims}
    rows = []
    for one in scene.standing.related.reading.propositions:
        members = [str(claim) for claim in dict.fromkeys((*one["claims"], *one["against"]["claims"]))]
        against = {str(claim) for claim in one["against"]["claims"]}
        rows.append(
            {
                **{
                    key: one[key] for key in ("key", "documents", "origins", "asserting_families", "observing_families")
                },
                "against": dict(one["against"]),
                "claims": [
                    {
                        "id": claim,
                        "side": "against" if claim in against else "for",
                        "who": who(scene, scene.held[claim]),
                        "authority": None if is_private(scene, scene.held[claim]) else records[claim].authority,
                        "basis": records[claim].basis.value,
                        "origin": records[claim].origin,
                        "given": [str(grade.grade) for grade in given.get(claim, ())],
                        "proposed": str(proposed(records[claim], one).grade),
                    }
                    for claim in members
                ],
                "links": list(_links(scene, members)),
            }
        )
    return rows


def _links(scene: Scene, members: list[str]) -> Iterator[dict[str, Any]]:
    ends = set(members) | {str(scene.held[one].claim.statement) for one in members}
    ends |= {scene.held[one].document.reading.sha256 for one in members}
    for link in scene.standing.related.reading.links:
        if link.a in ends and link.b in ends:
            yield link.to_json()


def used_rows(scene: Scene) -> list[dict[str, Any]]:
    """Return every row of a look-up table behind something read, by document: the row, whose word, what it gave.

    ``tables_then`` is the version by which the document was read; where the tables in use differ from it, what is listed is what they
    would give now.
    """
    return [row for document in scene.standing.related.documents for row in _used_in(scene, document)]


def _used_in(scene: Scene, document: ReadDocument) -> list[dict[str, Any]]:
    entry, reading = scene.standing.entries[document.reading.sha256]
    head = {
        "document": str(entry.body.get("name")),
        "entry": short(entry.id),
        "sha256": document.reading.sha256,
        "tables_then": str(reading.body["reader"].get("families")),
        "tables_now": scene.standing.tables.version,
    }
    return [{**head, **used.to_json()} for used in rows_behind(document.reading, scene.standing.tables)]
