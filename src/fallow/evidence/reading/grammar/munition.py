"""The munition as the source words it: a designation if one stands in the sentence or paragraph. Rule ``munition/1``."""

from __future__ import annotations

import re

from fallow.evidence.reading.grammar.scene import CLUSTER, Scene
from fallow.evidence.reading.span import Span

_DESIGNATION = re.compile(
    r"(?<![\w-])(?:(?:[A-Z]{1,5}-\d{1,4}[A-Z]{0,2}(?:/[A-Z0-9]+)?)|(?:M\d{2,3}(?:A\d)?)|(?:9[MN]\d{2,3}[A-Z0-9]{0,3})|(?:Mk\.?\s?\d{1,3})|(?:BM-\d{2})|(?:ShOAB|PTAB|AO)-[\w.]+|"
    r"Uragan|Smerch|Tochka(?:-U)?|Grad|Tornado-S|Rockeye|Iskander)(?![\w-])"
)
_LOOK_BACK = 1500
_TERM = re.compile(CLUSTER, re.IGNORECASE)


def is_generic(words: str) -> bool:
    """True where the words only say that it is a cluster munition, not which."""
    return _DESIGNATION.search(words) is None and (_TERM.search(words) is not None or words.startswith("cluster"))


def is_designated(words: str) -> bool:
    """True where a munition is named by its designation."""
    return _DESIGNATION.search(words) is not None


def munition_of(scene: Scene, trigger: Span) -> str | None:
    """Return the designation nearest the trigger, else the word for the weapon, else ``None``."""
    for where in (scene.span, Span(max(scene.paragraph.start, scene.span.start - _LOOK_BACK), scene.span.end)):
        found = list(_DESIGNATION.finditer(scene.text, where.start, where.end))
        if found:
            return min(found, key=lambda m: abs(m.start() - trigger.start))[0]
    terms = list(_TERM.finditer(scene.text, scene.span.start, scene.span.end))
    if terms:
        return " ".join(min(terms, key=lambda m: abs(m.start() - trigger.start))[0].split())
    return "cluster munitions" if scene.on_topic else None
