"""Who does it: the state or body that a sentence makes the doer. Rule ``actor/1``."""

from __future__ import annotations

import re

from fallow.evidence.reading.families import singular
from fallow.evidence.reading.grammar.scene import Scene
from fallow.evidence.reading.result import Statement
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.words import OFFICE_NOUNS

_FORCES = r"(?:armed\s+forces|air\s+force|forces|troops|army|military|artillery|aircraft|jets|gunners|soldiers|side|government|regime|rebels|militia|separatists|navy|units|commanders?|batteries|planes|warplanes|helicopters|launchers|administration)"
_NAMED = re.compile(
    rf"\b(?:armed\s+forces|forces|army|military|government|troops)\s+of\s+(?:the\s+)?[A-Z][\w\-]*|"
    rf"\b(?!(?:The|A|An|In|On|At|But|And|If|When|While|As)\b)(?:[A-Z][\w\-]*(?:[’']s)?\s+){{0,3}}[A-Z][\w\-]*(?:[’']s)?(?:\s+(?:\w+\s+)?{_FORCES})?|\b(?:the|government|rebel|opposition|separatist)\s+{_FORCES}\b"
)
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Mm]y|us|its\s+own)\b")
_OWN = re.compile(r"\b(?:we|our|its|his|her|their\s+own)\b", re.IGNORECASE)
_BINDS = re.compile(r"(?:threat|promis|pledg|vow|refus)", re.IGNORECASE)
_GOVERNORS = frozenset("to in of against for at from with on into between near over through".split())


def actor_before(scene: Scene, at: int, begin: int | None = None) -> str | None:
    """Return the nearest state or forces named between ``begin`` (the sentence's start) and ``at``; the speaker's own for "we"."""
    statement = scene.statement_at(at)
    inside = [] if statement is None else [span.start for span in statement.content if span.start <= at < span.end]
    start = max([scene.span.start if begin is None else begin, *inside])
    window = scene.text[start:at]
    found = [m for m in _NAMED.finditer(window) if is_actor(scene, m[0]) and not _is_object(window, m)]
    own = list(_OURS.finditer(window))
    mine = own_state(scene, statement) if statement is not None and (own or _OWN.search(window)) else None
    if mine is not None and (not found or (own and found[-1].start() < own[-1].start())):
        return mine
    if (
        not found
        and statement is not None
        and statement.cue is not None
        and inside
        and _BINDS.match(statement.cue.of(scene.text))
    ):
        return own_state(scene, statement)
    return clean(found[-1][0]) if found else None


def _is_object(window: str, match: re.Match[str]) -> bool:
    """'an ambassador to Xia', 'troops in Xia', 'Xia's envoy': named there, but not the doer."""
    before = window[: match.start()].split()[-2:]
    governed = any(word.lower() in _GOVERNORS for word in before[-1:]) or (
        len(before) == 2 and before[0].lower() in _GOVERNORS and before[1].lower() == "the"
    )
    owner = match[0].rstrip().endswith(("’s", "'s"))
    owned = window[match.end() :].split()[:3] if owner else []
    return governed or any(singular(word.strip(",.").lower()) in OFFICE_NOUNS for word in owned)


def actor_after_by(scene: Scene, at: int) -> str | None:
    """Return the agent of a passive: 'were fired by Xian forces'."""
    match = re.match(r"[^.;]{0,60}?\bby\s+(?:the\s+)?", scene.text[at : scene.span.end])
    if match is None:
        return None
    named = _NAMED.match(scene.text, at + match.end(), scene.span.end)
    return clean(named[0]) if named is not None and is_actor(scene, named[0]) else None


def is_actor(scene: Scene, words: str) -> bool:
    """True for a state, a known body, or forces of any kind."""
    if re.match(r"(?:our|my|his|her|its|their)\b", words, re.IGNORECASE) or re.search(r"\d", words):
        return False
    if re.search(rf"\b{_FORCES}$", words.strip()):
        return True
    party = scene.families.party_of(words)
    return party is not None and party.startswith(("state:", "org:"))


def own_state(scene: Scene, statement: Statement) -> str | None:
    """Return the name of the side that a statement's "we" stands for."""
    speaker = statement.speaker
    if speaker.authority is None or not speaker.authority.startswith(("state:", "org:")):
        return None
    return scene.families.state_name(speaker.authority) or speaker.affiliation or speaker.name


def clean(words: str) -> str:
    """Return the words without possessive ending and article."""
    return re.sub(r"^(?:the|The)\s+", "", words.strip()).removesuffix("’s").removesuffix("'s")


def family_of_actor(scene: Scene, actor: str | None) -> str | None:
    """Return the family of an actor, ``None`` where it is no known state or body."""
    if actor is None:
        return None
    return scene.families.party_of(actor)


def span_of_words(scene: Scene, words: str | None) -> Span | None:
    """Return where the words stand in the sentence."""
    at = scene.words.find(words) if words else -1
    return None if at < 0 or words is None else Span(scene.span.start + at, scene.span.start + at + len(words))
