"""Marked pages: text and what is true of it, written once.

A template is text with tags; parsing drops the tags and keeps where they stood. So every gold span is what its author marked
when writing, and nothing is ever searched for. Tags (attributes after the first word are ``key=value``):

- ``<q K>``...``</q>``   a quote span, marks included, spoken by the speaker with key K
- ``<s K>``...``</s>``   an indirect or mixed statement of K (a clause or a sentence)
- ``<t K>``...``</t>``   a turn of a transcript or an interview (speech without quote marks)
- ``<c KIND[/POLARITY[/MODALITY]]>``...``</c>``  a claim; alternatives with ``|``; the bare attribute ``opt`` marks a reading that
  is allowed and not asked for; ``pr=`` names the proposition of the group that the claim supports
- ``<o>``...``</o>``     quote marks or words of speech that are neither asked for nor held against a reader

On ``q`` and ``s``: ``u=`` names the utterance (one speech act, however often printed), ``on=`` the day it was said (``START..END``
for an interval). Without ``u`` the tag gets an identity of its own, which copies of the same marked text share.

A line that begins with ``#h ``, ``#b ``, ``#c `` or ``#o `` is a headline, boilerplate, caption or other story; others are body.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field, replace
from typing import Any

OPERATORS = {"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "approx": "~", "range": "range"}
SEGMENTS = {"#h ": "headline", "#b ": "boilerplate", "#c ": "caption", "#o ": "other_story"}
TAG = re.compile(r"<(/?)([qstco])\b([^<>]*)>")


@dataclass(frozen=True)
class Speaker:
    """Who may speak on a page: a person (by full name), an organisation, or an unnamed holder of a role."""

    kind: str
    name: str
    aliases: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The speaker as the gold file writes it."""
        return {"kind": self.kind, "name": self.name, "aliases": [self.name, *self.aliases]}


def org(name: str, *aliases: str) -> Speaker:
    """An organisation that speaks as such."""
    return Speaker("org", name, aliases)


def role(name: str, *aliases: str) -> Speaker:
    """Somebody known only by a role."""
    return Speaker("role", name, aliases)


@dataclass(frozen=True)
class Page:
    """One page: its marked source, its speakers, and what the group it stands in needs to know."""

    name: str
    marked: str
    speakers: dict[str, Any]
    published: str | None = None
    also: str | None = (
        None  # a second printed day that may be taken for the day of publication: the origin's, on a copy
    )
    origin: str | None = None  # name of the page it copies
    how: str | None = None  # reprint | rewritten | retranslated
    changed: float | None = None  # share of words that a rewriting replaced
    base: str | None = None  # identity of unmarked utterances: shared by a page and its copies

    def copy(self, name: str, marked: str, **rest: Any) -> Page:
        """A page made from this one, keeping the identity of its utterances."""
        return replace(self, name=name, marked=marked, origin=self.name, base=self.base or self.name, **rest)


@dataclass(frozen=True)
class Group:
    """Pages that are read together, and the number of origins behind each proposition named by a claim's ``pr``."""

    name: str
    pages: tuple[Page, ...]
    propositions: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass
class _Open:
    tag: str
    words: list[str]
    attributes: dict[str, str]
    start: int
    order: int


def parse(page: Page) -> tuple[str, dict[str, Any]]:
    """The text of a page and its gold: segments, quotes, statements, turns, claims, optional spans, all with offsets."""
    text, marks = _strip(page)
    segments = _segments(text)
    text, shift = _drop_prefixes(text, segments)
    gold: dict[str, Any] = {"quotes": [], "statements": [], "turns": [], "claims": [], "optional": []}
    for mark, end in marks:
        start, stop = shift(mark.start), shift(end)
        if text[start:stop] != text[start:stop].strip():
            raise ValueError(f"{page.name}: a tag begins or ends with a space: {text[start:stop]!r}")
        place, entry = _entry(page, mark)
        gold[place].append({"start": start, "end": stop, **entry})
    for entries in gold.values():
        entries.sort(key=lambda one: (one["start"], one["end"]))
    gold["segments"] = [{"start": shift(a), "end": shift(b), "kind": kind} for a, b, kind, _ in segments]
    gold["published"] = page.published
    gold["published_also"] = page.also
    return text, gold


