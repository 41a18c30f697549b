"""The outlet, where the page says who it is. Rules ``outlet-*/1``. A name inside the story is a source, not the outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fallow.evidence.reading.families import Families
from fallow.evidence.reading.result import Outlet, Segment

_NAME = r"(?:The\s+)?[A-Z][\w&’'.\-]*(?:\s+(?:[A-Z&][\w&’'.\-]*|of|the|and|for)){0,5}"
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|[Cc]opyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?,?\s*(?:by\s+)?(?P<name>{_NAME})"
)
_OWN_SITE = re.compile(rf"^(?P<name>{_NAME}?)[’']s\s+website\b")
_MASTHEAD = re.compile(rf"^(?P<name>{_NAME})\s*(?:\||—|–|::)\s")
_FOLLOW = re.compile(
    rf"\b(?i:follow|subscribe\s+to|support|join|sign\s+up\s+(?:for|to))\s+(?P<name>{_NAME})\s+(?i:on|today|for|newsletter|now|daily)\b"
)
_SOURCE = re.compile(rf"^(?i:source|publisher|published\s+by|outlet|newspaper)\s*:\s*(?P<name>{_NAME})")
_BYLINE = re.compile(rf"^(?i:by)\s+[^,|]{{3,60}}[,|]\s*(?P<name>{_NAME})")
_DATELINE = re.compile(r"^[A-Z][\w’'.\- ]{1,40}(?:,[^(–—-]{1,40})?\s*\((?P<name>[A-Z][\w’'.&\- ]{1,40})\)\s*[-–—]")
_DOMAIN = re.compile(r"\b(?:https?://)?(?:www\.)?(?P<domain>[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,})\b", re.IGNORECASE)
_NOT_NAMES = frozenset({"all", "us", "our", "the", "all rights reserved", "home", "news", "read", "more", "this"})
_RULES = (
    ("printed in the copyright line", _COPYRIGHT),
    ("the page speaks of its own website", _OWN_SITE),
    ("printed as the source", _SOURCE),
    ("printed in the byline", _BYLINE),
    ("printed in the masthead", _MASTHEAD),
    ("the page asks to follow it", _FOLLOW),
)


def outlet_of(text: str, segments: Sequence[Segment], families: Families) -> Outlet | None:
    """Return the outlet and what on the page names it, or ``None``."""
    chrome = [" ".join(one.span.of(text).split()) for one in segments if one.kind == "boilerplate"]
    for basis, pattern in _RULES:
        for line in chrome:
            match = pattern.search(line[:400])
            name = _tidy(match["name"]) if match is not None else None
            if name is not None:
                return Outlet(name, basis)
    first = next((one.span.of(text) for one in segments if one.kind == "body"), "")
    match = _DATELINE.match(first[:140])
    if match is not None:
        return Outlet(match["name"].strip(), "printed in the dateline of the first paragraph")
    for line in chrome:
        for found in _DOMAIN.finditer(line[:400]):
            name = families.outlet_names.get(found["domain"].lower())
            if name is not None:
                return Outlet(name, "the page prints its own address")
    return None


def _tidy(name: str) -> str | None:
    name = re.split(r"\.\s", name)[0]
    words = re.sub(
        r"\s+(?:All\s+Rights.*|Ltd\.?|LLC|Inc\.?|Limited|of|the|and|for)$", "", " ".join(name.split())
    ).strip(" .,|-–")
    return None if words.lower() in _NOT_NAMES or len(words) < 2 else words
