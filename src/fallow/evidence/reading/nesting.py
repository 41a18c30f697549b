"""Nesting: which of several attributions in one sentence is told inside which. Rules ``nesting-*/1``.

"The army had agreed to wait, a minister said": what stands before the closing attribution is all the minister's, and the army's
own part of it ends where the minister is named. Silence is no statement: "did not reply", "declined to comment".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fallow.evidence.reading.draft import Draft
from fallow.evidence.reading.span import trimmed

_SILENT = re.compile(
    r"\b(?:did|does|do|had|has|have|would|could|was|were)(?:\s+not|n[’']t|\s+never)(?:\s+(?:yet|immediately|publicly|at\s+once|been))*\s+"
    r"(?:repl(?:y|ied)|respond(?:ed)?|answer(?:ed)?|comment(?:ed)?|available)\b|"
    r"\b(?:declin|refus)(?:e[sd]?|ing)\s+to\s+(?:comment|answer|say|be\s+(?:named|quoted|drawn|interviewed))\b|"
    r"^\W*(?:No\s+(?:group|side|party|one|body|country|state|government|army)|Nobody|Neither)\b[^,;]{0,40}?\b(?:claimed|said|announced|admitted|answered|replied|commented)\b|"
    r"\bask(?:s|ed|ing)?\s+(?:(?:not\s+)?to\s+be\s+(?:identified|named|called|known)|about\b|that\s+(?:his|her|their|its)\s+name|not\s+to\s+be\s+named|for\s+anonymity|for\s+comment)",
    re.IGNORECASE,
)
_RELAYS = re.compile(r"(?:according\s+to|report(?:s|ed))$")
_NO_OFFICE = frozenset({None, "official", "state", "agency"})
_SILENT_REACH = 40
_TAIL = re.compile(r"[\s,;–—-]+$")


def untangle(text: str, drafts: list[Draft], begun: int) -> None:
    """Put the drafts of one sentence, those from ``begun`` on, in their places: inner ones cut, silent ones left out, ``via`` set."""
    own = [one for one in drafts[begun:] if not _is_silent(text, one)]
    for outer in own:
        for inner in own:
            if inner is not outer and _closes(outer, inner):
                _cut(text, inner, outer)
    own = _without_relays(text, own)
    drafts[begun:] = own
    _chain(own)


def _without_relays(text: str, own: list[Draft]) -> list[Draft]:
    """'..., the minister said, according to Courier': the outlet passes on what somebody else in the sentence says."""
    kept = list(own)
    for relay in own:
        cue = "" if relay.cue is None else relay.cue.of(text).lower()
        name = None if relay.person is None else relay.person.name
        if (
            name is None
            or relay.mention is None
            or not _RELAYS.match(cue)
            or relay.person is None
            or relay.person.role not in _NO_OFFICE
        ):
            continue
        told = [one for one in kept if one is not relay and _told_through(relay, one)]
        if len(told) == 1 and not any(quote not in told[0].quotes for quote in relay.quotes):
            told[0].via = (name, *told[0].via)
            told[0].said_on = told[0].said_on or relay.said_on
            kept.remove(relay)
    return kept


def _told_through(relay: Draft, other: Draft) -> bool:
    """True where the other's cue or words stand in what the outlet relays, and the other is a person or an office."""
    if other.cue is None or other.person is None or other.person.body:
        return False
    return any(span.meets(other.cue) or any(span.meets(part) for part in other.content) for span in relay.content)


def _is_silent(text: str, draft: Draft) -> bool:
    """True where the words from subject to cue, or right after the cue, tell that nothing was said."""
    if draft.cue is None or draft.quotes:
        return False
    begin = draft.cue.start
    if draft.mention is not None and draft.mention.start < begin:
        begin = max(draft.mention.start, begin - _SILENT_REACH)
    found = _SILENT.search(text[begin : draft.cue.end + _SILENT_REACH])
    return found is not None and begin + found.start() < draft.cue.end and draft.cue.start < begin + found.end()


def _closes(outer: Draft, inner: Draft) -> bool:
    """True where ``outer`` follows the words in which ``inner`` is told, and ``inner``'s own content ran into it."""
    if outer.cue is None or inner.cue is None or outer.cue.start < inner.cue.end:
        return False
    holds = any(span.holds(inner.cue) for span in outer.content)
    return holds and any(span.meets(outer.cue) for span in inner.content)


def _cut(text: str, inner: Draft, outer: Draft) -> None:
    """End the inner words where the closing attribution begins."""
    parts = [span for span in (outer.mention, outer.cue) if span is not None]
    ends = [span.end for span in outer.content if inner.cue is not None and span.holds(inner.cue)]
    stop = min([*(part.start for part in parts), *ends])
    kept = []
    for span in inner.content:
        end = min(span.end, max(stop, span.start))
        tail = _TAIL.search(text, span.start, end)
        left = trimmed(text, span.start, tail.start() if tail is not None else end)
        kept += [left] if left.start < left.end else []
    inner.content[:] = kept or inner.content


def _chain(drafts: Sequence[Draft]) -> None:
    """A cue inside what somebody else said came by way of him, the outermost first."""
    for draft in drafts:
        cue = draft.cue
        outer = [o for o in drafts if o is not draft and cue is not None and any(span.holds(cue) for span in o.content)]
        outer.sort(key=lambda one: one.content[0].start - one.content[0].end)
        names = [o.person.name for o in outer if o.person is not None and o.person.name is not None]
        own = draft.person.name if draft.person is not None else None
        draft.via = (*(name for name in names if name != own), *draft.via)
