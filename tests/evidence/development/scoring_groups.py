"""Matching what a reading says of pages read together: copies, utterances in several pages, numbers of origins."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scoring import Sheet, overlap, span


class Together:
    """One group: its pages by name, their gold, and the reading of all of them."""

    def __init__(
        self,
        name: str,
        pages: dict[str, dict[str, Any]],
        gold: dict[str, Any],
        reading: dict[str, Any],
        names: dict[str, str],
    ) -> None:
        self.name, self.pages, self.gold, self.reading = name, pages, gold, reading
        self.documents = {names[one["path"]]: one for one in reading["documents"]}
        self.by_sha = {one["sha256"]: page for page, one in self.documents.items()}

    def score(self, sheet: Sheet) -> None:
        """Everything that shows only between pages."""
        self._copies(sheet)
        self._utterances(sheet)
        self._propositions(sheet)

    def _copies(self, sheet: Sheet) -> None:
        """A link is right between pages of one text; a copy is found where links connect it to its origin."""
        origin = {one["copy"]: one["origin"] for one in self.gold["derived_from"]}
        how = {one["copy"]: one["how"] for one in self.gold["derived_from"]}
        near: dict[str, set[str]] = defaultdict(set)
        for link in self.reading["links"]:
            if link["kind"] != "derived_from" or link["a"] not in self.by_sha or link["b"] not in self.by_sha:
                continue
            a, b = self.by_sha[link["a"]], self.by_sha[link["b"]]
            near[a].add(b)
            near[b].add(a)
            right = origin.get(a, a) == origin.get(b, b)
            sheet.add("copies.p", right=right, why=f"{self.name}: {a} from {b}, score {link.get('score')}")
            if right:
                sheet.add("copy_direction", right=a in origin, why=f"{self.name}: {a} from {b}")
        for copy, source in origin.items():
            right = source in _reached(near, copy)
            changed = next(one["changed"] for one in self.gold["derived_from"] if one["copy"] == copy)
            sheet.add("copies.r", right=right, why=f"{self.name}: {copy} from {source}, changed {changed}")
            sheet.add(f"copies_{how[copy]}", right=right)

    def _units(self) -> tuple[dict[str, tuple[str, set[str]]], dict[tuple[str, str], bool]]:
        """Statement id to page and utterances it shares characters with; and whether an utterance is quoted on a page."""
        held: dict[str, tuple[str, set[str]]] = {}
        quoted: dict[tuple[str, str], bool] = {}
        for page, document in self.documents.items():
            gold = self.pages[page]
            for place in ("quotes", "statements", "turns"):
                for one in gold[place]:
                    key = (page, one["utterance"])
                    quoted[key] = quoted.get(key, False) or place == "quotes"
            for statement in document["statements"]:
                parts = [span(one) for one in (*statement["quotes"], *statement["content"])] or [span(statement)]
                shared = {
                    one["utterance"]
                    for place in ("quotes", "statements", "turns")
                    for one in gold[place]
                    if any(
                        overlap(part, span(one)) * 2 >= min(part[1] - part[0], one["end"] - one["start"])
                        for part in parts
                    )
                }
                held[statement["id"]] = (page, shared)
        return held, quoted

    def _utterances(self, sheet: Sheet) -> None:
        """A link between two pages is right where both statements hold one utterance; asked for where both pages quote it."""
        held, quoted = self._units()
        linked: set[tuple[str, str, str]] = set()
        for link in self.reading["links"]:
            if link["kind"] != "same_utterance" or link["a"] not in held or link["b"] not in held:
                continue
            (page, mine), (other, theirs) = held[link["a"]], held[link["b"]]
            if page == other or not mine or not theirs:
                continue
            both = mine & theirs
            why = f"{self.name}: {page} {sorted(mine)} / {other} {sorted(theirs)}, score {link.get('score')}"
            sheet.add("same_utterance.p", right=bool(both), why=why)
            linked |= {(one, *sorted((page, other))) for one in both}
        linked = _closed(linked)
        for one in self.gold["same_utterance"]:
            key = (one["utterance"], one["a"], one["b"])
            if quoted[(one["a"], one["utterance"])] and quoted[(one["b"], one["utterance"])]:
                sheet.add("same_utterance.r", right=key in linked, why=f"{self.name}: {' '.join(key)}")
            sheet.add("same_utterance_all", right=key in linked)

    def _propositions(self, sheet: Sheet) -> None:
        """The found proposition is the one that holds most of the gold claims; where counts are ranges the lower end is read.

        Of a proposition that every page denies or negates, the numbers may stand under ``against``.
        """
        claims = {one["id"]: (page, one) for page, document in self.documents.items() for one in document["claims"]}
        for key, numbers in self.gold["propositions"].items():
            asked = [
                (page, one) for page, gold in self.pages.items() for one in gold["claims"] if one["proposition"] == key
            ]
            best, most = None, 0
            for found in self.reading["propositions"]:
                held = [claims[one] for one in found["claims"] if one in claims]
                hits = sum(
                    any(p == page and c["kind"] == one["kind"] and overlap(span(c), span(one)) for p, c in held)
                    for page, one in asked
                )
                if hits > most:
                    best, most = found, hits
            if best and all(one["polarity"][0] != "affirm" for _, one in asked) and best.get("against"):
                best = {**best, **best["against"]} if not _low(best.get("asserting_families")) else best
            self._numbers(sheet, key, numbers, best, f"{most} of {len(asked)} claims")

    def _numbers(
        self, sheet: Sheet, key: str, numbers: dict[str, int], found: dict[str, Any] | None, held: str
    ) -> None:
        names = {"origins": "origins", "asserting": "asserting_families", "observing": "observing_families"}
        made = {one: _low((found or {}).get(names[one])) for one in names if one in numbers}
        asked = {one: numbers[one] for one in made}
        why = f"{self.name} {key}: {made} for {asked}; {held}"
        sheet.add("independence", right=found is not None and made == asked, why=why)
        over = found is not None and any((made[one] or 0) > asked[one] for one in asked)
        sheet.add("not_over_counted", right=not over, why=why)
        if "origins" in asked:
            sheet.add("origins", right=made["origins"] == asked["origins"])
        sheet.add("documents", right=(found or {}).get("documents") == numbers["documents"])


def _low(value: Any) -> int | None:
    """A count, or the lower end of a range."""
    return value.get("low") if isinstance(value, dict) else value


def _reached(near: dict[str, set[str]], start: str) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for one in near[waiting.pop()] - seen:
            seen.add(one)
            waiting.append(one)
    return seen


def _closed(linked: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Links of one utterance are closed over chains: a with b and b with c is a with c."""
    near: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for utterance, a, b in linked:
        near[utterance][a].add(b)
        near[utterance][b].add(a)
    return {
        (utterance, *sorted((a, b)))
        for utterance, pages in near.items()
        for a in list(pages)
        for b in _reached(pages, a)
        if a != b
    }
