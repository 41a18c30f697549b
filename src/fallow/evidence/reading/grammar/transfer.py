"""Transfers: who sends what to whom, and how far it has come. Rules ``transfer-*/1``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fallow.evidence.claim import ClaimKind, Modality
from fallow.evidence.reading.grammar.actors import actor_before, is_actor
from fallow.evidence.reading.grammar.munition import munition_of
from fallow.evidence.reading.grammar.scene import Finding, Scene
from fallow.evidence.reading.span import Span

_VERB = r"(?:send(?:s|ing)?|sent|suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing|y|ies)?|provid(?:e[sd]?|ing)|provision|transfer(?:s|red|ring)?|ship(?:s|ped|ping)?|shipments?|giv(?:e|es|en|ing)|gave|donat(?:e[sd]?|ing)|export(?:s|ed|ing)?|offer(?:s|ed|ing)?|sale|sell(?:s|ing)?|sold|(?:hand|pass|turn|sign)(?:s|ed|ing)?\s+over|includ(?:e[sd]?|ing)|present|switch|receiv(?:e[sd]?|ing)|approv(?:e[sd]?|al|ing))"
_GAP = r"(?:\s+(?!that\b|which\b|but\b)[\w’'\-,.()$£]+){0,7}?\s+"
_TO = re.compile(r"\b(?:to|for)\s+(?:the\s+)?([A-Z][\w\-]*(?:[’']s)?(?:\s+(?:forces|army|troops|military))?)")
_DIRECT = re.compile(rf"\b{_VERB}\s+(?:the\s+)?([A-Z][\w\-]*)", re.IGNORECASE)
_LAW = re.compile(
    r"\b(?:ban(?:s|ned)?|prohibit\w*|outlaw\w*|forbid\w*|limits?\s+on|curbs?\s+on|waiv\w+|use,\s+production|production,\s+(?:transfer|stockpil)|stockpiling|convention\s+bans)\b",
    re.IGNORECASE,
)
_BARRED = re.compile(r"\b(?:laws?|bars?|barred|restricts?)\b[^.]*$", re.IGNORECASE)
_STATUS = (
    ("refused", re.compile(r"\b(?:refus\w+|refrain\w+|declin\w+)\b", re.IGNORECASE)),
    (
        "announced",
        re.compile(
            r"\b(?:announc\w+|decision|decided|confirmed|approv\w+|will|package|agreed|pledg\w+)\b", re.IGNORECASE
        ),
    ),
    (
        "delivered",
        re.compile(
            r"\b(?:deliver(?:ed|y|ing)|arrived|sent|supplied|shipped|transferred|received|gave|given|provided)\b",
            re.IGNORECASE,
        ),
    ),
)


def find_transfer(scene: Scene) -> Iterator[Finding]:
    """Yield at most one claim of transfer per sentence: the first verb of giving that has the weapon for its object."""
    weapon = scene.weapon
    for rule, source in (
        ("transfer-active/1", rf"(?<![-\w]){_VERB}(?:{_GAP}|\s+){weapon}"),
        (
            "transfer-noun/1",
            rf"\b{weapon}\s+(?:deliver(?:y|ies)|shipments?|transfers?|suppl(?:y|ies)|package|exports?)\b",
        ),
        (
            "transfer-passive/1",
            rf"\b{weapon}(?:\s+[\w’'\-,]+){{0,5}}?\s+(?:\w+\s+)?(?:been|be|being|were|was|are)\s+(?:\w+ly\s+)?(?:sent|supplied|delivered|provided|transferred|shipped|given|donated|exported|approved|moved|handed\s+over|sold|lent)\b",
        ),
        (
            "transfer-there/1",
            rf"\b(?:carr(?:y|ies|ied|ying)|transport(?:s|ed|ing)?|haul(?:s|ed|ing)?|br(?:ing|ings|inging|ought)|laden\s+with)(?:{_GAP}|\s+){weapon}[^.;]{{0,40}}?\bto\s+[A-Z]|\bmade\s+(?:\w+\s+){{0,4}}transfers?\s+to\s+[A-Z]|\b(?:{weapon}|shells|munitions|bombs|rounds)\s+(?:(?:are|were|is)\s+)?(?:already|now)\s+in\s+(?!the\b)[A-Z]\w+|\b{weapon}(?:\s+[\w’'\-]+){{0,3}}?\s+(?:has|have|had)\s+(?:already\s+|now\s+|not\s+(?:yet\s+)?)?(?:arrived|reached)\b",
        ),
        (
            "transfer-any/1",
            r"\b(?:not|never|n[’']t)\s+(?:yet\s+)?(?:sent|supplied|delivered|provided|transferred|shipped|given|donated|exported)\s+any\b",
        ),
    ):
        for match in re.finditer(source, scene.text[scene.span.start : scene.span.end], re.IGNORECASE):
            trigger = Span(scene.span.start + match.start(), scene.span.start + match.end())
            head = scene.text[scene.span.start : trigger.start]
            if rule == "transfer-any/1" and not scene.on_topic:
                continue
            if _BARRED.search(head[-40:]) or _LAW.search(head[-70:]) or _LAW.search(trigger.of(scene.text)):
                continue
            yield _finding(scene, trigger, rule)
            return


def _finding(scene: Scene, trigger: Span, rule: str) -> Finding:
    sentence = scene.words
    giver = actor_before(scene, trigger.start)
    taker = _taker(scene, trigger, giver)
    status = next((name for name, pattern in _STATUS if pattern.search(sentence)), None)
    words = trigger.of(scene.text)
    decided = re.search(
        r"\b(?:decision|decided|announc\w+|confirmed|approv(?:ed|al)|justif\w+)\b", sentence, re.IGNORECASE
    )
    considering = re.search(
        r"\b(?:consider\w*|weigh\w*|whether|might|may|could|would|press|urg\w+|ask\w*|call\w*\s+on|needs?\s+to)\b",
        scene.text[scene.span.start : trigger.end],
        re.IGNORECASE,
    )
    modality = Modality.ASSERTED if decided and not considering else None
    fields = {
        "from": giver,
        "to": taker,
        "munition": munition_of(scene, trigger),
        "status": None if words is None else status,
    }
    return Finding(ClaimKind.TRANSFER, trigger, rule, fields, None, modality)


def _taker(scene: Scene, trigger: Span, giver: str | None) -> str | None:
    inside = _DIRECT.search(trigger.of(scene.text))
    if inside is not None and is_actor(scene, inside[1]) and inside[1] != giver:
        return inside[1]
    for match in _TO.finditer(scene.text, trigger.start, scene.span.end):
        if is_actor(scene, match[1]):
            return match[1].removesuffix("’s").removesuffix("'s")
    return None
