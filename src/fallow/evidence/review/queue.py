"""Queue: every question of a view, open ones first to be seen, in the order of ``effect/1``.

Answered questions leave the queue and can be asked for. A question whose claims an answer took out of the view (a refused claim
makes no candidate any more) is rebuilt from the answer, so that a second person can still disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from fallow.core.errors import InputError, NotThereError
from fallow.evidence.review.asking import candidates, claims, conflicts, duds, links, persons, rows
from fallow.evidence.review.asking.claims import claim_question
from fallow.evidence.review.question import KINDS, Choice, Question
from fallow.evidence.review.scene import Scene

_ASKERS: tuple[Callable[[Scene], Iterator[Question]], ...] = (
    candidates.ask,
    claims.ask,
    duds.ask,
    links.ask,
    persons.ask,
    rows.ask,
    conflicts.ask,
)


def questions(scene: Scene) -> list[Question]:
    """Return every question of a view once, answered ones too, in the order of ``effect/1``."""
    found = {one.id: one for one in chain.from_iterable(ask(scene) for ask in _ASKERS)}
    for one in _rebuilt(scene, found.values()):
        found.setdefault(one.id, one)
    return ordered(found.values())


def ordered(asked: Iterable[Question]) -> list[Question]:
    """Return questions by effect, the largest first; see ``fallow.evidence.review.effect``."""
    return sorted(asked, key=lambda one: one.order)


def waiting(asked: Iterable[Question], kinds: Iterable[str] = ()) -> list[Question]:
    """Return those that nobody answered, or on which two people disagree, of some kinds or all, in the order given.

    Raises ``InputError`` (``unknown-question-kind``).
    """
    wanted = frozenset(kinds)
    unknown = sorted(wanted - set(KINDS))
    if unknown:
        raise InputError(
            kind="unknown-question-kind",
            expected=f"kinds of question: {', '.join(KINDS)}",
            found=", ".join(unknown),
            do="choose among them",
        )
    return [one for one in asked if one.state != "answered" and (not wanted or one.kind in wanted)]


def question_of(asked: Iterable[Question], prefix: str) -> Question:
    """Return the question whose id begins so; raise ``NotThereError`` (``no-question``), ``InputError`` (``ambiguous-id``)."""
    wanted = prefix if prefix.startswith("q-") else f"q-{prefix}"
    found = [one for one in asked if one.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            kind="ambiguous-id",
            expected="the beginning of one question's id",
            found=f"{prefix!r}, which begins {len(found)}",
            do="give more characters",
        )
    raise NotThereError(
        kind="no-question",
        expected="a question of this register",
        found=f"none whose id begins with {prefix!r}",
        do="see fallow review queue --all",
    )


def _rebuilt(scene: Scene, asked: Iterable[Question]) -> Iterator[Question]:
    there = {(one.kind, claim) for one in asked for claim in one.claims}
    records = {one.id: one for one in scene.claims}
    for ruling in scene.rulings.about("claim"):
        body = ruling.last.body
        facet, first = str(body["facet"]), str(body["claim"])
        members = [one for one in (first, *map(str, body.get("claims") or ())) if one in scene.held]
        if facet not in KINDS or not members or members[0] != first or (facet, first) in there:
            continue
        yield claim_question(
            scene,
            facet,
            [records[one] for one in members],
            f"Somebody answered: {ruling.last.verdict}. Do these words bear the claim ({records[first].kind.value})?",
            (
                Choice("confirmed", "y", "the claim stands as read"),
                Choice("refused", "n", "counts nowhere, stays listed"),
            ),
        )
