"""The munition as the source words it: a designation if one stands in the sentence or paragraph. Rule ``munition/1``."""

from __future__ import annotations

import re

from fallow.evidence.reading.grammar.scene import CLUSTER, Scene
from fallow.evidence.reading.span import Span

_DESIGNATION = re.compile(
    r"(?<![\w-])(?!(?:F|B|C|T|Su|Mi|Ka|Tu|An|Il|MiG|COVID|MQ|RQ|UH|AH|KA|MI|SU|TB|G)-\d|M(?:777|270|109|142|1)\b|BM-?\d|(?:UN|EU|US)\d)"
    r"(?:(?:ShOAB|PTAB|AO)-\d[\w]*(?:\.\d\w*)?|(?:[A-Z]{1,5}-\d{1,4}[A-Z]{0,2}(?:/[A-Z0-9]+)?)|(?:[A-Z]{2,4}\d{3}(?:A\d)?)|(?:[CDF-LN-Z]\d{3})|(?:X?M\d{2,4}(?:A\d)?)|(?:9[MN]\d{2,3}[A-Z0-9]{0,3})|(?:Mk\.?\s?\d{1,3})|"
    r"Uragan|Smerch|Tochka(?:-U)?|Grad|Tornado-S|Rockeye|Iskander)(?=s\b|(?![\w-]))"
)
_LOOK_BACK = 1500
_ROAD = re.compile(r"\b(?:road|highway|route|motorway|roads)\s+$", re.IGNORECASE)
_TERM = re.compile(CLUSTER, re.IGNORECASE)


def is_generic(words: str) -> bool:
    """True where the words only say that it is a cluster munition, not which."""
    return _DESIGNATION.search(words) is None and (_TERM.search(words) is not None or words.startswith("cluster"))


def is_designated(words: str) -> bool:
    """True where a munition is named by its designation."""
    return _DESIGNATION.search(words) is not None


def munition_of(scene: Scene, trigger: Span, *, beyond: int = 0) -> str | None:
    """Return the designation nearest the trigger, else the word for the weapon, else ``None``.

    ``beyond``: characters before the sentence in which one is looked for across paragraphs too, where the sentence says "the rate".
    """
    for where in (
        scene.span,
        Span(max(scene.paragraph.start, scene.span.start - _LOOK_BACK), scene.span.end),
        Span(scene.span.start - min(beyond, scene.span.start), scene.span.end),
    ):
        found = [
            m
            for m in _DESIGNATION.finditer(scene.text, where.start, where.end)
            if not _ROAD.search(scene.text[max(where.start, m.start() - 12) : m.start()])
        ]
        if found:
            return min(found, key=lambda m: abs(m.start() - trigger.start))[0]
    terms = list(_TERM.finditer(scene.text, scene.span.start, scene.span.end))
    if terms:
        return " ".join(min(terms, key=lambda m: abs(m.start() - trigger.start))[0].split())
    return "cluster munitions" if scene.on_topic else None
