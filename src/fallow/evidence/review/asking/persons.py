"""Questions about persons whom no table and no page gives to a body: for whom does he speak, or is he a private person?

A private person's name is not repeated in the decision (``person_key``), and lists of claims print a role in its place. Only persons whose
words carry a claim are asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from fallow.evidence.reading.propositions import Held
from fallow.evidence.review.effect import Effect
from fallow.evidence.review.question import Choice, Question
from fallow.evidence.review.rulings import person_key
from fallow.evidence.review.scene import Scene


def ask(scene: Scene) -> Iterator[Question]:
    """Yield one question for each such person, in order of the key, those already answered too."""
    by_person: dict[str, list[Held]] = defaultdict(list)
    for held in scene.held.values():
        statement = scene.statements.get(held.claim.statement or "")
        speaker = statement[0].speaker if statement is not None else None
        if speaker is None or speaker.name is None:
            continue
        key = person_key(speaker.name)
        if (speaker.authority or "").startswith("person:") or scene.rulings.of("person", key) is not None:
            by_person[key].append(held)
    for key in sorted(by_person):
        yield _question(scene, key, sorted(by_person[key], key=lambda one: one.claim.id))


def person_body(name: str, statement: str) -> dict[str, Any]:
    """Return what a decision about a person says beside verdict and reason: no name, a statement of his."""
    return {"about": "person", "person": person_key(name), "statement": statement}


def _question(scene: Scene, key: str, members: list[Held]) -> Question:
    ids = [one.claim.id for one in members]
    statement = str(members[0].claim.statement)
    speaker = scene.statements[statement][0].speaker
    ruling = scene.rulings.of("person", key)
    body = person_body(speaker.name or "", statement)
    words = scene.words_of_statement(statement)
    return Question(
        kind="private-person",
        about={"person": key},
        asks=f"For whom does {speaker.name!r} speak, here called {speaker.role or 'by name only'}?",
        words=(words,) if words is not None else (),
        choices=(
            Choice(
                "speaks_for",
                "s",
                "speaks for a body: give its key; may be taught to the table of office-holders",
                {**body, "verdict": "speaks_for"},
                needs=("authority",),
                takes=("role", "from", "to", "teach"),
            ),
            Choice("public", "p", "a public person who speaks for himself", {**body, "verdict": "public"}),
            Choice("private", "n", "a private person: lists print no name", {**body, "verdict": "private"}),
        ),
        since=min(scene.known_at(one.document) for one in members),
        effect=Effect(independent=scene.independent_without(ids)),
        said=ruling.said if ruling else (),
        state="open" if ruling is None else "contested" if ruling.contested else "answered",
        note=f"{len(ids)} claims rest on these words" if len(ids) > 1 else "",
    )
