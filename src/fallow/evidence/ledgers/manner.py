"""How people came to harm, as a sentence tells it: in a strike, by what a strike left behind, or not said. Rule ``manner/1``.

Touching an item ("stepped on", "picked up") tells of a remnant, whatever else the sentence names. Where words of both kinds stand and
nobody touches anything, it is not said: an attack that killed three and left duds tells nothing of who was killed by which.
"""

from __future__ import annotations

import re

STRIKE, REMNANT = "strike", "remnant"
RULE = "manner/1"

_TOUCHED = re.compile(
    r"\b(?:stepp(?:ed|ing)\s+on|trod|trodden|pick(?:ed|ing)\s+(?:it|one|up|them|a)|touch(?:ed|ing)|kick(?:ed|ing)|"
    r"play(?:ed|ing)\s+with|plough(?:ed|ing)|plow(?:ed|ing)|tilling|digging|herding|grazing|harvesting|collecting\s+scrap|"
    r"scrap\s+collect\w+|gathering\s+(?:wood|mushrooms|scrap)|in\s+(?:his|her|their)\s+hands?|mistook|tripp?ed\s+over)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:unexploded|duds?|remnants?|left\s+behind|explosive\s+(?:ordnance|remnants)|landmines?|mines|uxo|erw|"
    r"(?:months|years|weeks|decades)\s+(?:later|after)|since\s+the\s+(?:war|ceasefire|conflict))\b",
    re.IGNORECASE,
)
_STRUCK = re.compile(
    r"\b(?:strikes?|struck|attack(?:s|ed)?|shelling|shelled|bombard\w*|bombing|bombed|fired|raids?|barrage|air-?strikes?|salvo(?:e?s)?|"
    r"rockets?\s+(?:hit|landed|fell)|hit)\b",
    re.IGNORECASE,
)


def manner_of(sentence: str) -> str | None:
    """Return ``strike``, ``remnant`` or ``None`` where the sentence does not say which."""
    if _TOUCHED.search(sentence):
        return REMNANT
    left, struck = _LEFT.search(sentence) is not None, _STRUCK.search(sentence) is not None
    if left == struck:
        return None
    return REMNANT if left else STRIKE