def with_identities(page: Page) -> str:
    """The marked text with the identity of each utterance written out, so that a copy may lose lines and keep them."""
    order = iter(range(page.marked.count("<") + 1))

    def write(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        number = next(order)
        if found[2] not in "qst" or " u=" in found[3]:
            return found[0]
        return f"<{found[2]}{found[3]} u={page.base or page.name}#{number}>"

    return TAG.sub(write, page.marked)


def _strip(page: Page) -> tuple[str, list[tuple[_Open, int]]]:
    """The text without its tags, and each tag with its end, in the order of opening."""
    out: list[str] = []
    length = at = order = 0
    stack: list[_Open] = []
    closed: list[tuple[_Open, int]] = []
    for found in TAG.finditer(page.marked):
        out.append(page.marked[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found[1]:
            if not stack or stack[-1].tag != found[2]:
                raise ValueError(f"{page.name}: </{found[2]}> closes nothing at {found.start()}")
            closed.append((stack.pop(), length))
            continue
        words, attributes = [], {}
        for part in shlex.split(found[3]):
            name, equals, value = part.partition("=")
            if equals:
                attributes[name] = value
            else:
                words.append(part)
        stack.append(_Open(found[2], words, attributes, length, order))
        order += 1
    if stack:
        raise ValueError(f"{page.name}: <{stack[-1].tag}> is never closed")
    out.append(page.marked[at:])
    rest = "".join(out)
    if re.search(r"</?[a-z?]+\b[^<>\n]{0,40}>", rest):
        raise ValueError(f"{page.name}: an unknown tag is left in the text")
    return rest, closed


def _segments(text: str) -> list[tuple[int, int, str, int]]:
    """Each line that is not empty: start, end, kind, length of its prefix."""
    found, at = [], 0
    for line in text.split("\n"):
        prefix = next((one for one in SEGMENTS if line.startswith(one)), "")
        if line.strip():
            found.append((at, at + len(line), SEGMENTS.get(prefix, "body"), len(prefix)))
        at += len(line) + 1
    return found


def _drop_prefixes(text: str, segments: list[tuple[int, int, str, int]]) -> tuple[str, Any]:
    cuts = [(start, width) for start, _, _, width in segments if width]

    def shift(at: int) -> int:
        return at - sum(min(width, max(0, at - start)) for start, width in cuts)

    kept, last = [], 0
    for start, width in cuts:
        kept.append(text[last:start])
        last = start + width
    return "".join([*kept, text[last:]]), shift


def _entry(page: Page, mark: _Open) -> tuple[str, dict[str, Any]]:
    """The list of the gold a tag belongs to, and its entry without offsets."""
    if mark.tag == "o":
        return "optional", {}
    if mark.tag == "c":
        return "claims", _claim(page, mark)
    speaker = page.speakers[mark.words[0]]
    utterance = mark.attributes.get("u") or f"{page.base or page.name}#{mark.order}"
    entry = {
        "speaker": (speaker if isinstance(speaker, Speaker) else speaker.speaker()).to_json(),
        "utterance": utterance,
        "said_on": _interval(mark.attributes.get("on")),
    }
    return {"q": "quotes", "s": "statements", "t": "turns"}[mark.tag], entry


def _interval(value: str | None) -> dict[str, str] | None:
    if value is None:
        return None
    start, _, end = value.partition("..")
    return {"start": start, "end": end or start}


def _claim(page: Page, mark: _Open) -> dict[str, Any]:
    kind, *rest = mark.words[0].split("/")
    polarity, modality = (rest + ["affirm", "asserted"][len(rest) :])[:2]
    attributes = dict(mark.attributes)
    entry: dict[str, Any] = {
        "kind": kind,
        "polarity": polarity.split("|"),
        "modality": modality.split("|"),
        "optional": "opt" in mark.words[1:],
        "proposition": attributes.pop("pr", None),
    }
    if "when" in attributes:
        entry["when"] = _interval(attributes.pop("when"))
    if kind == "dud_rate" and "op" in attributes:
        high = attributes.pop("high", None)
        entry["rate"] = {
            "owner": attributes.pop("owner", None),
            "munition": attributes.pop("munition", None),
            "op": [OPERATORS[one] for one in attributes.pop("op").split("|")],
            "value": float(attributes.pop("value")),
            "high": None if high is None else float(high),
            "source": _source(page, attributes.pop("source", None)),
        }
    for name in ("actor", "munition", "place", "speaker"):
        if name in attributes:
            entry[name] = attributes.pop(name)
    if attributes:
        raise ValueError(f"{page.name}: a claim has attributes nobody reads: {sorted(attributes)}")
    return entry


def _source(page: Page, key: str | None) -> dict[str, Any] | None:
    """Who a rate comes from: a speaker of the page; nobody where it is hearsay."""
    if key is None or key == "unknown":
        return None
    speaker = page.speakers[key]
    return dict((speaker if isinstance(speaker, Speaker) else speaker.speaker()).to_json())
