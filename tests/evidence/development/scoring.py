"""Matching a reading against the gold. What counts as right is stated at each function; nothing here knows any rule of reading.

Spans are Python ``str`` offsets, end exclusive. A quote that runs over several paragraphs is compared paragraph by paragraph, so a
reader may give it as one span or as several. What a reader finds in headlines, captions and other stories, or in a span marked
optional, counts neither for nor against it unless the gold marks it; boilerplate and body count.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

EDGE = " \t\n\"'“”‘’«»„‹›,.;:!?…"
ARTICLES = {"the", "a", "an", "his", "her", "its", "their", "mr", "mrs", "ms", "dr"}
SAME_OWNER = (
    {"us", "u.s", "usa", "united states", "america", "american"},
    {"russia", "russian", "russian federation"},
    {"ukraine", "ukrainian"},
    {"israel", "israeli"},
    {"uk", "britain", "british", "united kingdom"},
)
Span = tuple[int, int]


@dataclass
class Sheet:
    """Counts by name; ``misses`` keeps one line for each thing that was not right, for those who develop."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, *, right: bool, why: str = "") -> None:
        """One case of ``name``: right or not."""
        self.counts[f"{name}:all"] += 1
        self.counts[f"{name}:right"] += right
        if not right and why:
            self.misses.append(f"{name}: {why}")

    def share(self, name: str) -> float | None:
        """The share that is right; ``None`` where there was no case."""
        every = self.counts[f"{name}:all"]
        return self.counts[f"{name}:right"] / every if every else None

    def f1(self, name: str) -> float | None:
        """F1 of ``name.p`` and ``name.r``."""
        p, r = self.share(f"{name}.p"), self.share(f"{name}.r")
        if r is None:
            return None
        return 0.0 if not p or not r else 2 * p * r / (p + r)


