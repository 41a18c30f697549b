"""Questions about links: same utterance in doubt, same origin in doubt, two spellings taken for one person.

Asked are links that count only towards the lower bound (``origins/1``), those of a short quote, and those whose speakers are
written differently. Statements of a copy aligned with its original are not asked one by one: the copy is.
"""

from __future__ import annotations

from collections.abc import Iterator

from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import Link
from fallow.evidence.reading.utterances import SURE
from fallow.evidence.review.effect import NONE, Effect
from fallow.evidence.review.question import Choice, Question, Words
from fallow.evidence.review.rulings import Ruling
from fallow.evidence.review.scene import Scene

SHORT_QUOTE_WORDS = 6
"""A quote of fewer words may be like another by chance."""

_DOCUMENT = 64
_IN_COPY = "same-utterance-copy/"


def ask(scene: Scene) -> Iterator[Question]:
    """Yield the questions about links, those already answered too."""
    asked: set[str] = set()
    for link in scene.standing.related.reading.links:
        kind = _kind(scene, link)
        if kind is not None:
            asked.add(_key(link.a, link.b))
            yield _question(scene, link, kind)
    for ruling in scene.rulings.about("link"):
        body = ruling.last.body
        link = Link(
            str(body.get("link", "same_origin")), str(body["a"]), str(body["b"]), 0.0, str(body.get("evidence", ""))
        )
        if ruling.key not in asked and _words(scene, link.a) and _words(scene, link.b):
            yield _question(scene, link, str(body.get("asked_as", "same-origin")))


def _kind(scene: Scene, link: Link) -> str | None:
    if link.kind == "same_utterance" and not link.evidence.startswith(_IN_COPY):
        names = [_name(scene, side) for side in (link.a, link.b)]
        if None not in names and names[0] != names[1]:
            return "identity"
        return "same-utterance" if link.score < SURE or _is_short(scene, link) else None
    if link.kind == "same_origin" or (link.kind == "quotes_via" and (link.score < SURE or len(link.b) == _DOCUMENT)):
        return "same-origin"
    return None


def _name(scene: Scene, statement: str) -> str | None:
    found = scene.statements.get(statement)
    name = found[0].speaker.name if found is not None else None
    return None if name is None else " ".join(name.casefold().split())


def _is_short(scene: Scene, link: Link) -> bool:
    for side in (link.a, link.b):
        found = scene.statements.get(side)
        if found is not None and found[0].quotes:
            words = sum(len(span.of(found[1].text).split()) for span in found[0].quotes)
            if words < SHORT_QUOTE_WORDS:
                return True
    return False


def _question(scene: Scene, link: Link, kind: str) -> Question:
    one, other = sorted((link.a, link.b))
    ruling: Ruling | None = scene.rulings.of("link", _key(link.a, link.b))
    body = {
        "about": "link",
        "a": one,
        "b": other,
        "link": link.kind,
        "asked_as": kind,
        "evidence": link.evidence,
    }
    sides = [words for side in (link.a, link.b) if (words := _words(scene, side)) is not None]
    asks, yes, no = _sentence(scene, link, kind)
    return Question(
        kind=kind,
        about={"a": one, "b": other},
        asks=asks,
        words=tuple(sides),
        choices=(
            Choice("confirmed", "y", yes, {**body, "verdict": "confirmed"}),
            Choice("refused", "n", no, {**body, "verdict": "refused"}),
        ),
        since=max(scene.known_at(document) for document in _documents(scene, link)),
        effect=_effect(scene, link),
        said=ruling.said if ruling else (),
        state="open" if ruling is None else "contested" if ruling.contested else "answered",
        note=link.evidence,
    )


def _sentence(scene: Scene, link: Link, kind: str) -> tuple[str, str, str]:
    if kind == "identity":
        names = [scene.statements[side][0].speaker.name for side in (link.a, link.b)]
        return (
            f"Are {names[0]!r} and {names[1]!r} one person, and this one act of speech?",
            "one origin from now on",
            "two origins from now on",
        )
    if kind == "same-utterance":
        return (
            "Are these one act of speech, cut or translated anew?",
            "one origin from now on",
            "two origins from now on",
        )
    how = "take its word from" if link.kind == "quotes_via" else "have one origin with"
    return f"Does the first {how} the second?", "one origin from now on", "two origins from now on"


def _words(scene: Scene, side: str) -> Words | None:
    if len(side) != _DOCUMENT:
        return scene.words_of_statement(side)
    document = scene.documents.get(side)
    body = next((one.span for one in document.reading.segments if one.kind == "body"), None) if document else None
    return scene.words(document, body) if document is not None and body is not None else None


def _documents(scene: Scene, link: Link) -> list[ReadDocument]:
    ends = (link.a, link.b)
    return [scene.statements[end][1] if end in scene.statements else scene.documents[end] for end in ends]


def _effect(scene: Scene, link: Link) -> Effect:
    """One count for each proposition to which both ends speak from what are two origins by the sure links alone."""
    ours, theirs = (scene.claims_at.get(end, frozenset()) for end in (link.a, link.b))
    high = scene.standing.related.origins.high
    touched = {str(one["key"]): one for claim in ours for one in scene.propositions.get(claim, ())}
    change = 0
    for proposition in touched.values():
        members = set(proposition["claims"]) | set(proposition["against"]["claims"])
        pairs = {(high[a], high[b]) for a in ours & members for b in theirs & members}
        change += any(a != b for a, b in pairs)
    return Effect(independent=change) if change else NONE


def _key(a: str, b: str) -> str:
    return " ".join(sorted((a, b)))