def overlap(a: Span, b: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def span(entry: dict[str, Any]) -> Span:
    """The span of anything with ``start`` and ``end``."""
    return entry["start"], entry["end"]


def paragraphs(text: str, whole: Span) -> list[Span]:
    """A span cut at line ends, without white space at the edges."""
    found = []
    for part in re.finditer(r"[^\n]+", text[whole[0] : whole[1]]):
        words = part[0]
        start = whole[0] + part.start() + len(words) - len(words.lstrip())
        if words.strip():
            found.append((start, start + len(words.strip())))
    return found


def bare(text: str, one: Span) -> Span:
    """The span without quote marks, spaces and punctuation at its ends."""
    start, end = one
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def words(name: str | None) -> set[str]:
    """Words of a name in lower case, without articles and titles."""
    return {one for one in re.findall(r"[\w’'-]+", (name or "").casefold()) if one not in ARTICLES}


def speaker_is(gold: dict[str, Any], found: dict[str, Any], text: str) -> bool:
    """Is it the same speaker?

    A person: the found name holds the surname and no word foreign to the full name. An organisation or a role: all words of one
    of its names stand in the found name or in the words of the mention, or, where no name is given, in role, affiliation or
    authority.
    """
    name = found.get("name")
    if gold["kind"] == "person":
        surname = words(gold["aliases"][-1])
        return bool(name) and surname <= words(name) <= words(gold["name"]) | surname
    mention = found.get("mention")
    places = [name, text[mention["start"] : mention["end"]] if mention else None]
    if not name:
        places += [found.get("role"), found.get("affiliation"), found.get("authority")]
    return any(words(alias) <= words(place) for alias in gold["aliases"] for place in places if place)


class Reading:
    """One document of a reading beside its gold; ``score`` fills a sheet."""

    def __init__(self, name: str, text: str, gold: dict[str, Any], found: dict[str, Any]) -> None:
        self.name, self.text, self.gold, self.found = name, text, gold, found
        self.loose = [span(one) for one in gold["optional"]]
        self.loose += [span(one) for one in gold["segments"] if one["kind"] in ("headline", "caption", "other_story")]
        self.turns = [span(one) for one in gold["turns"]]

    def where(self, one: Span) -> str:
        """A span as a line of the misses shows it."""
        words = self.text[one[0] : one[1]].replace("\n", " ")
        return f"{self.name} [{one[0]}:{one[1]}] {words if len(words) < 110 else words[:106] + ' ...'}"

    def ignored(self, one: Span, *extra: Span) -> bool:
        """Does the larger part of a span lie where nothing is asked?"""
        return sum(overlap(one, zone) for zone in (*self.loose, *extra)) * 2 >= one[1] - one[0]

    def score(self, sheet: Sheet) -> None:
        """Everything that one document shows."""
        self._segments(sheet)
        self._quotes(sheet)
        self._indirect(sheet)
        self._claims(sheet)
        published = self.found.get("published")
        days = {self.gold["published"], self.gold["published_also"] or self.gold["published"]}
        right = (published or {}).get("date") in days
        sheet.add("published", right=right, why=f"{self.name}: {published} for {self.gold['published']}")

    def _segments(self, sheet: Sheet) -> None:
        """A line is right where the found segment that covers its middle has its kind; a short body line without a full stop
        (a dateline, a byline) may also be boilerplate."""
        for one in self.gold["segments"]:
            middle = (one["start"] + one["end"]) // 2
            kind = next((s["kind"] for s in self.found["segments"] if s["start"] <= middle < s["end"]), None)
            line = self.text[one["start"] : one["end"]]
            short = one["kind"] == "body" and len(line) < 60 and not line.rstrip('”"’»').endswith((".", "!", "?"))
            sheet.add(
                "segments",
                right=kind == one["kind"] or (short and kind == "boilerplate"),
                why=f"{kind} for {one['kind']}: {self.where(span(one))}",
            )

    def _quotes(self, sheet: Sheet) -> None:
        """A span is right where it is equal; ``loose`` sets quote marks, spaces and punctuation at both ends aside."""
        found: dict[Span, dict[str, Any]] = {}
        for statement in self.found["statements"]:
            for quote in statement["quotes"]:
                for part in paragraphs(self.text, span(quote)):
                    found.setdefault(part, statement)
        gold = {part: one for one in self.gold["quotes"] for part in paragraphs(self.text, span(one))}
        near = {bare(self.text, part): part for part in found}
        asked = {bare(self.text, part) for part in gold}
        for part in found:
            hit = bare(self.text, part) in asked
            if hit or not self.ignored(part, *self.turns):
                sheet.add("quotes.p", right=hit, why=f"found, not asked: {self.where(part)}")
                sheet.add("quotes_exact.p", right=part in gold)
        for part, one in gold.items():
            hit = near.get(bare(self.text, part))
            sheet.add("quotes.r", right=hit is not None, why=f"missed: {self.where(part)}")
            sheet.add("quotes_exact.r", right=part in found)
            speaker = found[hit]["speaker"] if hit else {}
            right = bool(hit) and speaker_is(one["speaker"], speaker, self.text)
            why = f"{speaker.get('name') or speaker.get('role')} for {one['speaker']['name']}: {self.where(part)}"
            sheet.add("speaker", right=right, why=why)
            if hit:
                self._said_on(sheet, one, found[hit])

    def _said_on(self, sheet: Sheet, gold: dict[str, Any], found: dict[str, Any]) -> None:
        """Asked only where the gold has a day and the statement was found."""
        if gold["said_on"]:
            told = found.get("said_on") or {}
            right = (told.get("start"), told.get("end")) == (gold["said_on"]["start"], gold["said_on"]["end"])
            why = f"{told.get('start')}..{told.get('end')} for {gold['said_on']}: {self.where(span(gold))}"
            sheet.add("said_on", right=right, why=why)

    def _indirect(self, sheet: Sheet) -> None:
        """Right where half of the shorter span is shared and the speaker is right; a mixed one may be typed direct."""
        quoted = [span(one) for one in self.gold["quotes"]]
        made = self.found["statements"]
        for statement in made:
            if statement["type"] == "direct" or self.ignored(span(statement), *self.turns):
                continue
            near = [one for one in self.gold["statements"] if self._meets(span(one), span(statement))]
            if not near and any(overlap(span(statement), one) for one in quoted):
                continue
            right = any(speaker_is(one["speaker"], statement["speaker"], self.text) for one in near)
            speaker = statement["speaker"].get("name") or statement["speaker"].get("role")
            sheet.add(
                "indirect.p", right=right, why=f"{speaker}, found, not asked or wrong: {self.where(span(statement))}"
            )
        for one in self.gold["statements"]:
            mixed = any(overlap(span(one), quote) for quote in quoted)
            near = [s for s in made if (mixed or s["type"] != "direct") and self._meets(span(one), span(s))]
            right = [s for s in near if speaker_is(one["speaker"], s["speaker"], self.text)]
            who = [s["speaker"].get("name") or s["speaker"].get("role") for s in near]
            sheet.add(
                "indirect.r", right=bool(right), why=f"{who} for {one['speaker']['name']}: {self.where(span(one))}"
            )
            if right:
                self._said_on(sheet, one, max(right, key=lambda s: overlap(span(s), span(one))))
        for one in self.gold["turns"]:
            near = [s for s in made if self._meets(span(one), span(s))]
            right = any(speaker_is(one["speaker"], s["speaker"], self.text) for s in near)
            sheet.add("turns", right=right, why=f"turn of {one['speaker']['name']}: {self.where(span(one))}")

    @staticmethod
    def _meets(a: Span, b: Span) -> bool:
        return overlap(a, b) * 2 >= min(a[1] - a[0], b[1] - b[0]) > 0

    def _claims(self, sheet: Sheet) -> None:
        """A claim is right where one of the same kind overlaps it; polarity, modality and fields are asked of those found."""
        gold = self.gold["claims"]
        for one in self.found["claims"]:
            near = [other for other in gold if other["kind"] == one["kind"] and overlap(span(one), span(other))]
            if any(not other["optional"] for other in near):
                sheet.add("claims.p", right=True)
            elif not near and not self.ignored(span(one)):
                sheet.add("claims.p", right=False, why=f"{one['kind']}, found, not asked: {self.where(span(one))}")
        for one in gold:
            if one["optional"]:
                continue
            near = [other for other in self.found["claims"] if other["kind"] == one["kind"]]
            best = max(near, key=lambda other: overlap(span(one), span(other)), default=None)
            hit = best if best and overlap(span(one), span(best)) else None
            sheet.add("claims.r", right=hit is not None, why=f"{one['kind']}, missed: {self.where(span(one))}")
            if hit:
                polarity, modality = hit["polarity"] in one["polarity"], hit["modality"] in one["modality"]
                why = f"{one['kind']} {hit['polarity']}/{hit['modality']} for {one['polarity']}/{one['modality']}"
                sheet.add("polarity", right=polarity)
                sheet.add("modality", right=modality)
                sheet.add("polarity_modality", right=polarity and modality, why=f"{why}: {self.where(span(one))}")
            self._fields(sheet, one, hit)

    def _fields(self, sheet: Sheet, one: dict[str, Any], hit: dict[str, Any] | None) -> None:
        fields = (hit or {}).get("fields") or {}
        if "when" in one and hit:
            when = fields.get("when") or {}
            right = isinstance(when, dict) and (when.get("start"), when.get("end")) == (
                one["when"]["start"],
                one["when"]["end"],
            )
            sheet.add("use_when", right=right, why=f"{when} for {one['when']}: {self.where(span(one))}")
        if "rate" in one:
            right = hit is not None and rate_is(one["rate"], fields)
            short = {key: fields.get(key) for key in ("owner", "munition", "op", "value", "high")}
            asked = {key: one["rate"][key] for key in short}
            sheet.add("dud_rate", right=right, why=f"{short} for {asked}: {self.where(span(one))}")
            if hit:
                source = one["rate"]["source"]
                chain = json.dumps(fields.get("source_chain"), ensure_ascii=False)
                known = source is None or any(words(alias) <= words(chain) for alias in source["aliases"])
                sheet.add("source_chain", right=known, why=f"{chain} for {source}: {self.where(span(one))}")


def rate_is(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    """Operator, value and upper end agree (to half a thousandth); so do munition and owner where the text names them."""

    def equal(a: float | None, b: Any) -> bool:
        return a is None if b is None else a is not None and abs(a - float(b)) <= 0.0005

    if (
        found.get("op") not in gold["op"]
        or not equal(gold["value"], found.get("value"))
        or not equal(gold["high"], found.get("high"))
    ):
        return False
    munition, made = (re.sub(r"\W", "", str(one or "")).casefold() for one in (gold["munition"], found.get("munition")))
    if (munition and munition not in made) or (not munition and any(one.isdigit() for one in made)):
        return False
    return gold["owner"] is None or owner(gold["owner"]) == owner(found.get("owner"))


def owner(name: Any) -> str:
    """One name for the spellings of a country that the pages use."""
    plain = re.sub(r"^the ", "", str(name or "").casefold().rstrip("."))
    return next((min(one) for one in SAME_OWNER if plain in one), plain)


def candidates_right(expected: dict[str, Any], found: Iterable[dict[str, Any]]) -> bool:
    """Some candidate has the place (name, and position to 0.01 degrees) and covers the days, at most one day longer at either end."""
    return any(_place_is(expected["place"], one) and _when_is(expected["when"], one) for one in found)


def _place_is(expected: dict[str, Any], one: dict[str, Any]) -> bool:
    place = one.get("place") or {}
    close = all(abs(float(place.get(key) or 999) - expected[key]) <= 0.01 for key in ("lat", "lon"))
    return close and str(place.get("name")).casefold() == expected["name"].casefold()


def _when_is(expected: dict[str, Any], one: dict[str, Any]) -> bool:
    when = one.get("when") or {}
    if not when.get("start") or not when.get("end"):
        return False
    start, end = (_days(when[key]) - _days(expected[key]) for key in ("start", "end"))
    return -1 <= start <= 0 <= end <= 1


def _days(iso: str) -> int:
    return date.fromisoformat(iso[:10]).toordinal()
